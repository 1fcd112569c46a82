"""Order, duplication and splitting of the same facts do not matter: the same facts end in the same state.

Hypothesis draws the facts and how they arrive: in which order, told together or one by one, by hand or as files, delivered at
once or late, by the worker of one lane or of both, sent again at once, at the end or not. What a person decided stays; what
was derived from a case that turned out to be none is taken back. The end takes in who else may see a case, and who
may be one person.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outpace.words.case import CaseClass
from outpace.words.contact import ContactState
from outpace.words.problem import ProblemError
from tests.integration.conftest import NOW, Province
from tests.integration.identity.conftest import match
from tests.integration.review.facts import CASES, EXPOSED, World, undone

__all__ = ["match"]

ONSETS = {"earlier": "2022-03-02", "later": "2022-03-06", "unknown": None}
STATES = (ContactState.CONFIRMED, ContactState.REFUTED)
RESENT = ("NOTHING_CHANGED", "VERSION_CONFLICT")
EVERY_DAY, LONG = 3, 1000
Fact = tuple[str, ...]


class Again(Enum):
    """When a message is sent once more."""

    NEVER = 0
    AT_ONCE = 1
    AT_THE_END = 2


class Round(Enum):
    """Whose worker comes round: that of a lane, both, nobody's."""

    NOBODY = ""
    POSITIVES = "positive"
    OTHERS = "ordinary"
    BOTH = "both"


@dataclass(frozen=True)
class Facts:
    """A set of facts: what the onset is corrected to, what is decided of one contact, whether the case is none or lives
    elsewhere.
    """

    onset: str
    state: ContactState
    discarded: bool
    moved: bool

    def steps(self) -> list[str]:
        """The facts that come after the case."""
        said = [*(["discarded"] if self.discarded else []), *(["moved"] if self.moved else [])]
        return ["other", "correction", "decision", *said, *EXPOSED]


@dataclass(frozen=True)
class Arrival:
    """How facts arrive: messages in order, which of them are files, who comes round after each, which are sent again and when."""

    facts: Facts
    messages: tuple[Fact, ...]
    files: tuple[bool, ...]
    rounds: tuple[Round, ...]
    again: tuple[Again, ...]


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """Draw facts and a way for them to arrive: the case first, and no decision before its exposure."""
    said = draw(st.booleans()), draw(st.booleans())
    facts = Facts(draw(st.sampled_from(sorted(ONSETS))), draw(st.sampled_from(STATES)), *said)
    order = list(draw(st.permutations(facts.steps())))
    told, decided = order.index("middle"), order.index("decision")
    if decided < told:
        order[told], order[decided] = order[decided], order[told]
    order.insert(0, "case")
    messages = tuple(_together(order, draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))))
    flags, rounds, sent = (
        st.lists(each, min_size=len(messages), max_size=len(messages)).map(tuple)
        for each in (st.booleans(), st.sampled_from(Round), st.sampled_from(Again))
    )
    return Arrival(facts, messages, draw(flags), draw(rounds), draw(sent))


def _together(order: Sequence[str], joined: Sequence[bool]) -> Iterator[Fact]:
    """Put cases that follow each other in one message where it is so drawn, and exposures likewise."""
    told: Fact = ()
    for name, join in zip(order, joined, strict=True):
        if told and not (join and any({told[-1], name} <= set(kind) for kind in (CASES, EXPOSED))):
            yield told
            told = ()
        told = (*told, name)
    yield told


def _send(world: World, message: Fact, *, as_file: bool) -> None:
    if message[0] not in {*CASES, *EXPOSED}:
        world.steps[message[0]]()
    elif as_file:
        world.bring(message)
    elif message[0] in EXPOSED:
        world.tell(message)
    else:
        world.register(message)


def _send_again(world: World, message: Fact, *, as_file: bool) -> None:
    """The same message once more. A correction comes as its sender saw the case, and is refused."""
    if message == ("correction",):
        with pytest.raises(ProblemError) as refused:
            world.correct_late()
        assert refused.value.problem.code in RESENT
        return
    with suppress(ProblemError):
        _send(world, message, as_file=as_file)


def _come_round(world: World, who: Round) -> None:
    from outpace.desk.drain import drain_lane
    from outpace.desk.loop import Lane

    match who:
        case Round.BOTH:
            world.settle()
        case Round.POSITIVES | Round.OTHERS:
            while drain_lane(Lane(who.value), NOW):
                pass


