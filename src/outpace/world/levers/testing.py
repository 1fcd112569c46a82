"""Tests of persons, and rounds that test everybody of an area: counted, not iterated.

Infected people are looked for only among those whom the outbreak has touched; how many others come, and how many tubes are
positive without reason, are single exact draws from binomial distributions. A tube is filled in the order in which people live,
so a household shares it; all of a positive tube are tested again one by one.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.delays import Days
from outpace.world.draws import What, counted, further, key, units
from outpace.world.kernels import kernel
from outpace.world.levers.areas import Area
from outpace.world.pathogen import Pathogen, pooled
from outpace.world.people.deck import BLOCK


class Results(NamedTuple):
    """Of those who agreed: who, whether positive, and the day it is known; and who refused. Persons ascend."""

    person: NDArray[np.int64]
    positive: NDArray[np.bool_]
    known: NDArray[np.int64]
    refused: NDArray[np.int64]


class Round(NamedTuple):
    """A round in an area on a day: who was found (ascending), when that is known, and what it took.

    `asked` live there, `came` gave a sample into one of `tubes`; of these `positive` held one who is infected and `false` were
    positive without; `again` samples were tested one by one.
    """

    area: Area
    day: int
    known: int
    asked: int
    came: int
    tubes: int
    positive: int
    false: int
    again: int
    found: NDArray[np.int64]

    @property
    def tests(self) -> int:
        """Tubes and single samples that went through the laboratory."""
        return self.tubes + self.again


def chances(pathogen: Pathogen, since: NDArray[np.int64], pool: int) -> NDArray[np.float64]:
    """The chance that a sample is positive, by days since infection (negative or long ago: never infected)."""
    seen = _seen(pathogen, since, pool)
    return np.asarray(seen + (1.0 - seen) * (1.0 - pathogen.specificity))


def tested(
    pathogen: Pathogen,
    persons: NDArray[np.int64],
    since: NDArray[np.int64],
    when: tuple[int, int],
    pool: int,
    turnaround: Days,
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether each sample of a (seed, day) is positive and the day it is known; `since` is days since infection."""
    seed, day = when
    positive = units(key(seed, What.TEST, day), persons) < chances(pathogen, since, pool)
    reached = np.cumsum(turnaround)
    reached[-1] = 1.0
    waits = np.searchsorted(reached, units(key(seed, What.KNOWN, day), persons), side="right")
    return positive, day + waits


class Touched(NamedTuple):
    """Who was infected lately, ascending; of each on a day the draws of coming and of the test, the chances pooled and alone."""

    person: NDArray[np.int64]
    comes: NDArray[np.float64]
    drawn: NDArray[np.float64]
    pooled: NDArray[np.float64]
    alone: NDArray[np.float64]


def touched(
    pathogen: Pathogen, persons: NDArray[np.int64], since: NDArray[np.int64], when: tuple[int, int], pool: int
) -> Touched:
    """What a round of a (seed, day) needs to know of those infected lately, once for all areas."""
    seed, day = when
    return Touched(
        person=persons,
        comes=units(key(seed, What.COME, day), persons),
        drawn=units(key(seed, What.TEST, day), persons),
        pooled=_seen(pathogen, since, pool),
        alone=_seen(pathogen, since, 1),
    )


def round_of(
    specificity: float, area: Area, lately: Touched, when: tuple[int, int], pool: int, coverage: float, turnaround: int
) -> Round:
    """A round of a (seed, day) in an area, of whose people the share `coverage` comes."""
    seed, day = when
    low, high = area.bounds(lately.person)
    found = np.empty(high - low, np.int64)
    comes, hit, alone = _fill_tubes(lately, low, high, area.first * BLOCK, pool, coverage, found)
    family = further(key(seed, What.COUNT, day), area.first, area.blocks)
    came = comes + counted(family, area.people - (high - low), coverage)
    tubes = max(-(-came // pool), hit)
    false = counted(further(family, pool), tubes - hit, 1.0 - specificity)
    again = (hit + false) * pool
    return Round(area, day, day + turnaround, area.people, came, tubes, hit, false, again, found[:alone])


@kernel
def _fill_tubes(lately: Any, low: Any, high: Any, first: Any, pool: Any, coverage: Any, found: Any) -> Any:
    """Tubes of those from a rank up to another: how many come, how many tubes are positive, how many a test alone finds.

    Those found are written. Tubes are filled from the person `first` on.
    """
    came, hits, count, rank = 0, 0, 0, low
    while rank < high:
        begin, tube, hit = rank, (lately.person[rank] - first) // pool, False
        while rank < high and (lately.person[rank] - first) // pool == tube:
            if lately.comes[rank] < coverage:
                came += 1
                hit = hit or lately.drawn[rank] < lately.pooled[rank]
            rank += 1
        hits += hit
        for each in range(begin, rank):
            if hit and lately.comes[each] < coverage and lately.drawn[each] < lately.alone[each]:
                found[count] = lately.person[each]
                count += 1
    return came, hits, count


@lru_cache(maxsize=64)
def _table(sensitivity: tuple[float, ...], pool_loss: float, pool: int) -> NDArray[np.float64]:
    return np.array([pooled(one, pool_loss, pool) for one in sensitivity] or [0.0])


def _seen(pathogen: Pathogen, since: NDArray[np.int64], pool: int) -> NDArray[np.float64]:
    """The chance that a sample is positive because of an infection."""
    table = _table(pathogen.sensitivity, pathogen.pool_loss, pool)
    return np.where((since >= 0) & (since < len(table)), table[np.clip(since, 0, len(table) - 1)], 0.0)
