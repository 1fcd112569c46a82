"""CSV, TSV and their relatives: read right, or refused in one sentence."""

import gzip
from pathlib import Path

import pytest

from outpace.exchange.table import Table, open_table
from outpace.words.problem import ProblemError

HEADER = "编号,姓名,性别,发病日期\n"
ROWS = "A1,张三,男,2015-05-11\nA2,李四,女,\n"
TRUTH = [("A1", "张三", "男", "2015-05-11"), ("A2", "李四", "女", None)]


def rows(table: Table, *, start: int = 0, size: int = 5000) -> list[tuple[str | None, ...]]:
    return [row for chunk in table.chunks(start=start, size=size) for row in chunk.rows]


def write(folder: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, sheet: str | None = None) -> ProblemError:
    with pytest.raises(ProblemError) as refused:
        open_table(path, sheet=sheet)
    text = refused.value.problem.text
    assert "{" not in text.zh + text.en
    return refused.value


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16 LE"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_encodings_are_found_and_named(tmp_path: Path, codec: str, label: str) -> None:
    table = open_table(write(tmp_path, (HEADER + ROWS).encode(codec)))
    assert (table.encoding, table.columns) == (label, ("编号", "姓名", "性别", "发病日期"))
    assert rows(table) == TRUTH
    assert table.rows_total == 2


def test_big_endian_utf16_is_read(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, b"\xfe\xff" + (HEADER + ROWS).encode("utf-16-be")))
    assert (table.encoding, rows(table)) == ("UTF-16 BE", TRUTH)


def test_gb18030_says_that_it_was_assumed(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, (HEADER + ROWS).encode("gb18030")))
    assert [note.code for note in table.notes] == ["ENCODING_ASSUMED"]


def test_latin_1_is_refused_and_not_turned_into_chinese(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name\n1,décès à l'hôpital\n2,Gómez\n".encode("latin-1"))
    assert refusal(path).problem.code == "ENCODING_UNKNOWN"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    table = open_table(write(tmp_path, (HEADER + ROWS).replace(",", delimiter)))
    assert rows(table) == TRUTH
    assert table.format == ("tsv" if delimiter == "\t" else "csv")


def test_commas_in_quotes_do_not_beat_the_semicolon(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, 'id;place\n1;"Seoul, Gangnam, 3"\n2;"Daejeon, 1, 2"\n'))
    assert rows(table) == [("1", "Seoul, Gangnam, 3"), ("2", "Daejeon, 1, 2")]


def test_a_cell_may_hold_line_breaks_and_quotes(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, 'id,note\r\n1,"two\nlines, ""quoted"""\r\n2,x'))
    assert rows(table) == [("1", 'two\nlines, "quoted"'), ("2", "x")]


def test_a_missing_last_newline_loses_nothing(tmp_path: Path) -> None:
    assert rows(open_table(write(tmp_path, (HEADER + ROWS + "A3,王五,男,2015-06-01")))) == [
        *TRUTH,
        ("A3", "王五", "男", "2015-06-01"),
    ]


def test_resuming_gives_the_rest(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id\n" + "".join(f"{n}\n" for n in range(1, 11))))
    chunks = list(table.chunks(start=4, size=4))
    assert [(chunk.first_row, len(chunk.rows)) for chunk in chunks] == [(5, 4), (9, 2)]
    assert chunks[0].rows[0] == ("5",)


def test_a_ragged_row_is_delivered_as_it_stood_and_marked(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id,name,age\n1,a,2\n2,b\n3,c,4,5\n4,d,5,,\n"))
    (chunk,) = table.chunks()
    assert chunk.rows == (("1", "a", "2"), ("2", "b"), ("3", "c", "4", "5"), ("4", "d", "5"))
    assert {row: problem.code for row, problem in chunk.broken.items()} == {2: "ROW_CELLS", 3: "ROW_CELLS"}
    assert chunk.broken[3].params == {"row": 3, "found": 4, "expected": 3}
    assert [(number, problem is not None) for number, _, problem in chunk.numbered()][1] == (2, True)


def test_blank_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id,name\n1,a\n\n,\n2,b\n"))
    assert rows(table) == [("1", "a"), ("2", "b")]
    assert [(note.code, note.params) for note in table.notes] == [("BLANK_ROWS_SKIPPED", {"count": 2})]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("id,name,age\n1,a,2\n2,b", 1),
        ('id,name,age\n1,a,2\n2,"b', 1),
        ('id,name,age\n1,a,2\n2,b,3\n3,"c,', 2),
        ("id,name\n1,张三\n2,李".encode()[:-1], 1),
    ],
)
def test_a_file_cut_in_the_middle_says_how_far_it_goes(tmp_path: Path, content: str | bytes, row: int) -> None:
    problem = refusal(write(tmp_path, content)).problem
    assert (problem.code, problem.params) == ("FILE_CUT", {"row": row})


def test_a_quote_that_swallows_the_rest_is_named_with_its_row(tmp_path: Path) -> None:
    problem = refusal(write(tmp_path, 'id,name\n1,a\n2,"b\n3,c\n4,d\n')).problem
    assert (problem.code, problem.params) == ("QUOTE_OPEN", {"row": 2, "line": 3})


