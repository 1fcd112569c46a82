"""A table out of any file we read: columns, a row count that is known before the first row is used, rows in chunks.

Row numbers count data rows from 1; header and blank rows are not counted. No value is interpreted here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from outpace.exchange.cells import Row, fit
from outpace.exchange.container import Kind, recognise
from outpace.exchange.source import Source
from outpace.exchange.text_file import open_text
from outpace.exchange.workbook import FULL_ROWS, open_workbook
from outpace.words.problem import Problem, ProblemError

MAX_COLUMNS = 16_384
_EXPECTED = {
    ".csv": {"csv", "tsv"},
    ".txt": {"csv", "tsv"},
    ".tsv": {"csv", "tsv"},
    ".xlsx": {"xlsx"},
    ".xls": {"xls"},
    ".parquet": {"parquet"},
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive data rows. A row in `broken` is to be rejected with its problem; its cells stand as they were."""

    first_row: int
    rows: tuple[Row, ...]
    broken: Mapping[int, Problem]

    def numbered(self) -> Iterator[tuple[int, Row, Problem | None]]:
        """Give each row with its number and, for a broken one, its problem."""
        for row_no, row in enumerate(self.rows, self.first_row):
            yield row_no, row, self.broken.get(row_no)


@dataclass(frozen=True, slots=True)
class Table:
    """A file that has been read through once and can be read: `rows_total` data rows are there."""

    source: Source
    columns: tuple[str, ...]
    rows_total: int
    notes: tuple[Problem, ...]

    @property
    def format(self) -> str:
        """csv, tsv, xlsx, xls or parquet."""
        return self.source.format

    @property
    def encoding(self) -> str | None:
        """The encoding found (`UTF-8`, `UTF-16 LE`, `GB18030` …); None for formats that carry their own."""
        return self.source.encoding

    @property
    def sheet(self) -> str | None:
        """The sheet read; None where there are no sheets."""
        return self.source.sheet

    def chunks(self, *, start: int = 0, size: int = 5000) -> Iterator[Chunk]:
        """Give the data rows after the first `start`, at most `size` at a time."""
        records = self.source.records(skip=start)
        next(records, None)
        first = start + 1
        while batch := list(islice(records, size)):
            yield self._chunk(first, batch)
            first += len(batch)

    def samples(self, count: int = 5) -> dict[str, tuple[str | None, ...]]:
        """Give the first values of each column, for the preview and the proposed mapping."""
        first = next(self.chunks(size=max(count, 1)), Chunk(1, (), {}))
        return {
            column: tuple(row[at] if at < len(row) else None for row in first.rows)
            for at, column in enumerate(self.columns)
        }

    def _chunk(self, first: int, batch: Sequence[Sequence[object]]) -> Chunk:
        rows: list[Row] = []
        broken: dict[int, Problem] = {}
        width, text, flaw = len(self.columns), self.source.text, self.source.flaw
        for row_no, record in enumerate(batch, first):
            row, problem = fit(text(record), width, row_no)
            problem = problem or flaw(record, self.columns, row_no)
            if problem:
                broken[row_no] = problem
            rows.append(row)
        return Chunk(first, tuple(rows), broken)


def open_table(path: Path, *, sheet: str | None = None) -> Table:
    """Open a CSV, TSV, XLSX, XLS or Parquet file and read it through once.

    Raises ProblemError where the file can't be read right: cut, damaged, locked, too large, in an unknown encoding,
    with a full sheet, with a header that is no header. Nothing of a refused file is delivered.
    """
    source = _open(path, sheet)
    records = source.records()
    header = source.text(next(records, ()))
    columns = _columns(header)
    _refuse_title(source, columns)
    rows_total = sum(1 for _ in records)
    notes = (*source.notes, *_name_note(path, source), *_count_notes(source, rows_total))
    return Table(source, columns, rows_total, notes)


def _open(path: Path, sheet: str | None) -> Source:
    kind = recognise(path)
    match kind:
        case Kind.XLSX | Kind.XLS:
            return open_workbook(path, kind, sheet=sheet)
        case Kind.PARQUET:
            from outpace.exchange.columnar import open_columns

            return open_columns(path)
    return open_text(path, zipped=kind is Kind.GZIP)


def _columns(header: Row) -> tuple[str, ...]:
    """Name the columns. An unnamed one inside the table is called by its position (`#3`)."""
    names = [cell.strip("\ufeff ") if cell else "" for cell in header]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise ProblemError("TOO_MANY_COLUMNS", columns=len(names), limit=MAX_COLUMNS)
    named = tuple(name or f"#{at}" for at, name in enumerate(names, 1))
    for name, times in Counter(named).items():
        if times > 1:
            raise ProblemError("HEADER_DUPLICATE", column=name, times=times)
    return named


def _refuse_title(source: Source, columns: tuple[str, ...]) -> None:
    """Refuse a first line that is narrower than every row below it: a title, not a header."""
    records = source.records()
    next(records, None)
    widths = [len([cell for cell in source.text(record) if cell]) for record in islice(records, 20)]
    if widths and min(widths) > len(columns):
        raise ProblemError("HEADER_IS_TITLE", found=len(columns), wider=min(widths))


def _name_note(path: Path, source: Source) -> tuple[Problem, ...]:
    suffix = path.suffix.lower()
    if source.format in _EXPECTED.get(suffix, {source.format}):
        return ()
    return (Problem("EXTENSION_DIFFERS", {"extension": suffix, "format": source.format.upper()}),)


def _count_notes(source: Source, rows_total: int) -> Iterator[Problem]:
    if blank := source.blank():
        yield Problem("BLANK_ROWS_SKIPPED", {"count": blank})
    if source.format in ("csv", "tsv") and rows_total + 1 in FULL_ROWS.values():
        yield Problem("SHEET_LIMIT_SUSPECTED", {"rows": rows_total + 1})
