"""A record that moves from A to B: A loses it at once in every place it could be seen, and B has it whole."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from outpace.words.ids import IdKind, decode, encode
from tests.integration.api.conftest import Browser, case_row, incident, open_post, register, staff
from tests.integration.conftest import Province
from tests.integration.scope.fences import BY_ACCOUNT, fenced

__all__ = ["incident", "staff"]

STAYS = {
    "accounts_change": "what changes about an account belongs to the area of the account",
    "intake_receipt": "a file belongs to whoever imported it",
    "intake_reject": "a refused row belongs to whoever imported it",
    "ledger_superseded": "a former row goes where its row goes, by the row's own trigger",
    "openings_search": "what somebody searched for belongs to her own area",
    "openings_stop": "that somebody was stopped belongs to her own area",
    "tracing_reach": "an area where the exposed live stays one; the new one is added",
}
"""Fenced tables whose rows stay where they are when a case moves, each with its reason."""


@pytest.fixture
def moved(
    staff: dict[str, Browser], incident: str, province: Province, settle: Callable[[], None]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """A case of county A with a contact and tasks, and what tracer A saw of it before it moves."""
    case = register(staff["tracer_a"], incident, case_row("M-1"))[0]
    told = {"name": "罗燕", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    assert staff["tracer_a"].post(f"/cases/{case}/exposures", {"rows": [told]}).status_code == 200
    settle()
    return case, _seen(staff["tracer_a"], case)


def _seen(browser: Browser, case: str) -> dict[str, Any]:
    """What a browser sees of a case: by list, number, id, file, feed, tasks and contacts' page."""
    tasks = browser.get("/tasks").json()["items"]
    lines = b"".join(browser.get("/cases.csv").streaming_content).decode()
    return {
        "list": [row["id"] for row in browser.get("/cases").json()["items"]],
        "search": browser.get("/cases", q="M-1").json()["total"],
        "number": browser.get("/cases", number="M-1").json()["total"],
        "id": browser.get(f"/cases/{case}").status_code,
        "file": "M-1" in lines,
        "tasks": sum(task["subject"]["id"] == case for task in tasks),
        "feed": sum(case in str(item) for item in browser.get("/feed", incident=_incident(browser)).json()["items"]),
    }


def _incident(browser: Browser) -> str:
    return str(browser.get("/incidents").json()["items"][0]["id"])


def _transfer(browser: Browser, case: str, area: Any, version: int = 1, why: str = "lives there") -> Any:
    body = {"area": encode(IdKind.AREA, area.pk), "why": why}
    return browser.post(f"/cases/{case}/transfer", body, version=version)


def test_a_loses_it_at_once_and_b_has_it(
    staff: dict[str, Browser], moved: tuple[str, dict[str, Any]], province: Province
) -> None:
    case, before = moved
    assert before["list"] == [case]
    assert all(before.values()), before
    answer = _transfer(staff["commander"], case, province.b)
    assert (answer.status_code, answer.json()["area"]["code"], answer.json()["version"]) == (200, "9002", 2)
    after = _seen(staff["tracer_a"], case)
    assert after == {"list": [], "search": 0, "number": 0, "id": 404, "file": False, "tasks": 0, "feed": 0}
    b = _seen(staff["tracer_b"], case)
    assert (b["list"], b["id"], b["file"], b["search"]) == ([case], 200, True, 1)
    assert b["feed"]


def test_an_answer_kept_for_a_repetition_is_lost_with_the_case(
    staff: dict[str, Browser], moved: tuple[str, dict[str, Any]], province: Province
) -> None:
    """Whoever sends her correction again after the move gets what a first sending would get, not the case."""
    case, _ = moved
    said = {"field": "onset", "value": "2022-03-02", "why": "asked again"}
    first, again = (staff["tracer_a"].post(f"/cases/{case}/corrections", said, key="same", version=1) for _ in range(2))
    assert (first.status_code, again.content) == (200, first.content)
    assert _transfer(staff["commander"], case, province.b, version=2).status_code == 200
    later = staff["tracer_a"].post(f"/cases/{case}/corrections", said, key="same", version=1)
    absent = staff["tracer_a"].post("/cases/cas_0000000000001/corrections", said, version=1)
    assert (later.status_code, later.content) == (404, absent.content)


