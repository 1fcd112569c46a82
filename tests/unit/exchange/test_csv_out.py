"""CSV out: what a spreadsheet would run is text, what is a number stays one."""

import csv
import io
from datetime import date

import pytest

from outpace.exchange.csv_out import write_csv


def written(*rows: tuple[object, ...]) -> list[list[str]]:
    text = "".join(write_csv(["a", "b"], rows))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))[1:]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000=1",
        "＝1+1",
        '=HYPERLINK("x")',
        "=cmd|'/c'!A0",
    ],
)
def test_active_cells_are_made_text(text: str) -> None:
    assert written((text, "x")) == [["'" + text, "x"]]


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert written((-5, 3.5), (None, True), (date(2015, 5, 11), "张,三\n")) == [
        ["-5", "3.5"],
        ["", "true"],
        ["2015-05-11", "张,三\n"],
    ]


def test_column_names_are_safe_too() -> None:
    assert "".join(write_csv(["=x"], [])) == "\ufeff'=x\r\n"


def test_a_long_table_comes_in_pieces() -> None:
    pieces = list(write_csv(["a"], ([n] for n in range(1201))))
    assert len(pieces) == 3
    assert "".join(pieces).count("\r\n") == 1202
