"""Whatever goes wrong is a problem in both languages, and tells nothing that was not meant for the reader."""

import logging
from typing import Any

import pytest

from tests.integration.api.conftest import API, Browser, case_row


def _is_problem(answer: Any, status: int, code: str) -> None:
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"], body["code"]) == (status, "application/problem+json", code)
    assert {"type", "code", "status", "title", "params"} <= set(body)
    assert body["status"] == status
    assert all(body["title"][language] for language in ("zh", "en"))


def test_what_nobody_foresaw_gets_a_reference_and_nothing_else(
    staff: dict[str, Browser], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from outpace.desk.api import cases

    said = "secret of 林可 1380000" + "0000"

    def fail(*_: object) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr(cases, "case_rows", fail)
    with caplog.at_level(logging.ERROR, "outpace.desk"):
        answer = staff["tracer_a"].get("/cases")
    _is_problem(answer, 500, "INTERNAL")
    reference = answer.json()["params"]["event"]
    assert not any(word in answer.content for word in (b"secret", b"Traceback"))
    ours = [record.getMessage() for record in caplog.records if record.name == "outpace.desk"]
    assert any(reference in line and "RuntimeError" in line for line in ours)
    assert not any("13800000000" in line for line in ours)


def test_a_failure_rolls_the_write_back(
    staff: dict[str, Browser], incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.api import cases

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(cases, "batch_out", fail)
        assert staff["tracer_a"].post("/cases", {"incident": incident, "rows": [case_row("P-1")]}).status_code == 500
    assert staff["tracer_a"].get("/cases").json()["total"] == 0


def test_a_wrong_field_is_named_where_it_stands(staff: dict[str, Browser], incident: str) -> None:
    rows = [case_row("P-1"), case_row("P-2", colour="red"), case_row("P-3", onset=["2022"])]
    answer = staff["tracer_a"].post("/cases", {"incident": incident, "rows": rows})
    _is_problem(answer, 422, "INPUT_INVALID")
    fields = {(field["where"], field["code"]) for field in answer.json()["fields"]}
    assert fields == {("rows[1].colour", "FIELD_NOT_EXPECTED"), ("rows[2].onset", "FIELD_NOT_READABLE")}
    assert all(field["title"]["zh"] and field["title"]["en"] for field in answer.json()["fields"])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "BODY_UNREADABLE"),
        ("\udcff", 400, "BODY_UNREADABLE"),
        ("", 422, "INPUT_INVALID"),
        ("[]", 422, "INPUT_INVALID"),
        ("null", 422, "INPUT_INVALID"),
        ("1", 422, "INPUT_INVALID"),
        ('{"rows": []}', 422, "INPUT_INVALID"),
    ],
)
def test_a_body_that_is_none(staff: dict[str, Browser], body: str, status: int, code: str) -> None:
    a = staff["tracer_a"]
    headers = {"X-CSRFToken": a.token, "Idempotency-Key": "k"}
    sent = body.encode("utf-8", "surrogateescape")
    _is_problem(a.client.post(f"{API}/cases", sent, content_type="application/json", headers=headers), status, code)


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_a_character_that_no_table_holds(staff: dict[str, Browser], incident: str, text: str) -> None:
    a = staff["tracer_a"]
    _is_problem(a.post("/cases", {"incident": incident, "rows": [case_row(text)]}), 422, "INPUT_INVALID")
    for path in ("/cases", "/cases.csv"):
        _is_problem(a.get(path, q=text), 422, "INPUT_INVALID")
    _is_problem(a.get(f"/contacts/{text}"), 404, "NOT_FOUND")


@pytest.mark.parametrize("text", ["'; drop table cases_case; --", '" or 1=1', "%", "_", "\\x", "🦠" * 50])
def test_text_is_text(staff: dict[str, Browser], incident: str, text: str) -> None:
    a = staff["tracer_a"]
    answer = a.post("/cases", {"incident": incident, "rows": [case_row(text, name=text, place=text)]})
    assert answer.json()["accepted"], answer.json()
    [row] = a.get("/cases", q=text).json()["items"]
    assert (row["number"], row["place"]) == (text, text)
    assert a.get("/cases", q=text + "x").json()["total"] == 0


def test_a_number_that_nobody_could_find_again_is_refused_and_the_same_name_is_not(
    staff: dict[str, Browser], incident: str
) -> None:
    a, text = staff["tracer_a"], "\u202e林"
    rows = [case_row(text), case_row("T-1", name=text, place=text)]
    answer = a.post("/cases", {"incident": incident, "rows": rows}).json()
    assert [row["row"] for row in answer["accepted"]] == [1]
    assert [problem["where"] for problem in answer["rejected"][0]["problems"]] == ["rows[0].number"]


def test_a_method_that_is_not_there(staff: dict[str, Browser]) -> None:
    a = staff["tracer_a"]
    answer = a.client.put(f"{API}/cases", "{}", content_type="application/json", headers={"X-CSRFToken": a.token})
    _is_problem(answer, 405, "METHOD_NOT_ALLOWED")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_a_host_name_that_is_not_ours_is_refused(stranger: Browser) -> None:
    answer = stranger.client.get(f"{API}/session", headers={"Host": "evil.example"})
    _is_problem(answer, 400, "BODY_UNREADABLE")


def test_too_much_at_once_is_refused(staff: dict[str, Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 100)
    _is_problem(staff["tracer_a"].post("/tasks/assign", {"ids": ["x" * 200], "owner": None}), 413, "BODY_TOO_LARGE")


def test_a_database_that_is_away_is_said_to_be_away(staff: dict[str, Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from outpace.desk.api import cases

    def away(*_: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(cases, "case_rows", away)
    _is_problem(staff["tracer_a"].get("/cases"), 503, "NOT_READY")
