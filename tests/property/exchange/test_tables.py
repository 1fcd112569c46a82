"""Whatever table is written, in whatever dialect, comes back as it was: every row once, none made up."""

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outpace.exchange.table import Table, open_table
from outpace.words.problem import ProblemError

COMMON = "abcXYZ019 ,;\t|\"'.-:/()张三李四王五省市区医院发热咳嗽是的一不在人"
LETTERS = st.one_of(st.sampled_from(COMMON), st.sampled_from("\n\r\r\n"))
RARE = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff")
CELL = st.text(LETTERS, max_size=8)
CODECS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")
DELIMITERS = (",", "\t", ";", "|")

Rows = list[tuple[str, ...]]
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def tables(draw: st.DrawFn, cell: st.SearchStrategy[str] = CELL) -> Rows:
    """Rows of one width; each starts with its number, so that none is blank and the header is unlike a title."""
    width = draw(st.integers(1, 3))
    body = draw(st.lists(st.tuples(*[cell] * width), max_size=30))
    return [tuple(f"c{at}" for at in range(width + 1)), *((f"r{at}", *row) for at, row in enumerate(body))]


def truth(rows: Sequence[Sequence[str]]) -> list[tuple[str | None, ...]]:
    return [tuple(cell.strip() or None for cell in row) for row in rows]


def delivered(table: Table, *, start: int = 0, size: int = 7) -> list[tuple[str | None, ...]]:
    return [row for chunk in table.chunks(start=start, size=size) for row in chunk.rows]


def opened_or_refused(content: bytes, folder: str) -> Table | ProblemError:
    try:
        return opened(content, folder)
    except ProblemError as refused:
        return refused


def as_csv(rows: Rows, delimiter: str, newline: str, *, quote_all: bool) -> str:
    buffer = io.StringIO(newline="")
    unquotable = any("\r" in cell for row in rows for cell in row)
    quoting = csv.QUOTE_ALL if quote_all or unquotable else csv.QUOTE_MINIMAL
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return buffer.getvalue()


def opened(content: bytes, folder: str) -> Table:
    path = Path(folder) / "t.csv"
    path.write_bytes(content)
    return open_table(path)


@SETTINGS
@given(
    tables(),
    st.sampled_from(DELIMITERS),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(CODECS),
    st.booleans(),
    st.booleans(),
)
def test_a_csv_comes_back_as_it_was(
    rows: Rows, delimiter: str, newline: str, codec: str, quote_all: bool, closed: bool
) -> None:
    text = as_csv(rows, delimiter, newline, quote_all=quote_all)
    with tempfile.TemporaryDirectory() as folder:
        table = opened((text if closed or len(rows) == 1 else text.removesuffix(newline)).encode(codec), folder)
        assert table.columns == rows[0]
        assert table.rows_total == len(rows) - 1
        doubted = codec == "gb18030" and "ENCODING_DOUBTED" in [note.code for note in table.notes]
        assert doubted or delivered(table) == truth(rows[1:])


@SETTINGS
@given(tables(st.text(RARE, max_size=6)), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_every_character_survives(rows: Rows, codec: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = opened(as_csv(rows, ",", "\r\n", quote_all=True).encode(codec), folder)
        assert delivered(table) == truth(rows[1:])


@SETTINGS
@given(tables(), st.integers(0, 35), st.integers(1, 9))
def test_resuming_anywhere_gives_the_same_rows(rows: Rows, start: int, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = opened(as_csv(rows, ",", "\n", quote_all=False).encode(), folder)
        chunks = list(table.chunks(start=start, size=size))
        assert [row for chunk in chunks for row in chunk.rows] == truth(rows[1 + start :])
        assert [chunk.first_row for chunk in chunks] == list(range(start + 1, len(rows), size))


@SETTINGS
@given(st.lists(st.lists(st.sampled_from(("a", "b", "", " ")), min_size=1, max_size=6), max_size=30))
def test_every_written_row_is_delivered_broken_or_blank(body: list[list[str]]) -> None:
    text = as_csv([("x", "y", "z"), *map(tuple, body)], ",", "\n", quote_all=True)
    with tempfile.TemporaryDirectory() as folder:
        table = opened_or_refused(text.encode(), folder)
        if isinstance(table, ProblemError):
            assert table.problem.code == "HEADER_IS_TITLE"
            return
        filled = [row for row in body if any(cell.strip() for cell in row)]
        broken = {number for chunk in table.chunks(size=4) for number in chunk.broken}
        fits = [len(row) == 3 or (len(row) > 3 and not any(map(str.strip, row[3:]))) for row in filled]
        assert table.rows_total == len(delivered(table)) == len(filled)
        assert broken == {number for number, fit in enumerate(fits, 1) if not fit}


@SETTINGS
@given(tables(), st.booleans(), st.data())
def test_a_cut_file_keeps_every_row_true_and_doubts_its_last(rows: Rows, quote_all: bool, data: st.DataObject) -> None:
    content = as_csv(rows, ",", "\n", quote_all=quote_all).encode()
    cut = data.draw(st.integers(0, len(content) - 1))
    with tempfile.TemporaryDirectory() as folder:
        table = opened_or_refused(content[:cut], folder)
        if isinstance(table, ProblemError):
            return
        assert table.columns == rows[0]
        found, written = delivered(table), truth(rows[1:])
        doubted = "LAST_LINE_OPEN" in [note.code for note in table.notes]
        certain = len(found) - doubted
        assert found[:certain] == written[:certain]
        for cell, whole in zip(found[-1] if doubted else (), written[len(found) - 1], strict=doubted):
            assert (whole or "").startswith(cell or "")


def an_xlsx_comes_back(rows: Rows, start: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        book.close()
        table = open_table(path)
        assert delivered(table) == truth(rows[1:])
        assert delivered(table, start=start) == truth(rows[1 + start :])


SHEETS = tables(st.text(st.sampled_from(COMMON), max_size=8))


@settings(max_examples=10, deadline=None)
@given(SHEETS, st.integers(0, 10))
def test_an_xlsx_comes_back_as_it_was(rows: Rows, start: int) -> None:
    an_xlsx_comes_back(rows, start)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(SHEETS, st.integers(0, 10))
def test_an_xlsx_comes_back_as_it_was_at_length(rows: Rows, start: int) -> None:
    an_xlsx_comes_back(rows, start)


@SETTINGS
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = opened_or_refused(content, folder)
        if isinstance(table, ProblemError):
            assert table.problem.text.zh
            return
        assert table.rows_total == len(delivered(table))
