"""Every route that sends a file: masked, of one's own area, safe in a spreadsheet, with a row cap, written down. Generated."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from outpace.desk.scope.actor import Role
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, case_row, incident, register, signed_in, staff
from tests.integration.api.test_routes import operations
from tests.integration.conftest import Province

__all__ = ["incident", "staff"]
NAMES = ("=罗燕燕", "石梅梅")
PHONES = ("13800005678", "13900002222")
ACTIVE = ("=", "+", "-", "@", "\t", "\r")
ASKED = {"incident": True}


@pytest.fixture
def planted(staff: dict[str, Browser], incident: str, settle: Callable[[], None]) -> dict[str, Browser]:
    """Names and numbers in both counties, one of them a formula, and somebody to read every list."""
    for county, name, phone in zip(("9001", "9002"), NAMES, PHONES, strict=True):
        row = {**case_row(f"=X-{county}", area_code=county), "name": name, "phone": phone, "place": "@here"}
        register(staff["commander"], incident, row)
    settle()
    return staff


def files() -> list[tuple[str, Any]]:
    """Every route that sends a file with rows of records, with what it declares. Protocol data is about nobody."""
    from outpace.desk.http.routes import Kind

    return [
        (path, view.declared)
        for _, path, view in operations()
        if view.declared.kind is Kind.STREAMING and not path.startswith("/rulebook")
    ]


def _lines(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def _readers(planted: dict[str, Browser], province: Province, roles: frozenset[Role]) -> dict[str, Browser]:
    names = {Role.COMMANDER: "commander", Role.TRACER: "tracer_a", Role.OPERATOR: "operator", Role.RESIDENT: "resident"}
    found = {names[role]: planted[names[role]] for role in roles if role in names}
    if Role.OMBUDSMAN in roles:
        found["ombudsman"] = signed_in("ombudsman", Role.OMBUDSMAN, province.root.path)
    if roles == {Role.ADMINISTRATOR}:
        found["keeper"] = signed_in("keeper", Role.ADMINISTRATOR, province.root.path)
    return found


def test_there_are_files_to_check(installation: object) -> None:
    tables = {f"/installation/{name}.csv" for name in ("unread", "sources", "copies", "retention")}
    assert tables | {
        "/cases.csv",
        "/contacts.csv",
        "/tasks.csv",
        "/accesses.csv",
        "/grants.csv",
        "/me.csv",
        "/accounts.csv",
    } <= {path for path, _ in files()}


def test_every_file_is_masked_safe_and_written_down(
    planted: dict[str, Browser], incident: str, province: Province
) -> None:
    from outpace.desk.ledger.models import Event

    sent = 0
    for path, declared in files():
        if "{id}" in path or path == "/me.csv":
            continue
        for reader, browser in _readers(planted, province, declared.roles).items():
            lines = _lines(browser.get(path, incident=incident))
            sent += 1
            text = str(lines)
            assert not [value for value in (*NAMES, *PHONES, "罗燕燕") if value in text], (path, reader)
            assert not [cell for line in lines for cell in line if cell.startswith(ACTIVE)], (path, reader)
            if reader == "tracer_a":
                assert "9002" not in text, path
    with scope(province.commander, Purpose.TEST):
        assert Event.objects.filter(kind="list.exported").count() == sent > 8


def test_every_file_has_a_row_cap(
    planted: dict[str, Browser], incident: str, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.http import files as sending

    monkeypatch.setattr(sending, "MAX_ROWS", 0)
    refused = 0
    for path, declared in files():
        if "{id}" in path or path == "/me.csv" or Role.COMMANDER not in declared.roles:
            continue
        answer = planted["commander"].get(path, incident=incident)
        if answer.status_code == 200:
            assert len(_lines(answer)) == 1, path
            continue
        assert answer.json()["code"] == "EXPORT_TOO_LARGE", path
        refused += 1
    assert refused >= 2
