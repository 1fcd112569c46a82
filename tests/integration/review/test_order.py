"""Order, duplication and splitting of the same facts do not matter: the same facts end in the same state.

Hypothesis draws the facts and how they arrive: in which order, told together or one by one, delivered at once or late, sent
again or not. What a person decided stays; what was derived from a case that turned out to be none is taken back.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outpace.words.case import CaseClass
from outpace.words.contact import ContactState
from outpace.words.problem import ProblemError
from tests.integration.conftest import Province
from tests.integration.review.facts import EXPOSED, World, undone

ONSETS = {"earlier": "2022-03-02", "later": "2022-03-06", "unknown": None}
STATES = (ContactState.CONFIRMED, ContactState.REFUTED)
RESENT = ("NOTHING_CHANGED", "VERSION_CONFLICT")
EVERY_DAY, LONG = 4, 1000
Fact = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """A set of facts: what the onset is corrected to, what is decided of one contact, whether the case is none."""

    onset: str
    state: ContactState
    discarded: bool

    def steps(self) -> list[str]:
        """The facts that come after the case."""
        return ["correction", "decision", *(["discarded"] if self.discarded else []), *EXPOSED]


@dataclass(frozen=True)
class Arrival:
    """How facts arrive: messages in order, after which of them the loop runs, and which are sent again."""

    facts: Facts
    messages: tuple[Fact, ...]
    drained: tuple[bool, ...]
    again: tuple[bool, ...]


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """Draw facts and a way for them to arrive; no decision comes before its exposure."""
    facts = Facts(draw(st.sampled_from(sorted(ONSETS))), draw(st.sampled_from(STATES)), draw(st.booleans()))
    order = list(draw(st.permutations(facts.steps())))
    told, decided = order.index("middle"), order.index("decision")
    if decided < told:
        order[told], order[decided] = order[decided], order[told]
    messages = tuple(_together(order, draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))))
    flags = st.lists(st.booleans(), min_size=len(messages), max_size=len(messages)).map(tuple)
    return Arrival(facts, messages, draw(flags), draw(flags))


def _together(order: Sequence[str], joined: Sequence[bool]) -> Iterator[Fact]:
    """Tell exposures that follow each other in one message where it is so drawn."""
    told: Fact = ()
    for name, join in zip(order, joined, strict=True):
        if told and (name not in EXPOSED or not join):
            yield told
            told = ()
        if name in EXPOSED:
            told = (*told, name)
        else:
            yield (name,)
    if told:
        yield told


def _send(world: World, message: Fact) -> None:
    if message[0] in EXPOSED:
        world.tell(message)
    else:
        world.steps[message[0]]()


def _send_again(world: World, message: Fact) -> None:
    """The same message once more. A correction comes as its sender saw the case, and is refused."""
    if message == ("correction",):
        with pytest.raises(ProblemError) as refused:
            world.correct_late()
        assert refused.value.problem.code in RESENT
        return
    with suppress(ProblemError):
        _send(world, message)


def _play(world: World, arrival: Arrival) -> dict[str, Any]:
    with undone():
        world.register()
        for message, drained, again in zip(arrival.messages, arrival.drained, arrival.again, strict=True):
            _send(world, message)
            if drained:
                world.settle()
            if again:
                _send_again(world, message)
        world.settle()
        return world.ends_in()


def _hash(state: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()


def _plain(facts: Facts) -> Arrival:
    """The facts in their usual order, one by one, each dealt with before the next."""
    steps = [*EXPOSED, "decision", "correction", *(["discarded"] if facts.discarded else [])]
    return Arrival(facts, tuple((step,) for step in steps), (True,) * len(steps), (False,) * len(steps))


def _holds(province: Province, settle: Callable[[], None], examples: int) -> None:
    expected: dict[Facts, str] = {}

    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(arrivals())
    def check(arrival: Arrival) -> None:
        facts = arrival.facts
        world = World(province, ONSETS[facts.onset], facts.state, settle)
        if facts not in expected:
            expected[facts] = _hash(_play(world, _plain(facts)))
        assert _hash(_play(world, arrival)) == expected[facts]

    check()


def test_the_same_facts_end_in_the_same_state(province: Province, settle: Callable[[], None]) -> None:
    _holds(province, settle, EVERY_DAY)


@pytest.mark.long
def test_the_same_facts_end_in_the_same_state_a_thousand_times(province: Province, settle: Callable[[], None]) -> None:
    _holds(province, settle, LONG)


def test_other_facts_end_in_another_state(province: Province, settle: Callable[[], None]) -> None:
    """The hash says something: another onset, another decision, no case at all."""
    first = Facts("earlier", ContactState.CONFIRMED, False)
    every = [
        first,
        replace(first, onset="later"),
        replace(first, state=ContactState.REFUTED),
        replace(first, discarded=True),
    ]
    ends = [_play(World(province, ONSETS[f.onset], f.state, settle), _plain(f)) for f in every]
    assert len({_hash(end) for end in ends}) == len(every)
    for facts, end in zip(every, ends, strict=True):
        assert set(end["contacts"]) == set(EXPOSED)
        assert bool(end["open"]) is not facts.discarded


def test_an_older_message_that_overwrote_would_be_seen(province: Province, settle: Callable[[], None]) -> None:
    """The negative control: with the version of the case left unread, a late duplicate changes the end."""
    facts = Facts("later", ContactState.CONFIRMED, False)
    world = World(province, ONSETS[facts.onset], facts.state, settle)
    plain = _plain(facts)
    expected = _hash(_play(world, plain))

    def overwrite() -> None:
        world.onset = "2022-02-20"
        world.correct()

    late = replace(
        plain, messages=(*plain.messages, ("overwriting",)), drained=(*plain.drained, True), again=(*plain.again, False)
    )
    world.steps = {**world.steps, "overwriting": overwrite}
    assert _hash(_play(world, late)) != expected


def test_a_case_that_is_none_takes_back_what_was_derived_and_gives_it_back(
    province: Province, settle: Callable[[], None]
) -> None:
    """Also where somebody confirmed a contact: nothing derived from a discarded case stands."""
    world = World(province, None, ContactState.CONFIRMED, settle)
    with undone():
        for step in ("case", *EXPOSED, "decision"):
            world.steps[step]()
        settle()
        before = world.ends_in()
        assert before["plans"]
        assert ("the case", "case_report") in before["open"]
        world.discard()
        settle()
        without = world.ends_in()
        assert (without["plans"], without["open"]) == ({}, [])
        assert without["contacts"]["middle"][0] == ContactState.CONFIRMED
        assert _told("plan.taken_back")[0]["plans"][0]["text"]["en"]
        assert {data["outcome"] for data in _told("task.finished") if "why" in data} == {"withdrawn"}
        world.say_class(CaseClass.CONFIRMED)
        settle()
        assert world.ends_in() == before


def _told(kind: str) -> list[dict[str, Any]]:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(""), "loop"):
        bodies = Event.objects.filter(kind=kind).order_by("recorded").values_list("body", flat=True)
        return [json.loads(bytes(body))["data"] for body in bodies]
