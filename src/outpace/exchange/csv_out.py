"""Tables out as CSV: UTF-8 with a mark that spreadsheets know, and no cell that a spreadsheet would run.

Writes what it is given: what may be shown to whom is decided before.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

BOM = "\ufeff"
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH = 500


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Give a CSV in pieces of at most 500 rows. Texts that a spreadsheet would run get a leading apostrophe.

    Numbers stay numbers, None is an empty cell, instants are ISO.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([_cell(column) for column in columns])
    for count, row in enumerate(rows, 1):
        writer.writerow([_cell(value) for value in row])
        if count % _BATCH == 0:
            yield _drain(buffer)
    if rest := _drain(buffer):
        yield rest


def _cell(value: object) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case datetime():
            return value.isoformat()
    text = str(value)
    active = text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE)
    return f"'{text}" if active else text


def _drain(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
