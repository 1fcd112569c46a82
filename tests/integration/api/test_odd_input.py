"""Whatever is sent to whatever route, nothing falls over and every refusal is a problem in both languages."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from tests.integration.api.conftest import API, Browser, case_row, register

pytestmark = pytest.mark.long

ODD = [
    "",
    " ",
    "\x00",
    "0",
    "-1",
    "1e400",
    "99999999999999999999999",
    "null",
    "true",
    "[]",
    "{}",
    "'",
    '"',
    "\\",
    "%",
    "%00",
    "é",
    "林",
    "🦠",
    "\u202e",
    "2022-13-40",
    "0000-00-00",
    "9999-12-31",
    "cas_0000000000000",
    "cas_zzzzzzzzzzzzz",
    "cas_7zzzzzzzzzzzz",
    "x" * 5000,
]
BODIES: list[Any] = [
    None,
    [],
    {},
    "",
    0,
    -1,
    1e308,
    True,
    [None],
    {"rows": None},
    {"rows": [None]},
    {"rows": [[]]},
    {"ids": [""], "owner": ""},
]


@pytest.fixture
def browser(staff: dict[str, Browser], incident: str, settle: Callable[[], None]) -> Browser:
    """A commander in whose province there is a case with tasks."""
    register(staff["commander"], incident, case_row("O-1"))
    settle()
    return staff["commander"]


def _described(browser: Browser) -> Iterator[tuple[str, str, list[dict[str, Any]], dict[str, Any]]]:
    description = browser.get("/openapi.json").json()
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method, path.removeprefix(API), operation.get("parameters", []), description


def _check(answer: Any, told: object) -> None:
    assert answer.status_code < 500, told
    if answer.status_code >= 400:
        body = answer.json()
        assert answer["Content-Type"] == "application/problem+json", told
        assert all(body["title"][language] for language in ("zh", "en")), told


def _known(browser: Browser, incident: str) -> dict[str, str]:
    case, task = (browser.get(path).json()["items"][0]["id"] for path in ("/cases", "/tasks"))
    return {"incident": incident, "level": "county", "case": case, "task": task}


def test_odd_parameters(browser: Browser, incident: str) -> None:
    known = _known(browser, incident)
    tried = 0
    for method, path, parameters, _ in _described(browser):
        needed = {p["name"]: known[p["name"]] for p in parameters if p["in"] == "query" and p["name"] in known}
        for name, value in product((p["name"] for p in parameters if method == "get"), ODD):
            id = (value or "-") if name == "id" else known["case"]
            query = needed if name == "id" else needed | {name: value}
            _check(browser.get(path.replace("{id}", id), **query), (path, name, value))
            tried += 1
    assert tried > 500


def test_odd_bodies(browser: Browser, incident: str) -> None:
    known = _known(browser, incident)
    for method, path, _, description in _described(browser):
        if method != "post" or path == "/session":
            continue
        address = path.replace("{id}", known["task" if path.startswith("/tasks") else "case"])
        for body in BODIES:
            _check(browser.post(address, body, version=1), (path, body))
        for field in _fields(description, path):
            for value in [*ODD, None, 5, -5, [], {}, True, 10**30]:
                _check(browser.post(address, {field: value}, version=1), (path, field, value))


def _fields(description: dict[str, Any], path: str) -> list[str]:
    content = description["paths"][API + path]["post"].get("requestBody", {}).get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    return list(description["components"]["schemas"].get(name, {}).get("properties", {}))


@pytest.mark.parametrize(
    "field", [*sorted(case_row("x")), "age", "sex", "phone", "place", "outcome", "death", "isolated"]
)
def test_odd_values_in_a_form(browser: Browser, incident: str, field: str) -> None:
    for value in [*ODD, None, 5, -5, 3.7, [], {}, True, 10**30]:
        answer = browser.post("/cases", {"incident": incident, "rows": [case_row("O-2") | {field: value}]})
        _check(answer, (field, value))
