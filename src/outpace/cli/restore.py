"""`outpace restore`: a backup back into an empty home, or tried out and thrown away."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.backup import Secret
from outpace.cli.progress import passphrase, steps
from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now, ticks
from outpace.desk.database import bare, has_data
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.life.manifest import Manifest


def restore(
    folder: Annotated[Path, typer.Argument(help="folder of the backup")],
    check: Annotated[bool, typer.Option("--check", help="only try: restore elsewhere, compare, throw away")] = False,
    keys: Annotated[Path | None, typer.Option(help="bundle of keys for a home that has none")] = None,
    passphrase_file: Secret = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Restore a backup into an empty OUTPACE_HOME, or try one out with --check: same counts, same ledger root."""
    from outpace.desk.life import restore as act
    from outpace.desk.life.keybundle import unseal

    home, began = find_home(), ticks()
    if keys is not None:
        unseal(home, keys, passphrase(passphrase_file, twice=False))
    with steps("restore") as step:
        made = _tried(folder.absolute(), step, began) if check else act.restore(home, folder.absolute(), step)
    root, size = made.account.ledger_root, made.account.ledger_size
    if as_json:
        tell_json(
            {
                "folder": str(folder),
                "check": check,
                "same": True,
                "ledger_size": size,
                "ledger_root": root,
                "seconds": round(ticks() - began, 1),
            }
        )
        return
    zh, en = ("试恢复", "tried out") if check else ("已恢复", "restored")
    tell(
        f"{zh}：每张表的行数和账本根 {root[:16]}…（{size} 条）与备份时一致",
        f"{en}: every table's count and the ledger's root {root[:16]}… ({size} leaves) are the backup's",
    )


def _tried(folder: Path, step: Callable[[str], None], began: float) -> "Manifest":
    """Try a backup out and note in this installation's own data, where it has any, that and how it was tried."""
    from outpace.desk.life.manifest import read_manifest
    from outpace.desk.life.noted import note_copy
    from outpace.desk.life.places import server_of
    from outpace.desk.life.restore import check

    home, problem = find_home(), None
    account = read_manifest(folder).account
    try:
        check(folder, step)
    except ProblemError as refused:
        problem = refused
    if has_data(home):
        with bare(home):
            size = sum(file.stat().st_size for file in folder.iterdir())
            note_copy(server_of(home), "check", account, at=now(), seconds=ticks() - began, size=size, good=not problem)
    if problem:
        raise problem
    return read_manifest(folder)
