"""Views across areas on a screen: who sees which, and that ending one takes effect at once and stays."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import LOCAL_ACCOUNT, Role
from outpace.desk.scope.session import scope
from outpace.words.contact import ContactState
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, signed_in, staff
from tests.integration.conftest import NOW, Province
from tests.integration.scope.test_grants import _sees, case, clock

__all__ = ["case", "clock", "staff"]
ENDED = {"reason": "objection"}


@pytest.fixture
def people(
    case: int, staff: dict[str, Browser], province: Province, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Browser]:
    """A commander of the province and of each county, and an ombudsman of each; the response stands at NOW."""
    monkeypatch.setattr("outpace.desk.api.grants.now", lambda: NOW + timedelta(hours=1))
    monkeypatch.setattr("outpace.desk.scope.session.now", lambda: NOW + timedelta(hours=1))
    places = {"a": province.a.path, "b": province.b.path, "far": "91/9101/"}
    made = {
        f"{role}_{letter}": signed_in(f"{role}_{letter}", role, path)
        for role in (Role.COMMANDER, Role.OMBUDSMAN)
        for letter, path in places.items()
    }
    return made | {"province": staff["commander"], "tracer": staff["tracer_a"]}


def _listed(browser: Browser, **query: Any) -> list[dict[str, Any]]:
    answer = browser.get("/grants", **query)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert body["total"] == len(body["items"])
    return list(body["items"])


def _end(browser: Browser, row: dict[str, Any], body: object = ENDED, version: int | None = None) -> Any:
    return browser.post(f"/grants/{row['id']}/end", body, version=version or row["version"])


def test_both_sides_see_it_and_nobody_else(people: dict[str, Browser]) -> None:
    seen = {name: len(_listed(people[name])) for name in people if name != "tracer"}
    assert {name for name, count in seen.items() if count} == {
        "province", "commander_a", "commander_b", "ombudsman_a", "ombudsman_b"
    }  # fmt: skip
    assert people["tracer"].get("/grants").json()["code"] == "ROLE_NOT_ALLOWED"


def test_a_row_says_what_to_whom_why_and_until_when_and_no_name(people: dict[str, Browser], case: int) -> None:
    from outpace.words.ids import IdKind, encode

    row = _listed(people["commander_b"])[0]
    assert row["record"] == {"kind": "case", "id": encode(IdKind.CASE, case)}
    assert (row["area"]["code"], row["to"]["code"], row["purpose"]) == ("9001", "9002", "trace contacts")
    assert (row["in_force"], row["by_rules"], row["issued_by"], row["ended_at"]) == (True, True, None, None)
    assert "follow" in row["why"]["en"]
    assert row["act"].startswith("evt_")
    assert row["since"] < row["until"]
    assert "林一" not in str(row)
    assert "罗燕" not in str(row)
    assert "G-1" not in str(row)


def test_only_a_commander_of_the_records_own_area_may_end_it(
    people: dict[str, Browser], case: int, province: Province
) -> None:
    may = {name: row["may_end"] for name in people if name != "tracer" for row in _listed(people[name])}
    assert {name for name, yes in may.items() if yes} == {"province", "commander_a"}
    row = _listed(people["province"])[0]
    refused = {
        name: _end(people[name], row).json()["code"]
        for name in ("commander_b", "commander_far", "ombudsman_a", "ombudsman_b", "tracer")
    }
    assert refused == {
        "commander_b": "NOT_FOUND",
        "commander_far": "NOT_FOUND",
        "ombudsman_a": "ROLE_NOT_ALLOWED",
        "ombudsman_b": "ROLE_NOT_ALLOWED",
        "tracer": "ROLE_NOT_ALLOWED",
    }
    assert _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)


def test_the_record_is_linked_where_its_page_opens(people: dict[str, Browser]) -> None:
    opens = {
        name: (
            _listed(people[name])[0]["may_open"],
            people[name].get(f"/cases/{_listed(people[name])[0]['record']['id']}"),
        )
        for name in ("province", "commander_a", "commander_b", "ombudsman_a")
    }
    assert {name for name, (says, _) in opens.items() if says} == {"province", "commander_a"}
    assert {name for name, (_, answer) in opens.items() if answer.status_code == 200} == {"province", "commander_a"}


def test_ended_it_is_over_at_once_and_on_record(people: dict[str, Browser], case: int, province: Province) -> None:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.models import Grant

    row = _listed(people["commander_a"])[0]
    assert _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)
    ended = _end(people["commander_a"], row)
    assert ended.status_code == 200, ended.content
    assert not _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)
    body = ended.json()
    assert (body["in_force"], body["may_end"], body["reason"], body["version"]) == (False, False, "objection", 2)
    assert body["ended_by"]["display"]["en"] == "commander_a"
    assert body["act"] == row["act"]
    with scope(province.commander, Purpose.TEST):
        event = Event.objects.get(kind="grant.ended")
        assert Grant.objects.get().ended_event == event.pk
        assert event.area_path == province.a.path
        issued = Event.objects.get(kind="grant.issued")
        assert event.incident_id == issued.incident_id == province.incident.pk


def test_it_is_not_ended_twice_in_an_old_version_or_without_a_reason(people: dict[str, Browser]) -> None:
    browser = people["commander_a"]
    row = _listed(browser)[0]
    for nothing in ({}, {"reason": ""}, {"reason": "because"}, {"reason": None}):
        assert _end(browser, row, nothing).status_code in (400, 422)
    assert browser.post(f"/grants/{row['id']}/end", ENDED).json()["code"] == "IF_MATCH_MISSING"
    assert _end(browser, row).status_code == 200
    stale = _end(browser, row)
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_CONFLICT")
    assert stale.json()["current"]["reason"] == "objection"
    again = _end(browser, row, version=2)
    assert (again.status_code, again.json()["code"]) == (409, "REVIEW_DONE")


def test_the_rules_do_not_open_again_what_a_person_ended(
    people: dict[str, Browser], case: int, province: Province, settle: Callable[[], None]
) -> None:
    from dataclasses import replace

    from outpace.desk.tracing.acts import decide_contacts
    from outpace.desk.tracing.models import Contact

    assert _end(people["commander_a"], _listed(people["commander_a"])[0]).status_code == 200
    with scope(replace(province.tracer_b, account=LOCAL_ACCOUNT), Purpose.DECIDE_CONTACT) as by:
        contact = Contact.objects.get()
        decide_contacts(by=by, contacts=[contact], state=ContactState.CONFIRMED, why="", at=NOW + timedelta(hours=2))
    settle()
    assert [row["in_force"] for row in _listed(people["province"])] == [False]
    assert not _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)


def test_it_is_narrowed_by_state_and_by_either_area(people: dict[str, Browser], province: Province) -> None:
    from outpace.words.ids import IdKind, encode

    browser = people["province"]
    a, b, root = (encode(IdKind.AREA, area.pk) for area in (province.a, province.b, province.root))
    assert [len(_listed(browser, area=area)) for area in (a, b, root)] == [1, 1, 1]
    assert [len(_listed(browser, state=state)) for state in ("in_force", "ended")] == [1, 0]
    _end(browser, _listed(browser)[0])
    assert [len(_listed(browser, state=state)) for state in ("in_force", "ended")] == [0, 1]
    assert browser.get("/grants", area="are_0000000000000").json()["code"] == "NOT_FOUND"
    with scope(province.commander, Purpose.TEST):
        _another_county(province)
    other = _listed(browser, state="ended", area=a)
    assert len(other) == 1


def _another_county(province: Province) -> None:
    """A grant from B to an account, beside the one from A: a filter by A leaves it out."""
    from outpace.desk.scope.grants import Shared, issue_grant

    row = Shared(subject=5, area_path=province.b.path, to_account=101, ends=NOW + timedelta(minutes=1))
    issue_grant(by=province.commander, purpose=Purpose.TRACE_CONTACTS, rows=[row], incident=None, at=NOW)


def test_the_file_holds_the_same_rows(people: dict[str, Browser]) -> None:
    answer = people["ombudsman_b"].get("/grants.csv", state="in_force")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode().removeprefix("\ufeff"))))
    assert [line["id"] for line in lines] == [row["id"] for row in _listed(people["ombudsman_b"])]
    assert (lines[0]["from"], lines[0]["to"]) == ("甲县", "乙县")


def test_every_reason_has_its_sentence() -> None:
    from outpace.desk.scope.models import EndReason
    from outpace.desk.situation.sentences import keys

    assert keys("grant_end") == set(EndReason)


def test_an_ombudsman_sees_what_is_shown_and_still_no_case(case: int, province: Province) -> None:
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.actor import Actor
    from outpace.desk.scope.models import Grant

    with scope(Actor(9, Role.OMBUDSMAN, (province.b.path,)), Purpose.READ_GRANTS):
        assert (Grant.objects.count(), Case.objects.count()) == (1, 0)
        assert Grant.objects.update(reason=None) == 0
