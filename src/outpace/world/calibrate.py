"""The force of a pathogen for a reproduction number and a household attack rate: what one would do where nobody is immune.

Counted, not derived: people drawn at random are infected, and everybody they would infect is counted once. So households that run
out of people and layers that meet seldom are taken as they are. Nobody changes behaviour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log1p

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.behaviour import Behaviour
from outpace.world.course import Course, Drawing, odds
from outpace.world.draws import What, hashes, key
from outpace.world.levers.areas import ruled
from outpace.world.levers.doses import Doses
from outpace.world.meetings.layers import HOUSEHOLD
from outpace.world.meetings.stage import Setting, scratch
from outpace.world.pathogen import Immunity, Pathogen
from outpace.world.people.crowd import HOME_SIZE, ages, cards, holds
from outpace.world.people.deck import BLOCK, Seat
from outpace.world.spread import alike, all_tried, host
from outpace.world.store import Store

INDEX_CASES = 2_000
ROUNDS = 6
FIRST_GUESS = 0.2
ALMOST_ALL = 0.999
TRIED_FOR_A_SEAT = 200
NEAR_ENOUGH = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """What index cases shall do: infect `reproduction` people each, and of their housemates the share `attack` (None: whatever
    the weight of the household gives). `seat`: index cases hold this kind of seat (None: anybody).
    """

    reproduction: float
    attack: float | None = None
    seat: Seat | None = None


def with_reproduction(pathogen: Pathogen, setting: Setting, number: float, seed: int = 0) -> Pathogen:
    """The pathogen with the force that gives a reproduction number (people); what force it had doesn't matter."""
    return fitted(pathogen, setting, Asked(number), seed)


def fitted(pathogen: Pathogen, setting: Setting, asked: Asked, seed: int = 0) -> Pathogen:
    """The pathogen with the force, and the weight of the household, that give what is asked for.

    Raises ProblemError where that can't be: WORLD_ATTACK_TOO_HIGH (housemates alone would be more than the reproduction
    number), WORLD_ATTACK_UNMET (out of reach of so uneven an infectiousness), WORLD_NOBODY_INFECTED, WORLD_SEAT_EMPTY.
    """
    tried = replace(pathogen, force=FIRST_GUESS)
    persons = index_cases(setting, seed, INDEX_CASES, asked.seat)
    if not len(persons):
        raise ProblemError("WORLD_SEAT_EMPTY", seat=asked.seat.name.lower() if asked.seat else "", count=INDEX_CASES)
    for _ in range(ROUNDS):
        tried = _better(tried, asked, _counted(tried, setting, seed, persons))
    if asked.attack is not None:
        found = _counted(tried, setting, seed, persons)
        if (
            abs(found.attack / asked.attack - 1) > NEAR_ENOUGH
            or abs(found.total / asked.reproduction - 1) > NEAR_ENOUGH
        ):
            raise _refused("WORLD_ATTACK_UNMET", asked)
    return tried


@dataclass(frozen=True, slots=True)
class _Counted:
    """Infected by an index case on average: in all, in the household, of how many housemates."""

    total: float
    housemates: float
    infected: float

    @property
    def attack(self) -> float:
        return self.infected / self.housemates


def _better(pathogen: Pathogen, asked: Asked, found: _Counted) -> Pathogen:
    """A pathogen nearer to what is asked. The household is set by the chance to escape, which falls as a power of the weight."""
    if found.total == 0:
        raise _refused("WORLD_NOBODY_INFECTED", asked)
    if asked.attack is None:
        return replace(pathogen, force=pathogen.force * asked.reproduction / found.total)
    elsewhere = asked.reproduction - asked.attack * found.housemates
    if elsewhere <= 0:
        raise _refused("WORLD_ATTACK_TOO_HIGH", asked)
    if found.infected == 0 or found.total == found.infected:
        raise _refused("WORLD_NOBODY_INFECTED", asked)
    force = pathogen.force * elsewhere / (found.total - found.infected)
    more = log1p(-asked.attack) / log1p(-min(found.attack, ALMOST_ALL))
    weight = pathogen.weights.get(HOUSEHOLD, 1.0) * more * pathogen.force / force
    weights: Mapping[str, float] = {**pathogen.weights, HOUSEHOLD: weight}
    return replace(pathogen, force=force, weights=weights)