def test_a_quote_that_swallows_whole_rows_marks_the_row(tmp_path: Path) -> None:
    text = 'id,name,age,sex\n1,a,2,m\n2,"b,3,f\n3,c,4,m\n4,d",5,f\n5,e,6,m\n'
    (chunk,) = open_table(write(tmp_path, text)).chunks()
    assert [problem.code for problem in chunk.broken.values()] == ["ROWS_SWALLOWED"]


def test_text_after_a_closing_quote_is_refused(tmp_path: Path) -> None:
    problem = refusal(write(tmp_path, 'id,name\n1,a\n2,"b" c\n3,d\n')).problem
    assert (problem.code, problem.params) == ("QUOTE_BROKEN", {"row": 2, "line": 3})


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    problem = refusal(write(tmp_path, "id,name\n1," + "x" * 200_000 + "\n")).problem
    assert (problem.code, problem.params["row"]) == ("CELL_TOO_LONG", 1)


def test_nul_bytes_are_refused_with_their_line(tmp_path: Path) -> None:
    problem = refusal(write(tmp_path, b"id,name\n1,a\n2,b\0c\n")).problem
    assert (problem.code, problem.params) == ("FILE_NUL", {"line": 3})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b" \n\n ", "FILE_EMPTY"),
        (b"id,name,id\n1,a,2\n", "HEADER_DUPLICATE"),
        (b"Line list June\nid,name\n1,a\n", "HEADER_IS_TITLE"),
        (b"%PDF-1.7 ...", "FILE_FORMAT_UNKNOWN"),
        (b"<html><table><tr><td>1</td></tr></table>", "FILE_FORMAT_UNKNOWN"),
        ("id,name\n1,a\n".encode("utf-16-le"), "FILE_NUL"),
        ("id,name\n1,a\n".encode("utf-32"), "ENCODING_UNKNOWN"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(write(tmp_path, content)).problem.code == code


def test_a_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    problem = refusal(tmp_path / "nobody.csv").problem
    assert (problem.code, problem.params) == ("FILE_NOT_FOUND", {"path": "nobody.csv"})


def test_a_text_named_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, HEADER + ROWS, "line list.xls"))
    assert rows(table) == TRUTH
    assert [(note.code, note.params["format"]) for note in table.notes] == [("EXTENSION_DIFFERS", "CSV")]


def test_a_text_named_xls_may_have_more_rows_than_a_workbook(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id,dt_onset\n" + "X,2025-02-01\n" * 65_537, "export.xls"))
    assert sum(len(chunk.rows) for chunk in table.chunks()) == 65_537


def test_unnamed_columns_are_called_by_position(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, '"",id,\n1,a,\n2,b,\n'))
    assert table.columns == ("#1", "id")
    assert rows(table) == [("1", "a"), ("2", "b")]


def test_a_number_rounded_by_a_spreadsheet_marks_its_row(tmp_path: Path) -> None:
    (chunk,) = open_table(write(tmp_path, "id,card\n1,1.10101E+17\n2,110101199001011237\n3,a+b\n")).chunks()
    assert {row: problem.code for row, problem in chunk.broken.items()} == {1: "ID_NUMBER_ROUNDED"}
    assert chunk.broken[1].params == {"row": 1, "column": "card", "value": "1.10101E+17"}


@pytest.mark.parametrize("count", [65_535, 65_536, 65_537])
def test_a_csv_has_no_edge_at_a_sheet(tmp_path: Path, count: int) -> None:
    table = open_table(write(tmp_path, "id\n" + "".join(f"{n}\n" for n in range(count))))
    assert table.rows_total == count
    assert sum(len(chunk.rows) for chunk in table.chunks()) == count
    assert bool(table.notes) is (count == 65_535)


def test_gzip_is_read_and_a_cut_one_refused(tmp_path: Path) -> None:
    packed = gzip.compress(("id,name\n" + "".join(f"{n},{n * 7919}\n" for n in range(5000))).encode())
    assert open_table(write(tmp_path, packed, "a.csv.gz")).rows_total == 5000
    assert refusal(write(tmp_path, packed[: len(packed) // 2], "b.csv.gz")).problem.code == "FILE_CUT"


def test_a_gzip_bomb_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outpace.exchange.text_file.MAX_UNPACKED_BYTES", 3 << 20)
    path = write(tmp_path, gzip.compress(b"id\n" + b"1\n" * (4 << 20)), "bomb.csv.gz")
    assert refusal(path).problem.code == "FILE_UNPACKS_TOO_LARGE"


def test_a_header_without_rows_is_a_table_without_rows(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id,name\n"))
    assert (table.columns, table.rows_total, rows(table)) == (("id", "name"), 0, [])


def test_bytes_that_fit_two_encodings_are_doubted_aloud(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "id,name\n1,医\n".encode("gb18030")))
    assert [note.code for note in table.notes] == ["ENCODING_DOUBTED"]
    assert open_table(write(tmp_path, "id,name\n1,René, 张\n".replace(", ", " "))).notes == ()


def test_a_character_cut_at_the_end_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "id,name\n1,0市".encode()[:-1])).problem.code == "FILE_CUT"
