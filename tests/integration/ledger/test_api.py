"""Proofs by address: anybody gets them, they hold, and they say nothing about anybody."""

import json
from datetime import timedelta
from typing import Any

import pytest

from outpace_verify.merkle import is_continued
from outpace_verify.notes import read_note
from outpace_verify.proofs import Proof, check_proof
from tests.integration.api.conftest import Browser, stranger  # noqa: F401
from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register


def _id(event: int) -> str:
    from outpace.words.ids import IdKind, encode

    return encode(IdKind.EVENT, event)


@pytest.fixture
def placed(province: Province, installation: Installation) -> list[int]:
    """Two acts with their leaves, each under a checkpoint."""
    events = []
    for n, numbers in enumerate((["L-1", "L-2", "L-3"], ["L-4"])):
        events += register(province, numbers, NOW + n * timedelta(minutes=1)).events
        place_all(installation, NOW + n * timedelta(minutes=1))
    return events


def _get(browser: Browser, path: str, **query: Any) -> Any:
    answer = browser.get(f"/ledger/{path}", **query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_stranger_can_check_an_event_and_a_row(placed: list[int], stranger: Browser) -> None:  # noqa: F811
    for path in (f"inclusion/{_id(placed[0])}", f"item/{_id(placed[0])}/2"):
        told = _get(stranger, path)
        assert list(check_proof(Proof(json.dumps({k: v for k, v in told.items() if v is not None})), None)) == []
        assert not any(word in json.dumps(told, ensure_ascii=False) for word in ("L-1", "林", "/9001/"))


def test_a_stranger_can_check_that_the_log_only_grew(placed: list[int], stranger: Browser) -> None:  # noqa: F811
    now = read_note(_get(stranger, "checkpoint")["note"])
    told = _get(stranger, "consistency", first=1, last=now.size)
    assert len(told["path"]) >= 1
    assert not is_continued(1, now.root, now.size, now.root, [bytes.fromhex(step) for step in told["path"]])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("inclusion/evt_0000000000000", 404),
        ("inclusion/nonsense", 404),
        ("item/evt_0000000000000/1", 404),
        ("consistency?first=0&last=99", 422),
        ("consistency?first=2&last=1", 422),
        ("consistency?first=x&last=1", 422),
    ],
)
def test_what_is_not_there_is_refused(placed: list[int], stranger: Browser, path: str, status: int) -> None:  # noqa: F811
    answer = stranger.get(f"/ledger/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_row_beyond_the_act_is_refused(placed: list[int], stranger: Browser) -> None:  # noqa: F811
    for row in (0, 4, 10**12):
        assert stranger.get(f"/ledger/item/{_id(placed[0])}/{row}").status_code == 404


def test_an_event_that_waits_is_told_to_wait(province: Province, placed: list[int], stranger: Browser) -> None:  # noqa: F811
    event = register(province, ["L-9"]).events[0]
    assert stranger.get(f"/ledger/inclusion/{_id(event)}").json()["code"] == "EVENT_NOT_PLACED"


def test_the_standing_is_for_staff(placed: list[int], stranger: Browser) -> None:  # noqa: F811
    assert stranger.get("/ledger").status_code == 401


def test_alarms_say_what_is_late(placed: list[int], province: Province) -> None:
    from outpace.desk.ledger.queries import standing
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    register(province, ["L-9"], NOW + timedelta(minutes=2))
    with scope(province.commander, Purpose.READ_LEDGER):
        for seconds, late in ((4, 0), (6, 1)):
            found = standing(NOW + timedelta(minutes=2, seconds=seconds))
            assert (found.size, found.waiting.count, found.waiting.late) == (3, 1, late)
            assert ("late_leaf" in found.alarms(NOW + timedelta(minutes=2, seconds=seconds))) is bool(late)
        assert "old_checkpoint" in standing(NOW).alarms(NOW + timedelta(minutes=30))
        assert "old_checkpoint" not in standing(NOW).alarms(NOW + timedelta(minutes=9))
