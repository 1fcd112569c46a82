"""Parquet: typed columns written as text, a slice at a time.

Nested columns are refused: they have no place in a table of cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars

from outpace.exchange.cells import Row, rounded_number, rounded_problem, text_of
from outpace.exchange.native_check import check_natively
from outpace.words.problem import Problem, ProblemError

MAX_ROWS = 50_000_000
_SLICE = 20_000


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """An opened Parquet file."""

    frame: polars.LazyFrame
    columns: tuple[str, ...]
    height: int
    notes: tuple[Problem, ...] = ()
    _blank: list[int] = field(default_factory=lambda: [0])
    format: str = "parquet"
    encoding: str | None = None
    sheet: str | None = None

    def blank(self) -> int:
        return self._blank[0]

    def records(self, skip: int = 0) -> Iterator[Sequence[object]]:
        yield self.columns
        done, blank = 0, 0
        for at in range(0, self.height, _SLICE):
            for record in self._slice(at, done).iter_rows():
                if not any(text_of(cell) for cell in record):
                    blank += 1
                    continue
                done += 1
                if done > skip:
                    yield record
        self._blank[0] = blank

    def _slice(self, at: int, done: int) -> polars.DataFrame:
        try:
            return self.frame.slice(at, _SLICE).collect()
        except (polars.exceptions.PolarsError, OSError) as error:
            raise ProblemError("FILE_CUT", row=done) from error

    def text(self, record: Sequence[object]) -> Row:
        return tuple([text_of(cell) for cell in record])

    def flaw(self, record: Sequence[object], columns: Sequence[str], row_no: int) -> Problem | None:
        found = rounded_number(record)
        return rounded_problem(found, columns, row_no) if found else None


def open_columns(path: Path) -> ColumnSource:
    """Open a Parquet file. Raises ProblemError for a damaged or nested one or one with too many rows."""
    check_natively(path, "parquet")
    try:
        frame = polars.scan_parquet(path, glob=False)
        schema = frame.collect_schema()
        height = int(frame.select(polars.len()).collect().item())
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError) as error:
        raise ProblemError("FILE_CUT", row=0) from error
    if height > MAX_ROWS:
        raise ProblemError("TOO_MANY_ROWS", rows=height, limit=MAX_ROWS)
    for name, dtype in schema.items():
        if dtype.is_nested() or dtype.is_object():
            raise ProblemError("COLUMN_NESTED", column=name)
    return ColumnSource(frame, tuple(schema.names()), height)
