"""Every route, every role, every place for an id: what lies in another area answers as what was never there, byte for byte,
and after as many statements: a stopwatch finds out no more than an eye.

Generated from the API's own description. The same ids, sent by those they belong to, are found: else nothing would be shown.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind, encode
from tests.integration.api.conftest import Browser, enter, incident, signed_in, staff
from tests.integration.conftest import Province
from tests.integration.scope.planted import Planter, resident_of
from tests.integration.scope.sweep import IN_BODY, PATHS, Asked, operations, places, unknown

__all__ = ["incident", "staff"]

Answer = tuple[int, bytes, str, int]
"""Status, content, headers, and how many statements the server asked the database: what a stopwatch would tell apart."""

EACH_ITS_OWN = {"X-Request-Id", "ETag"}
"""Headers that differ between any two answers and say nothing: the number of the request in the log, the hash of the content."""


@pytest.fixture
def schema(installation: object) -> dict[str, Any]:
    """The description as the API gives it."""
    from outpace.desk.api.assembly import api

    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


@dataclass
class Fields:
    """What was planted in county A and in county B, and the browsers of both sides by name."""

    a: dict[str, str]
    b: dict[str, str]
    there: dict[str, Browser] = field(default_factory=dict)
    elsewhere: dict[str, Browser] = field(default_factory=dict)


@pytest.fixture
def planted(staff: dict[str, Browser], province: Province, settle: Callable[[], None]) -> Fields:
    """The same records in both counties; somebody of every role in B, somebody of no area, and those in A who find them."""
    roles = [role for role in Role if role not in (Role.SERVICE, Role.RESIDENT)]
    there = {f"{role}_a": signed_in(f"{role}_a", role, province.a.path) for role in roles if role is not Role.TRACER}
    elsewhere = {
        f"{role}_b": signed_in(f"{role}_b", role, province.b.path) for role in roles if role is not Role.TRACER
    }
    planters = [
        Planter(
            province,
            county,
            staff[f"tracer_{letter}"],
            keepers[f"administrator_{letter}"],
            keepers[f"commander_{letter}"],
            settle,
            letter,
        )
        for county, letter, keepers in ((province.a, "a", there), (province.b, "b", elsewhere))
    ]
    a, b = (planter.plant() for planter in planters)
    assert planters[1].system is not None
    elsewhere["system_b"] = planters[1].system
    there |= {"curious_a": enter("curious_a")}
    there |= {"tracer_a": staff["tracer_a"], "resident_a": resident_of(province, province.a, a["person"], "resident_a")}
    elsewhere |= {"tracer_b": staff["tracer_b"], "tracer_nowhere": signed_in("nobody", Role.TRACER, "91/9101/")}
    elsewhere["resident_b"] = resident_of(province, province.b, b["person"], "resident_b")
    area = {"area": encode(IdKind.AREA, province.b.pk)}
    return Fields(a | area, b | area, there, elsewhere)


def test_the_sweep_knows_every_parameter_field_and_body(schema: dict[str, Any]) -> None:
    assert unknown(schema) == []


def test_a_new_parameter_field_or_route_goes_red(schema: dict[str, Any]) -> None:
    listed = {"get": {"parameters": [{"in": "query", "name": "plan", "schema": {}}]}}
    written = {
        "post": {"parameters": [], "requestBody": {"content": {"json": {"schema": {"properties": {"plan": {}}}}}}}
    }
    bed = {"get": {"parameters": [{"in": "path", "name": "id"}]}}
    schema["paths"] |= {"/api/v1/plans": listed, "/api/v1/cases/{id}/close": written, "/api/v1/beds/{id}": bed}
    assert unknown(schema) == [
        "/plans?plan: is it an id?",
        "/cases/{id}/close plan: is it an id?",
        "/cases/{id}/close: an example of its body",
        "/beds/{id}: what is id the id of?",
    ]


def test_what_is_planted_is_what_is_asked_for(schema: dict[str, Any], planted: Fields) -> None:
    """No kind of record is left out for want of a plant, and none is planted that no route names."""
    assert planted.elsewhere["system_b"].get("/tasks").status_code == 200, "the system's token opens nothing"
    asked = {asked.kind for asked in places(schema)}
    assert asked == planted.a.keys() - {"mine", "incident", "area", "patient"}
    assert asked == {kind for ids in PATHS.values() for kind in ids.values() if kind} | {
        kind for kinds in IN_BODY.values() for kind in kinds
    }


def test_every_operation_declares_purpose_and_roles_that_fit(schema: dict[str, Any]) -> None:
    """A route may not be for a role that its purpose is not for; a route without a declaration is no route."""
    from tests.integration.api.test_routes import operations as declared_of

    found = {(method, path): view.declared for method, path, view in declared_of()}
    assert {(method, path) for method, path, _ in operations(schema)} <= found.keys()
    wider = [key for key, said in found.items() if not {str(role) for role in said.roles} <= said.purpose.roles]
    assert wider == []


def _filled(text: str, ids: dict[str, str]) -> str:
    for name, key in ids.items():
        text = text.replace("{" + name + "}", key)
    return text


@contextmanager
def _statements() -> Iterator[list[str]]:
    """Every statement that the server asks meanwhile."""
    from django.db import connection

    said: list[str] = []

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        said.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        yield said


def _ask(browser: Browser, asked: Asked, id: str, own: dict[str, str]) -> Answer:
    """Ask with one id in its place, and everywhere else ids of the asker's own county."""
    ids = {**own, asked.kind: id} if asked.place == "body" else own
    path = asked.path.replace("{" + asked.name + "}", id) if asked.place == "path" else asked.path
    path = _filled(path.replace("{id}", own.get(asked.beside, "")), own | {"edition": "none"})
    query = {asked.name: id, "incident": own["incident"]} if asked.place == "query" else {}
    with _statements() as said:
        if asked.method == "GET":
            answer = browser.get(path, **query)
        else:
            body = None if asked.body is None else json.loads(_filled(json.dumps(asked.body), ids))
            answer = browser.post(path, body, version=1)
            if answer.status_code == 409 and (current := answer.json().get("current")):
                answer = browser.post(path, body, version=current["version"])
        assert answer.status_code < 500, f"{asked}: {answer.content!r}"
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {name: value for name, value in answer.headers.items() if name not in EACH_ITS_OWN}
    shown = str(sorted(headers.items())).replace(id, "ID")
    return answer.status_code, content.replace(id.encode(), b"ID"), shown, len(said)


