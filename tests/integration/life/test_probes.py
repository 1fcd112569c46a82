"""What a watchdog is told: ready or why not, figures for those who hold the token, and no word about anybody."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.integration.conftest import NOW, Installation, Province

CANARY = "欧阳测试甲 13900001111"


@pytest.fixture
def client(province: Province) -> Any:
    """A client that nobody signed in."""
    from django.test import Client

    return Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")


def _checks(answer: Any) -> dict[str, bool]:
    return {check["name"]: check["good"] for check in answer.json()["checks"]}


def test_ready(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.life import probes

    monkeypatch.setattr(probes, "now", lambda: NOW)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(_checks(answer)) == {"database", "migrations", "sequencer", "loop", "spool"}
    assert answer.json()["ready"] is True


@pytest.mark.parametrize(
    ("late", "failing"), [(timedelta(seconds=61), {"sequencer"}), (timedelta(minutes=16), {"sequencer", "loop"})]
)
def test_not_ready_says_why(
    late: timedelta, failing: set[str], client: Any, monkeypatch: pytest.MonkeyPatch, installation: Installation
) -> None:
    from outpace.desk.life import probes

    monkeypatch.setattr(probes, "now", lambda: NOW + late)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert {name for name, good in _checks(answer).items() if not good} == failing
    assert str(installation.home.root) not in answer.content.decode()


def test_a_missing_step_and_no_room_are_told(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.life import probes, standing, steps

    monkeypatch.setattr(probes, "now", lambda: NOW)
    monkeypatch.setattr(steps, "known", lambda: frozenset({("life", "9999_next")}))
    monkeypatch.setattr(standing, "SPOOL_ROOM", 2**62)
    answer = client.get("/readyz")
    assert {name for name, good in _checks(answer).items() if not good} == {"migrations", "spool"}


def test_metrics_need_the_token(client: Any, installation: Installation) -> None:
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    token = (installation.home.keys / "metrics.token").read_text("ascii").strip()
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    names = {family.name for family in text_string_to_metric_families(answer.content.decode())}
    assert {
        "outpace_request_seconds",
        "outpace_loop_waiting",
        "outpace_loop_age_seconds",
        "outpace_lane_waiting",
        "outpace_lane_age_seconds",
        "outpace_events_without_leaf",
        "outpace_receipts_open",
        "outpace_database_bytes",
        "outpace_database_up",
        "outpace_feed_silence_seconds",
    } <= names
    assert token not in answer.content.decode()


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """The journal's lines while a test runs."""
    from outpace.desk.journal import JsonLines

    written: list[dict[str, Any]] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(json.loads(JsonLines().format(record)))  # type: ignore[method-assign]
    log = logging.getLogger("outpace")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield written
    log.removeHandler(handler)
    log.setLevel(before)


def test_a_request_is_one_line_with_its_id_and_without_its_values(client: Any, lines: list[dict[str, Any]]) -> None:
    answer = client.get("/api/v1/cases", {"q": CANARY}, headers={"X-Request-Id": "abcd-1234-abcd"})
    told = [line for line in lines if line["text"] == "request answered"]
    assert [(line["request"], line["route"], line["status"]) for line in told] == [
        ("abcd-1234-abcd", "api/v1/cases", 401)
    ]
    assert answer["X-Request-Id"] == "abcd-1234-abcd"
    again = client.get("/api/v1/cases", headers={"X-Request-Id": CANARY})
    assert again["X-Request-Id"] not in ("", CANARY)
    assert not any(part in json.dumps(lines, ensure_ascii=False) for part in CANARY.split())


def test_no_other_logger_tells_what_was_asked_for(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Django's own line about a refusal holds the address, in which somebody may have typed a name."""
    client.get(f"/api/v1/cases/{CANARY}")
    client.get("/api/v1/nothing", {"q": CANARY}, headers={"Host": "elsewhere.example"})
    assert not any(part in caplog.text for part in CANARY.split())


def test_a_failure_is_told_by_its_place_not_by_its_words(lines: list[dict[str, Any]]) -> None:
    """A database's own message quotes the row that was refused."""
    try:
        raise ValueError(f"duplicate key (name)=({CANARY})")
    except ValueError:
        logging.getLogger("outpace.loop").exception("event %s: %s failed", 7, "act")
    (line,) = lines
    assert line["failure"] == "ValueError"
    assert line["places"][0].startswith("test_probes.py:")
    assert not any(part in json.dumps(line, ensure_ascii=False) for part in CANARY.split())


def test_an_event_is_told_once_it_is_committed(committed_province: Province, lines: list[dict[str, Any]]) -> None:
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.ids import IdKind, encode
    from outpace.words.purpose import Purpose

    def say(data: dict[str, str]) -> int:
        with scope(local_operator(), Purpose.TEST) as by:
            key = record(Event(kind="switch.lifted", by=by, area_path="", happened=NOW, recorded=NOW, data=data))
            if data.get("fail"):
                raise LookupError
            return key

    with pytest.raises(LookupError):
        say({"fail": "yes"})
    assert lines == []
    key = say({"name": CANARY})
    assert [(line["text"], line["event"], line["kind"]) for line in lines] == [
        ("event recorded", encode(IdKind.EVENT, key), "switch.lifted")
    ]


def test_lines_of_processes_are_framed_and_lost_ones_counted(tmp_path: Any) -> None:
    from outpace.desk.serving.onelog import Log

    log = Log(tmp_path / "outpace.log")
    log.copy("web", '{"text": "known", "level": "info"}\n')
    log.copy("worker", "words of a library\n")
    room, log._stream = log._stream, open("/dev/full", "ab", buffering=0)  # noqa: SIM115
    log.copy("web", "{}\n")
    log._stream.close()
    log._stream = room
    log.say("goes on")
    log.close()
    read = [json.loads(line) for line in (tmp_path / "outpace.log").read_text("utf-8").splitlines() if line]
    assert [(line.get("process"), line["text"]) for line in read] == [
        ("web", "known"),
        ("worker", "words of a library"),
        (None, "lines were lost: the disk was full"),
        (None, "goes on"),
    ]
    assert read[2]["lines"] == 1
