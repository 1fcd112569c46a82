"""How far behind the loop is, what failed, and what people can do about it: counted by line, without anything about a person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.words.contact import ContactState
from outpace.words.problem import ProblemError
from tests.integration.conftest import NOW, Province
from tests.integration.review.facts import World

LATER = NOW + timedelta(minutes=10)
LONG = timedelta(days=40)


@pytest.fixture
def broken(province: Province, monkeypatch: pytest.MonkeyPatch) -> World:
    """A case whose contacts can't be proposed: the second of its two lines fails, the first has done its work."""
    from outpace.desk import drain, loop

    def fail(by: object, given: Sequence[Any], at: datetime) -> None:
        raise ProblemError("FACT_IN_FUTURE", fact="onset", day="2099-01-01", as_of="2022-03-07")

    fail.__name__ = "propose_contacts_of_cases"
    lines = tuple(
        loop.Line(line.kind, fail, line.emits) if line.act.__name__ == fail.__name__ else line for line in loop.LOOP
    )
    monkeypatch.setattr(drain, "LOOP", lines)
    world = World(province, None, ContactState.CONFIRMED, lambda: None)
    world.register()
    return world


def _health(paths: Sequence[str], at: datetime) -> dict[tuple[str, str], Any]:
    from outpace.desk.deliveries.queries import line_health
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.READ_INSTALLATION):
        return {(line.kind, line.act): line for line in line_health(paths, at)}


def _failed(paths: Sequence[str] = ("",)) -> list[Any]:
    from outpace.desk.deliveries.queries import failures
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.READ_INSTALLATION):
        return list(failures(paths))


def _do(act: str, **more: Any) -> None:
    from outpace.desk.deliveries import acts
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    events = _failed()
    with scope(local_operator(), Purpose.KEEP_INSTALLATION) as by:
        getattr(acts, act)(by=by, events=events, at=LATER, **more)


def _tell() -> list[tuple[str, dict[str, Any]]]:
    import json

    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(service(""), Purpose.LOOP):
        told = Event.objects.filter(kind__startswith="delivery.").order_by("recorded", "kind")
        return [(event.kind, json.loads(bytes(event.body))["data"]) for event in told]


def test_a_line_counts_what_waits_for_it_alone(broken: World) -> None:
    from outpace.desk.drain import drain

    before = _health([""], LATER)
    assert before["case.registered", "issue_case_tasks"].pending == 1
    assert before["case.registered", "propose_contacts_of_cases"].pending == 1
    assert before["case.registered", "issue_case_tasks"].oldest == LATER - NOW
    drain(NOW)
    after = _health([""], LATER)
    assert after["case.registered", "issue_case_tasks"].pending == 0
    assert after["case.registered", "issue_case_tasks"].oldest is None
    stuck = after["case.registered", "propose_contacts_of_cases"]
    assert (stuck.pending, stuck.oldest, stuck.attempts, stuck.given_up) == (1, LATER - NOW, 1, 0)


def test_a_keeper_of_another_county_counts_nothing_of_it(broken: World) -> None:
    stuck = ("case.registered", "propose_contacts_of_cases")
    assert _health([broken.province.a.path], LATER)[stuck].pending == 1
    assert _health([broken.province.b.path], LATER)[stuck].pending == 0


def test_a_failure_says_its_code_its_acts_and_its_next_try(broken: World) -> None:
    from outpace.desk.deliveries.queries import missing_acts, next_try
    from outpace.desk.drain import MAX_ATTEMPTS, drain
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    assert _failed() == []
    drain(NOW)
    (event,) = _failed()
    assert (event.failure, event.attempts) == ("FACT_IN_FUTURE", 1)
    assert next_try(event) == NOW + timedelta(seconds=2)
    with scope(local_operator(), Purpose.READ_INSTALLATION):
        assert missing_acts([event]) == {event.pk: ["propose_contacts_of_cases"]}
    assert _failed([broken.province.b.path]) == []
    for day in range(MAX_ATTEMPTS):
        drain(NOW + LONG + timedelta(days=day))
    (event,) = _failed()
    assert (event.attempts, next_try(event)) == (MAX_ATTEMPTS, None)
    assert _health([""], LATER)["case.registered", "propose_contacts_of_cases"].given_up == 1


def test_what_was_given_up_is_tried_again_at_somebodys_word(broken: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk import drain, loop

    for day in range(drain.MAX_ATTEMPTS):
        drain.drain(NOW + LONG + timedelta(days=day))
    _do("try_again")
    drain.drain(LATER)
    (event,) = _failed()
    assert event.attempts == 1
    drain.drain(LATER + timedelta(seconds=1))
    assert _failed()[0].attempts == 1, "the pauses between its tries begin anew too"
    monkeypatch.setattr(drain, "LOOP", loop.LOOP)
    _do("try_again")
    while drain.drain(LATER):
        pass
    assert _failed() == []
    told = _tell()
    assert [kind for kind, _ in told] == ["delivery.retried", "delivery.retried"]
    assert told[0][1]["attempts"] == drain.MAX_ATTEMPTS
    assert told[0][1]["failure"] == "FACT_IN_FUTURE"


def test_what_is_set_aside_waits_until_it_is_tried_again(broken: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk import drain, loop

    drain.drain(NOW)
    with pytest.raises(ProblemError, match="REASON_NEEDED"):
        _do("set_aside", why="  ")
    _do("set_aside", why="the edition is being corrected")
    monkeypatch.setattr(drain, "LOOP", loop.LOOP)
    for day in range(3):
        drain.drain(NOW + LONG + timedelta(days=day))
    (event,) = _failed()
    assert event.aside_at == LATER
    assert _health([""], LATER)["case.registered", "propose_contacts_of_cases"].pending == 0
    _do("try_again")
    while drain.drain(LATER):
        pass
    assert _failed() == []
    (kind, data), _ = sorted(_tell(), reverse=True)
    assert (kind, data["why"]) == ("delivery.set_aside", "the edition is being corrected")
