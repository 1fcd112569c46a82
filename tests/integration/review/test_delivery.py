"""Two drains at once: every event has its effect once, and nobody writes what was true before."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import NOW, Province
from tests.integration.review.facts import World


def _elsewhere(act: Callable[[], Any]) -> Any:
    """Do something on another thread, with a database session of its own, and wait for it."""
    from django.db import connections

    found: list[Any] = []

    def run() -> None:
        try:
            found.append(act())
        except Exception as failure:
            found.append(failure)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert found, "the other thread hangs"
    return found[0]


def _first_time(function: Callable[..., Any], meanwhile: Callable[[], object]) -> Callable[..., Any]:
    """The function, with something happening before its first call."""
    waiting = [meanwhile]

    def run(*args: Any, **kwargs: Any) -> Any:
        if waiting:
            waiting.pop()()
        return function(*args, **kwargs)

    return run


def _drain() -> int:
    from outpace.desk.drain import drain

    return drain(NOW)


@pytest.fixture
def world(committed_province: Province, settle: Callable[[], None]) -> World:
    """A province in which facts are committed."""
    return World(committed_province, "2022-03-02", ContactState.CONFIRMED, settle)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The events that the only line of the loop was given."""
    from outpace.desk import drain, loop

    events: list[int] = []

    def tally(by: object, given: Sequence[Any], at: datetime) -> None:
        events.extend(event.event_id for event in given)

    lines = (loop.Line("case.registered", tally, ()),)
    monkeypatch.setattr(loop, "LOOP", lines)
    monkeypatch.setattr(drain, "LOOP", lines)
    return events


@pytest.mark.parametrize("moment", ["_deliver", "_settle"])
def test_a_drain_with_an_old_list_repeats_nothing(
    world: World, seen: list[int], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    from outpace.desk import drain

    world.register()
    monkeypatch.setattr(drain, moment, _first_time(getattr(drain, moment), lambda: _elsewhere(_drain)))
    _drain()
    _drain()
    assert len(seen) == 1


def test_without_the_note_of_delivery_an_event_is_given_twice(
    world: World, seen: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above: where `Delivered` says nothing, the same interleaving has two effects."""
    from django.db.models import QuerySet

    from outpace.desk import drain
    from outpace.desk.ledger.models import Delivered

    class Forgetful:
        """Writes nothing down and finds nothing."""

        def __init__(self) -> None:
            self.objects = self

        def filter(self, **_: object) -> QuerySet[Delivered]:
            return Delivered.objects.none()

        def bulk_create(self, rows: Any) -> None:
            list(rows)

        def __call__(self, **_: object) -> None:
            return None

    world.register()
    monkeypatch.setattr(drain, "Delivered", Forgetful())
    monkeypatch.setattr(drain, "_settle", _first_time(drain._settle, lambda: _elsewhere(_drain)))
    _drain()
    assert len(seen) == 2


def test_a_drain_leaves_an_incident_alone_while_another_works_on_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.ledger.models import Delivered
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing import proposals

    def drained() -> list[str]:
        _drain()
        with scope(service(), "test"):
            return list(Delivered.objects.values_list("act", flat=True))

    world.register()
    world.steps["late"]()
    others: list[object] = []
    slow = _first_time(proposals.propose, lambda: others.append(_elsewhere(drained)))
    monkeypatch.setattr(proposals, "propose", slow)
    world.settle()
    assert others == [["issue_case_tasks"]]
    assert set(world.ends_in()["plans"]) == {"late"}


def _corrected_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Two corrections; the second comes, and is delivered elsewhere, while the first is being delivered."""
    from outpace.desk.tracing import proposals

    world.register()
    world.steps["early"]()
    world.settle()
    world.correct()

    def again() -> None:
        world.onset = "2022-03-06"
        world.correct()
        _drain()

    slow = _slow(proposals.propose, lambda: _elsewhere(again))
    monkeypatch.setattr(proposals, "propose", slow)
    world.settle()
    return dict(world.ends_in()["plans"])


def _slow(function: Callable[..., Any], afterwards: Callable[[], object]) -> Callable[..., Any]:
    """The function, with something happening after its first call."""
    waiting = [afterwards]

    def run(*args: Any, **kwargs: Any) -> Any:
        answer = function(*args, **kwargs)
        if waiting:
            waiting.pop()()
        return answer

    return run


def test_a_slow_delivery_does_not_write_what_was_true_before(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-back from 6 March, which was said last, leaves out who met the case in February."""
    assert _corrected_twice(world, monkeypatch) == {}


def test_without_turns_a_slow_delivery_would(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    from outpace.desk import drain

    monkeypatch.setattr(drain, "_take_turn", lambda incident, waits: True)
    assert set(_corrected_twice(world, monkeypatch)) == {"early"}


def test_nobody_decides_on_a_contact_while_its_proposal_changes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision that came in between would be overwritten by the proposal that did not know of it."""
    from django.db import OperationalError, connection

    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing import acts
    from outpace.desk.tracing.models import Contact

    def decide() -> None:
        by = local_operator()
        with scope(by, "test"):
            connection.cursor().execute("set local lock_timeout = '300ms'")
            contact = Contact.objects.get()
            acts.decide_contact(by=by, contact=contact, state=ContactState.CONFIRMED, tier="close", why="seen", at=NOW)

    world.register()
    world.steps["early"]()
    world.settle()
    world.correct()
    answers: list[object] = []
    monkeypatch.setattr(acts, "_changed", _first_time(acts._changed, lambda: answers.append(_elsewhere(decide))))
    world.settle()
    assert isinstance(answers[0], OperationalError)
    assert "lock timeout" in str(answers[0])
    decide()
    world.settle()
    state, tier, proposed, _, _ = world.ends_in()["contacts"]["early"]
    assert (state, tier, proposed) == (ContactState.CONFIRMED, "close", "close")
