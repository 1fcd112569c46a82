"""Forces that can run out: tracers, samplers, a laboratory by shifts, transport, beds and clinic visits before a world's levers.

The caller asks during a day; `work` does what the forces of that day can do, in the order of the ranks given, and says what was
done, what waits and what was refused. Other fevers use up visits, tests and beds. Whom to ask for is the caller's business.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.bounds import enough, some
from outpace.world.draws import What, key, units
from outpace.world.levers.areas import Area, whole
from outpace.world.levers.beds import Beds
from outpace.world.levers.fevers import Load, OtherFevers, load
from outpace.world.levers.holding import Answer
from outpace.world.levers.protocol import Levers, Turn
from outpace.world.levers.queues import Queue, Requests
from outpace.world.levers.testing import Round
from outpace.world.levers.tracing import Named, Recall
from outpace.world.numbers import among, distinct
from outpace.world.people.deck import BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What there is on one day (None: as much as asked for).

    A day: `tracers` interviews, `samplers` people swabbed, `transport` people moved, clinic `visits`; `lab` tests in each shift,
    whose results are known `known_after` so many days later. At a time: `isolation_beds`, `hospital_beds`. Whoever has waited
    more than `patience` days is refused.
    """

    tracers: int | None = None
    samplers: int | None = None
    lab: tuple[int, ...] | None = None
    known_after: tuple[int, ...] = (1,)
    transport: int | None = None
    isolation_beds: int | None = None
    hospital_beds: int | None = None
    visits: int | None = None
    patience: int | None = None

    def __post_init__(self) -> None:
        """Raises ProblemError WORLD_NUMBER_OUTSIDE, WORLD_NONE_GIVEN."""
        some("capacity.known_after", self.known_after)
        for name in self.__slots__:
            value = getattr(self, name)
            for each in value if isinstance(value, tuple) else (value,):
                if each is not None:
                    enough(f"capacity.{name}", each)


class Found(NamedTuple):
    """Results that became known today: who, and whether positive."""

    person: NDArray[np.int64]
    positive: NDArray[np.bool_]


class Done(NamedTuple):
    """What a day's work came to. `refused` and `waiting` are by force.

    `traced` were interviewed and named `named`; `found` became known today, as did `rounds`; `sampled` were swabbed or refused;
    `isolated` agreed or refused; `turned_away` from hospital and `put_off` at the clinic had no place; the laboratory ran
    `tests`. `fevers` is what others asked for, `unmet` what they didn't get.
    """

    traced: NDArray[np.int64]
    named: Named
    sampled: Answer
    found: Found
    rounds: list[Round]
    isolated: Answer
    turned_away: NDArray[np.int64]
    put_off: NDArray[np.int64]
    refused: Mapping[str, Requests]
    waiting: Mapping[str, int]
    fevers: Load
    unmet: Load
    tests: int


class _Asked(NamedTuple):
    """A round that waits: its rank, the day it was asked for, first block and blocks of its area, the pool."""

    rank: int
    day: int
    first: int
    blocks: int
    pool: int