def _play(world: World, arrival: Arrival) -> dict[str, Any]:
    """Let facts arrive. What was told by hand comes again as a file, what was a file by hand or as a file."""
    with undone():
        ways = list(zip(arrival.messages, arrival.files, arrival.rounds, arrival.again, strict=True))
        for message, as_file, who, again in ways:
            _send(world, message, as_file=as_file)
            _come_round(world, who)
            if again is Again.AT_ONCE:
                _send_again(world, message, as_file=not as_file)
        for message, as_file, _, again in ways:
            if again is Again.AT_THE_END:
                _send_again(world, message, as_file=as_file)
        world.settle()
        return world.ends_in()


def _hash(state: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()


def _plain(facts: Facts, rounds: Round = Round.NOBODY) -> Arrival:
    """The facts in their usual order, told one by one; dealt with at the end where nobody comes round after each."""
    said = [*(["discarded"] if facts.discarded else []), *(["moved"] if facts.moved else [])]
    steps = ["case", "other", *EXPOSED, "decision", "correction", *said]
    none = (False,) * len(steps)
    return Arrival(facts, tuple((step,) for step in steps), none, (rounds,) * len(steps), (Again.NEVER,) * len(steps))


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


@pytest.fixture
def settle(settle: Callable[[], None], match: Callable[[], int]) -> Callable[[], None]:
    """Deliver every pending event and compare newcomers, as the worker would."""

    def run() -> None:
        settle()
        match()

    return run


def test_the_same_facts_end_in_the_same_state(province: Province, settle: Callable[[], None]) -> None:
    _holds(province, settle, EVERY_DAY)


@pytest.mark.long
def test_the_same_facts_end_in_the_same_state_a_thousand_times(province: Province, settle: Callable[[], None]) -> None:
    _holds(province, settle, LONG)


def test_a_move_before_anything_was_delivered_loses_nothing(province: Province, settle: Callable[[], None]) -> None:
    """Everything in two files, and the case moves before the loop has seen any of it."""
    facts = Facts("later", ContactState.CONFIRMED, discarded=False, moved=True)
    world = World(province, ONSETS[facts.onset], facts.state, settle)
    messages = (tuple(CASES), tuple(EXPOSED), ("moved",), ("decision",), ("correction",))
    no = (False,) * len(messages)
    again = (Again.AT_THE_END, Again.AT_THE_END, *(Again.NEVER for _ in messages[2:]))
    arrival = Arrival(facts, messages, (True, True, *no[2:]), (Round.NOBODY,) * len(messages), again)
    assert _hash(_play(world, arrival)) == _hash(_play(world, _plain(facts, Round.BOTH)))


def test_other_facts_end_in_another_state(province: Province, settle: Callable[[], None]) -> None:
    """The hash says something: another onset, another decision, no case at all."""
    first = Facts("earlier", ContactState.CONFIRMED, discarded=False, moved=False)
    every = [
        first,
        replace(first, onset="later"),
        replace(first, state=ContactState.REFUTED),
        replace(first, discarded=True),
        replace(first, moved=True),
    ]
    ends = [_play(World(province, ONSETS[f.onset], f.state, settle), _plain(f)) for f in every]
    assert len({_hash(end) for end in ends}) == len(every)
    for facts, end in zip(every, ends, strict=True):
        assert set(end["contacts"]) == set(EXPOSED)
        assert any(who != "the other case" for who, _ in end["open"]) is not facts.discarded
        assert [pair[:2] for pair in end["pairs"]] == [("late", "the other case"), ("no days", "the case")]


def test_an_older_message_that_overwrote_would_be_seen(province: Province, settle: Callable[[], None]) -> None:
    """The negative control: with the version of the case left unread, a late duplicate changes the end."""
    facts = Facts("later", ContactState.CONFIRMED, discarded=False, moved=False)
    world = World(province, ONSETS[facts.onset], facts.state, settle)
    plain = _plain(facts)
    expected = _hash(_play(world, plain))

    def overwrite() -> None:
        world.onset = "2022-02-20"
        world.correct()

    late = replace(
        plain,
        messages=(*plain.messages, ("overwriting",)),
        files=(*plain.files, False),
        rounds=(*plain.rounds, Round.BOTH),
        again=(*plain.again, Again.NEVER),
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
