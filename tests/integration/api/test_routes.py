"""Every route says for which purpose and for whom it is, and keeps to it before it reads anything of the request."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.api.conftest import API, Browser

PROOFS = ("checkpoint", "inclusion/{event}", "item/{event}/{row}", "consistency")
MACHINERY = ("/loop/", "/installation")
OPEN_TO_ALL = {
    ("GET", "/session"),
    ("POST", "/session"),
    ("DELETE", "/session"),
    ("GET", "/sign-in"),
    *(("GET", f"/ledger/{proof}") for proof in PROOFS),
    ("GET", "/ledger/checkpoint"),
    ("GET", "/ledger/inclusion/{event}"),
    ("GET", "/ledger/item/{event}/{row}"),
    ("GET", "/ledger/consistency"),
    *(
        ("POST", f"/session/{step}")
        for step in ("code", "halves", "password", "second-factor", "second-factor/code", "provider", "provider/return")
    ),
}
OF_RESIDENTS = {("GET", "/me"), ("GET", "/me.csv"), ("POST", "/me/requests"), ("GET", "/areas")}


def operations() -> Iterator[tuple[str, str, Any]]:
    """Method, path and view of every route of the API."""
    from outpace.desk.api.assembly import api

    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, f"{prefix}{path}", operation.view_func


def test_every_route_declares_purpose_and_roles(installation: object) -> None:
    found = list(operations())
    assert len(found) > 20
    assert [(method, path) for method, path, view in found if not hasattr(view, "declared")] == []


def test_only_the_door_is_open_and_only_tracers_and_commanders_write(installation: object) -> None:
    from outpace.desk.accounts.own_api import PEOPLE
    from outpace.desk.http.routes import STAFF, WRITERS, Kind
    from outpace.desk.scope.actor import Role

    for method, path, view in operations():
        declared = view.declared
        if (method, path) in OPEN_TO_ALL:
            assert declared.kind is Kind.DOOR
            assert not declared.roles
            continue
        assert all((declared.purpose, declared.roles)), path
        if path.startswith("/my-account"):
            assert declared.roles == PEOPLE, path
            continue
        assert declared.kind is not Kind.DOOR, path
        if path.startswith("/accounts"):
            assert declared.roles == {Role.ADMINISTRATOR}, path
            continue
        if path.startswith("/account-changes"):
            assert declared.roles == {Role.ADMINISTRATOR, Role.COMMANDER, Role.OMBUDSMAN}, path
            continue
        if path.startswith(MACHINERY):
            assert declared.roles == {Role.OPERATOR, Role.ADMINISTRATOR}, path
            continue
        if path.startswith("/matches"):
            assert declared.roles == {Role.STEWARD}, path
            continue
        if path.startswith(("/accesses", "/openings", "/grants")):
            assert declared.roles <= {Role.OMBUDSMAN, Role.COMMANDER}, path
            continue
        if path.startswith(("/editions", "/rulebook")):
            assert declared.roles == STAFF | {Role.ADMINISTRATOR, Role.OMBUDSMAN, Role.STEWARD}, path
            continue
        if path == "/persons/{id}/open":
            assert declared.roles == WRITERS | {Role.OMBUDSMAN}, path
            continue
        allowed = WRITERS if method == "POST" else STAFF
        assert declared.roles <= allowed | {Role.RESIDENT}, path
        assert (Role.RESIDENT in declared.roles) == ((method, path) in OF_RESIDENTS), path


def test_an_address_belongs_to_one_router(installation: object) -> None:
    from outpace.desk.api.assembly import ROUTERS

    paths = [path for router in ROUTERS for path in router.path_operations]
    assert len(paths) == len(set(paths))


def test_operation_ids_are_unique(installation: object) -> None:
    names = [view.__name__ for _, _, view in operations()]
    assert len(names) == len(set(names))


def _is_own(method: str, path: str) -> bool:
    """Signing in, and one's own sign-in: everybody's."""
    return (method, path) in OPEN_TO_ALL or path.startswith("/my-account")


def _knock(browser: Browser, method: str, path: str) -> int:
    address = path.replace("{id}", "zzz")
    answer = browser.get(address) if method == "GET" else browser.post(address, {"not": "what is expected"})
    return int(answer.status_code)


def test_nobody_gets_in_unsigned(stranger: Browser) -> None:
    stranger.get("/session")
    answers = {(m, p): _knock(stranger, m, p) for m, p, _ in operations() if (m, p) not in OPEN_TO_ALL}
    assert set(answers.values()) == {401}


def test_a_resident_gets_no_further_than_her_own_page(staff: dict[str, Browser]) -> None:
    closed = [(m, p) for m, p, _ in operations() if not _is_own(m, p) and (m, p) not in OF_RESIDENTS]
    assert {_knock(staff["resident"], method, path) for method, path in closed} == {403}


def test_an_operator_reads_and_does_not_write(staff: dict[str, Browser]) -> None:
    posts = [(m, p) for m, p, _ in operations() if m == "POST" and not _is_own(m, p)]
    writes = [(method, path) for method, path in posts if not path.startswith(MACHINERY)]
    assert {_knock(staff["operator"], method, path) for method, path in writes} == {403}
    assert staff["operator"].get("/cases").status_code == 200


def test_the_description_names_every_route_and_types_its_answer(stranger: Browser) -> None:
    description = stranger.get("/openapi.json").json()
    described = {
        (method.upper(), path.removeprefix(API)) for path, methods in description["paths"].items() for method in methods
    }
    assert described == {(method, path) for method, path, _ in operations()}


@pytest.mark.parametrize("path", ["/nothing", "/cases/x/y/z", "/"])
def test_an_unknown_address_is_a_problem(stranger: Browser, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "NOT_FOUND"
