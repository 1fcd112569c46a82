"""What can be done with files: open a receipt, book a chunk of rows, replay rejected rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outpace.desk.areas.models import Area, Incident
from outpace.desk.home import Home
from outpace.desk.intake import spool
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.outcome import FieldProblem, Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.exchange.canonical import file_hash
from outpace.exchange.mapping import FileKind, check_mapping, propose
from outpace.exchange.table import open_table
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose

PURPOSE = Purpose.IMPORT
RUNNING, CLOSED = "running", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file's columns are read: column to field, values that hold for every row, the order of d/m/y dates."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None

    def as_json(self) -> dict[str, object]:
        return {"columns": dict(self.columns), "constants": dict(self.constants), "date_order": self.date_order}


def reading_of(receipt: Receipt) -> Reading:
    """How a receipt's file is read."""
    stored = receipt.mapping
    return Reading(columns=stored["columns"], constants=stored["constants"], date_order=stored["date_order"])


def open_receipt(
    *,
    by: Actor,
    home: Home,
    file: Path,
    name: str,
    kind: FileKind,
    incident: Incident,
    area: Area,
    reading: Reading,
    at: datetime,
    sheet: str | None = None,
) -> Receipt:
    """Open a receipt for a file, or give back the open one of the same file. Raises what is wrong with the file."""
    sha = file_hash(file)
    held = Receipt.objects.filter(sha256=sha, kind=kind, incident=incident, state=RUNNING).first()
    if held is not None:
        return held
    table = open_table(file, sheet=sheet)
    settled = _settled(kind, table.columns, table.samples(), reading)
    receipt = Receipt.objects.create(
        kind=kind,
        file_name=name,
        sha256=sha,
        size=file.stat().st_size,
        incident=incident,
        area=area,
        area_path=area.path,
        mapping=settled.as_json() | {"sheet": sheet, "order": list(table.columns)},
        state=RUNNING,
        rows_total=table.rows_total,
        account_id=by.account,
        started_at=at,
    )
    spool.keep(home, receipt.pk, file)
    return receipt


def _settled(
    kind: FileKind, columns: Sequence[str], samples: Mapping[str, Sequence[str | None]], reading: Reading
) -> Reading:
    chosen = propose(kind, columns, samples) | dict(reading.columns)
    free = {column: name if name not in reading.constants else None for column, name in chosen.items()}
    if problems := check_mapping(kind, columns, free, reading.constants):
        raise ProblemError(problems[0].code, **problems[0].params)
    return Reading(columns=free, constants=reading.constants, date_order=reading.date_order)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its number, the columns of the file and its cells."""

    number: int
    columns: tuple[str, ...]
    cells: Sequence[str | None]

    @property
    def raw(self) -> dict[str, str | None]:
        """The cells by column."""
        return dict(zip(self.columns, self.cells, strict=False))


def book(*, by: Actor, receipt: Receipt, rows: Sequence[Row], outcome: Outcome, at: datetime) -> Receipt:
    """Book what became of the next rows: counts, position and rejected rows in the transaction of the rows themselves.

    The event comes last: nothing of it commits that the event doesn't tell of.
    """
    Reject.objects.bulk_create(
        Reject(
            receipt=receipt,
            row=row.number,
            raw=row.raw,
            problems=problems_json(outcome.rejected[n]),
            area_path=receipt.area_path,
        )
        for n, row in enumerate(rows)
        if n in outcome.rejected
    )
    receipt.position += len(rows)
    receipt.accepted += len(outcome.accepted)
    receipt.duplicate += len(outcome.duplicate)
    receipt.rejected += len(outcome.rejected)
    receipt.events = [*receipt.events, *outcome.events]
    over = receipt.position == receipt.rows_total
    if over:
        receipt.state, receipt.closed_at = CLOSED, at
    receipt.save()
    _say("receipt.closed" if over else "receipt.read", by, receipt, at)
    return receipt


def _say(kind: str, by: Actor, receipt: Receipt, at: datetime) -> None:
    counts = {name: getattr(receipt, name) for name in ("position", "accepted", "duplicate", "rejected")}
    record(
        Event(
            kind=kind,
            by=by,
            area_path=receipt.area_path,
            incident=receipt.incident_id,
            happened=at,
            recorded=at,
            data={"receipt": receipt.pk, "file": receipt.sha256, **counts},
        )
    )


def problems_json(problems: Sequence[FieldProblem]) -> list[dict[str, object]]:
    """Problems as stored beside a rejected row: field, code, parameters."""
    return [{"field": name, "code": problem.code, "params": dict(problem.params)} for name, problem in problems]


def problems_of(stored: Sequence[Mapping[str, object]]) -> list[FieldProblem]:
    """Stored problems as they were."""
    return [(str(row["field"]), Problem(str(row["code"]), row["params"])) for row in stored]  # type: ignore[arg-type]


def settle_replay(*, by: Actor, receipt: Receipt, rejects: Sequence[Reject], outcome: Outcome, at: datetime) -> Receipt:
    """Book corrected rows that were read again: what went in leaves the rejected, what did not keeps its problems."""
    for n, reject in enumerate(rejects):
        if n in outcome.rejected:
            reject.problems = problems_json(outcome.rejected[n])
        else:
            reject.state = "replayed"
            receipt.rejected -= 1
            receipt.accepted += n in outcome.accepted
            receipt.duplicate += n in outcome.duplicate
        reject.save()
    receipt.events = [*receipt.events, *outcome.events]
    receipt.save()
    if rejects:
        _say("receipt.replayed", by, receipt, at)
    return receipt
