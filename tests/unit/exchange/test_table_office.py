"""XLSX, XLS and Parquet: typed cells as faithful text, full and damaged files refused."""

import datetime
import zipfile
from pathlib import Path

import polars
import pytest
import xlsxwriter
import xlwt

from outpace.exchange.table import Table, open_table
from outpace.words.problem import ProblemError


def rows(table: Table) -> list[tuple[str | None, ...]]:
    return [row for chunk in table.chunks() for row in chunk.rows]


def code(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(ProblemError) as refused:
        open_table(path, sheet=sheet)
    assert "{" not in refused.value.problem.text.zh + refused.value.problem.text.en
    return refused.value.problem.code


def xlsx(path: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> Path:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    for name, content in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(content):
            sheet.write_row(at, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return path


def xls(path: Path, count: int, columns: int = 1) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("cases")
    for row in range(count):
        for column in range(columns):
            sheet.write(row, column, f"c{column}" if row == 0 else str(row))
    book.save(str(path))
    return path


def test_typed_cells_become_faithful_text(tmp_path: Path) -> None:
    day, moment = datetime.date(2015, 5, 20), datetime.datetime(2015, 5, 20, 13, 30)  # noqa: DTZ001 - a cell has no zone
    content = [
        ["id", "age", "t", "on", "at", "ok"],
        ["A1", 46, 36.7, day, moment, True],
        ["A2", 0, None, None, None, None],
    ]
    table = open_table(xlsx(tmp_path / "a.xlsx", {"s": content}))
    assert rows(table) == [
        ("A1", "46", "36.7", "2015-05-20", "2015-05-20 13:30:00", "TRUE"),
        ("A2", "0", None, None, None, None),
    ]
    assert (table.format, table.encoding, table.sheet) == ("xlsx", None, "s")


def test_an_id_number_stored_as_a_number_marks_its_row(tmp_path: Path) -> None:
    content = [["id", "card"], ["A1", 110101199001011237], ["A2", "110101199001011237"], ["A3", 13800138000]]
    (chunk,) = open_table(xlsx(tmp_path / "a.xlsx", {"s": content})).chunks()
    assert {row: problem.code for row, problem in chunk.broken.items()} == {1: "ID_NUMBER_ROUNDED"}
    assert chunk.rows[1:] == (("A2", "110101199001011237"), ("A3", "13800138000"))


def test_blank_rows_and_cells_beyond_the_header(tmp_path: Path) -> None:
    content = [["id", "name"], ["A1", "a"], [], ["A2", "b"], ["A3", "c", "stray"]]
    table = open_table(xlsx(tmp_path / "a.xlsx", {"s": content}))
    (chunk,) = table.chunks()
    assert chunk.rows == (("A1", "a"), ("A2", "b"), ("A3", "c", "stray"))
    assert list(chunk.broken) == [3]
    assert [note.code for note in table.notes] == ["BLANK_ROWS_SKIPPED"]


def test_a_table_that_starts_away_from_the_corner_is_found(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate([["id", "name"], ["A1", "a"]]):
        sheet.write_row(at + 3, 2, row)
    book.close()
    table = open_table(tmp_path / "a.xlsx")
    (chunk,) = table.chunks()
    assert [value for value in chunk.rows[0] if value] == ["A1", "a"]
    assert {"id", "name"} <= set(table.columns)


def test_a_sheet_is_asked_for_where_several_hold_rows(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"一": [["id"], ["1"]], "二": [["id"], ["2"]], "empty": []})
    assert code(path) == "SHEET_CHOOSE"
    assert rows(open_table(path, sheet="二")) == [("2",)]
    assert code(path, sheet="三") == "SHEET_UNKNOWN"


def test_a_hidden_sheet_is_not_read_and_said_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"cases": [["id"], ["1"]], "lists": [["x"], ["y"]]}, hidden="lists")
    table = open_table(path)
    assert (rows(table), [note.code for note in table.notes]) == ([("1",)], ["SHEETS_HIDDEN"])


def test_spreadsheet_errors_are_counted(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "age"])
    sheet.write_row(1, 0, ["A1"])
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    book.close()
    table = open_table(tmp_path / "a.xlsx")
    assert rows(table) == [("A1", None)]
    assert [(note.code, note.params) for note in table.notes] == [("CELL_ERRORS", {"count": 1})]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", {"s": [["id"]] + [[f"A{n}"] for n in range(2000)]}).read_bytes()
    for cut in (len(whole) // 3, len(whole) - 30):
        (tmp_path / "b.xlsx").write_bytes(whole[:cut])
        assert code(tmp_path / "b.xlsx") == "FILE_CUT"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        at = package.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    (tmp_path / "c.xlsx").write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
    assert code(tmp_path / "c.xlsx") == "FILE_CUT"


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outpace.exchange.container.MAX_UNPACKED_BYTES", 1 << 20)
    path = xlsx(tmp_path / "a.xlsx", {"s": [["id"], ["1"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", bytes(4 << 20))
    assert code(path) == "FILE_UNPACKS_TOO_LARGE"


def test_one_stray_cell_in_the_far_corner_takes_no_memory(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "name"])
    sheet.write(1_048_570, 16_000, "far")
    book.close()
    assert code(tmp_path / "a.xlsx") == "SHEET_AREA_TOO_LARGE"


@pytest.mark.parametrize(("name", "found"), [("xl/workbook.bin", "XLSB"), ("mimetype", "ODS"), ("a.csv", "ZIP")])
def test_other_archives_are_named(tmp_path: Path, name: str, found: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(name, "x")
    with pytest.raises(ProblemError) as refused:
        open_table(tmp_path / "a.zip")
    assert refused.value.problem.params == {"found": found}


def test_a_locked_workbook_is_one_sentence(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "a.xlsx").write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert code(tmp_path / "a.xlsx") == "FILE_PASSWORD"


def test_an_xls_is_read(tmp_path: Path) -> None:
    table = open_table(xls(tmp_path / "a.xls", 4, 2))
    assert (table.format, table.columns, rows(table)[0], table.rows_total) == ("xls", ("c0", "c1"), ("1", "1"), 3)


def test_an_xls_with_a_row_to_spare_is_read_and_a_full_one_refused(tmp_path: Path) -> None:
    assert open_table(xls(tmp_path / "a.xls", 65_535)).rows_total == 65_534
    assert code(xls(tmp_path / "b.xls", 65_536)) == "XLS_FULL"


def test_an_xls_of_full_width_is_refused(tmp_path: Path) -> None:
    assert open_table(xls(tmp_path / "a.xls", 2, 255)).rows_total == 1
    assert code(xls(tmp_path / "b.xls", 2, 256)) == "XLS_FULL_WIDTH"


def test_a_cut_xls_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = xls(tmp_path / "a.xls", 3000, 3).read_bytes()
    for cut in (600, len(whole) // 2 // 512 * 512, len(whole) - 512, len(whole) - 100):
        (tmp_path / "b.xls").write_bytes(whole[:cut])
        assert code(tmp_path / "b.xls") == "FILE_CUT"


@pytest.mark.long
def test_an_xlsx_at_its_limit(tmp_path: Path) -> None:
    for count, full in ((1_048_575, False), (1_048_576, True)):
        book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True})
        sheet = book.add_worksheet()
        for at in range(count):
            sheet.write(at, 0, "id" if at == 0 else at)
        book.close()
        if full:
            assert code(tmp_path / "a.xlsx") == "XLS_FULL"
        else:
            assert open_table(tmp_path / "a.xlsx").rows_total == count - 1


def test_parquet_types_become_text(tmp_path: Path) -> None:
    frame = polars.DataFrame(
        {
            "id": ["A1", "A2", None],
            "age": [46.0, None, None],
            "card": [110101199001011237, 2, None],
            "on": [datetime.date(2015, 5, 20), None, None],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    table = open_table(tmp_path / "a.parquet")
    assert rows(table) == [("A1", "46", "110101199001011237", "2015-05-20"), ("A2", None, "2", None)]
    assert (table.format, table.rows_total) == ("parquet", 2)
    assert [row for chunk in table.chunks(start=1) for row in chunk.rows] == [("A2", None, "2", None)]


def test_a_parquet_file_without_its_footer_is_refused(tmp_path: Path) -> None:
    polars.DataFrame({"id": list(range(1000))}).write_parquet(tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    for content in (whole[:-20], whole[:4] + whole[-12:], b"PAR1PAR1"):
        (tmp_path / "b.parquet").write_bytes(content)
        assert code(tmp_path / "b.parquet") == "FILE_CUT"


def test_nested_parquet_columns_are_refused(tmp_path: Path) -> None:
    polars.DataFrame({"id": [[1, 2]]}).write_parquet(tmp_path / "a.parquet")
    assert code(tmp_path / "a.parquet") == "COLUMN_NESTED"


@pytest.mark.long
def test_a_file_that_needs_more_memory_than_allowed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xls(tmp_path / "a.xls", 20_000, 20)
    assert open_table(path).rows_total == 19_999
    monkeypatch.setattr("outpace.exchange.native_check.MAX_MEMORY", 60 << 20)
    assert code(path) == "FILE_CUT"


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outpace.exchange.native_check.MAX_SECONDS", 0.001)
    assert code(xls(tmp_path / "a.xls", 3)) == "FILE_CUT"