def all_alike(persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ranks of a triage that prefers nobody."""
    return np.zeros(len(persons), np.int64)


class Operations:
    """Forces before a world's levers. `fever_rank`: whoever is asked for with a lower rank comes before other fevers."""

    def __init__(
        self,
        world: Levers,
        capacity: Callable[[int], Capacity],
        recall: Recall,
        back: int,
        fevers: OtherFevers | None = None,
        fever_rank: int = 0,
        triage: Callable[[NDArray[np.int64]], NDArray[np.int64]] = all_alike,
    ) -> None:
        self.world, self._capacity, self._recall, self._back = world, capacity, recall, back
        self._fevers, self._fever_rank, self._triage = fevers, fever_rank, triage
        self._queues = {name: Queue() for name in ("tracing", "swabs", "laboratory", "isolation")}
        self._samples: dict[int, bool] = {}
        self._pending: list[tuple[int, Found]] = []
        self._rounds: set[_Asked] = set()
        self._under_way: list[Round] = []
        self._days: dict[int, int] = {}
        self._beds = Beds()
        self._fever_beds: list[int] = []
        self._owed = 0

    def ask_trace(self, persons: NDArray[np.int64], rank: int = 0) -> None:
        """Ask tracers to interview persons."""
        self._queues["tracing"].ask(persons, rank, self.world.day)

    def ask_test(self, persons: NDArray[np.int64], rank: int = 0) -> None:
        """Ask for samples of persons; whose sample waits in the laboratory is not asked again."""
        waiting = self._queues["laboratory"].waiting.person
        self._queues["swabs"].ask(persons[~among(persons, distinct(waiting))], rank, self.world.day)

    def ask_round(self, areas: Iterable[Area], pool: int, rank: int = 0) -> None:
        """Ask for rounds of areas in pools; they have what persons' samples leave of samplers and laboratory."""
        self._rounds |= {_Asked(rank, self.world.day, area.first, area.blocks, pool) for area in areas}

    def ask_isolation(self, persons: NDArray[np.int64], days: int, rank: int = 0) -> None:
        """Ask for beds in isolation for so many days from the day of moving in."""
        self._queues["isolation"].ask(persons, rank, self.world.day)
        self._days |= {one: max(days, self._days.get(one, 0)) for one in persons.tolist()}

    def release(self, persons: NDArray[np.int64]) -> None:
        """End quarantine, isolation and waiting for it; their beds are free."""
        self.world.release(persons)
        self._queues["isolation"].withdraw(persons)
        self._beds.leave(persons)

    def waiting(self, force: str) -> NDArray[np.int64]:
        """Who waits for `tracing`, `swabs`, `laboratory` or `isolation`, the next to be served first."""
        return self._queues[force].waiting.person

    def work(self) -> Done:
        """Do what today's forces can, before the day passes."""
        now, day = self._capacity(self.world.day), self.world.day
        asked = self._asked_by_fevers()
        put_off, unmet_visits = self._clinic(now, asked.visits)
        turned_away, unmet_beds = self._wards(now, asked.beds)
        traced = np.sort(self._queues["tracing"].serve(now.tracers).person)
        named = self.world.contacts_of(traced, range(day - self._back, day), self._recall)
        sampled, unmet_tests, tests = self._test(now, asked.tests)
        found = self._found()
        rounds = [each for each in self._under_way if each.known <= day]
        self._under_way = [each for each in self._under_way if each.known > day]
        isolated = self._move(now)
        refused = {name: queue.refuse(day, now.patience) for name, queue in self._queues.items()}
        waiting = {name: len(queue) for name, queue in self._queues.items()}
        waiting["rounds"] = sum(each.blocks * BLOCK for each in self._rounds)
        return Done(
            traced=traced,
            named=named,
            sampled=sampled,
            found=found,
            rounds=rounds,
            isolated=isolated,
            turned_away=turned_away,
            put_off=put_off,
            refused=refused,
            waiting=waiting,
            fevers=asked,
            unmet=Load(unmet_visits, unmet_tests, unmet_beds),
            tests=tests,
        )

    def _asked_by_fevers(self) -> Load:
        world = self.world
        if self._fevers is None:
            return Load(0, 0, 0)
        return load(world.setting, whole(world.setting.places), self._fevers, world.seed, world.day)

    def _clinic(self, now: Capacity, others: int) -> tuple[NDArray[np.int64], int]:
        """Put off the patients for whom there is no visit today, everybody with the same chance; and how many others."""
        patients = self.world.today(Turn.CARE)
        total = len(patients) + others
        if now.visits is None or total <= now.visits:
            return patients[:0], 0
        drawn = units(key(self.world.seed, What.FEVER, self.world.day, -3), patients)
        late = patients[drawn >= now.visits / total]
        self.world.put_off(late)
        return late, max(0, others - max(0, now.visits - (len(patients) - len(late))))

    def _wards(self, now: Capacity, others: int) -> tuple[NDArray[np.int64], int]:
        """Turn patients away for whom there is no bed, and how many others."""
        due = self.world.today(Turn.HOSPITAL)
        stay = self._fevers.stay if self._fevers else 1
        self._fever_beds = self._fever_beds[-(stay - 1) :] if stay > 1 else []
        ranks = self._triage(due)
        before = int((ranks < self._fever_rank).sum())
        free = None
        if now.hospital_beds is not None:
            free = max(0, now.hospital_beds - self.world.in_hospital() - sum(self._fever_beds))
        first, beds, last = granted(free, before, others, len(due) - before)
        self._fever_beds.append(beds)
        away = np.sort(due[np.lexsort((due, ranks))][first + last :])
        return self.world.turn_away(away), others - beds

    def _test(self, now: Capacity, others: int) -> tuple[Answer, int, int]:
        """Swab, run the laboratory by shifts, go on rounds with what is left: who was swabbed, others' unmet tests, tests run."""
        swabs = self._queues["swabs"].serve(now.samplers)
        sampled = self._swab(swabs)
        lab = None if now.lab is None else max(0, sum(now.lab) - self._owed)
        before = int((self._queues["laboratory"].waiting.rank < self._fever_rank).sum())
        every = len(self._queues["laboratory"])
        first, theirs, last = granted(lab, before, others, every - before)
        self._analyse(now, first, theirs, last)
        spent = first + theirs + last
        swabbed = None if now.samplers is None else now.samplers - len(swabs.person)
        left = None if lab is None else lab - spent
        rounds = self._go_round(now, swabbed, left)
        self._owed = 0 if lab is None else max(0, spent + rounds - lab) + max(0, self._owed - sum(now.lab or ()))
        return sampled, others - theirs, spent + rounds

    def _swab(self, swabs: Requests) -> Answer:
        """Take samples; each goes to the laboratory with the rank and day of its request."""
        results = self.world.test_these(swabs.person)
        self._samples |= dict(zip(results.person.tolist(), results.positive.tolist(), strict=True))
        for rank in distinct(swabs.rank).tolist():
            own = swabs.person[swabs.rank == rank]
            self._queues["laboratory"].ask(own[among(own, results.person)], rank, self.world.day)
        return Answer(results.person, results.refused)

    def _analyse(self, now: Capacity, first: int, theirs: int, last: int) -> None:
        """Run samples through the shifts; others' samples take their places in between."""
        done = self._queues["laboratory"].serve(first + last).person
        place = np.arange(len(done)) + np.where(np.arange(len(done)) < first, 0, theirs)
        shift = np.searchsorted(np.cumsum(now.lab), place, side="right") if now.lab else np.zeros(len(done), np.int64)
        after = np.array(now.known_after)[np.minimum(shift, len(now.known_after) - 1)]
        positive = np.array(list(map(self._samples.pop, done.tolist())), np.bool_)
        for days in distinct(after).tolist():
            chosen = after == days
            self._pending.append((self.world.day + days, Found(done[chosen], positive[chosen])))

    def _found(self) -> Found:
        """The results that became known today."""
        known = [found for day, found in self._pending if day <= self.world.day]
        self._pending = [(day, found) for day, found in self._pending if day > self.world.day]
        nobody = Found(np.empty(0, np.int64), np.empty(0, np.bool_))
        joined = Found._make(map(np.concatenate, zip(nobody, *known, strict=True)))
        order = np.argsort(joined.person, kind="stable")
        return Found(joined.person[order], joined.positive[order])

    def _go_round(self, now: Capacity, swabs: int | None, lab: int | None) -> int:
        """Test areas in order as far as samplers and laboratory reach; the rest waits. How many tests that took."""
        tests = 0
        waiting, self._rounds = sorted(self._rounds), set()
        for rank, asked, first, blocks, pool in waiting:
            area = Area(first, blocks)
            limits = (area.people, swabs, None if lab is None else (lab - tests) * pool)
            people = min(each for each in limits if each is not None)
            part, rest = area.cut(max(0, people) // BLOCK)
            if part.blocks:
                done = self.world.test_round(part, pool, turnaround=now.known_after[-1])
                self._under_way.append(done)
                tests += done.tests
                swabs = None if swabs is None else swabs - part.people
            if rest.blocks:
                self._rounds.add(_Asked(rank, asked, rest.first, rest.blocks, pool))
        return tests

    def _move(self, now: Capacity) -> Answer:
        """Move people into isolation as far as transport and beds reach."""
        day = self.world.day
        self._beds.clear(day)
        free = None if now.isolation_beds is None else max(0, now.isolation_beds - len(self._beds))
        limits = [each for each in (now.transport, free) if each is not None]
        moved = self._queues["isolation"].serve(min(limits) if limits else None).person
        stays = np.array([self._days.pop(one) for one in moved.tolist()], np.int64)
        answers = [self.world.isolate(moved[stays == days], day + days) for days in distinct(stays).tolist()]
        for answer, days in zip(answers, distinct(stays).tolist(), strict=True):
            self._beds.take(answer.agreed, day + days)
        return joined(answers)


def joined(answers: Iterable[Answer]) -> Answer:
    """Several answers as one."""
    nobody = np.empty(0, np.int64)
    columns = zip(Answer(nobody, nobody), *answers, strict=True)
    return Answer._make(np.sort(np.concatenate(each)) for each in columns)


def granted(free: int | None, before: int, others: int, after: int) -> tuple[int, int, int]:
    """How many of three groups in this order find a place (None: all)."""
    if free is None:
        return before, others, after
    first = min(before, free)
    second = min(others, free - first)
    return first, second, min(after, free - first - second)
