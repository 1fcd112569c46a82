"""A person is opened whole for who works on her case, written down once, and out of reach outside the area."""

from collections.abc import Callable
from typing import Any

import pytest

from outpace.words.ids import IdKind, decode
from tests.integration.api.conftest import Browser, case_row, register
from tests.integration.conftest import Province

NUMBER = "6000-0418"


@pytest.fixture
def known(staff: dict[str, Browser], incident: str, settle: Callable[[], None]) -> tuple[str, str]:
    """A case of county A under investigation: (person, case)."""
    case = register(staff["tracer_a"], incident, {**case_row("A-1"), "name": "罗燕", "phone": NUMBER})[0]
    settle()
    return staff["tracer_a"].get(f"/cases/{case}").json()["person"]["id"], case


def _open(browser: Browser, person: str, case: str, purpose: str = "call") -> Any:
    body = {"purpose": purpose, "because": {"kind": "case", "id": case}}
    return browser.post(f"/persons/{person}/open", body)


def test_a_tracer_opens_her_case_and_it_is_written_down_once(
    staff: dict[str, Browser], known: tuple[str, str], province: Province
) -> None:
    from outpace.desk.ledger.models import Access, Replay
    from outpace.desk.scope.session import scope

    a = staff["tracer_a"]
    assert a.get("/cases").json()["items"][0]["person"]["name"] == "罗*"
    first, second = _open(a, *known).json(), _open(a, *known).json()
    assert (first["name"], first["phone"], first["document"]) == ("罗燕", NUMBER, None)
    assert first == second
    with scope(province.tracer_a, "test"):
        looks = Access.objects.filter(subject_id=decode(IdKind.PERSON, known[0]), level="identity")
        assert [look.purpose for look in looks] == ["call"]
        assert not Replay.objects.filter(answer__contains="罗燕".encode()).exists()
    assert a.get("/cases").json()["items"][0]["person"]["name"] == "罗燕"
    assert staff["commander"].get("/cases").json()["items"][0]["person"]["name"] == "罗*"
    assert staff["operator"].get("/cases").json()["items"][0]["person"]["name"] is None


def test_another_county_gets_the_answer_of_an_absent_person(staff: dict[str, Browser], known: tuple[str, str]) -> None:
    hidden = _open(staff["tracer_b"], *known)
    absent = _open(staff["tracer_b"], "per_0000000000001", known[1])
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404


def test_a_refusal_offers_the_other_way_and_stands(
    staff: dict[str, Browser], known: tuple[str, str], province: Province
) -> None:
    from outpace.desk.openings.models import Refusal
    from outpace.desk.scope.session import scope

    answer = _open(staff["tracer_a"], known[0], "cas_0000000000001")
    assert (answer.status_code, answer.json()["code"]) == (403, "PERSON_NOT_LINKED")
    assert answer["Content-Type"] == "application/problem+json"
    with scope(province.tracer_a, "test"):
        assert Refusal.objects.count() == 1


@pytest.mark.parametrize("name", ["resident", "operator"])
def test_who_has_no_work_on_people_may_not_ask(staff: dict[str, Browser], known: tuple[str, str], name: str) -> None:
    assert _open(staff[name], *known).status_code == 403
    assert staff[name].post("/persons/search", {"key": "number", "value": "A-1"}).status_code == 403


def test_an_exact_search_shows_a_mask_and_where_to_open(staff: dict[str, Browser], known: tuple[str, str]) -> None:
    a, b = staff["tracer_a"], staff["tracer_b"]
    by_number = {"key": "number", "value": "A-1"}
    assert a.post("/persons/search", by_number).json() == {
        "items": [
            {"id": known[0], "name": "罗*", "links": [{"kind": "case", "id": known[1], "number": "A-1"}]},
        ]
    }
    nobody = a.post("/persons/search", {"key": "number", "value": "A-9"})
    elsewhere = b.post("/persons/search", by_number)
    assert nobody.content == elsewhere.content == b'{"items":[]}'


@pytest.mark.parametrize("value", ["A%", "*", "A-?", "_"])
def test_a_wildcard_is_no_key(staff: dict[str, Browser], known: tuple[str, str], value: str) -> None:
    answer = staff["tracer_a"].post("/persons/search", {"key": "number", "value": value})
    assert (answer.status_code, answer.json()["code"]) == (422, "SEARCH_NOT_EXACT")
