"""Writing: cases by form, corrections that supersede, exposures, decisions on contacts, tasks; and versions that collide."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.api.conftest import Browser, case_row, register
from tests.integration.conftest import Province


@pytest.fixture
def a(staff: dict[str, Browser]) -> Browser:
    """The tracer of county A."""
    return staff["tracer_a"]


@pytest.fixture
def case(a: Browser, incident: str) -> str:
    """A case in county A."""
    return register(a, incident, case_row("W-1"))[0]


@pytest.fixture
def contact(a: Browser, case: str, settle: Callable[[], None]) -> dict[str, Any]:
    """A close contact that the edition proposes."""
    told = {"name": "罗燕", "phone": "13812345678", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    assert a.post(f"/cases/{case}/exposures", {"rows": [told]}).json()["accepted"]
    settle()
    return dict(a.get("/contacts", case=case).json()["items"][0])


def _row(browser: Browser, case: str) -> dict[str, Any]:
    return next(row for row in browser.get("/cases").json()["items"] if row["id"] == case)


def test_every_row_of_a_form_is_in_one_list(a: Browser, incident: str) -> None:
    rows = [
        case_row("W-1"),
        case_row("W-2", onset="2022-13-01"),
        case_row("W-1"),
        case_row("W-3", area_code="77"),
        case_row("W-1", age=40),
        case_row("W-4", onset="2022-03-06", reported="2022-03-05", age="abc"),
    ]
    body = a.post("/cases", {"incident": incident, "rows": rows}).json()
    assert [row["row"] for row in body["accepted"]] == [0]
    assert [(row["row"], row["id"]) for row in body["duplicate"]] == [(2, body["accepted"][0]["id"])]
    refused = {row["row"]: [(p["where"], p["code"]) for p in row["problems"]] for row in body["rejected"]}
    assert refused == {
        1: [("rows[1].onset", "DATE_IMPOSSIBLE")],
        3: [("rows[3].area_code", "AREA_UNKNOWN")],
        4: [("rows[4].number", "CASE_NUMBER_TAKEN")],
        5: [("rows[5].age", "AGE_UNREADABLE"), ("rows[5].onset", "DATES_OUT_OF_ORDER")],
    }


def test_what_is_not_known_stays_unknown(a: Browser, incident: str) -> None:
    register(a, incident, {"number": "W-9", "onset": "不详", "age": "", "area_code": "9001"})
    row = a.get("/cases", number="W-9").json()["items"][0]
    assert [row[name] for name in ("case_class", "found_by", "onset", "reported", "place", "outcome")] == [None] * 6
    assert (row["person"]["name"], row["person"]["age"]) == (None, None)


def test_a_correction_supersedes_and_is_kept(a: Browser, case: str, settle: Callable[[], None]) -> None:
    from outpace.desk.cases.models import Version
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    answer = a.post(f"/cases/{case}/corrections", {"field": "onset", "value": "2022-02", "why": "问诊"}, version=1)
    assert (answer.json()["onset"], answer.json()["version"]) == ("2022-02", 2)
    answer = a.post(f"/cases/{case}/corrections", {"field": "onset", "value": None, "why": "记错"}, version=2)
    assert (answer.json()["onset"], answer.json()["version"]) == (None, 3)
    with scope(local_operator(), "test"):
        kept = list(Version.objects.order_by("version").values_list("version", "changes", "why"))
    assert kept[1:] == [
        (2, [{"field": "onset", "old": "2022-03-04", "new": "2022-02"}], "问诊"),
        (3, [{"field": "onset", "old": "2022-02", "new": None}], "记错"),
    ]
    settle()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"field": "number", "value": "2", "why": "x"}, 422, "FIELD_UNKNOWN"),
        ({"field": "version", "value": "2", "why": "x"}, 422, "FIELD_UNKNOWN"),
        ({"field": "onset", "value": "2022-03-04", "why": "x"}, 422, "NOTHING_CHANGED"),
        ({"field": "specimen", "value": "", "why": "x"}, 422, "NOTHING_CHANGED"),
        ({"field": "onset", "value": "3/4/2022", "why": "x"}, 422, "DATE_AMBIGUOUS"),
        ({"field": "onset", "value": "2022-03-09", "why": "x"}, 422, "DATES_OUT_OF_ORDER"),
        ({"field": "onset", "value": "2999-01-01", "why": "x"}, 422, "DATE_IN_FUTURE"),
        ({"field": "case_class", "value": "maybe", "why": "x"}, 422, "WORD_UNKNOWN"),
        ({"field": "onset", "value": "2022-03-01", "why": "  "}, 422, "CORRECTION_REASON_NEEDED"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(
    a: Browser, case: str, body: dict[str, Any], status: int, code: str
) -> None:
    answer = a.post(f"/cases/{case}/corrections", body, version=1)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert _row(a, case)["version"] == 1


def test_a_corrected_word_is_read_as_in_a_file(a: Browser, case: str) -> None:
    answer = a.post(f"/cases/{case}/corrections", {"field": "found_by", "value": "社区发现", "why": "x"}, version=1)
    assert answer.json()["code"] == "NOTHING_CHANGED"
    answer = a.post(f"/cases/{case}/corrections", {"field": "found_by", "value": "管控中发现", "why": "x"}, version=1)
    assert answer.json()["found_by"] == "control"


def test_a_version_that_has_gone_on_gets_both_sides(a: Browser, staff: dict[str, Browser], case: str) -> None:
    body = {"field": "place", "value": "第一医院", "why": "x"}
    assert staff["commander"].post(f"/cases/{case}/corrections", body, version=1).status_code == 200
    answer = a.post(f"/cases/{case}/corrections", {"field": "place", "value": "第二医院", "why": "x"}, version=1)
    assert (answer.status_code, answer.json()["code"], answer.json()["yours"]) == (409, "VERSION_CONFLICT", 1)
    assert answer.json()["current"] == _row(a, case)
    assert (answer.json()["current"]["place"], answer.json()["current"]["version"]) == ("第一医院", 2)


def test_a_change_says_which_version_it_means(a: Browser, case: str, contact: dict[str, Any]) -> None:
    task = a.get("/tasks").json()["items"][0]["id"]
    writes = [
        (f"/cases/{case}/corrections", {"field": "place", "value": "x", "why": "x"}),
        (f"/contacts/{contact['id']}/decision", {"state": "confirmed"}),
        (f"/tasks/{task}/done", {}),
    ]
    for path, body in writes:
        answer = a.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (428, "IF_MATCH_MISSING"), path


def test_exposures_are_told_once_and_checked(a: Browser, case: str) -> None:
    rows = [
        {
            "name": "甲",
            "setting": "meal",
            "first": "2022-03-03",
            "last": "2022-03-03",
            "minutes": 45,
            "protected": False,
        },
        {
            "name": "甲",
            "setting": "meal",
            "first": "2022-03-03",
            "last": "2022-03-03",
            "minutes": 45,
            "protected": False,
        },
        {"name": "乙", "setting": "work", "first": "2022-03-05", "last": "2022-03-03"},
        {"name": "丙", "setting": "work", "last": "2022-03"},
        {"name": "丁", "setting": "work", "last": "2999-01-01"},
        {"name": "戊", "setting": "work", "area_code": "9002"},
        {"name": "己", "setting": "work"},
    ]
    body = a.post(f"/cases/{case}/exposures", {"rows": rows}).json()
    assert [row["row"] for row in body["accepted"]] == [0, 6]
    assert [row["row"] for row in body["duplicate"]] == [1]
    assert {row["row"]: row["problems"][0]["code"] for row in body["rejected"]} == {
        2: "EXPOSURE_DATES_CROSSED",
        3: "EXPOSURE_DAY_NEEDED",
        4: "DATE_IN_FUTURE",
        5: "AREA_UNKNOWN",
    }


def test_a_proposal_is_confirmed_and_says_by_whom(
    a: Browser, contact: dict[str, Any], settle: Callable[[], None]
) -> None:
    answer = a.post(f"/contacts/{contact['id']}/decision", {"state": "confirmed"}, version=1)
    assert (answer.json()["state"], answer.json()["version"]) == ("confirmed", 2)
    assert answer.json()["decided_by"] == {"zh": "tracer_a员", "en": "tracer_a"}
    settle()
    assert a.get("/contacts", state="confirmed").json()["total"] == 1
    assert a.get("/contacts", state="proposed").json()["total"] == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"state": "refuted"}, "REASON_NEEDED"),
        ({"state": "confirmed", "tier": "no such"}, "TIER_NOT_IN_EDITION"),
        ({"state": "proposed"}, "INPUT_INVALID"),
        ({"state": "confirmed", "colour": "red"}, "INPUT_INVALID"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    a: Browser, contact: dict[str, Any], body: dict[str, Any], code: str
) -> None:
    assert a.post(f"/contacts/{contact['id']}/decision", body, version=1).json()["code"] == code
    assert a.get(f"/contacts/{contact['id']}").json()["version"] == 1


def test_two_who_decide_on_one_version_do_not_overwrite_each_other(
    a: Browser, staff: dict[str, Browser], contact: dict[str, Any]
) -> None:
    path = f"/contacts/{contact['id']}/decision"
    assert staff["commander"].post(path, {"state": "refuted", "why": "未见面"}, version=1).status_code == 200
    answer = a.post(path, {"state": "confirmed"}, version=1)
    assert (answer.status_code, answer.json()["current"]["state"]) == (409, "refuted")


def test_reading_a_contact_masks_the_number_and_is_written_down(
    a: Browser, contact: dict[str, Any], province: Province
) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.scope.session import scope

    assert contact["person"]["phone_masked"] is None
    assert a.get(f"/contacts/{contact['id']}").json()["person"]["phone_masked"] == "138****5678"
    with scope(province.tracer_a, "test"):
        assert list(Access.objects.values_list("purpose", flat=True)) == ["trace contacts"]


def test_a_task_is_taken_tried_and_finished(a: Browser, case: str, settle: Callable[[], None]) -> None:
    settle()
    me = a.get("/session").json()["account"]["id"]
    open_before = a.get("/tasks", state="open").json()["total"]
    task = a.get("/tasks").json()["items"][0]
    taken = a.post("/tasks/assign", {"ids": [task["id"]], "owner": me}).json()["items"][0]
    assert taken["owner"]["id"] == me
    assert [row["id"] for row in a.get("/tasks", mine=1).json()["items"]] == [task["id"]]
    tried = a.post(f"/tasks/{task['id']}/attempt", {"outcome": "no_answer", "note": "无人接听"}).json()
    assert (tried["attempts"], tried["state"]) == (1, "open")
    done = a.post(f"/tasks/{task['id']}/done", {"outcome": "done"}, version=tried["version"]).json()
    assert (done["state"], done["outcome"]) == ("done", "done")
    assert a.get("/tasks", state="open").json()["total"] == open_before - 1
    assert [row["id"] for row in a.get("/tasks", state="done").json()["items"]] == [task["id"]]
    again = a.post(f"/tasks/{task['id']}/done", {}, version=done["version"])
    assert (again.status_code, again.json()["code"]) == (409, "TASK_DONE")


def test_a_task_is_not_given_to_somebody_of_another_county(
    a: Browser, staff: dict[str, Browser], case: str, settle: Callable[[], None]
) -> None:
    settle()
    task = a.get("/tasks").json()["items"][0]["id"]
    other = staff["tracer_b"].get("/session").json()["account"]["id"]
    assert a.post("/tasks/assign", {"ids": [task], "owner": other}).json()["code"] == "OWNER_UNKNOWN"
    commander = staff["commander"].get("/session").json()["account"]["id"]
    assert a.post("/tasks/assign", {"ids": [task], "owner": commander}).status_code == 200
