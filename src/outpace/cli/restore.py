"""`outpace restore`: a backup back into an empty home, or tried out and thrown away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.backup import Secret
from outpace.cli.progress import passphrase, steps
from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now, ticks
from outpace.desk.database import bare, has_data
from outpace.desk.home import Home, find_home
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.life.account import Account
    from outpace.desk.life.keys_tried import KeysTried
    from outpace.desk.life.restore import Tried


def restore(
    folder: Annotated[Path, typer.Argument(help="folder of the backup")],
    check: Annotated[bool, typer.Option("--check", help="only try: restore elsewhere, compare, throw away")] = False,
    keys: Annotated[
        Path | None, typer.Option(help="bundle of keys for a home that has none; with --check only tried")
    ] = None,
    passphrase_file: Secret = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Restore a backup into an empty OUTPACE_HOME, or try one out with --check: same counts, same ledger root."""
    from outpace.desk.life import restore as act
    from outpace.desk.life.keybundle import unseal

    home, folder = find_home(), folder.absolute()
    phrase = _phrase_for(folder, keys, passphrase_file)
    began = ticks()
    if check:
        with _keys_for_trial(home, folder, keys, phrase) as held, steps("restore --check") as step:
            tried = _tried(folder, step, began, held)
        _say(folder, tried.account, began, tried.keys, as_json=as_json)
        return
    if keys is not None:
        unseal(home, keys, phrase)
    with steps("restore") as step:
        made = act.restore(home, folder, step)
    _say(folder, made.account, began, None, as_json=as_json)


def _phrase_for(folder: Path, keys: Path | None, file: str | None) -> str:
    """Ask for the bundle's passphrase, once folder and bundle are seen to be what they should."""
    from outpace.desk.life import keybundle, manifest

    manifest.look(folder)
    if keys is None:
        return ""
    keybundle.look(keys)
    return passphrase(file, twice=False)


@contextmanager
def _keys_for_trial(home: Home, folder: Path, keys: Path | None, phrase: str) -> "Iterator[Home | None]":
    """The keys a trial opens the vault with: the bundle's, else this home's where they are the backup's, else none."""
    from outpace.desk.life.keybundle import unsealed
    from outpace.desk.life.restore import keys_fit

    if keys is None:
        yield home if keys_fit(home, folder) else None
        return
    with unsealed(keys, phrase) as held:
        yield held


def _tried(folder: Path, step: Callable[[str], None], began: float, keys: Home | None) -> "Tried":
    """Try a backup out and note in this installation's own data, where it has any, that and how it was tried."""
    from outpace.desk.life.manifest import look
    from outpace.desk.life.noted import note_copy
    from outpace.desk.life.places import server_of
    from outpace.desk.life.restore import check

    home, account, problem, tried = find_home(), look(folder).account, None, None
    try:
        tried = check(folder, step, keys)
    except ProblemError as refused:
        problem = refused
    if has_data(home):
        with bare(home):
            size = sum(file.stat().st_size for file in folder.iterdir())
            note_copy(server_of(home), "check", account, at=now(), seconds=ticks() - began, size=size, good=not problem)
    if tried is None:
        assert problem is not None
        raise problem
    return tried


def _say(folder: Path, account: "Account", began: float, keys: "KeysTried | None", *, as_json: bool) -> None:
    """Tell what came back; `keys` is what a trial found out about them, None after a restore in earnest."""
    root, size = account.ledger_root, account.ledger_size
    if as_json:
        ledger = {"ledger_size": size, "ledger_root": root}
        facts = {"folder": str(folder), "check": keys is not None, "same": True, **ledger}
        tell_json({**facts, **({"keys": keys} if keys else {}), "seconds": round(ticks() - began, 1)})
        return
    zh, en = ("试恢复", "tried out") if keys else ("已恢复", "restored")
    tell(
        f"{zh}：每张表的行数和账本根 {root[:16]}…（{size} 条）与备份时一致",
        f"{en}: every table's count and the ledger's root {root[:16]}… ({size} leaves) are the backup's",
    )
    if keys:
        tell(*_about_keys(keys))


def _about_keys(keys: "KeysTried") -> tuple[str, str]:
    from outpace.desk.life.keys_tried import KeysTried

    match keys:
        case KeysTried.OPENED:
            return (
                "密钥与备份相符：已用它打开身份库中的一条记录。",
                "The keys are the backup's: one record of the vault was opened with them.",
            )
        case KeysTried.NOTHING_SEALED:
            return (
                "密钥与备份相符；身份库里还没有记录，没有可打开的。",
                "The keys are the backup's; the vault holds no record yet that could be opened.",
            )
        case KeysTried.NOT_TRIED:
            return (
                "没有试密钥：这里没有这份备份的密钥，打不开身份库。请用 --keys 指定密钥包再试一次。",
                "Keys were not tried: this backup's are not here, and nothing in its vault can be opened without them. "
                "Try again with --keys and their bundle.",
            )
