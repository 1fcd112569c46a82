"""Lists as CSV files: the same rows as on screen, sent piece by piece, each piece read in a scope of its own.

The first piece is read before anything is sent, so that a refusal is an answer and not a broken file.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from django.db.models import Model
from django.http import StreamingHttpResponse

from outpace.desk.http.lists import Listing
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
) -> StreamingHttpResponse:
    """Send a list as a CSV file. `listing` and `cells` run inside an open scope. Raises EXPORT_TOO_LARGE."""
    with scope(actor, purpose):
        rows = listing()
        total = rows.total()
    if total > MAX_ROWS:
        raise ProblemError("EXPORT_TOO_LARGE", total=total, limit=MAX_ROWS)
    lines = _lines(actor, purpose, rows, cells)
    first = list(next(lines, []))
    body = write_csv(columns, chain(first, chain.from_iterable(lines)))
    response = StreamingHttpResponse((piece.encode() for piece in body), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(
    actor: Actor, purpose: Purpose, rows: Listing[Record], cells: Callable[[Sequence[Record]], list[Cells]]
) -> Iterator[list[Cells]]:
    for step in rows.batches(BATCH):
        with scope(actor, purpose):
            lines = cells(step())
        yield lines
