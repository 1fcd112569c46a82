"""`outpace protocols`: lists, reads, compares, checks and explains, for people and for programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outpace.cli.protocols import app
from outpace.words.problem import ProblemError
from tests.unit.protocols.documents import CN8

RUN = CliRunner()


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTPACE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")


def asked(*words: str) -> str:
    found = RUN.invoke(app, words)
    assert found.exit_code == 0, found.output or found.exception
    return found.output


def told(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(asked(*words, "--json").splitlines()[-1])
    return found


def test_the_list_says_what_holds_how_sure_and_what_is_due() -> None:
    row = next(row for row in told("list", "--on", "2027-08-01")["editions"] if row["id"] == "covid19-cn-8")
    assert (row["line"], row["from"], row["until"]) == ("prevention", "2021-05", "2022-06-27")
    assert row["overdue"] == sum(row["certainty"].values())
    assert "covid19-cn-8" in asked("list")


def test_local_overlays_are_listed_with_their_end() -> None:
    ended = {day: told("list", "--on", day)["overlays"][0]["ended"] for day in ("2022-06-27", "2022-06-28")}
    assert ended == {"2022-06-27": False, "2022-06-28": True}
    assert "330000/ · stricter · until 2022-06-27 (ended)" in asked("list", "--on", "2026-11-22")


def test_the_law_of_a_place_shows_what_was_changed() -> None:
    shown = asked("show", "covid19-cn-8", "--law", "--on", "2022-03-18", "--area", "330000/")
    assert "CN8 3.2 + overlay ZJ-T" in shown
    assert "1, 2, 3, 4, 7 ← 1, 4, 7 (overlay ZJ-T)" in " ".join(shown.split())


def test_a_review_is_due_only_when_its_month_is_over() -> None:
    on = {day: told("list", "--on", day)["editions"] for day in ("2027-06-30", "2027-07-01")}
    due = {day: next(row["overdue"] for row in rows if row["id"] == "mers-2015") for day, rows in on.items()}
    assert due["2027-06-30"] == 0
    assert due["2027-07-01"] > 0


def test_show_prints_every_number_with_its_status_and_source() -> None:
    shown = asked("show", "covid19-cn-8", "--on", "2027-08-01")
    assert "close_central_days" in shown
    assert "S:nhc9" in shown
    assert "comparison of the 8th and 9th editions" in shown
    assert "due 2027-06" in shown
    number = next(each for each in told("show", "mers-2015")["numbers"] if each["name"] == "close_minutes")
    assert number["certainty"] == "M3"
    assert number["where"].startswith("mers-2015/edition.yaml:")


def test_chinese_is_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTPACE_LANG", "zh")
    assert "密切接触者" in asked("show", "covid19-cn-8")
    assert "更严" in asked("diff", "mers-2015", "covid19-cn-8")


def test_diff_reads_from_what_to_what() -> None:
    shown = asked("diff", "mers-2015", "covid19-cn-8")
    assert "Quarantine, monitoring and tests" in shown
    assert "14 days home quarantine" in shown
    assert "→ 14 days central quarantine + 7 days health monitoring at home  stricter" in shown
    changes = told("diff", "mers-2015", "covid19-cn-8", "--alone")["changes"]
    assert all(change["old"] or change["new"] for change in changes)
    assert "Nothing changed" in asked("diff", "mers-2015", "mers-2015", "--alone")


def test_check_finds_every_broken_document_and_says_where(tmp_path: Path) -> None:
    for name, swap in (
        ("one", ("value: 4\n", "value: four\n")),
        ("two", ("days: look_back_days", "days: nothing_days")),
    ):
        folder = tmp_path / "covid19" / name
        folder.mkdir(parents=True)
        (folder / "edition.yaml").write_text(CN8.replace("id: covid19-cn-8", f"id: {name}").replace(*swap), "utf-8")
    found = RUN.invoke(app, ["check", str(tmp_path)])
    assert found.exit_code == 3
    assert "one/edition.yaml:" in found.output
    assert "two/edition.yaml:" in found.output


def test_check_runs_the_examples(tmp_path: Path) -> None:
    folder = tmp_path / "covid19" / "covid19-cn-8"
    (folder / "examples").mkdir(parents=True)
    (folder / "edition.yaml").write_text(CN8, "utf-8")
    sheet = folder / "examples" / "one.yaml"
    text = """edition: covid19-cn-8
zone: Asia/Shanghai
examples:
  - title: {zh: 追溯, en: Back}
    rule: look_back
    as_of: 2021-12-12T10:00
    given: {case: {onset: 2021-12-08}}
    expect: {outcome: {start: 2021-12-04}}
"""
    sheet.write_text(text, "utf-8")
    assert "1 documents, 0 problems" in asked("check", str(tmp_path))
    sheet.write_text(text.replace("12-04", "12-05"), "utf-8")
    wrong = RUN.invoke(app, ["check", str(tmp_path)])
    assert wrong.exit_code == 3
    assert "EXAMPLE_DIFFERS" in wrong.output
    sheet.write_text(text.replace("    as_of: 2021-12-12T10:00\n", ""), "utf-8")
    assert "EXAMPLE_MALFORMED" in RUN.invoke(app, ["check", str(tmp_path)]).output


def test_the_shelf_itself_is_in_order() -> None:
    assert told("check", "--on", "2026-11-22")["problems"] == []


def test_explain_names_facts_clauses_and_examples() -> None:
    shown = asked("explain", "look_back", "--edition", "covid19-cn-8")
    assert "case.onset: day or month" in shown
    assert "CN8 2.2" in shown
    assert "Tracing starts four days before onset" in shown
    found = told("explain", "contact_tier", "--edition", "covid19-cn-8")
    assert {"2.2", "2.3", "2.4", "2.5"} <= {clause["number"] for clause in found["clauses"]}
    assert "follow_up" in asked("explain", "list")


def test_explain_decides_on_given_facts_and_says_why(tmp_path: Path) -> None:
    given = tmp_path / "facts.yaml"
    given.write_text("{tier: close, last_exposure: 2021-12-07}", "utf-8")
    words = ("explain", "follow_up", "--edition", "covid19-cn-8", "--given", str(given), "--as-of", "2021-12-12T10:00")
    assert told(*words)["outcome"]["end"] == "2021-12-28"
    assert "CN8 3.2: " in asked(*words)
    given.write_text("{tier: close}", "utf-8")
    assert "needs: exposure_last" in asked(*words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "--on", "yesterday"), "DAY_MALFORMED"),
        (("show", "smallpox-1972"), "EDITION_UNKNOWN"),
        (("explain", "astrology"), "RULE_UNKNOWN"),
    ],
)
def test_what_is_not_there_is_refused(words: tuple[str, ...], code: str) -> None:
    failure = RUN.invoke(app, words).exception
    assert isinstance(failure, ProblemError)
    assert failure.problem.code == code
