"""Lists: every row once and in order, cursors that fit one question only, totals that are counted, statements that don't grow."""

from typing import Any

import pytest

from tests.integration.api.conftest import Browser, case_row, register

REPORTED = ["2022-03-05", None, "2022-03-07", "2022-03-05", "2022-03", None, "2022-03-01", "2022-03-07", "2022-03-05"]


@pytest.fixture
def cases(staff: dict[str, Browser], incident: str) -> Browser:
    """A tracer in whose county nine cases are, some reported on the same day, some on an unknown day."""
    rows = [case_row(f"L-{n}", reported=day, onset=None) for n, day in enumerate(REPORTED)]
    register(staff["tracer_a"], incident, *rows)
    return staff["tracer_a"]


def _all(browser: Browser, limit: int, **query: Any) -> list[dict[str, Any]]:
    found, cursor = [], None
    while True:
        page = browser.get("/cases", limit=limit, **query, **({"cursor": cursor} if cursor else {})).json()
        assert page["total"] == len(REPORTED)
        found += page["items"]
        if (cursor := page["next"]) is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 8, 9, 10])
def test_pages_hold_every_row_once_latest_first_unknown_last(cases: Browser, limit: int) -> None:
    found = _all(cases, limit)
    assert len({row["id"] for row in found}) == len(found) == len(REPORTED)
    days = [row["reported"] for row in found]
    known = [f"{day}-01" if len(day) == 7 else day for day in days if day]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [None, None]
    assert [row["id"] for row in found] == [row["id"] for row in _all(cases, 500)]


def test_a_row_added_meanwhile_disturbs_no_page(cases: Browser, incident: str) -> None:
    first = cases.get("/cases", limit=4).json()
    register(cases, incident, case_row("L-new", reported="2022-03-09"))
    second = cases.get("/cases", limit=500, cursor=first["next"]).json()
    ids = [row["id"] for row in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) == len(REPORTED)


@pytest.mark.parametrize(
    "change", [{"sort": "onset"}, {"found_by": "community"}, {"number": "L-1"}, {"onset": "unknown"}]
)
def test_a_cursor_of_another_question_is_refused(cases: Browser, change: dict[str, str]) -> None:
    cursor = cases.get("/cases", limit=2).json()["next"]
    answer = cases.get("/cases", limit=2, cursor=cursor, **change)
    assert (answer.status_code, answer.json()["code"]) == (400, "CURSOR_INVALID")


def test_a_cursor_of_somebody_else_is_refused(cases: Browser, staff: dict[str, Browser]) -> None:
    cursor = cases.get("/cases", limit=2).json()["next"]
    assert staff["commander"].get("/cases", limit=2, cursor=cursor).json()["code"] == "CURSOR_INVALID"
    assert cases.get("/tasks", limit=2, cursor=cursor).json()["code"] == "CURSOR_INVALID"


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "W10:1:2", "....", "é"])
def test_a_cursor_made_by_hand_is_refused(cases: Browser, cursor: str) -> None:
    assert cases.get("/cases", cursor=cursor).json()["code"] == "CURSOR_INVALID"


def test_a_cursor_tells_no_key(cases: Browser) -> None:
    from django.core import signing

    from outpace.desk.http.cursor import SALT

    _, id, _ = signing.loads(cases.get("/cases", limit=1).json()["next"], salt=SALT)
    assert id.startswith("cas_")


@pytest.mark.parametrize("limit", [0, 501, -1, "many"])
def test_a_page_has_1_to_500_rows(cases: Browser, limit: object) -> None:
    answer = cases.get("/cases", limit=limit)
    assert (answer.status_code, answer.json()["code"]) == (422, "INPUT_INVALID")
    assert [field["where"] for field in answer.json()["fields"]] == ["limit"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ({"case_class": "discarded"}, 0),
        ({"case_class": "confirmed"}, 9),
        ({"found_by": "unknown"}, 0),
        ({"number": "L-3"}, 1),
        ({"q": "林L-3"}, 0),
        ({"q": "L-3"}, 1),
        ({"q": "林"}, 0),
        ({"onset": "known"}, 0),
        ({"onset": "unknown"}, 9),
    ],
)
def test_filters(cases: Browser, query: dict[str, str], total: int) -> None:
    assert cases.get("/cases", **query).json()["total"] == total


def test_an_area_holds_what_lies_below_it(cases: Browser, staff: dict[str, Browser]) -> None:
    root = staff["commander"].get("/areas").json()["items"][0]
    below = {area["code"]: area["id"] for area in cases.get("/areas", parent=root["id"]).json()["items"]}
    assert [cases.get("/cases", area=area).json()["total"] for area in (root["id"], below["9001"], below["9002"])] == [
        9,
        9,
        0,
    ]
    assert cases.get("/cases", area="are_0000000000zzz").json()["code"] == "NOT_FOUND"


def test_a_discarded_case_is_in_no_list_but_its_own(cases: Browser, incident: str) -> None:
    register(cases, incident, case_row("L-d", case_class="discarded"))
    assert cases.get("/cases").json()["total"] == len(REPORTED)
    assert cases.get("/cases", case_class="discarded").json()["total"] == 1


@pytest.mark.parametrize(("path", "most"), [("/cases", 6), ("/tasks", 7), ("/contacts", 8)])
def test_statements_do_not_grow_with_rows(cases: Browser, incident: str, settle: Any, path: str, most: int) -> None:
    tell = {"name": "罗", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    for row in cases.get("/cases").json()["items"]:
        cases.post(f"/cases/{row['id']}/exposures", {"rows": [tell | {"name": f"罗{n}"} for n in range(3)]})
    settle()
    few, many = (_statements(cases, path, limit) for limit in (3, 20))
    assert len(few) == len(many) <= most, many


def _statements(browser: Browser, path: str, limit: int) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert len(browser.get(path, limit=limit).json()["items"]) > 1
    ours = [query["sql"] for query in captured.captured_queries]
    settings = ("discard plans; select set_config", "select set_config")
    aside = ("SAVEPOINT", "RELEASE", *settings, 'SELECT "django_session"', 'SELECT "accounts_')
    return [sql for sql in ours if not sql.startswith(aside)]
