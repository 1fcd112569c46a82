"""Each fault of a file: one clear sentence with its code, in both languages; nothing lost, nothing half done."""

import csv
import re
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]

from tests.integration.faults.conftest import DATA, FAULTS, LANGUAGES, Terminal
from tests.integration.processes.commands import Answer
from tests.repository.test_problems import is_chinese

CODE = re.compile(r"[A-Z][A-Z0-9_]{3,}: ")
Fault = tuple[str, str, int, str]
WHOLE: dict[str, Fault] = {
    "wrong header": ("linelist", "linelist_wrong_header.csv", 3, "MAPPING_FIELD_MISSING"),
    "cut in the middle": ("linelist", "linelist_cut.csv", 3, "FILE_CUT"),
    "not there": ("linelist", "nowhere.csv", 5, "FILE_NOT_FOUND"),
    "a folder": ("linelist", "", 5, "FILE_NOT_FOUND"),
}
ROWS: dict[str, tuple[str, str, int, str]] = {
    "31 February": ("linelist", "linelist_31_february.csv", 5, "DATE_IMPOSSIBLE"),
    "onset after report": ("linelist", "linelist_onset_after_report.csv", 4, "DATES_OUT_OF_ORDER"),
    "year 0202": ("linelist", "linelist_year_0202.csv", 7, "DATE_YEAR_UNLIKELY"),
    "unknown area": ("linelist", "linelist_unknown_area.csv", 6, "AREA_UNKNOWN"),
    "link to a case that is not there": ("links", "links_absent_case.csv", 3, "LINK_CASE_UNKNOWN"),
}


def _is_one_sentence(text: str, code: str, language: str) -> None:
    lines = text.splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith(f"{code}: ")
    assert len(CODE.findall(text)) == 1
    assert is_chinese(text) == (language == "zh")
    assert "Traceback" not in text
    assert "{" not in text


@pytest.mark.parametrize("fault", WHOLE)
def test_a_file_refused_whole(fault: str, with_cases: Terminal) -> None:
    kind, name, code, problem = WHOLE[fault]
    for lang, language in LANGUAGES.items():
        answer = with_cases.run("import", kind, str(FAULTS / name), "--incident", "mers-2015", lang=lang)
        assert answer.code == code
        assert answer.out == ""
        _is_one_sentence(answer.err, problem, language)
    assert _receipts() == [("closed", 40, 40, 0, 0)]


@pytest.mark.parametrize("fault", ROWS)
def test_a_row_refused_alone(fault: str, with_cases: Terminal) -> None:
    """The other rows come in; the refused one is kept as it stood in the file."""
    kind, name, row, problem = ROWS[fault]
    for number, (lang, language) in enumerate(LANGUAGES.items()):
        incident = f"F-{number}" if kind == "linelist" else "mers-2015"
        answer = with_cases.run(
            "import", kind, str(FAULTS / name), "--incident", incident, "--edition", "mers-2015", lang=lang
        )
        assert answer.code == 0
        _names_the_row(answer, row, problem, language)
    stored = _rejects()
    assert [(number, codes) for number, codes, _ in stored] == [(row, [problem])] * 2
    assert all(raw == _row_of(FAULTS / name, row) for _, _, raw in stored)
    assert all(read == taken + known + refused for _, read, taken, known, refused in _receipts())


def _names_the_row(answer: Answer, row: int, problem: str, language: str) -> None:
    first, receipt, onward = answer.out.splitlines()
    assert "outpace receipts rejects rec_" in onward
    where, sentence = first.split("  ", 1)
    assert where == (f"第 {row} 行" if language == "zh" else f"row {row}")
    _is_one_sentence(sentence, problem, language)
    assert "1" in receipt
    assert "Traceback" not in answer.err


def _row_of(file: Path, number: int) -> dict[str, str | None]:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {column: cell or None for column, cell in rows[number - 1].items()}


def _receipts() -> list[tuple[str, int, int, int, int]]:
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "test"):
        rows = Receipt.objects.order_by("pk")
        return list(rows.values_list("state", "position", "accepted", "duplicate", "rejected"))


def _rejects() -> list[tuple[int, list[str], dict[str, str | None]]]:
    from outpace.desk.intake.models import Reject
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "test"):
        return [
            (reject.row, [problem["code"] for problem in reject.problems], reject.raw)
            for reject in Reject.objects.filter(state="open").order_by("pk")
        ]


