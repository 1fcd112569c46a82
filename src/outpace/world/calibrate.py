"""The force of a pathogen for a reproduction number: how many one would infect where nobody is immune or changes behaviour.

Counted, not derived: people drawn at random are infected, and everybody they would infect is counted once. So households that run
out of people and layers that meet seldom are taken as they are.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from outpace.world.behaviour import Behaviour
from outpace.world.course import Course, Drawing, odds
from outpace.world.draws import What, hashes, key
from outpace.world.levers.areas import ruled
from outpace.world.levers.doses import Doses
from outpace.world.meetings.stage import Setting, scratch
from outpace.world.pathogen import Immunity, Pathogen
from outpace.world.people.crowd import ages
from outpace.world.spread import alike, all_tried, host
from outpace.world.store import Store

INDEX_CASES = 2_000
ROUNDS = 4
FIRST_GUESS = 0.2


def with_reproduction(pathogen: Pathogen, setting: Setting, number: float, seed: int = 0) -> Pathogen:
    """The pathogen with the force that gives a reproduction number (people); what force it had doesn't matter."""
    tried = replace(pathogen, force=FIRST_GUESS)
    for _ in range(ROUNDS):
        tried = replace(tried, force=tried.force * number / reproduction(tried, setting, seed))
    return tried


def reproduction(pathogen: Pathogen, setting: Setting, seed: int = 0, cases: int = INDEX_CASES) -> float:
    """How many one infects on average, of so many drawn at random, before anybody else does."""
    return len(offspring(pathogen, setting, seed, cases)[0]) / len(_index_cases(setting, seed, cases))


def offspring(
    pathogen: Pathogen, setting: Setting, seed: int, cases: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Whom index cases infected on day 0 infect: infector, day and layer of each, first attempts only."""
    persons = _index_cases(setting, seed, cases)
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


def _index_cases(setting: Setting, seed: int, cases: int) -> NDArray[np.int64]:
    """Persons drawn at random; fewer than asked for where somebody is drawn twice."""
    return np.unique(
        (hashes(key(seed, What.SEED), np.arange(cases)) % np.uint64(setting.places.people)).astype(np.int64)
    )


def _force(curve: NDArray[np.float64], course: Course, day: int) -> NDArray[np.float64]:
    since = day - course.infectious
    on = (since >= 0) & (since < len(curve))
    return np.where(on, curve[np.clip(since, 0, len(curve) - 1)] * course.strength, 0.0)
