"""`outpace backup`: the data into a folder, the keys into a bundle of their own."""

from pathlib import Path
from typing import Annotated

import typer

from outpace.cli.progress import passphrase, steps
from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now, ticks
from outpace.desk.database import bare, refuse_empty
from outpace.desk.home import find_home

Secret = Annotated[
    str | None, typer.Option(help="file whose first line is the bundle's passphrase; asked for otherwise")
]


def backup(
    folder: Annotated[Path, typer.Argument(help="new folder for the backup")],
    keys: Annotated[Path | None, typer.Option(help="also write the keys, under a passphrase, into this file")] = None,
    passphrase_file: Secret = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Back up this installation while people go on working. Keep folder and bundle of keys apart."""
    from outpace.desk.life.backup import back_up, refuse_taken
    from outpace.desk.life.keybundle import seal
    from outpace.desk.life.noted import note_copy
    from outpace.desk.life.places import server_of

    home = find_home()
    refuse_empty(home)
    refuse_taken(folder)
    phrase = None if keys is None else _phrase_for(keys, passphrase_file)
    began = ticks()
    with bare(home), steps("backup") as step:
        server = server_of(home)
        made = back_up(home, server, folder.absolute(), now(), step)
        size = sum(file.stat().st_size for file in folder.iterdir())
        note_copy(server, "backup", made.account, at=now(), seconds=ticks() - began, size=size, good=True)
    if keys is not None and phrase is not None:
        seal(home, keys, phrase)
    rows = sum(made.account.tables.values())
    if as_json:
        facts = {
            "rows": rows,
            "bytes": size,
            "ledger_size": made.account.ledger_size,
            "ledger_root": made.account.ledger_root,
        }
        tell_json({"folder": str(folder), "keys": str(keys) if keys else None, **facts})
        return
    tell(
        f"已备份到 {folder}：{rows} 行，账本 {made.account.ledger_size} 条",
        f"backed up to {folder}: {rows} rows, {made.account.ledger_size} leaves",
    )
    if keys is None:
        tell(
            "密钥不在备份里。没有密钥包，这份备份打不开：请用 --keys 另存一份。",
            "The keys are not in it. Without their bundle it opens nothing: write one with --keys.",
        )


def _phrase_for(keys: Path, file: str | None) -> str:
    """The passphrase of a bundle that can be written once the backup stands: a failed backup leaves no bundle behind."""
    from outpace.desk.life.keybundle import refuse_place, refuse_short

    refuse_place(keys)
    return refuse_short(passphrase(file, twice=True))
