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
        bool, typer.Option("--all", help="the tables, the editions, the ledger's public key")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Take the data out: tables as CSV, the editions, hashes of all files; the ledger says so.

    Names, telephones and identifiers of people in the vault stay, and so does what signs somebody in. Names of accounts go out,
    and so does what people typed, notes and reasons: it can name somebody. Keep the files like case files.
    """
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
        tell(f"没有导出 {name}：{why['zh']}", f"left out {name}: {why['en']}")
    tell(
        "文件里有账号名和人员填写的文字（备注、理由），其中可能出现姓名：请按病例资料保管。这次导出已记入账本。",
        "The files hold names of accounts and what people typed (notes, reasons), which can name somebody: "
        "keep them like case files. The ledger says that they were taken out.",
    )