def test_a_contact_stays_where_she_is_recorded(
    staff: dict[str, Browser], moved: tuple[str, dict[str, Any]], province: Province, settle: Callable[[], None]
) -> None:
    case, _ = moved
    told = {"name": "罗燕", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    assert staff["tracer_a"].post(f"/cases/{case}/exposures", {"rows": [told]}).status_code == 200
    settle()
    assert _transfer(staff["commander"], case, province.b).status_code == 200
    settle()
    seen = {name: staff[name].get("/contacts").json()["items"] for name in ("tracer_a", "tracer_b", "commander")}
    assert [len(rows) for rows in seen.values()] == [1, 0, 1]
    assert (seen["tracer_a"][0]["case"], seen["commander"][0]["case"]["id"]) == (None, case)


def test_every_row_that_carries_its_area_has_moved(
    staff: dict[str, Browser], moved: tuple[str, dict[str, Any]], province: Province
) -> None:
    from django.db import connection

    case, _ = moved
    key = decode(IdKind.CASE, case)
    assert _transfer(staff["commander"], case, province.b).status_code == 200
    rows = {
        "people_subject": "id",
        "cases_case": "subject_id",
        "cases_version": "case_id",
        "tasks_task": "subject_id",
        "ledger_event": "subject_id",
    }
    from outpace.desk.scope.session import scope

    with scope(province.commander, "test"), connection.cursor() as cursor:  # type: ignore[arg-type]
        for table, about in rows.items():
            query = sql.SQL("select distinct area_path from {} where {} = %s")
            cursor.execute(query.format(sql.Identifier(table), sql.Identifier(about)), [key])
            assert cursor.fetchall() == [(province.b.path,)], table


def test_every_fenced_table_is_carried_or_stays_for_a_reason(database: Any) -> None:
    """A room added later must say whether its rows move with a case."""
    with psycopg.connect(make_conninfo(database.server.admin_dsn(), dbname="outpace")) as admin:
        carried = {name for (name,) in admin.execute("select distinct table_name from scope.carried")}
        known = {name for (name,) in admin.execute("select relname from pg_class where relkind = 'r'")}
        assert carried <= known
        assert fenced(admin) - BY_ACCOUNT - carried == set(STAYS)


def test_who_does_not_command_both_areas_moves_nothing(
    staff: dict[str, Browser], moved: tuple[str, dict[str, Any]], province: Province
) -> None:
    from outpace.desk.scope.actor import Role

    case, _ = moved
    only = {}
    for name, area in (("chief_a", province.a), ("chief_b", province.b)):
        open_post(name, Role.COMMANDER, area.path)
        only[name] = Browser(type(staff["commander"].client)(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))
        assert only[name].sign_in(name).status_code == 200
    assert _transfer(staff["tracer_a"], case, province.b).status_code == 403
    assert _transfer(only["chief_a"], case, province.b).json()["code"] == "TRANSFER_NOT_YOURS"
    assert _transfer(only["chief_b"], case, province.b).json()["code"] == "NOT_FOUND"
    assert _transfer(staff["commander"], case, province.b, why=" ").json()["code"] == "TRANSFER_REASON_NEEDED"
    assert _transfer(staff["commander"], case, province.a).json()["code"] == "TRANSFER_SAME_AREA"
    assert staff["tracer_a"].get(f"/cases/{case}").status_code == 200


def test_the_function_itself_refuses_what_the_act_would(moved: tuple[str, dict[str, Any]], province: Province) -> None:
    """Whoever can run SQL as the app still moves nothing out of, or into, an area that is not in her token."""
    from dataclasses import replace

    from django.db import DatabaseError, connection, transaction

    from outpace.desk.scope.actor import Actor
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    key = decode(IdKind.CASE, moved[0])

    def attempt(by: Actor, purpose: Purpose) -> None:
        with scope(by, purpose), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select scope.move_case(%s, %s)", [key, province.b.pk])

    for by, purpose in (
        (replace(province.commander, paths=(province.a.path,)), Purpose.TRANSFER),
        (replace(province.commander, paths=(province.b.path,)), Purpose.TRANSFER),
        (province.commander, Purpose.OPEN_CASE),
        (province.tracer_a, Purpose.TRACE_CONTACTS),
    ):
        with pytest.raises(DatabaseError, match="moves between areas"):
            attempt(by, purpose)