def _refused(code: str, asked: Asked) -> ProblemError:
    if asked.attack is None:
        return ProblemError(code, reproduction=str(asked.reproduction))
    return ProblemError(code, reproduction=str(asked.reproduction), attack=str(asked.attack))


def reproduction(pathogen: Pathogen, setting: Setting, seed: int = 0, cases: int = INDEX_CASES) -> float:
    """How many one infects on average, of so many drawn at random, before anybody else does."""
    return _counted(pathogen, setting, seed, index_cases(setting, seed, cases)).total


def household_attack(pathogen: Pathogen, setting: Setting, seed: int = 0, cases: int = INDEX_CASES) -> float:
    """The share of their housemates that index cases drawn at random infect themselves."""
    return _counted(pathogen, setting, seed, index_cases(setting, seed, cases)).attack


def _counted(pathogen: Pathogen, setting: Setting, seed: int, persons: NDArray[np.int64]) -> _Counted:
    _, _, layer = offspring_of(persons, pathogen, setting, seed)
    crowd = setting.stage.crowd
    homes = crowd.cards[cards(crowd, persons), HOME_SIZE, persons % BLOCK]
    return _Counted(len(layer) / len(persons), float((homes - 1).mean()), float((layer == 0).sum() / len(persons)))


def offspring(
    pathogen: Pathogen, setting: Setting, seed: int, cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Whom index cases drawn at random and infected on day 0 infect: infector, day and layer of each, first attempts only."""
    return offspring_of(index_cases(setting, seed, cases), pathogen, setting, seed)


def offspring_of(
    persons: NDArray[np.int64], pathogen: Pathogen, setting: Setting, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Whom persons infected on day 0 infect: infector, day and layer of each, first attempts only."""
    tables = host(setting, pathogen, Immunity(), Behaviour(), seed)
    every = odds(pathogen, Behaviour())
    curve = every.curve[0]
    free = ruled((), 0, len(setting.layer_names), 0.0), Doses((), seed).tables()
    course = Drawing(every, pathogen.quiet, seed).courses(persons, ages(setting.stage.crowd, persons), 0)
    untouched, notes = Store(setting.places.people).cells, scratch(setting)
    found = []
    for day in range(int(course.infectious.max()) + len(curve)):
        force = _force(curve, course, day)
        on = force > 0
        tries = all_tried(setting, tables, untouched, free, day, alike(persons[on], force[on]), notes)
        found.append((tries.infector, tries.person, np.full(len(tries.person), day), tries.layer))
    infector, person, when, layer = (np.concatenate(column) for column in zip(*found, strict=True))
    _, first = np.unique(np.stack([infector, person]), axis=1, return_index=True)
    return infector[first], when[first], layer[first]


def index_cases(setting: Setting, seed: int, cases: int, seat: Seat | None = None) -> NDArray[np.int64]:
    """Persons drawn at random, of one kind of seat where asked; fewer than asked for where somebody is drawn twice."""
    tried = cases if seat is None else cases * TRIED_FOR_A_SEAT
    drawn = (hashes(key(seed, What.SEED), np.arange(tried)) % np.uint64(setting.places.people)).astype(np.int64)
    return np.unique(drawn if seat is None else drawn[holds(setting.stage.crowd, seat, drawn)][:cases])


def _force(curve: NDArray[np.float64], course: Course, day: int) -> NDArray[np.float64]:
    since = day - course.infectious
    on = (since >= 0) & (since < len(curve))
    return np.where(on, curve[np.clip(since, 0, len(curve) - 1)] * course.strength, 0.0)
