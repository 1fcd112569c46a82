"""One day of the province, read from top to bottom: arrivals, who is infectious, whom they meet, who is infected.

Knows no rule and decides nothing: who is confined, the caller says between two days. The same seed gives the same outbreak,
whatever store holds it and in whatever order it was computed.
"""

from collections.abc import Sequence
from itertools import count, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.course import Course, Drawing, odds
from outpace.world.draws import What, key, mixed
from outpace.world.epidemic import Epidemic, Import
from outpace.world.meetings.stage import Setting, scratch
from outpace.world.people.crowd import ages, person
from outpace.world.people.deck import BLOCK
from outpace.world.places.ground import Places, Scope
from outpace.world.spread import all_tried, host, settled
from outpace.world.store import Store

NOBODY = -1
MOST_TRIED = 200_000


class Infections(NamedTuple):
    """Infections in the order of their days, persons ascending within a day; imports have NOBODY as infector and layer."""

    person: NDArray[np.int64]
    day: NDArray[np.int64]
    infector: NDArray[np.int64]
    layer: NDArray[np.int64]
    course: Course


class World:
    """A province with an outbreak, day by day. `day` is the next day to come; `store` remembers who was touched."""

    def __init__(self, setting: Setting, epidemic: Epidemic, seed: int, *, dense: bool = False) -> None:
        self.setting, self.epidemic, self.seed = setting, epidemic, seed
        self.day = 0
        self.store = Store(setting.places.people, dense=dense)
        self._host = host(setting, epidemic.pathogen, epidemic.immunity, epidemic.behaviour.confined_contact, seed)
        self._odds = odds(epidemic.pathogen, epidemic.behaviour)
        self._drawing = Drawing(self._odds, epidemic.pathogen.quiet, seed)
        self._notes = scratch(setting)
        self._log: list[Infections] = []
        self._active = _none()

    def step(self) -> int:
        """Let one day pass; how many were infected on it."""
        infected = self._arrivals()
        self._forget_the_harmless()
        infectious, inside, outside = self._forces()
        attempts = all_tried(
            self.setting, self._host, self.store.cells, self.day, infectious, (inside, outside), self._notes
        )
        first = settled(attempts)
        infected += self._infect(first.person, first.infector, first.layer)
        self.day += 1
        return infected

    def confine(self, persons: NDArray[np.int64], until: int) -> None:
        """Keep persons from most meetings outside the household up to and with a day; a longer confinement stays."""
        cells = self.store.touch(persons)
        self.store.cells.confined[cells] = np.maximum(self.store.cells.confined[cells], until)

    def infections(self) -> Infections:
        """Everybody infected so far. This is the truth; nobody in the province knows it."""
        return _joined(self._log) if self._log else _none()

    def _arrivals(self) -> int:
        """Infect those who bring it in today. Somebody drawn who had it already brings nothing."""
        persons = np.unique(np.array(arrivals(self.setting, self.epidemic.imports, self.seed, self.day), np.int64))
        cells = self.store.touch(persons)
        fresh = persons[self.store.cells.infected[cells] < 0]
        return self._infect(fresh, np.full(len(fresh), NOBODY), np.full(len(fresh), NOBODY))

    def _infect(self, persons: NDArray[np.int64], infectors: NDArray[np.int64], layers: NDArray[np.int64]) -> int:
        cells = self.store.touch(persons)
        self.store.cells.infected[cells] = self.day
        course = self._drawing.courses(persons, ages(self.setting.stage.crowd, persons), self.day)
        batch = Infections(persons, np.full(len(persons), self.day), infectors, layers, course)
        self._log.append(batch)
        self._active = _joined([self._active, batch])
        return len(persons)

    def _forget_the_harmless(self) -> None:
        """Keep only those who are or will be infectious."""
        course = self._active.course
        over = course.infectious + len(self._odds.curve) <= self.day
        dead = course.dies & (course.end <= self.day)
        self._active = _chosen(self._active, ~(over | dead))

    def _forces(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Who is infectious today, and with what force in the household and elsewhere."""
        behaviour, day = self.epidemic.behaviour, self.day
        now = _chosen(self._active, self._active.course.infectious <= day)
        course = now.course
        inside = self._odds.curve[day - course.infectious] * course.strength
        in_hospital = (course.hospital <= day) & (day < course.end)
        inside = inside * np.where(in_hospital, behaviour.ward_contact, 1.0)
        at_home = course.stays_home & (course.onset <= day)
        cells = self.store.touch(now.person)
        confined = self.store.cells.confined[cells] >= day
        outside = inside * np.where(at_home, behaviour.home_contact, 1.0)
        return now.person, inside, outside * np.where(confined, behaviour.confined_contact, 1.0)


def arrivals(setting: Setting, imports: Sequence[Import], seed: int, day: int) -> list[int]:
    """The persons drawn for the imports of a day. Raises ProblemError WORLD_COUNTY_UNKNOWN, WORLD_SEAT_EMPTY."""
    drawn = []
    for rank, each in enumerate(imports):
        if each.day == day:
            drawn += _drawn(setting, each, int(key(seed, What.IMPORT, rank, day)))
    return drawn


def _drawn(setting: Setting, asked: Import, family: int) -> list[int]:
    """The residents drawn for one import; those who hold no such seat are passed over."""
    first, blocks = _county(setting.places, asked.county)
    numbers = (first * BLOCK + mixed(family ^ number) % (blocks * BLOCK) for number in count())
    if asked.seat is None:
        return list(islice(numbers, asked.count))
    crowd = setting.stage.crowd
    seated = (one for one in islice(numbers, MOST_TRIED) if person(crowd, setting.deck, one).kind is asked.seat)
    drawn = list(islice(seated, asked.count))
    if len(drawn) < asked.count:
        raise ProblemError("WORLD_SEAT_EMPTY", seat=asked.seat.name.lower(), count=asked.count)
    return drawn


def _county(places: Places, code: str | None) -> tuple[int, int]:
    """First block and number of blocks of a county, or of the province."""
    if code is None:
        return 0, places.blocks
    if code not in places.counties:
        raise ProblemError("WORLD_COUNTY_UNKNOWN", county=code, known=", ".join(places.counties[:8]))
    rank = places.counties.index(code)
    starts = places.ground.starts[Scope.COUNTY]
    return int(starts[rank]), int(starts[rank + 1] - starts[rank])


def _none() -> Infections:
    whole, true = np.empty(0, np.int64), np.empty(0, np.bool_)
    course = Course(whole, whole, whole, whole, whole, whole, np.empty(0), true, true)
    return Infections(whole, whole, whole, whole, course)


def _joined(batches: Sequence[Infections]) -> Infections:
    course = Course._make(map(np.concatenate, zip(*(batch.course for batch in batches), strict=True)))
    return Infections(
        person=np.concatenate([batch.person for batch in batches]),
        day=np.concatenate([batch.day for batch in batches]),
        infector=np.concatenate([batch.infector for batch in batches]),
        layer=np.concatenate([batch.layer for batch in batches]),
        course=course,
    )


def _chosen(batch: Infections, which: NDArray[np.bool_]) -> Infections:
    course = Course._make(column[which] for column in batch.course)
    return Infections(batch.person[which], batch.day[which], batch.infector[which], batch.layer[which], course)
