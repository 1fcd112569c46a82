"""A write sent again repeats its answer and not its effect; a key stands for one request."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.api.conftest import PASSWORD, Browser, case_row, open_post, register
from tests.integration.conftest import Province


def _total(browser: Browser) -> int:
    return int(browser.get("/cases").json()["total"])


def test_the_same_key_gives_the_same_answer_and_no_second_effect(staff: dict[str, Browser], incident: str) -> None:
    a, body = staff["tracer_a"], {"incident": incident, "rows": [case_row("R-1")]}
    first, again = (a.post("/cases", body, key="k-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.json()["accepted"]
    assert _total(a) == 1


def test_the_same_key_with_another_request_is_refused(staff: dict[str, Browser], incident: str) -> None:
    a = staff["tracer_a"]
    a.post("/cases", {"incident": incident, "rows": [case_row("R-1")]}, key="k-1")
    answer = a.post("/cases", {"incident": incident, "rows": [case_row("R-2")]}, key="k-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert _total(a) == 1


def test_a_key_belongs_to_an_account(staff: dict[str, Browser], incident: str) -> None:
    staff["tracer_a"].post("/cases", {"incident": incident, "rows": [case_row("R-1")]}, key="k-1")
    answer = staff["tracer_b"].post(
        "/cases", {"incident": incident, "rows": [case_row("R-2", area_code="9002")]}, key="k-1"
    )
    assert answer.json()["accepted"]


@pytest.mark.parametrize("key", ["", " ", "x" * 81])
def test_a_write_without_a_usable_key_is_refused(staff: dict[str, Browser], incident: str, key: str) -> None:
    a = staff["tracer_a"]
    headers = {"X-CSRFToken": a.token, "Idempotency-Key": key}
    body = {"ids": ["x"], "owner": None}
    answer = a.client.post("/api/v1/tasks/assign", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "IDEMPOTENCY_KEY_MISSING")


def test_a_refused_write_keeps_nothing_and_may_be_tried_again(staff: dict[str, Browser], incident: str) -> None:
    a = staff["tracer_a"]
    case = register(a, incident, case_row("R-1"))[0]
    body = {"field": "onset", "value": "2022-03-01", "why": "interview"}
    assert a.post(f"/cases/{case}/corrections", body, key="k", version=7).status_code == 409
    assert a.post(f"/cases/{case}/corrections", body, key="k", version=1).status_code == 200
    repeated = a.post(f"/cases/{case}/corrections", body, key="k", version=1)
    assert (repeated.status_code, repeated.json()["version"]) == (200, 2)


def _kept() -> list[tuple[bytes, bytes]]:
    """What stands in the table, read as its owner would."""
    from outpace.desk.ledger.models import Replay
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(service(""), Purpose.RETENTION):
        return [(bytes(row.answer), bytes(row.request_hash)) for row in Replay.objects.order_by("at")]


def test_an_answer_is_kept_encrypted_and_in_the_clear_for_nobody(staff: dict[str, Browser], incident: str) -> None:
    a, body = staff["tracer_a"], {"incident": incident, "rows": [case_row("R-1")]}
    sent = a.post("/cases", body, key="k-1").content
    ((kept, _),) = _kept()
    assert sent not in kept
    assert b"accepted" not in kept
    assert a.post("/cases", body, key="k-1").content == sent


def test_after_its_time_an_answer_is_empty_and_a_repetition_is_refused_without_effect(
    staff: dict[str, Browser], incident: str, tmp_path: Path
) -> None:
    from outpace.desk.clock import wall_now
    from outpace.desk.home import Home
    from outpace.desk.life.classes import classes
    from outpace.desk.life.retention import sweep

    a, body = staff["tracer_a"], {"incident": incident, "rows": [case_row("R-1")]}
    first = a.post("/cases", body, key="k-1").content
    limit, home = timedelta(days=classes()["answer"].days), Home(tmp_path / "home").make()
    sweep(wall_now() + limit - timedelta(hours=2), home)
    a.sign_in("tracer_a")
    assert a.post("/cases", body, key="k-1").content == first
    sweep(wall_now() + limit + timedelta(hours=2), home)
    a.sign_in("tracer_a")
    assert [answer for answer, _ in _kept()] == [b""]
    late = a.post("/cases", body, key="k-1")
    assert (late.status_code, late.json()["code"]) == (409, "IDEMPOTENCY_ANSWER_GONE")
    other = a.post("/cases", {"incident": incident, "rows": [case_row("R-2")]}, key="k-1")
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert _total(a) == 1


def test_two_at_once_under_one_key_have_one_effect(committed_province: Province) -> None:
    from django.db import connections
    from django.test import Client

    from outpace.desk.scope.actor import Role
    from outpace.words.ids import IdKind, encode

    open_post("tracer_a", Role.TRACER, committed_province.a.path)
    incident = encode(IdKind.INCIDENT, committed_province.incident.pk)
    signed_in = [Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")) for _ in range(2)]
    assert {browser.sign_in("tracer_a", PASSWORD).status_code for browser in signed_in} == {200}
    start, answers = threading.Barrier(2), []

    def send(browser: Browser) -> None:
        start.wait()
        answers.append(browser.post("/cases", {"incident": incident, "rows": [case_row("R-1")]}, key="same").content)
        connections.close_all()

    senders = [threading.Thread(target=send, args=(browser,)) for browser in signed_in]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(answers) == 2
    assert len(set(answers)) == 1
    assert b'"accepted":[{' in answers[0]
    assert _total(signed_in[0]) == 1