def test_a_full_old_sheet(with_areas: Terminal, tmp_path: Path) -> None:
    """65,537 rows don't fit an .xls: 65,536 are what is left of them."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cases")
    for column, word in enumerate(("id", "dt_report")):
        sheet.write(0, column, word)
    for row in range(1, 65_536):
        sheet.write(row, 0, f"X-{row}")
    book.save(str(tmp_path / "full.xls"))
    for lang, language in LANGUAGES.items():
        answer = with_areas.run("import", "linelist", str(tmp_path / "full.xls"), "--edition", "mers-2015", lang=lang)
        assert answer.code == 3
        _is_one_sentence(answer.err, "XLS_FULL", language)
    assert _receipts() == []


@pytest.mark.long
def test_a_text_file_named_xls_with_a_row_too_many(with_areas: Terminal, tmp_path: Path) -> None:
    """It is no workbook and has lost nothing: all 65,537 rows are read, here the same one again and again."""
    file = tmp_path / "export.xls"
    file.write_text("id,dt_onset\n" + "X,2025-02-01\n" * 65_537, encoding="utf-8")
    answer = with_areas.json("import", "linelist", str(file), "--edition", "mers-2015", "--retrospective")
    assert (answer["read"], answer["accepted"], answer["duplicate"]) == (65_537, 1, 65_536)


def test_a_corrected_row_is_replayed(with_cases: Terminal, installation: object) -> None:
    from outpace.desk.cases.models import Case
    from outpace.desk.importing import Runner
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME

    by = local_operator()
    file = str(FAULTS / "linelist_31_february.csv")
    with_cases.json("import", "linelist", file, "--edition", "mers-2015", "--incident", "R")
    with scope(by, "test"):
        receipt = Receipt.objects.get(incident__code="R")
        (reject,) = receipt.rejects.all()
    runner = Runner(by, HOME)
    still = runner.replay(receipt, {reject.pk: {"dt_onset": "2025-02-30"}})
    assert (still.accepted, still.rejected) == (9, 1)
    done = runner.replay(receipt, {reject.pk: {"dt_onset": "2025-05-20", "no such column": "x"}})
    assert (done.position, done.accepted, done.duplicate, done.rejected) == (10, 10, 0, 0)
    again = runner.replay(receipt, {reject.pk: {"dt_onset": "2025-05-21"}})
    assert (again.position, again.accepted, again.rejected) == (10, 10, 0)
    with scope(by, "test"):
        assert Case.objects.get(incident__code="R", number=reject.raw["id"]).onset.isoformat() == "2025-05-20"
        assert receipt.rejects.get().state != "open"
    again = with_cases.json("import", "linelist", file, "--incident", "R")
    assert (again["duplicate"] + again["rejected"], again["accepted"]) == (10, 0)


def test_a_link_is_replayed_once_its_case_is_there(with_cases: Terminal, tmp_path: Path) -> None:
    from outpace.desk.importing import Runner
    from outpace.desk.intake.models import Receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.settings import HOME

    by = local_operator()
    with_cases.json("import", "links", str(FAULTS / "links_absent_case.csv"), "--incident", "mers-2015")
    late = tmp_path / "late.csv"
    late.write_text("id,dt_report\nOX_404,2025-06-20\n", encoding="utf-8")
    with_cases.json("import", "linelist", str(late), "--incident", "mers-2015")
    with scope(by, "test"):
        receipt = Receipt.objects.get(kind="links")
        (reject,) = receipt.rejects.all()
    done = Runner(by, HOME).replay(receipt, {reject.pk: {}})
    assert (done.position, done.accepted, done.rejected) == (10, 10, 0)


def test_nothing_to_import(with_areas: Terminal, tmp_path: Path) -> None:
    empty, header = tmp_path / "empty.csv", tmp_path / "header.csv"
    empty.write_bytes(b"")
    header.write_text((DATA / "linelist_gaps.csv").read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    for lang, language in LANGUAGES.items():
        answer = with_areas.run("import", "linelist", str(empty), "--edition", "mers-2015", lang=lang)
        assert answer.code == 3
        _is_one_sentence(answer.err, "FILE_EMPTY", language)
    assert with_areas.json("import", "linelist", str(header), "--edition", "mers-2015")["read"] == 0
    assert [state for state, *_ in _receipts()] == ["closed"]
