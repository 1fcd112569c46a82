"""Four rules about records behind an API, asked of every route they fit (after RESTler, Atlidakis and others 2020).

What was ended opens nothing any more and can't be ended again; a write that was refused left nothing behind; a record is reached
through the record it belongs to and no other; what one user made is another's only where she may see it (`test_sweep`).
Generated from the API's own description: a route that ends something, or has two ids, and isn't known here fails.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, enter, incident, staff
from tests.integration.conftest import Province
from tests.integration.scope.fences import GRANTS
from tests.integration.scope.sweep import BODIES, operations
from tests.integration.scope.test_sweep import PATHS, Fields, _filled, planted, schema

__all__ = ["incident", "planted", "schema", "staff"]

ENDS: Mapping[str, str] = {
    "/account-changes/{id}/decision": "commander_a",
    "/exposures/{id}/withdrawal": "tracer_a",
    "/grants/{id}/end": "commander_a",
    "/loop/failures/{id}/set-aside": "operator_a",
    "/matches/{id}/decision": "steward_a",
    "/matches/{id}/undo": "steward_a",
    "/my-account/sessions/{id}/end": "tracer_a",
    "/openings/glasses/{id}/review": "commander_a",
    "/openings/requests/{id}/answer": "ombudsman_a",
    "/openings/stops/{id}/release": "commander_a",
    "/tasks/{id}/done": "tracer_a",
    "/accounts/{id}/tokens/{token}/end": "administrator_a",
    "/accounts/{id}/posts/{post}/end": "administrator_a",
    "/accounts/{id}/close": "administrator_a",
}
"""Routes after which a record takes the same act no more, and who may use them; the account itself last."""

JOINED = {"/matches/{id}/decision": {"decision": "same", "why": "the same passport"}}
"""A pair that was joined can be parted."""

ANEW = {"/contacts/{id}/decision", "/my-account/notices/{id}/seen"}
"""Decided anew as often as the facts change; seen is seen."""

_ENDS = re.compile(r"/(close|end|withdrawal|done|decision|undo|review|release|answer|set-aside|seen)$")
_TWO = re.compile(r"\{[^}]+\}.*\{[^}]+\}")
NOBODYS = {
    "/cases/{id}/under/{edition}",
    "/rulebook/compare/{old}/{new}",
    "/rulebook/compare/{old}/{new}.csv",
    "/ledger/item/{event}/{row}",
}
"""Two ids of which the second belongs to nobody: an edition, or the number of a row in an event."""

LOGS = {"ledger_access", "ledger_replay", "openings_refusal", "openings_search"}
"""What says that somebody tried."""


def test_every_route_that_ends_something_is_known(schema: dict[str, Any]) -> None:
    posts = {path for method, path, _ in operations(schema) if method == "POST" and "{id}" in path}
    assert {path for path in posts if _ENDS.search(path)} == ENDS.keys() | ANEW


@pytest.mark.long
def test_what_was_ended_takes_the_same_act_no_more(planted: Fields, province: Province) -> None:
    """It is refused, or the answer is that it stands ended, and nothing more was done or said."""
    for path, who in ENDS.items():
        ended = _act(planted.there[who], path, planted.a)
        assert ended.status_code < 300, (path, ended.content)
        before = _counts(province)
        again = _act(planted.there[who], path, planted.a)
        assert again.status_code < 500, (path, again.content)
        assert _counts(province) == before, (path, again.content)


@pytest.mark.long
def test_what_was_ended_opens_nothing(planted: Fields) -> None:
    token, keeper = planted.elsewhere["system_b"], planted.elsewhere["administrator_b"]
    assert token.get("/tasks").status_code == 200
    assert _act(keeper, "/accounts/{id}/tokens/{token}/end", planted.b).status_code == 200
    assert token.get("/tasks").status_code == 401
    other, hers = enter("tracer_a"), planted.there["tracer_a"]
    for session in hers.get("/my-account").json()["sessions"]:
        if not session["current"]:
            assert hers.post(f"/my-account/sessions/{session['id']}/end", {}).status_code == 200
    assert (other.get("/tasks").status_code, hers.get("/tasks").status_code) == (401, 200)
    chief = planted.there["commander_a"]
    assert chief.get("/tasks").status_code == 200
    closes = planted.there["administrator_a"]
    assert _act(closes, "/accounts/{id}/close", planted.a).status_code == 200
    for path in ("/accounts/{id}/posts", "/accounts/{id}/tokens", "/accounts/{id}/reset"):
        assert 400 <= _act(closes, path, planted.a).status_code < 500, path


@pytest.mark.long
def test_a_refused_write_leaves_nothing_behind(schema: dict[str, Any], planted: Fields, province: Province) -> None:
    """Bodies that are empty, that hold a field too many, that name a record of another county, from whoever may send them."""
    refused = 0
    for path in (
        path for method, path, _ in operations(schema) if method == "POST" and not path.startswith("/session")
    ):
        for body in _wrong(BODIES.get(path, {}), planted):
            for name in ("tracer_a", "commander_a", "administrator_a", "operator_a"):
                before = _counts(province)
                answer = planted.there[name].post(_at(path, planted.a), body, version=1)
                if answer.status_code >= 400:
                    refused += 1
                    assert _counts(province) == before, (path, name, body, answer.content)
    assert refused > 200


def test_a_record_is_reached_through_its_own_record_only(schema: dict[str, Any], planted: Fields) -> None:
    nested = {path for _, path, _ in operations(schema) if _TWO.search(path)} - NOBODYS
    assert nested
    for path in sorted(nested):
        child = re.findall(r"\{(\w+)\}", path)[1]
        assert PATHS["/accounts/"][child], f"{path}: whose is {child}?"
        ids = planted.a | {"account": planted.a["reader"]}
        foreign, never = (
            _act(planted.there["administrator_a"], path, ids | {child: key})
            for key in (planted.a[child], planted.a[child][:-4] + "0000")
        )
        assert foreign.status_code == 404, (path, foreign.content)
        assert foreign.content == never.content
        assert _act(planted.there["administrator_a"], path, planted.a).status_code != 404, path


def _act(browser: Browser, path: str, ids: Mapping[str, str]) -> Any:
    """Post what the sweep knows as the route's body, in the version that stands."""
    at = _at(path, ids)
    body = json.loads(_filled(json.dumps({**BODIES, **JOINED}.get(path, {})), dict(ids)))
    answer = browser.post(at, body, version=1)
    if answer.status_code == 409 and (current := answer.json().get("current")):
        answer = browser.post(at, body, version=current["version"])
    return answer


def _at(path: str, ids: Mapping[str, str]) -> str:
    kind = next((kinds.get("id") for prefix, kinds in PATHS.items() if path.startswith(prefix)), None)
    return _filled(path.replace("{id}", ids[kind] if kind else "none"), dict(ids))


def _wrong(body: Any, planted: Fields) -> Iterator[Any]:
    yield {}
    yield json.loads(_filled(json.dumps(body), planted.a)) | {"nobody_knows": 1}
    yield json.loads(_filled(json.dumps(body), planted.b))


def _counts(province: Province) -> dict[str, int]:
    """How many rows of everything a commander of the province sees, and of what nobody fences."""
    from django.db import connection
    from psycopg import sql

    tables = [name for name in sorted(GRANTS) if "." not in name and name not in LOGS]
    counted = sql.SQL(" union all ").join(
        sql.SQL("select {}, count(*) from {}").format(sql.Literal(name), sql.Identifier(name)) for name in tables
    )
    with scope(province.commander, Purpose.TEST), connection.cursor() as cursor:
        cursor.execute(counted)
        return dict(cursor.fetchall())
