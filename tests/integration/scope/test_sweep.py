"""Every route, every role, every place for an id: what lies in another area answers as what was never there, byte for byte.

Generated from the API's own description. The same ids, sent by those they belong to, are found: else nothing would be shown.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind, encode
from tests.integration.api.conftest import Browser, case_row, incident, register, signed_in, staff
from tests.integration.api.test_scope import _receipt
from tests.integration.conftest import Province
from tests.integration.scope.sweep import BODIES, IN_BODY, Asked, operations, places, unknown

__all__ = ["incident", "staff"]

EACH_ITS_OWN = {"X-Request-Id"}
"""Headers that differ between any two answers and say nothing: the number of the request in the log."""


@pytest.fixture
def schema(installation: object) -> dict[str, Any]:
    """The description as the API gives it."""
    from outpace.desk.api.assembly import api

    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


@pytest.fixture
def planted(staff: dict[str, Browser], incident: str, province: Province, settle: Callable[[], None]) -> dict[str, str]:
    """Ids of records in county A by kind, and of county B's area."""
    a = staff["tracer_a"]
    case = register(a, incident, case_row("A-1"))[0]
    told = {"name": "罗燕", "setting": "household", "first": "2022-03-03", "last": "2022-03-05"}
    met = a.post(f"/cases/{case}/exposures", {"rows": [told]})
    assert met.status_code == 200
    settle()
    contact = a.get("/contacts").json()["items"][0]
    return {
        "case": case,
        "contact": contact["id"],
        "exposure": met.json()["accepted"][0]["id"],
        "person": contact["person"]["id"],
        "task": a.get("/tasks").json()["items"][0]["id"],
        "receipt": _receipt(province),
        "incident": incident,
        "area": encode(IdKind.AREA, province.b.pk),
    }


@pytest.fixture
def others(staff: dict[str, Browser], province: Province) -> dict[str, Browser]:
    """Somebody of every role whose areas don't hold county A, and a tracer whose area holds nothing at all."""
    roles = {role for role in Role if role not in (Role.SERVICE, Role.RESIDENT)}
    made = {f"{role}_b": signed_in(f"{role}_b", role, province.b.path) for role in sorted(roles)}
    return made | {"tracer_nowhere": signed_in("nobody", Role.TRACER, "91/9101/"), "resident": staff["resident"]}


def test_the_sweep_knows_every_parameter_and_body(schema: dict[str, Any]) -> None:
    assert unknown(schema) == []


def test_a_new_parameter_or_route_goes_red(schema: dict[str, Any]) -> None:
    listed = {"get": {"parameters": [{"in": "query", "name": "plan", "schema": {}}]}}
    written = {"post": {"parameters": [], "requestBody": {"content": {}}}}
    schema["paths"] |= {"/api/v1/plans": listed, "/api/v1/cases/{id}/close": written, "/api/v1/beds/{id}": {"get": {}}}
    assert unknown(schema) == [
        "/plans?plan: is it an id?",
        "/cases/{id}/close: an example of its body",
        "/beds/{id}: what kind of record is it?",
    ]


def test_every_operation_declares_purpose_and_roles_that_fit(schema: dict[str, Any]) -> None:
    """A route may not be for a role that its purpose is not for; a route without a declaration is no route."""
    from tests.integration.api.test_routes import operations as declared_of

    found = {(method, path): view.declared for method, path, view in declared_of()}
    assert {(method, path) for method, path, _ in operations(schema)} <= found.keys()
    wider = [key for key, said in found.items() if not {str(role) for role in said.roles} <= said.purpose.roles]
    assert wider == []


def _filled(body: Any, ids: dict[str, str]) -> Any:
    text = json.dumps(body)
    for name, key in ids.items():
        text = text.replace("{" + name + "}", key)
    return json.loads(text)


def _ask(browser: Browser, asked: Asked, id: str, ids: dict[str, str]) -> tuple[int, bytes, str]:
    path, query = asked.path, {}
    if asked.place == "path":
        path = path.replace("{id}", id)
    if asked.place == "query":
        query = {asked.name: id, "incident": ids["incident"]}
    if asked.method == "GET":
        answer = browser.get(path, **query)
    else:
        body = IN_BODY[asked.path][1] if asked.place == "body" else BODIES.get(asked.path)
        mine = ids | ({asked.name: id} if asked.place == "body" else {})
        answer = browser.post(path.replace("{id}", mine["person"]), _filled(body, mine) if body else None, version=1)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {name: value for name, value in answer.headers.items() if name not in EACH_ITS_OWN}
    return answer.status_code, content, str(sorted(headers.items()))


def _as_of_is_the_clock(answer: tuple[int, bytes, str]) -> tuple[int, bytes, str]:
    """An answer without the instant it was given at, which differs between any two."""
    status, content, headers = answer
    try:
        body = json.loads(content)
    except ValueError:
        return answer
    if isinstance(body, dict):
        body.pop("as_of", None)
    return status, json.dumps(body, sort_keys=True).encode(), headers.replace(str(len(content)), "n")


def test_another_areas_records_answer_as_if_they_were_not_there(
    schema: dict[str, Any], planted: dict[str, str], others: dict[str, Browser]
) -> None:
    leaks, asked_for = [], 0
    for asked in places(schema):
        own = planted[_name(asked)]
        absent = own[:-4] + ("0000" if not own.endswith("0000") else "1111")
        for name, browser in others.items():
            foreign = _as_of_is_the_clock(_ask(browser, asked, own, planted))
            never = _as_of_is_the_clock(_ask(browser, asked, absent, planted))
            asked_for += 1
            if foreign != never:
                leaks.append(f"{name}: {asked}: {_differs(foreign, never)}")
    assert leaks == [], "\n".join(leaks)
    assert asked_for > 150


def _differs(one: tuple[int, bytes, str], other: tuple[int, bytes, str]) -> str:
    left, right = next((a, b) for a, b in zip(map(str, one), map(str, other), strict=True) if a != b)
    start = max(0, next(n for n, (a, b) in enumerate(zip(left + "~", right + "!", strict=False)) if a != b) - 60)
    return f"{left[start : start + 200]!r} / {right[start : start + 200]!r}"


def _name(asked: Asked) -> str:
    return asked.kind.name.lower()


def test_whose_they_are_finds_them(
    schema: dict[str, Any], planted: dict[str, str], staff: dict[str, Browser], province: Province
) -> None:
    """Else the sweep would compare two refusals of everything. Reading first, then what changes; the transfer last."""
    from outpace.desk.scope.actor import Role

    mine = [staff["tracer_a"], staff["commander"], signed_in("ombuds_a", Role.OMBUDSMAN, province.a.path)]
    blind = []
    for asked in sorted(places(schema), key=lambda a: (a.method != "GET", "transfer" in a.path)):
        own = planted[_name(asked)]
        absent = own[:-4] + ("0000" if not own.endswith("0000") else "1111")
        seen = (
            _as_of_is_the_clock(_ask(browser, asked, own, planted))
            != _as_of_is_the_clock(_ask(browser, asked, absent, planted))
            for browser in mine
        )
        if not any(seen):
            blind.append(str(asked))
    assert blind == [], "\n".join(blind)