def _as_of_is_the_clock(answer: Answer) -> Answer:
    """An answer without the instant it was given at, which differs between any two."""
    status, content, headers, said = answer
    try:
        body = json.loads(content)
    except ValueError:
        return answer
    if isinstance(body, dict):
        body.pop("as_of", None)
    return status, json.dumps(body, sort_keys=True).encode(), headers.replace(str(len(content)), "n"), said


def _pair(browser: Browser, asked: Asked, key: str, own: dict[str, str]) -> tuple[Answer, Answer]:
    """The answers for an id and for one of the same kind that is of nothing."""
    absent = key[:-4] + ("0000" if not key.endswith("0000") else "1111")
    given, never = (_ask(browser, asked, id, own) for id in (key, absent))
    return _as_of_is_the_clock(given), _as_of_is_the_clock(never)


def test_another_areas_records_answer_as_if_they_were_not_there(schema: dict[str, Any], planted: Fields) -> None:
    leaks, asked_for = _leaks(schema, planted, planted.elsewhere)
    assert leaks == [], "\n".join(leaks)
    assert asked_for > 500


@pytest.mark.long
def test_who_has_no_area_of_the_province_finds_nothing(schema: dict[str, Any], planted: Fields) -> None:
    roles = [role for role in Role if role not in (Role.SERVICE, Role.RESIDENT)]
    leaks, _ = _leaks(schema, planted, {role: signed_in(f"{role}_nowhere", role, "91/9101/") for role in roles})
    assert leaks == [], "\n".join(leaks)


def _leaks(schema: dict[str, Any], planted: Fields, askers: dict[str, Browser]) -> tuple[list[str], int]:
    """Where the answers about a record of county A differ from those about nothing; and how often was asked."""
    leaks, asked_for = [], 0
    for asked in places(schema):
        for name, browser in askers.items():
            foreign, never = _pair(browser, asked, planted.a[asked.kind], planted.b)
            asked_for += 1
            if foreign != never:
                leaks.append(f"{name}: {asked}: {_differs(foreign, never)}")
    return leaks, asked_for


def _differs(one: Answer, other: Answer) -> str:
    left, right = next((a, b) for a, b in zip(map(str, one), map(str, other), strict=True) if a != b)
    start = max(0, next(n for n, (a, b) in enumerate(zip(left + "~", right + "!", strict=False)) if a != b) - 60)
    return f"{left[start : start + 200]!r} / {right[start : start + 200]!r}"


LATE = ("/retry", "/transfer", "/end", "/close")
"""Acts after which others would find nothing to do."""


def test_whose_they_are_finds_them(schema: dict[str, Any], planted: Fields) -> None:
    """Else the sweep would compare two refusals of everything. Reading first, then what changes; what ends things last."""
    blind = []
    for asked in sorted(
        places(schema), key=lambda a: (a.method != "GET", "/open" not in a.path, *(word in a.path for word in LATE))
    ):
        pairs = (_pair(browser, asked, planted.a[asked.kind], planted.a) for browser in planted.there.values())
        if all(found == never for found, never in pairs):
            blind.append(str(asked))
    assert blind == [], "\n".join(blind)
