"""From a cell to text, and what makes a single row unfit: shared by every file format.

Text stays as it stood, stripped; an empty cell is None. Nothing is interpreted here: no date order, no code list.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from outpace.words.problem import Problem

Row = tuple[str | None, ...]

EXACT_INTEGER = 10**15
"""A spreadsheet number keeps 15 digits: from here on the last ones are lost."""
_ROUNDED = re.compile(r"(?:^|\x1f)\s*(\d(?:\.\d+)?[eE]\+\d{2,3})\s*(?=\x1f|$)")
_SEPARATOR = "\x1f"


def text_of(cell: object) -> str | None:
    """Write a typed cell as text: 46.0 as 46, a midnight as its date, an empty cell as None."""
    match cell:
        case None:
            return None
        case str():
            return cell.strip() or None
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return _float_text(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell).strip() or None


def _float_text(number: float) -> str | None:
    if number != number:
        return None
    return str(int(number)) if number.is_integer() else repr(number)


def rounded_number(cells: Sequence[object]) -> tuple[int, str] | None:
    """Find a number that a spreadsheet has rounded: its position and how it now reads, or None.

    A float of more than 15 digits has lost the last ones; a text like 1.10101E+17 was written from such a float.
    """
    for position, cell in enumerate(cells):
        if isinstance(cell, float) and abs(cell) >= EXACT_INTEGER:
            return position, _scientific(cell)
        if isinstance(cell, str) and "+" in cell and _ROUNDED.fullmatch(cell):
            return position, cell.strip()
    return None


def _scientific(number: float) -> str:
    return f"{number:.5E}" if abs(number) < float("inf") else str(number)


def swallowed(cells: Sequence[object], delimiter: str, width: int) -> bool:
    """Whether a quoted cell seems to hold whole rows: lines inside it with as many delimiters as the header."""
    if width < 4:
        return False
    inner = (line for cell in cells if isinstance(cell, str) and "\n" in cell for line in cell.split("\n")[1:])
    return any(line.count(delimiter) >= width - 1 for line in inner)


def needs_a_look(cells: Sequence[str]) -> bool:
    """Whether a row of text holds a line break or a rounded number: one cheap pass over the common case."""
    joined = _SEPARATOR.join(cells)
    return "\n" in joined or ("+" in joined and _ROUNDED.search(joined) is not None)


def fit(row: Row, width: int, row_no: int) -> tuple[Row, Problem | None]:
    """Fit a row to the header. Empty cells beyond it fall away; a ragged row stays as it stood, with its problem."""
    if len(row) == width:
        return row, None
    if len(row) > width and not any(row[width:]):
        return row[:width], None
    return row, Problem("ROW_CELLS", {"row": row_no, "found": len(row), "expected": width})


def rounded_problem(found: tuple[int, str], columns: Sequence[str], row_no: int) -> Problem:
    """Say which cell of which row a spreadsheet has rounded."""
    position, value = found
    column = columns[position] if position < len(columns) else f"#{position + 1}"
    params: Mapping[str, str | int] = {"row": row_no, "column": column, "value": value}
    return Problem("ID_NUMBER_ROUNDED", params)
