"""What becomes known of an outbreak, when, and of whom: cases, results, admissions, outcomes, contacts. The truth stands apart.

A case becomes known by a visit to a doctor, by coming to hospital, or by a test that somebody had done; an interview follows.
Nothing is known on a day that was not known by its end; what nobody saw is not in it. Whom a wrong test found is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.course import NONE, cumulated
from outpace.world.delays import Days
from outpace.world.draws import What, key, units
from outpace.world.levers.forces import Done
from outpace.world.levers.tracing import nobody_named
from outpace.world.log import rows_before
from outpace.world.observing import Watch, usual_watch
from outpace.world.timestep import NOBODY, World

UNKNOWN = NONE


class Way(IntEnum):
    """How a case became known."""

    VISIT = 0
    ADMISSION = 1
    TEST = 2
    ROUND = 3


class Kind(IntEnum):
    """Kinds of events."""

    CASE = 0
    RESULT = 1
    ADMISSION = 2
    CONTACT = 3
    DISCHARGE = 4
    DEATH = 5


class SampleResults(NamedTuple):
    """Results that somebody had: who, whether positive, the day the sample was known, whether in a round of an area."""

    person: NDArray[np.int64]
    positive: NDArray[np.bool_]
    known: NDArray[np.int64]
    in_round: NDArray[np.bool_]


def results_of(done: Sequence[Done], begin: int) -> SampleResults:
    """The results that forces found on each of the days from `begin` on; of rounds the positive are named."""
    parts = [
        part
        for day, each in enumerate(done, begin)
        for part in (
            (each.found.person, each.found.positive, day, False),
            *((found.found, np.ones(len(found.found), np.bool_), day, True) for found in each.rounds),
        )
    ]
    if not parts:
        return nobody_tested()
    return SampleResults(
        np.concatenate([person for person, *_ in parts]),
        np.concatenate([positive for _, positive, *_ in parts]),
        np.concatenate([np.full(len(person), day) for person, _, day, _ in parts]),
        np.concatenate([np.full(len(person), in_round) for person, *_, in_round in parts]),
    )


def nobody_tested() -> SampleResults:
    """No results."""
    nobody, nothing = np.empty(0, np.int64), np.empty(0, np.bool_)
    return SampleResults(nobody, nothing, nobody, nothing)


class Cases(NamedTuple):
    """Cases that became known, by day and person. UNKNOWN is a day not known; `row` is the infection, NOBODY for none.

    `onset` as it was known at the report; `sampled` on the visit, the admission or the day before the result. `admitted` and
    `left` (hospital, alive or `died`) are known by the end of the run, the latter since `ended`.
    """

    person: NDArray[np.int64]
    row: NDArray[np.int64]
    onset: NDArray[np.int64]
    sampled: NDArray[np.int64]
    known: NDArray[np.int64]
    way: NDArray[np.int64]
    admitted: NDArray[np.int64]
    left: NDArray[np.int64]
    ended: NDArray[np.int64]
    died: NDArray[np.bool_]


class Contacts(NamedTuple):
    """Who was named in interviews: rank of the case, contact, first and last day and the closest layer, day of the interview."""

    case: NDArray[np.int64]
    contact: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    layer: NDArray[np.int64]
    told: NDArray[np.int64]


class Events(NamedTuple):
    """All that became known, by day, kind, person and other: when it happened and when it was known.

    `other` is the contact named (else NOBODY), `value` whether positive, or the rank of the contact's layer.
    """

    known: NDArray[np.int64]
    kind: NDArray[np.int64]
    person: NDArray[np.int64]
    other: NDArray[np.int64]
    happened: NDArray[np.int64]
    value: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """What is known by the end of a run."""

    cases: Cases
    contacts: Contacts
    tested: SampleResults

    def events(self) -> Events:
        """All of it in the order in which it became known."""
        cases, contacts, tested = self.cases, self.contacts, self.tested
        told = cases.person[contacts.case]
        parts = (
            _events(Kind.CASE, cases.known, cases.person, np.minimum(cases.onset, cases.sampled)),
            _events(Kind.RESULT, tested.known, tested.person, tested.known, value=tested.positive),
            _events(Kind.ADMISSION, np.maximum(cases.known, cases.admitted), cases.person, cases.admitted),
            _events(Kind.CONTACT, contacts.told, told, contacts.last, contacts.contact, contacts.layer),
            _events(Kind.DISCHARGE, cases.ended, cases.person, np.where(cases.died, UNKNOWN, cases.left)),
            _events(Kind.DEATH, cases.ended, cases.person, np.where(cases.died, cases.left, UNKNOWN)),
        )
        joined = Events._make(map(np.concatenate, zip(*parts, strict=True)))
        order = np.lexsort((joined.other, joined.person, joined.kind, joined.known))
        return Events._make(column[order] for column in joined)


def _events(
    kind: Kind,
    known: NDArray[np.int64],
    person: NDArray[np.int64],
    happened: NDArray[np.int64],
    other: NDArray[np.int64] | None = None,
    value: NDArray[np.generic] | None = None,
) -> Events:
    """Events of one kind; those whose day isn't known are none."""
    is_known = (happened != UNKNOWN) & (known != UNKNOWN)
    size = int(is_known.sum())
    return Events(
        known=known[is_known],
        kind=np.full(size, int(kind)),
        person=person[is_known],
        other=np.full(size, NOBODY) if other is None else other[is_known],
        happened=happened[is_known],
        value=np.zeros(size, np.int64) if value is None else value[is_known].astype(np.int64),
    )


