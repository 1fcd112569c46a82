"""`outpace receipts`: the accounts of imported files, their rejected rows out to a CSV, and corrected ones back in."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.ids import IdKind, decode, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.desk.intake.models import Receipt

SHOWN = 50
app = typer.Typer(no_args_is_help=True, help="Receipts: what became of the rows of a file; correct and replay them.")

AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on the last line")]
ReceiptId = Annotated[str, typer.Argument(help="id of the receipt, as `outpace receipts list` shows it")]


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the latest files and what became of their rows."""
    with database(find_home()):
        from outpace.desk.intake.queries import latest
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.READ_IMPORTS):
            rows = [
                {
                    "receipt": encode(IdKind.RECEIPT, receipt.pk),
                    "file": receipt.file_name,
                    "state": receipt.state,
                    "read": receipt.position,
                    "accepted": receipt.accepted,
                    "duplicate": receipt.duplicate,
                    "rejected": receipt.rejected,
                }
                for receipt in latest()
            ]
    if as_json:
        tell_json({"receipts": rows})
    for row in rows if not as_json else ():
        tell(
            "{receipt}  {file}：读取 {read} = 接受 {accepted} + 重复 {duplicate} + 拒绝 {rejected}".format(**row),
            "{receipt}  {file}: read {read} = accepted {accepted} + duplicate {duplicate} + rejected {rejected}".format(
                **row
            ),
        )


@app.command("rejects")
def rejects(
    receipt: ReceiptId,
    csv: Annotated[Path, typer.Option("--csv", help="file to write; only you may read it")],
    as_json: AsJson = False,
) -> None:
    """Write the rejected rows of a receipt to a CSV, with their reasons. That it was written is recorded."""
    with database(find_home()):
        from outpace.desk.intake.corrections import export_rejects
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.IMPORT) as by:
            found = _found(receipt)
            rows = found.rejects.filter(state="open").count()
            pieces = list(export_rejects(by=by, receipt=found, at=now()))
        _write(csv, "".join(pieces))
    if as_json:
        tell_json({"receipt": receipt, "file": str(csv), "rows": rows})
        return
    tell(
        f"{rows} 行写入 {csv}。改好后运行 outpace receipts replay {receipt} {csv}",
        f"{rows} rows are in {csv}. Correct them, then run: outpace receipts replay {receipt} {csv}",
    )


def _write(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)


@app.command("replay")
def replay(
    receipt: ReceiptId,
    file: Annotated[Path, typer.Argument(help="the corrected rows: CSV, TSV, XLSX, XLS or Parquet")],
    as_json: AsJson = False,
) -> None:
    """Read corrected rows again. What is still wrong stays rejected with its new reasons."""
    if not file.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(file))
    with database(find_home()):
        answer = _replay(receipt, file)
    if as_json:
        tell_json(answer)
        return
    tell(
        "重放 {read} 行 = 接受 {accepted} + 重复 {duplicate} + 仍被拒绝 {rejected}；{unknown} 行不在待更正之列".format(
            **answer
        ),
        "replayed {read} = accepted {accepted} + duplicate {duplicate} + still rejected {rejected}; "
        "{unknown} rows were not among those to correct".format(**answer),
    )


def _replay(id: str, file: Path) -> dict[str, object]:
    from outpace.desk.drain import drain
    from outpace.desk.importing import replay_file
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    by = local_operator()
    with scope(by, Purpose.IMPORT):
        before = _found(id)
    read, unknown = replay_file(by, before, file)
    while drain(now()):
        pass
    with scope(by, Purpose.IMPORT):
        after = _found(id)
    accepted, duplicate = after.accepted - before.accepted, after.duplicate - before.duplicate
    return {
        "receipt": id,
        "read": read,
        "accepted": accepted,
        "duplicate": duplicate,
        "rejected": read - accepted - duplicate,
        "unknown": unknown,
        "rejects": rejected_rows(after),
    }


def _found(id: str) -> "Receipt":
    """A receipt by its public id. Raises NOT_FOUND. Needs an open scope."""
    from outpace.desk.intake.models import Receipt

    key = decode(IdKind.RECEIPT, id)
    found = None if key is None else Receipt.objects.filter(pk=key).first()
    if found is None:
        raise ProblemError("NOT_FOUND")
    return found


def rejected_rows(receipt: "Receipt") -> list[dict[str, object]]:
    """The first rejected rows of a receipt that are still open, with their problems."""
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), Purpose.IMPORT):
        rejects = receipt.rejects.filter(state="open").order_by("row")[:SHOWN]
        return [{"row": reject.row, "problems": reject.problems} for reject in rejects]
