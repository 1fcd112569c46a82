"""The loop's lines and failures over the API: for those who keep the installation, without anything about a person."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from tests.integration.api.conftest import Browser, case_row, open_post, register
from tests.integration.conftest import NOW, Province

PEOPLE = ("林L-1", "L-1")


@pytest.fixture
def failed(staff: dict[str, Browser], incident: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Browser]:
    """The staff, with a case of county A that one line of the loop can't deliver."""
    from outpace.desk import drain, loop

    def fail(by: object, given: Sequence[Any], at: datetime) -> None:
        raise ValueError("林L-1 does not fit")

    fail.__name__ = "issue_case_tasks"
    monkeypatch.setattr(drain, "LOOP", (loop.Line("case.registered", fail, ()),))
    register(staff["commander"], incident, case_row("L-1"))
    drain.drain(NOW)
    return staff


def test_the_lines_say_what_waits(failed: dict[str, Browser]) -> None:
    answer = failed["operator"].get("/loop/lines").json()
    line = next(one for one in answer["items"] if one["act"] == "issue_case_tasks")
    assert (line["kind"], line["pending"], line["attempts"], line["given_up"]) == ("case.registered", 1, 1, 0)
    assert line["oldest_s"] >= 0


def test_a_failure_is_tried_again_once(failed: dict[str, Browser]) -> None:
    operator = failed["operator"]
    page = operator.get("/loop/failures").json()
    (row,) = page["items"]
    assert (page["total"], row["failure"], row["state"], row["kind"]) == (1, "ValueError", "trying", "case.registered")
    assert row["lane"] == "positive"
    assert "issue_case_tasks" in row["acts"]
    stale = operator.post(f"/loop/failures/{row['id']}/retry", {}, version=row["version"] + 1)
    assert stale.status_code == 409
    answer = operator.post(f"/loop/failures/{row['id']}/retry", {}, version=row["version"])
    assert (answer.status_code, answer.json()["attempts"]) == (200, 0)
    assert operator.get("/loop/failures").json()["total"] == 0


def test_setting_aside_needs_a_reason(failed: dict[str, Browser]) -> None:
    operator = failed["operator"]
    (row,) = operator.get("/loop/failures").json()["items"]
    address = f"/loop/failures/{row['id']}/set-aside"
    without = operator.post(address, {"why": " "}, version=row["version"])
    assert (without.status_code, without.json()["code"]) == (422, "REASON_NEEDED")
    answer = operator.post(address, {"why": "waits for the corrected edition"}, version=row["version"])
    assert (answer.status_code, answer.json()["state"]) == (200, "set_aside")
    assert operator.get("/loop/failures").json()["items"][0]["state"] == "set_aside"


def test_nothing_about_a_person_is_told(failed: dict[str, Browser]) -> None:
    for route in ("/loop/lines", "/loop/failures"):
        text = json.dumps(failed["operator"].get(route).json(), ensure_ascii=False)
        assert not any(word in text for word in PEOPLE), route


@pytest.mark.parametrize("name", ["commander", "tracer_a", "resident"])
def test_it_is_for_those_who_keep_the_installation(failed: dict[str, Browser], name: str) -> None:
    for route in ("/loop/lines", "/loop/failures"):
        assert failed[name].get(route).status_code == 403


def test_a_keeper_of_another_county_finds_no_failure(failed: dict[str, Browser], province: Province) -> None:
    from django.test import Client

    from outpace.desk.scope.actor import Role

    (row,) = failed["operator"].get("/loop/failures").json()["items"]
    open_post("keeper_b", Role.OPERATOR, province.b.path)
    other = Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))
    assert other.sign_in("keeper_b").status_code == 200
    assert other.get("/loop/failures").json()["items"] == []
    hidden = other.post(f"/loop/failures/{row['id']}/retry", {}, version=row["version"])
    absent = other.post("/loop/failures/evt_0000000000001/retry", {}, version=row["version"])
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404