def observe(world: World, watch: Watch | None = None, tested: SampleResults | None = None) -> Observed:
    """What is known of a world by the end of the last day that passed, with the results that somebody had."""
    tested = nobody_tested() if tested is None else tested
    cases = cases_known(world, tested)
    return Observed(cases, _contacts(world, cases, watch or usual_watch()), tested)


def cases_known(world: World, tested: SampleResults | None = None) -> Cases:
    """Each infection by the first way it became known, and whom a wrong test found. Nobody is interviewed for it."""
    positives = _positives(world, nobody_tested() if tested is None else tested)
    joined = Cases._make(map(np.concatenate, zip(_truly(world, positives), _wrongly(positives), strict=True)))
    order = np.lexsort((joined.person, joined.known))
    return Cases._make(column[order] for column in joined)


def _truly(world: World, positives: "Positives") -> Cases:
    """Infections that became known."""
    found, last = world.infections(), world.day - 1
    course, person = found.course, found.person
    delay = _wait(world, What.ADMISSION_KNOWN, world.epidemic.behaviour.report_delay, person)
    by_test, mass = _first_positive(positives, len(person))
    ways = np.stack([course.known, np.where(course.hospital == NONE, UNKNOWN, course.hospital + delay), by_test])
    way, known = ways.argmin(axis=0), ways.min(axis=0)
    ended = np.where((course.end + delay <= last) & (course.hospital <= last), course.end + delay, UNKNOWN)
    everybody = Cases(
        person=person,
        row=np.arange(len(person)),
        onset=np.where(course.onset <= known, course.onset, UNKNOWN),
        sampled=np.choose(way, [course.care, course.hospital, by_test - 1]),
        known=known,
        way=np.where((way == Way.TEST) & mass, Way.ROUND, way),
        admitted=np.where(course.hospital <= last, course.hospital, UNKNOWN),
        left=np.where(ended == UNKNOWN, UNKNOWN, course.end),
        ended=np.maximum(ended, known),
        died=course.dies & (ended != UNKNOWN),
    )
    return Cases._make(column[known <= last] for column in everybody)


