"""How fast a line list is read: cells out of a CSV, and cells into case records, against the standard library's reader.

The peer (`csv.DictReader`, and `date.fromisoformat` on the dates) is what anybody would write in five lines: it detects
no encoding, keeps no broken row and gives no reasons.
"""

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.harness import Bar, Report, Result, Size, best_of, run
from outpace.exchange.linelist import CaseRecord, read_case
from outpace.exchange.table import open_table

ROWS = {Size.SMALL: 20_000, Size.FULL: 1_000_000}
SEED = 20260101
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("number", "area_code", "name", "sex", "age", "case_class", "onset", "reported")
DATES = ("onset", "reported")
FIRST_DAY = date(2025, 1, 1)


def measure(size: Size) -> Report:
    """Write a line list of fictional people, read it both ways, check that both read the same."""
    rows = ROWS[size]
    times = 3 if size is Size.SMALL else 1
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "linelist.csv"
        write_linelist(file, rows)
        if [record.number for record in read_records(file)] != [row["number"] for row in read_plain(file)]:
            raise AssertionError("the two readers disagree")
        cells = rows / best_of(times, lambda: sum(len(chunk.rows) for chunk in open_table(file).chunks()))
        plain_cells = rows / best_of(times, lambda: sum(1 for _ in plain_rows(file)))
        records = rows / best_of(times, lambda: sum(1 for _ in read_records(file)))
        plain_records = rows / best_of(times, lambda: sum(1 for _ in read_plain(file)))
    return Report(
        {"rows": rows, "columns": len(FIELDS), "seed": SEED, "best of": times},
        [
            Result("rows of cells read", cells, "rows/s", plain_cells, Bar(50_000)),
            Result("case records read", records, "rows/s", plain_records, Bar(10_000)),
        ],
    )


def write_linelist(file: Path, rows: int) -> None:
    """Write fictional cases with gaps as in life: an onset in nine of ten rows."""
    chance = random.Random(SEED)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(FIELDS)
        writer.writerows(_row(number, chance) for number in range(1, rows + 1))


def _row(number: int, chance: random.Random) -> tuple[str, ...]:
    onset = FIRST_DAY + timedelta(days=chance.randrange(300))
    reported = onset + timedelta(days=chance.randrange(8))
    known = chance.random() < 0.9
    area, sex, age = f"9901{chance.randrange(90):02}", chance.choice("fm"), str(chance.randrange(100))
    dates = (onset.isoformat() if known else "", reported.isoformat())
    return (f"C{number:07}", area, f"张{number}", sex, age, "confirmed", *dates)


def read_records(file: Path) -> Iterator[CaseRecord]:
    """Ours: the file to case records; a row that can't be read ends the benchmark."""
    table = open_table(file)
    for chunk in table.chunks():
        for row in chunk.rows:
            record = read_case(dict(zip(table.columns, row, strict=False)), as_of=AS_OF)
            if not isinstance(record, CaseRecord):
                raise AssertionError(f"a fictional row was refused: {record}")
            yield record


def plain_rows(file: Path) -> Iterator[dict[str, str]]:
    """The peer: rows as dictionaries."""
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def read_plain(file: Path) -> Iterator[dict[str, object]]:
    """The peer: rows as dictionaries with their dates read."""
    for row in plain_rows(file):
        yield {**row, **{name: date.fromisoformat(row[name]) if row[name] else None for name in DATES}}


if __name__ == "__main__":
    sys.exit(run("reading", sys.argv[1:]))
