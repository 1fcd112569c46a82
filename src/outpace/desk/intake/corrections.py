"""Rejected rows out to a table file and back: the columns of the file they came from, their number, and what is wrong.

A cell that a spreadsheet would run is written with a leading apostrophe (`exchange/csv_out`); the same cell coming back is
unchanged. Which rows are read again is the caller's business.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outpace.desk.intake.acts import problems_of
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.exchange.csv_out import write_csv
from outpace.exchange.table import open_table
from outpace.words.problem import ProblemError

Cells = Mapping[str, str | None]
PORTION = 5000


@dataclass(frozen=True, slots=True)
class Corrections:
    """Cells by the key of the rejected row; `unknown` are row numbers that are not, or no longer, among the rejected."""

    cells: Mapping[int, Cells]
    unknown: Sequence[int]


def export_rejects(*, by: Actor, receipt: Receipt, at: datetime) -> Iterator[str]:
    """Give the open rejected rows as a CSV in pieces, and record that somebody took them out."""
    rows = list(receipt.rejects.filter(state="open").order_by("row"))
    data = {"list": "rejects", "count": len(rows), "filter": receipt.sha256}
    path, incident = receipt.area_path, receipt.incident_id
    record(Event(kind="list.exported", by=by, area_path=path, incident=incident, happened=at, recorded=at, data=data))
    columns = list(receipt.mapping["order"])
    return write_csv((_own("row", columns), *columns, *_reasons(columns)), (_line(row, columns) for row in rows))


def _own(name: str, columns: Sequence[str]) -> str:
    """A name for a column of ours that the file doesn't use."""
    while name in columns:
        name += "_"
    return name


def _reasons(columns: Sequence[str]) -> tuple[str, str]:
    return _own("problem", columns), _own("problem_zh", columns)


def _line(row: Reject, columns: Iterable[str]) -> list[object]:
    texts = [problem.text for _, problem in problems_of(row.problems)]
    said = (" ".join(text.en for text in texts), " ".join(text.zh for text in texts))
    return [row.row, *(row.raw.get(column) for column in columns), *said]


def read_corrections(receipt: Receipt, file: Path) -> Iterator[Corrections]:
    """Read a corrected file, at most `PORTION` rows at a time. Each portion needs an open scope.

    Raises REJECTS_COLUMN_MISSING where no column gives the row numbers, and what is wrong with the file.
    """
    table = open_table(file)
    number = _own("row", receipt.mapping["order"])
    if number not in table.columns:
        raise ProblemError("REJECTS_COLUMN_MISSING", column=number)
    for chunk in table.chunks(size=PORTION):
        lines = [dict(zip(table.columns, cells, strict=False)) for _, cells, _ in chunk.numbered()]
        yield _matched(receipt, number, lines)


def _matched(receipt: Receipt, number: str, lines: Sequence[Cells]) -> Corrections:
    given = {int(text): line for line in lines if (text := (line[number] or "").strip()).isdecimal()}
    held = {row.row: row for row in receipt.rejects.filter(state="open", row__in=given)}
    return Corrections(
        {row.pk: _unescaped(row, given[at]) for at, row in held.items()}, [at for at in given if at not in held]
    )


def _unescaped(row: Reject, line: Cells) -> Cells:
    """The cells of a line by column; one that comes back as it was written is what it was."""
    was = {column: row.raw.get(column) for column in line if column in row.raw}
    return {column: old if line[column] == f"'{old}" else line[column] for column, old in was.items()}
