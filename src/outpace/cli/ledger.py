"""`outpace ledger`: hand the log to outsiders, check it, prove an event, keep witnesses, compare the log with the tables."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.ledger.notes import Signer
    from outpace.desk.scope.actor import Actor

app = typer.Typer(no_args_is_help=True, help="The ledger: exports, proofs, witnesses, comparison with the tables.")
witnesses = typer.Typer(no_args_is_help=True, help="Institutions that sign our checkpoints too.")
app.add_typer(witnesses, name="witness")
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on the last line")]


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="a new folder")],
    bodies: Annotated[
        bool,
        typer.Option(
            "--bodies", help="with what the events say: personal data, for auditors alone; the ledger says so"
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the log into a folder: checkpoints, leaves, public key. Without --bodies it names nobody."""
    with _keeping() as by:
        from outpace.desk.ledger.export import export as write

        made = write(by=by, folder=folder, signer=_signer(), bodies=bodies, at=now())
    if as_json:
        tell_json({"folder": str(folder), "size": made.size, "checkpoints": made.checkpoints, "bodies": made.bodies})
        return
    tell(
        f"已写入 {folder}：{made.size} 条，{made.checkpoints} 个检查点，{made.bodies} 份正文",
        f"wrote {folder}: {made.size} leaves, {made.checkpoints} checkpoints, {made.bodies} bodies",
    )


@app.command()
def verify(
    log: Annotated[str, typer.Argument(metavar="FOLDER|URL", help="an exported folder, or a server's address")],
    against: Annotated[list[str] | None, typer.Option(help="a checkpoint that somebody saved (repeat)")] = None,
    witness: Annotated[list[str] | None, typer.Option(help="a witness's public key (repeat)")] = None,
    key: Annotated[str | None, typer.Option(help="the log's public key as you got it from elsewhere")] = None,
    as_json: AsJson = False,
) -> None:
    """Check a log with the stand-alone verifier. Exit code 1 where it finds something."""
    words = ["verify", log, *_each("--against", against), *_each("--witness", witness), *_each("--key", [key])]
    _outsider(words, as_json)


@app.command("check-proof")
def check_proof(
    file: Annotated[Path, typer.Argument(help="a proof as `prove` wrote it")], as_json: AsJson = False
) -> None:
    """Check one proof with the stand-alone verifier. Exit code 1 where it does not hold."""
    _outsider(["proof", str(file)], as_json)


def _each(option: str, values: "list[str] | list[str | None] | None") -> Iterator[str]:
    for value in values or ():
        if value:
            yield from (option, value)


def _outsider(words: list[str], as_json: bool) -> None:
    command = [sys.executable, "-m", "outpace_verify", *words, *(["--json"] if as_json else [])]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


@app.command()
def prove(
    event: Annotated[str, typer.Argument(help="id of an event (evt_…)")],
    row: Annotated[int | None, typer.Option(min=1, help="one row of a bulk act, counted from 1")] = None,
    file: Annotated[Path | None, typer.Option(help="where to write the proof; the terminal unless given")] = None,
) -> None:
    """Prove that an event stands in the log; with --row, that a row belongs to it. The proof names nobody."""
    import json

    with _keeping():
        from outpace.desk.ledger.proving import as_json, open_item, prove_event, prove_item

        key = _event(event)
        item = prove_item(key, row) if row else None
        told = as_json(prove_event(key), item, _signer().verifier, open_item(key, row) if row else None)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text, "utf-8")
    tell(f"证明已写入 {file}", f"wrote the proof to {file}")