def _first_positive(positives: "Positives", infections: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """By infection the day of its first positive result, and whether that was in a round."""
    day, mass = np.full(infections, UNKNOWN), np.zeros(infections, np.bool_)
    mine = positives.row != NOBODY
    row, known, in_round = (column[mine] for column in positives[1:])
    latest_first = np.lexsort((~in_round, -known))
    day[row[latest_first]], mass[row[latest_first]] = known[latest_first], in_round[latest_first]
    return day, mass


def _wrongly(positives: "Positives") -> Cases:
    """Whom a wrong test found, once each."""
    wrong = np.flatnonzero(positives.row == NOBODY)
    wrong = wrong[np.lexsort((positives.known[wrong], positives.person[wrong]))]
    person, first = np.unique(positives.person[wrong], return_index=True)
    known = positives.known[wrong][first]
    unknown = np.full(len(person), UNKNOWN)
    return Cases(
        person=person,
        row=np.full(len(person), NOBODY),
        onset=unknown,
        sampled=known - 1,
        known=known,
        way=np.where(positives.in_round[wrong][first], int(Way.ROUND), int(Way.TEST)),
        admitted=unknown,
        left=unknown,
        ended=unknown,
        died=unknown != UNKNOWN,
    )


def _wait(world: World, what: What, delay: Days, persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole days drawn for each person."""
    return np.searchsorted(cumulated(delay), units(key(world.seed, what), persons), side="right").astype(np.int64)


class Positives(NamedTuple):
    """Positive results: who, the infection that it can be of (NOBODY: none), the day it is known, whether in a round."""

    person: NDArray[np.int64]
    row: NDArray[np.int64]
    known: NDArray[np.int64]
    in_round: NDArray[np.bool_]


def _positives(world: World, tested: SampleResults) -> Positives:
    """The positive results, each with the last infection before it."""
    found = world.infections()
    person, when = tested.person[tested.positive], tested.known[tested.positive]
    _, once = np.unique(np.stack([person, when]), axis=1, return_index=True)
    person, when, in_round = person[once], when[once], tested.in_round[tested.positive][once]
    return Positives(person, rows_before(found, person, when), when, in_round)


def _contacts(world: World, cases: Cases, watch: Watch) -> Contacts:
    """Interview by interview, whom the cases named."""
    reached = units(key(world.seed, What.INTERVIEWED), cases.person) < watch.reached
    told = cases.known + _wait(world, What.INTERVIEW_DELAY, watch.delay, cases.person)
    ranks = np.flatnonzero(reached & (told < world.day))
    parts = [_told(world, cases, ranks[told[ranks] == day], int(day), watch) for day in np.unique(told[ranks])]
    if not parts:
        return Contacts(*(np.empty(0, np.int64) for _ in Contacts._fields))
    return Contacts._make(map(np.concatenate, zip(*parts, strict=True)))


def _told(world: World, cases: Cases, ranks: NDArray[np.int64], day: int, watch: Watch) -> Contacts:
    """Whom the cases interviewed on a day named, from so many days before their onset up to the day they became known."""
    start = np.minimum(cases.onset, cases.sampled)[ranks] - watch.back
    known = {name: each.recall for name, each in watch.layers.items() if name in world.setting.layer_names}
    persons = cases.person[ranks]
    days = range(int(start.min(initial=day)), day)
    named = world.contacts_of(persons, days, known) if len(ranks) else nobody_named()
    order = np.argsort(persons)
    place = order[np.searchsorted(persons[order], named.person)]
    asked = (named.day >= start[place]) & (named.day <= cases.known[ranks][place])
    case, other, when, layer = ranks[place][asked], named.contact[asked], named.day[asked], named.layer[asked]
    pairs, pair = np.unique(np.stack([case, other]), axis=1, return_inverse=True)
    first, last, closest = (np.full(pairs.shape[1], fill) for fill in (UNKNOWN, NOBODY, UNKNOWN))
    np.minimum.at(first, pair, when)
    np.maximum.at(last, pair, when)
    np.minimum.at(closest, pair, layer)
    return Contacts(pairs[0], pairs[1], first, last, closest, np.full(pairs.shape[1], day))
