"""`outpace export --all`: everything an installation holds, in files other programs read."""

from pathlib import Path
from typing import Annotated

import typer

from outpace.cli.progress import steps
from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database, refuse_empty
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError


def export(
    folder: Annotated[Path, typer.Argument(help="new folder for the files")],
    everything: Annotated[
        bool, typer.Option("--all", help="every table, the editions, the ledger's public key")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Take all data out: every table as CSV, the editions, hashes of all files. No names and no secrets go with it."""
    if not everything:
        raise ProblemError("EXPORT_WITHOUT_ALL", folder=str(folder))
    home = find_home()
    refuse_empty(home)
    with database(home), steps("export") as step:
        from outpace.desk.life.export import take_out
        from outpace.protocols.shelf import data_root

        manifest = take_out(home, Path(str(data_root())), folder.absolute(), now(), step)
    tables, left_out = manifest["tables"], manifest["left_out"]
    assert isinstance(tables, dict)
    assert isinstance(left_out, dict)
    if as_json:
        tell_json({"folder": str(folder), "tables": tables, "left_out": left_out})
        return
    tell(
        f"{len(tables)} 张表，{sum(tables.values())} 行，在 {folder}",
        f"{len(tables)} tables, {sum(tables.values())} rows in {folder}",
    )
    for name, why in left_out.items():
        tell(f"没有导出 {name}：{why}", f"left out {name}: {why}")
