"""Lists as CSV files: the same rows as on screen, sent piece by piece, each piece read in a scope of its own.

The first piece is read before anything is sent, so that a refusal is an answer and not a broken file. Names and numbers in it
are masked as on screen. Every file is an event in the ledger: which list, by whom, how many rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from typing import TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import StreamingHttpResponse

from outpace.desk.clock import now
from outpace.desk.http.lists import Listing
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import scope
from outpace.exchange.csv_out import write_csv
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

BATCH = 500
MAX_ROWS = 200_000
Record = TypeVar("Record", bound=Model)
Cells = Sequence[object]


def csv_file(
    actor: Actor,
    purpose: Purpose,
    *,
    name: str,
    columns: Sequence[str],
    listing: Callable[[], Listing[Record]],
    cells: Callable[[Sequence[Record]], list[Cells]],
    within: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> StreamingHttpResponse:
    """Send a list as a CSV file. `listing` and `cells` run inside an open scope, and `within` it. Raises EXPORT_TOO_LARGE."""
    with scope(actor, purpose):
        with within():
            rows = listing()
            total = rows.total()
        if total > MAX_ROWS:
            raise ProblemError("EXPORT_TOO_LARGE", total=total, limit=MAX_ROWS)
        _say(actor, name, total, rows.bound)
    lines = _lines(actor, purpose, rows, cells, within)
    first = list(next(lines, []))
    return _attached(name, write_csv(columns, chain(first, chain.from_iterable(lines))))


def lines_file(actor: Actor, *, name: str, columns: Sequence[str], lines: Iterable[Cells]) -> StreamingHttpResponse:
    """Send lines that are at hand as a CSV file. Needs an open scope. Raises EXPORT_TOO_LARGE."""
    held = list(lines)
    if len(held) > MAX_ROWS:
        raise ProblemError("EXPORT_TOO_LARGE", total=len(held), limit=MAX_ROWS)
    _say(actor, name, len(held), "")
    return _attached(name, write_csv(columns, held))


def _attached(name: str, body: Iterable[str]) -> StreamingHttpResponse:
    """A file of a drill says so in its name: nobody takes it for people."""
    response = StreamingHttpResponse((piece.encode() for piece in body), content_type="text/csv; charset=utf-8")
    file = name if settings.SPACE == "live" else f"{settings.SPACE}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{file}.csv"'
    return response


def _say(actor: Actor, name: str, rows: int, bound: str) -> None:
    """Record the file. `bound` stands for the filter and the areas: the same for two files of the same rows."""
    at, data = now(), {"list": name, "count": rows, "filter": bound}
    record(
        Event(
            kind="list.exported", by=actor, area_path=min(actor.paths, default=""), happened=at, recorded=at, data=data
        )
    )


def _lines(
    actor: Actor,
    purpose: Purpose,
    rows: Listing[Record],
    cells: Callable[[Sequence[Record]], list[Cells]],
    within: Callable[[], AbstractContextManager[object]],
) -> Iterator[list[Cells]]:
    for step in rows.batches(BATCH):
        with scope(actor, purpose), within():
            lines = cells(step())
        yield lines
