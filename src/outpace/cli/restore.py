"""`outpace restore`: a backup or an archive back into an empty home, or tried out and thrown away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.backup import Secret
from outpace.cli.progress import passphrase, steps
from outpace.cli.say import tell, tell_json
from outpace.cli.sources import Came, Source, source_in
from outpace.desk.clock import now, ticks
from outpace.desk.database import bare, has_data
from outpace.desk.home import Home, find_home
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.life.keys_tried import KeysTried


def restore(
    folder: Annotated[Path, typer.Argument(help="folder of the backup, or of the archive")],
    check: Annotated[bool, typer.Option("--check", help="only try: restore elsewhere, compare, throw away")] = False,
    keys: Annotated[
        Path | None, typer.Option(help="bundle of keys for a home that has none; with --check only tried")
    ] = None,
    passphrase_file: Secret = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Restore a backup or an archive into an empty OUTPACE_HOME, or try it out with --check: same counts, same ledger root."""
    from outpace.desk.life.keybundle import unseal

    home, folder = find_home(), folder.absolute()
    source = source_in(folder)
    phrase = _phrase_for(source, keys, passphrase_file)
    began = ticks()
    if check:
        with _keys_for_trial(home, source, keys, phrase) as held, steps("restore --check") as step:
            came = _tried(source, folder, step, began, held)
    else:
        if keys is not None:
            unseal(home, keys, phrase)
        with steps("restore") as step:
            came = source.bring_back(home, step)
    _say(folder, came, began, as_json=as_json)


def _phrase_for(source: Source, keys: Path | None, file: str | None) -> str:
    """Ask for the bundle's passphrase, once folder and bundle are seen to be what they should."""
    from outpace.desk.life import keybundle

    source.refuse_absent()
    if keys is None:
        return ""
    keybundle.look(keys)
    return passphrase(file, twice=False)


@contextmanager
def _keys_for_trial(home: Home, source: Source, keys: Path | None, phrase: str) -> "Iterator[Home | None]":
    """The keys a trial opens the vault with: the bundle's, else this home's where they are the copy's, else none."""
    from outpace.desk.life.keybundle import unsealed

    if keys is None:
        yield home if source.fits(home) else None
        return
    with unsealed(keys, phrase) as held:
        yield held


def _tried(source: Source, folder: Path, step: Callable[[str], None], began: float, keys: Home | None) -> Came:
    """Try a copy out and note in this installation's own data, where it has any, that and how it was tried."""
    from outpace.desk.life.account import nothing
    from outpace.desk.life.noted import note_copy
    from outpace.desk.life.places import server_of

    home, account, problem, came = find_home(), source.account(), None, None
    try:
        came = source.try_out(step, keys)
    except ProblemError as refused:
        problem = refused
    if has_data(home):
        with bare(home):
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            account = came.account if came is not None else account or nothing()
            seconds = ticks() - began
            note_copy(server_of(home), source.noted_as, account, at=now(), seconds=seconds, size=size, good=not problem)
    if came is None:
        assert problem is not None
        raise problem
    return came


def _say(folder: Path, came: Came, began: float, *, as_json: bool) -> None:
    """Tell what came back."""
    if as_json:
        ledger = {"ledger_size": came.account.ledger_size, "ledger_root": came.account.ledger_root}
        facts = {"folder": str(folder), "check": came.keys is not None, "same": True, **ledger, **came.more}
        tell_json({**facts, **({"keys": came.keys} if came.keys else {}), "seconds": round(ticks() - began, 1)})
        return
    zh, en = ("试恢复", "tried out") if came.keys else ("已恢复", "restored")
    tell(f"{zh}：{came.zh}", f"{en}: {came.en}")
    if came.keys:
        tell(*_about_keys(came.keys))


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
