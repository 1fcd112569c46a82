"""Run an import: chunk after chunk, each with its receipt position in one transaction, so that it resumes where it stood.

Roof: it joins the file's receipt (room `intake`) with the acts that rows become (room `cases`). A database that goes
away is waited for; what was acknowledged stays, what was not is read again.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg
from django.db import InterfaceError, OperationalError, connection

from outpace.desk import clock
from outpace.desk.areas.queries import place
from outpace.desk.beside import ahead
from outpace.desk.cases.acts import register_prepared
from outpace.desk.cases.links import register_links
from outpace.desk.cases.preparing import Prepared, prepare
from outpace.desk.home import Home
from outpace.desk.intake import spool
from outpace.desk.intake.acts import CLOSED, PURPOSE, RUNNING, Reading, Row, book, reading_of, settle_replay
from outpace.desk.intake.corrections import read_corrections
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.outcome import FieldProblem, Outcome
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import current, scope
from outpace.desk.telling import record_told
from outpace.exchange.dates import DateOrder
from outpace.exchange.exposures import ExposureRecord, read_exposure
from outpace.exchange.linelist import Values, read_case
from outpace.exchange.links import LinkRecord, read_link
from outpace.exchange.mapping import FileKind
from outpace.exchange.table import Chunk, Table, open_table
from outpace.words.problem import ProblemError

CHUNK = 5000
PATIENCE_S = 60.0
_TURN = 0x1A << 40

Progress = Callable[[Receipt], None]
Corrected = Mapping[int, Mapping[str, str | None]]
Record = Prepared | LinkRecord | ExposureRecord


@dataclass(frozen=True, slots=True)
class Runner:
    """Who imports, for which installation, and how long a lost database is waited for.

    `revive` starts the database again where this process runs it.
    """

    by: Actor
    home: Home
    progress: Progress = lambda receipt: None
    chunk: int = CHUNK
    patience_s: float = PATIENCE_S
    revive: Callable[[], object] = lambda: None
    clock: Callable[[], datetime] = clock.now

    def run(self, receipt: Receipt) -> Receipt:
        """Import a receipt's file to its end. The caller holds the incident's `turn`."""
        if receipt.state == CLOSED:
            return receipt
        with spool.opened(self.home, receipt.pk, receipt.file_name) as file:
            done = self._through(receipt, file)
        spool.drop(self.home, receipt.pk)
        return done

    def _through(self, receipt: Receipt, file: Path) -> Receipt:
        table = open_table(file, sheet=receipt.mapping.get("sheet"))
        receipt = self._patiently(partial(self._fresh, receipt))
        if receipt.rows_total == 0:
            return self._patiently(partial(self._book, receipt.pk, read_rows(receipt, (), {})))
        with closing(ahead(self._parts(receipt, table))) as parts:
            for part in parts:
                receipt = self._patiently(partial(self._book, receipt.pk, part))
                self.progress(receipt)
        return receipt

    def _parts(self, receipt: Receipt, table: Table) -> Iterator["Part"]:
        for chunk in table.chunks(start=receipt.position, size=self.chunk):
            yield read_chunk(receipt, table.columns, chunk)

    def _fresh(self, receipt: Receipt) -> Receipt:
        with scope(self.by, PURPOSE):
            return Receipt.objects.select_related("incident__area", "area").get(pk=receipt.pk)

    def _book(self, key: int, part: "Part") -> Receipt:
        with scope(self.by, PURPOSE):
            stood = Receipt.objects.select_for_update(of=("self",)).select_related("incident__area", "area").get(pk=key)
            done = stood.position - part.start
            if done:
                if done >= len(part.rows):
                    return stood
                raise ProblemError("IMPORT_RUNNING", file=stood.file_name, position=stood.position)
            outcome = take(self.by, stood, part, self.clock())
            return book(by=self.by, receipt=stood, rows=part.rows, outcome=outcome, at=self.clock())

    def _patiently(self, step: Callable[[], Receipt]) -> Receipt:
        """Do a step, waiting for a database that went away. A step that committed unseen is recognised by its position."""
        until = clock.ticks() + self.patience_s
        while True:
            try:
                return step()
            except (OperationalError, InterfaceError):
                connection.close()
                self.revive()
                if clock.ticks() > until:
                    raise ProblemError("DATABASE_AWAY", seconds=int(self.patience_s)) from None
                time.sleep(0.2)

    def replay(self, receipt: Receipt, corrected: Corrected) -> Receipt:
        """Read rejected rows again in a scope of its own (see `replay_rows`)."""
        with scope(self.by, PURPOSE):
            return replay_rows(by=self.by, receipt=receipt, corrected=corrected, at=self.clock())


def replay_rows(*, by: Actor, receipt: Receipt, corrected: Corrected, at: datetime) -> Receipt:
    """Read rejected rows again with corrected cells, by the key of the reject. Needs an open scope."""
    rows_of = Receipt.objects.select_for_update(of=("self",)).select_related("incident__area", "area")
    stood = rows_of.get(pk=receipt.pk)
    rejects = list(stood.rejects.filter(pk__in=corrected, state="open").order_by("row"))
    rows = [_corrected(reject, corrected[reject.pk]) for reject in rejects]
    outcome = take(by, stood, read_rows(stood, rows, {}), at)
    return settle_replay(by=by, receipt=stood, rejects=rejects, outcome=outcome, at=at)


def replay_file(by: Actor, receipt: Receipt, file: Path) -> tuple[int, int]:
    """Read the rejected rows of a corrected file again, a portion at a time.

    Gives how many were read and how many are not among the rejected ones that wait.
    """
    read, unknown, portions = 0, 0, read_corrections(receipt, file)
    while True:
        with scope(by, PURPOSE):
            portion = next(portions, None)
            if portion is None:
                return read, unknown
            replay_rows(by=by, receipt=receipt, corrected=portion.cells, at=clock.now())
        read, unknown = read + len(portion.cells), unknown + len(portion.unknown)


def _corrected(reject: Reject, cells: Mapping[str, str | None]) -> Row:
    raw: dict[str, str | None] = {
        **reject.raw,
        **{name: value or None for name, value in cells.items() if name in reject.raw},
    }
    reject.raw = raw
    return Row(reject.row, tuple(raw), tuple(raw.values()))


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive rows of a file after the first `start`, as they were read: by index the records and the problems."""

    start: int
    rows: Sequence[Row]
    records: Mapping[int, Record]
    problems: Mapping[int, Sequence[FieldProblem]]