@app.command()
def checkpoint() -> None:
    """Print the last signed checkpoint, to be kept by whoever wants to hold us to it."""
    with _keeping():
        from outpace.desk.ledger.proving import last_checkpoint, note_of

        sys.stdout.write(note_of(last_checkpoint()))


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say how long the log is, what waits for its place, who witnesses it. Exit code 1 where something is an alarm."""
    at = now()
    with _keeping():
        from outpace.desk.ledger.queries import standing

        found = standing(at)
        alarms = found.alarms(at)
        told = {
            "size": found.size,
            "waiting": found.waiting.count,
            "oldest_s": round(found.waiting.oldest.total_seconds(), 1),
            "late": found.waiting.late,
            "last_checkpoint": found.last.at if found.last else None,
            "witnesses": [{"name": w.name, "last": signed.at if signed else None} for w, signed in found.witnesses],
            "alarms": alarms,
        }
    if as_json:
        tell_json(told)
    for name, value in told.items() if not as_json else ():
        tell(f"{name}: {value}", f"{name}: {value}")
    raise typer.Exit(1 if set(alarms) - {"few_witnesses"} else 0)


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Replay the log and compare it with the tables. Exit code 1 where they differ."""
    with _keeping():
        from outpace.desk.ledger.rebuild import rebuild as replay

        found = replay()
    tables = [
        {"table": t.table, "equal": t.equal, "gone": t.gone, "older": t.older, "differ": t.differ, "keys": t.keys}
        for t in found.tables
    ]
    if as_json:
        tell_json({"sound": found.sound, "untrue": found.untrue, "erased": found.erased, "tables": tables})
    else:
        _tell_tables(tables)
    if not found.sound:
        broken = [*found.differing, *(["ledger_event"] if found.untrue else [])]
        raise ProblemError("LEDGER_DIFFERS", tables=", ".join(broken))


def _tell_tables(tables: list[dict[str, Any]]) -> None:
    for row in tables:
        tell(
            f"{row['table']:20} 一致 {row['equal']}，正文已删 {row['gone']}，早于账本 {row['older']}，不一致 {row['differ']}",
            f"{row['table']:20} equal {row['equal']}, gone {row['gone']}, older {row['older']}, differing {row['differ']}",
        )


@app.command()
def erase(
    event: Annotated[str, typer.Argument(help="id of an event (evt_…)")],
    reason: Annotated[str, typer.Option(help="why, for instance the clause whose period has ended")],
) -> None:
    """Erase what an event says. Its commitment stays in the log and every proof still holds. This can't be undone."""
    with _keeping() as by:
        from outpace.desk.ledger.acts import erase_body

        erase_body(by=by, event=_event(event), reason=reason, at=now())
    tell(f"事件 {event} 的正文已删除", f"erased the body of event {event}")


@witnesses.command("add")
def add(key: Annotated[str, typer.Argument(help="the witness's public key: one line it gave you")]) -> None:
    """Enter a witness by its public key."""
    with _keeping() as by:
        from outpace.desk.ledger.acts import add_witness

        name = add_witness(by=by, line=key, at=now()).name
    tell(f"见证方 {name} 已登记", f"witness {name} is entered")


@witnesses.command("import")
def take(file: Annotated[Path, typer.Argument(help="a checkpoint with the witness's signature under it")]) -> None:
    """Keep the signatures that witnesses put under one of our checkpoints."""
    with _keeping():
        from outpace.desk.ledger.acts import take_cosignatures

        found = take_cosignatures(note=file.read_text("utf-8", "replace"), file=str(file))
    tell(f"新增 {len(found)} 个见证签名", f"kept {len(found)} new signatures")


@contextmanager
def _keeping() -> "Iterator[Actor]":
    with database(find_home()):
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
            yield by


def _signer() -> "Signer":
    from django.conf import settings

    from outpace.desk.ledger.notes import Signer
    from outpace.desk.ledger.signer import checkpoint_signer

    return Signer.of(checkpoint_signer(settings.HOME.keys), settings.SPACE)


def _event(text: str) -> int:
    from outpace.words.ids import IdKind, decode

    key = decode(IdKind.EVENT, text)
    if key is None:
        raise ProblemError("NOT_FOUND")
    return key
