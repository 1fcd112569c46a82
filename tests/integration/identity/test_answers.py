"""What the API says of planted people to whoever hasn't opened them: no name, telephone or document in any answer.

Every route that reads, as JSON or CSV, is asked by somebody of every role who may be there; refusals, headers and the log of
requests are searched too. Whoever opened a person sees her: else nothing would be shown.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind
from tests.integration.api.conftest import Browser, case_row, incident, register, signed_in
from tests.integration.conftest import Province
from tests.integration.identity.test_canaries import Net, Planted, logged, needles, plant
from tests.integration.scope.sweep import ids_of, operations

__all__ = ["incident"]

Planting = tuple[list[Planted], dict[IdKind, str]]


@pytest.fixture
def planted(staff: dict[str, Browser], incident: str, settle: Callable[[], None]) -> Planting:
    """Six planted people: three cases, three contacts; and the ids of one record of each kind."""
    people = plant(6)
    a = staff["tracer_a"]
    rows = [_whole(one, number=f"A-{n}") for n, one in enumerate(people[:3])]
    case = register(a, incident, *(case_row(row["number"]) | row for row in rows))[0]
    met = a.post(f"/cases/{case}/exposures", {"rows": [_whole(one, setting="household") for one in people[3:]]})
    assert met.status_code == 200, met.content
    settle()
    contact = a.get("/contacts").json()["items"][0]
    return people, {
        IdKind.INCIDENT: incident,
        IdKind.CASE: case,
        IdKind.CONTACT: contact["id"],
        IdKind.EXPOSURE: met.json()["accepted"][0]["id"],
        IdKind.PERSON: contact["person"]["id"],
        IdKind.TASK: a.get("/tasks").json()["items"][0]["id"],
    }


def _whole(one: Planted, **facts: Any) -> dict[str, Any]:
    return {"name": one.name, "phone": one.phone, "id_number": one.number} | facts


def _readings(ids: dict[IdKind, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Path and query of everything that can be read, with the ids there are."""
    from outpace.desk.api.assembly import api

    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    for method, path, operation in operations(schema):
        named = ids_of(path).get("id") if "{" in path else None
        kind = IdKind[named.upper()] if named and named.upper() in IdKind.__members__ else None
        if method != "GET" or ("{" in path and kind not in ids):
            continue
        asked = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
        query = {"incident": ids[IdKind.INCIDENT]} if "incident" in asked else {}
        yield (path.replace("{id}", ids[kind]) if kind else path), query


def _content(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{body.decode()}\n{dict(answer.headers)}\n{json.dumps(body.decode())}"


def _ask_everything(net: Net, readers: dict[str, Browser], ids: dict[IdKind, str]) -> int:
    answered = 0
    for path, query in _readings(ids):
        for name, browser in readers.items():
            answer = browser.get(path, **query)
            net.search(f"{name} {path}", _content(answer))
            answered += answer.status_code == 200
    return answered


def test_no_answer_names_a_planted_person(
    staff: dict[str, Browser], planted: Planting, province: Province, incident: str
) -> None:
    people, ids = planted
    roles = [role for role in Role if role not in (Role.SERVICE, Role.RESIDENT)]
    readers = {f"{role}_in": signed_in(f"{role}_in", role, province.root.path) for role in roles}
    net = Net(needles(people))
    with logged() as heard:
        assert _ask_everything(net, readers | {"resident": staff["resident"]}, ids) > 100
        for wrong in ({"case_class": people[0].name}, {"area_code": people[0].phone}):
            readers["tracer_in"].post("/cases", {"incident": incident, "rows": [case_row("B-1") | wrong]})
    net.search("log", heard.getvalue())
    assert net.found == []


def test_whoever_opened_her_sees_her(staff: dict[str, Browser], planted: Planting) -> None:
    """Else the search above would find nothing because nothing is there."""
    people, ids = planted
    because = {"purpose": "call", "because": {"kind": "case", "id": ids[IdKind.CASE]}}
    a = staff["tracer_a"]
    for row in a.get("/cases").json()["items"]:
        opened = a.post(
            f"/persons/{row['person']['id']}/open", because | {"because": {"kind": "case", "id": row["id"]}}
        )
        assert opened.status_code == 200, opened.content
    net = Net(needles(people[:3]))
    _ask_everything(net, {"tracer_a": a}, ids)
    assert {found.split(" ")[1].rstrip(":") for found in net.found} >= {"/cases"}


def test_no_address_can_carry_a_name() -> None:
    """What names a person is sent in a body: addresses stand in logs, histories and bookmarks."""
    from outpace.desk.api.assembly import api

    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    asked = {
        (path, each["name"])
        for _, path, operation in operations(schema)
        for each in operation.get("parameters", ())
        if each["in"] == "query"
    }
    assert {(path, name) for path, name in asked if name in {"name", "phone", "document", "id_number", "who"}} == set()
