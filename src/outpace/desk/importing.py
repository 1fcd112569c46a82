"""Run an import: chunk after chunk, each with its receipt position in one transaction, so that it resumes where it stood.

Roof: it joins the file's receipt (room `intake`) with the acts that rows become (room `cases`). A database that goes
away is waited for; what was acknowledged stays, what was not is read again.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg
from django.db import InterfaceError, OperationalError, connection

from outpace.desk import clock
from outpace.desk.areas.queries import place
from outpace.desk.cases.acts import register_cases
from outpace.desk.cases.links import register_links
from outpace.desk.home import Home
from outpace.desk.intake import spool
from outpace.desk.intake.acts import CLOSED, PURPOSE, RUNNING, Reading, Row, book, reading_of, settle_replay
from outpace.desk.intake.corrections import read_corrections
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.outcome import FieldProblem, Outcome
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import current, scope
from outpace.exchange.dates import DateOrder
from outpace.exchange.linelist import CaseRecord, read_case
from outpace.exchange.links import LinkRecord, read_link
from outpace.exchange.mapping import FileKind
from outpace.exchange.table import Chunk, open_table
from outpace.words.problem import ProblemError

CHUNK = 5000
PATIENCE_S = 60.0
_TURN = 0x1A << 40

Progress = Callable[[Receipt], None]
Corrected = Mapping[int, Mapping[str, str | None]]


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
            return self._patiently(partial(self._book, receipt.pk, table.columns, Chunk(1, (), {})))
        for chunk in table.chunks(start=receipt.position, size=self.chunk):
            receipt = self._patiently(partial(self._book, receipt.pk, table.columns, chunk))
            self.progress(receipt)
        return receipt

    def _fresh(self, receipt: Receipt) -> Receipt:
        with scope(self.by, PURPOSE):
            return Receipt.objects.select_related("incident__area", "area").get(pk=receipt.pk)

    def _book(self, key: int, columns: Sequence[str], chunk: Chunk) -> Receipt:
        with scope(self.by, PURPOSE):
            stood = Receipt.objects.select_for_update(of=("self",)).select_related("incident__area", "area").get(pk=key)
            if stood.position != chunk.first_row - 1:
                if stood.position >= chunk.first_row - 1 + len(chunk.rows):
                    return stood
                raise ProblemError("IMPORT_RUNNING", file=stood.file_name, position=stood.position)
            rows = [Row(number, dict(zip(columns, cells, strict=False))) for number, cells, _ in chunk.numbered()]
            broken = {n: (("", flaw),) for n, (_, _, flaw) in enumerate(chunk.numbered()) if flaw}
            outcome = take(self.by, stood, rows, broken, self.clock())
            return book(by=self.by, receipt=stood, rows=rows, outcome=outcome, at=self.clock())

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
    rows = [Row(reject.row, _corrected(reject, corrected[reject.pk])) for reject in rejects]
    outcome = take(by, stood, rows, {}, at)
    return settle_replay(receipt=stood, rejects=rejects, outcome=outcome)


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


def _corrected(reject: Reject, cells: Mapping[str, str | None]) -> Mapping[str, str | None]:
    raw: dict[str, str | None] = {
        **reject.raw,
        **{name: value or None for name, value in cells.items() if name in reject.raw},
    }
    reject.raw = raw
    return raw


def take(
    by: Actor, receipt: Receipt, rows: Sequence[Row], broken: Mapping[int, Sequence[FieldProblem]], at: datetime
) -> Outcome:
    """Turn rows into records and hand them to the act of the file's kind; every row has a fate."""
    outcome = Outcome()
    outcome.rejected.update(broken)
    records: dict[int, CaseRecord | LinkRecord] = {}
    reading = reading_of(receipt)
    for n, row in enumerate(rows):
        if n in broken:
            continue
        found = _read(receipt, reading, row)
        if isinstance(found, tuple):
            outcome.rejected[n] = found
        else:
            records[n] = found
    return _renumbered(_act(by, receipt, list(records.values()), at), list(records), outcome)


def _read(receipt: Receipt, reading: Reading, row: Row) -> CaseRecord | LinkRecord | tuple[FieldProblem, ...]:
    values = {name: row.raw.get(column) for column, name in reading.columns.items() if name} | dict(reading.constants)
    if receipt.kind == FileKind.LINKS:
        return read_link(values)
    order = DateOrder(reading.date_order) if reading.date_order else None
    return read_case(values, as_of=receipt.started_at, date_order=order)


def _act(by: Actor, receipt: Receipt, records: Sequence[CaseRecord | LinkRecord], at: datetime) -> Outcome:
    if receipt.incident is None or receipt.area is None:
        raise ProblemError("AREA_NEEDED")
    cases = [record for record in records if isinstance(record, CaseRecord)]
    links = [record for record in records if isinstance(record, LinkRecord)]
    if receipt.kind == FileKind.LINKS:
        return register_links(by=by, incident=receipt.incident, rows=links, at=at)
    return register_cases(by=by, incident=receipt.incident, rows=cases, at=at, home=place(receipt.area))


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