def read_chunk(receipt: Receipt, columns: tuple[str, ...], chunk: Chunk) -> Part:
    """Read a chunk of a receipt's file. Asks no database."""
    rows = [Row(number, columns, cells) for number, cells, _ in chunk.numbered()]
    broken = {number - chunk.first_row: (("", flaw),) for number, flaw in chunk.broken.items()}
    return read_rows(receipt, rows, broken, start=chunk.first_row - 1)


def read_rows(
    receipt: Receipt, rows: Sequence[Row], broken: Mapping[int, Sequence[FieldProblem]], start: int = 0
) -> Part:
    """Turn rows into records, or find every problem of those that can't be; the broken ones are not read."""
    records: dict[int, Record] = {}
    problems = dict(broken)
    reading = reading_of(receipt)
    for n, row in enumerate(rows):
        if n in broken:
            continue
        found = _read(receipt, reading, row)
        if isinstance(found, tuple):
            problems[n] = found
        else:
            records[n] = found
    return Part(start, rows, records, problems)


def take(by: Actor, receipt: Receipt, part: Part, at: datetime) -> Outcome:
    """Hand the records of a part to the act of the file's kind; every row has a fate."""
    outcome = Outcome()
    outcome.rejected.update(part.problems)
    return _renumbered(_act(by, receipt, list(part.records.values()), at), list(part.records), outcome)


def _read(receipt: Receipt, reading: Reading, row: Row) -> Record | tuple[FieldProblem, ...]:
    values = _values(reading, row)
    if receipt.kind == FileKind.LINKS:
        return read_link(values)
    order = DateOrder(reading.date_order) if reading.date_order else None
    if receipt.kind == FileKind.EXPOSURES:
        zone = receipt.area.zone if receipt.area else "UTC"
        return read_exposure(values, as_of=receipt.started_at, zone=zone, date_order=order)
    found = read_case(values, as_of=receipt.started_at, date_order=order)
    return found if isinstance(found, tuple) else prepare(found)


def _values(reading: Reading, row: Row) -> Values:
    """The cells of a row by field, and the values that hold for every row."""
    name_of = reading.columns.get
    values = {name: cell for column, cell in zip(row.columns, row.cells, strict=False) if (name := name_of(column))}
    values.update(reading.constants)
    return values


def _act(by: Actor, receipt: Receipt, records: Sequence[Record], at: datetime) -> Outcome:
    if receipt.incident is None or receipt.area is None:
        raise ProblemError("AREA_NEEDED")
    if receipt.kind == FileKind.EXPOSURES:
        told = [record for record in records if isinstance(record, ExposureRecord)]
        return record_told(by=by, incident=receipt.incident, rows=told, at=at)
    cases = [record for record in records if isinstance(record, Prepared)]
    links = [record for record in records if isinstance(record, LinkRecord)]
    if receipt.kind == FileKind.LINKS:
        return register_links(by=by, incident=receipt.incident, rows=links, at=at)
    return register_prepared(by=by, incident=receipt.incident, rows=cases, at=at, home=place(receipt.area))


def _renumbered(made: Outcome, numbers: Sequence[int], outcome: Outcome) -> Outcome:
    outcome.events = made.events
    outcome.accepted.update({numbers[n]: key for n, key in made.accepted.items()})
    outcome.duplicate.update({numbers[n]: key for n, key in made.duplicate.items()})
    outcome.rejected.update({numbers[n]: problems for n, problems in made.rejected.items()})
    return outcome


@contextmanager
def turn(by: Actor, incident: int) -> Iterator[None]:
    """Hold an incident's turn to import, on a session of its own, so that it ends with this process however it ends.

    Raises IMPORT_RUNNING where somebody else holds it.
    """
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        row = own.execute("select pg_try_advisory_lock(%s)", [_TURN + incident]).fetchone()
        if not (row and row[0]):
            raise _busy(by, incident)
        yield


def _busy(by: Actor, incident: int) -> ProblemError:
    with scope(by, PURPOSE) if current() is None else nullcontext():
        other = Receipt.objects.filter(incident=incident, state=RUNNING).order_by("-position").first()
    return ProblemError(
        "IMPORT_RUNNING", file=other.file_name if other else "", position=other.position if other else 0
    )
