"""Rejected rows go out to a spreadsheet and come back corrected; everything else stays as it was."""

import csv
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.integration.faults.conftest import FAULTS, Terminal

FILE = str(FAULTS / "linelist_31_february.csv")
IMPORT = ("import", "linelist", FILE, "--set", "case_class=confirmed", "--edition", "mers-2015", "--retrospective")


@pytest.fixture
def receipt(with_areas: Terminal) -> str:
    """A file of which one row was rejected, by its receipt."""
    answer = with_areas.json(*IMPORT)
    assert answer["rejected"] == 1
    return str(answer["receipt"])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_corrected_row_goes_in_and_once(with_areas: Terminal, receipt: str, tmp_path: Path) -> None:
    file = tmp_path / "rejects.csv"
    assert with_areas.json("receipts", "rejects", receipt, "--csv", str(file))["rows"] == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (row,) = _rows(file)
    assert "2025-02-31" in row["problem"]
    row["dt_onset"] = "2025-05-26"
    _write(file, [row])
    answer = with_areas.json("receipts", "replay", receipt, str(file))
    assert (answer["read"], answer["accepted"], answer["rejected"], answer["unknown"]) == (1, 1, 0, 0)
    again = with_areas.json("receipts", "replay", receipt, str(file))
    assert (again["read"], again["accepted"], again["unknown"]) == (0, 0, 1)
    (listed,) = with_areas.json("receipts", "list")["receipts"]
    assert (listed["receipt"], listed["rejected"], listed["accepted"]) == (receipt, 0, listed["read"])


def test_a_row_still_wrong_stays_with_its_new_reason(with_areas: Terminal, receipt: str, tmp_path: Path) -> None:
    file = tmp_path / "rejects.csv"
    with_areas.json("receipts", "rejects", receipt, "--csv", str(file))
    (row,) = _rows(file)
    _write(file, [row | {"dt_onset": "tomorrow"}, row | {"row": "999"}])
    answer = with_areas.json("receipts", "replay", receipt, str(file))
    assert (answer["read"], answer["rejected"], answer["unknown"]) == (1, 1, 1)
    assert answer["rejects"][0]["problems"][0]["code"] == "DATE_UNREADABLE"


def test_a_cell_that_a_spreadsheet_would_run_comes_back_as_it_was(receipt: str, tmp_path: Path) -> None:
    from outpace.desk.clock import now
    from outpace.desk.intake.corrections import export_rejects, read_corrections
    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    file = tmp_path / "rejects.csv"
    with scope(local_operator(), Purpose.IMPORT) as by:
        reject = Reject.objects.select_related("receipt").get()
        column = reject.receipt.mapping["order"][-1]
        reject.raw = {**reject.raw, column: "=1+1"}
        reject.save()
        file.write_text("".join(export_rejects(by=by, receipt=reject.receipt, at=now())), "utf-8")
        assert "'=1+1" in file.read_text("utf-8")
        (portion,) = read_corrections(reject.receipt, file)
    assert portion.cells[reject.pk][column] == "=1+1"


def test_a_file_without_row_numbers_and_a_receipt_that_is_none(
    with_areas: Terminal, receipt: str, tmp_path: Path
) -> None:
    for words, code, problem in (
        (("receipts", "replay", receipt, FILE), 3, "REJECTS_COLUMN_MISSING"),
        (("receipts", "replay", "rec_nothing", FILE), 5, "NOT_FOUND"),
        (("receipts", "rejects", receipt[:-1] + "0", "--csv", str(tmp_path / "x.csv")), 5, "NOT_FOUND"),
        (("receipts", "replay", receipt, str(tmp_path / "absent.csv")), 5, "FILE_NOT_FOUND"),
    ):
        answer: Any = with_areas.run(*words)
        assert (answer.code, answer.problem.split(":")[0]) == (code, problem), answer
