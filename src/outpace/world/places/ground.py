"""Who lives where, as tables over blocks of a hundred people: towns of any size, counties, cities, one province.

Made from areas with populations, fictional or real, in one and the same form. Populations are rounded to whole blocks so that
every county keeps its sum. Towns are the lowest level here; communities inside a town are runs of its blocks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.kernels import kernel
from outpace.world.people.deck import BLOCK
from outpace.world.province.people import apportion

BIGGEST_TOWN = 120_000


class Scope(IntEnum):
    """How far people come from who meet in a layer. A quarter is a run of blocks in a town, FLOWS is commuting."""

    HOME = 0
    QUARTER = 1
    TOWN = 2
    COUNTY = 3
    CITY = 4
    PROVINCE = 5
    FLOWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town with its codes upwards, how many live there, and where it lies (km east and north of any origin)."""

    code: str
    county: str
    city: str
    population: int
    at: tuple[float, float] = (0.0, 0.0)


TOWN, QUARTER = int(Scope.TOWN), int(Scope.QUARTER)


class Ground(NamedTuple):
    """Towns by block; by level and rank the first block (one more at the end); by level and block the rank of its unit.

    `starts[level]` is padded with the number of blocks. Levels are those of `Scope` from TOWN to PROVINCE.
    """

    town_of: NDArray[np.int32]
    upper: NDArray[np.int32]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """The towns in the order of their blocks, and the same as tables."""

    towns: tuple[Town, ...]
    ground: Ground

    @property
    def blocks(self) -> int:
        """How many blocks the province has."""
        return len(self.ground.town_of)

    @property
    def people(self) -> int:
        """How many people the province has."""
        return self.blocks * BLOCK

    @property
    def counties(self) -> tuple[str, ...]:
        """The codes of the counties, in order."""
        return tuple(code for code, _ in groupby(town.county for town in self.towns))

    def town(self, person: int) -> Town:
        """Where a person lives."""
        return self.towns[int(self.ground.town_of[person // BLOCK])]


def places(towns: Sequence[Town]) -> Places:
    """Lay towns out as tables. Raises ProblemError WORLD_TOO_SMALL where less than one block of people lives."""
    ordered = sorted(_small_enough(towns), key=lambda town: (town.city, town.county, town.code))
    counts = _blocks(ordered)
    ordered = [town for town, count in zip(ordered, counts, strict=True) if count]
    counts = [count for count in counts if count]
    if not counts:
        raise ProblemError("WORLD_TOO_SMALL", people=sum(town.population for town in towns))
    of_levels = [
        list(range(len(ordered))),
        _ranks([town.county for town in ordered]),
        _ranks([town.city for town in ordered]),
        [0] * len(ordered),
    ]
    starts = np.full((len(Scope), len(ordered) + 1), sum(counts), np.int64)
    upper = np.zeros((len(Scope), len(ordered)), np.int32)
    first = [0, *accumulate(counts)]
    for level, ranks in zip((Scope.TOWN, Scope.COUNTY, Scope.CITY, Scope.PROVINCE), of_levels, strict=True):
        upper[level] = ranks
        for town in reversed(range(len(ordered))):
            starts[level, ranks[town]] = first[town]
    return Places(tuple(ordered), Ground(np.repeat(np.arange(len(ordered), dtype=np.int32), counts), upper, starts))


def _small_enough(towns: Iterable[Town]) -> Iterable[Town]:
    """The towns, those that are too large for one cut into equal parts."""
    for town in towns:
        pieces = -(-town.population // BIGGEST_TOWN) or 1
        sizes = apportion(town.population, [1.0] * pieces)
        for rank, size in enumerate(sizes, 1):
            code = town.code if pieces == 1 else f"{town.code}.{rank:02d}"
            yield Town(code=code, county=town.county, city=town.city, population=size, at=town.at)


def _blocks(towns: Sequence[Town]) -> list[int]:
    """Blocks of each town, so that every county has its people to the nearest block."""
    counts: list[int] = []
    for _, group in groupby(towns, key=lambda town: (town.city, town.county)):
        populations = [float(town.population) for town in group]
        whole = round(sum(populations) / BLOCK)
        counts += apportion(whole, populations) if whole else [0] * len(populations)
    return counts


def _ranks(codes: Sequence[str]) -> list[int]:
    rank = {code: number for number, code in enumerate(dict.fromkeys(codes))}
    return [rank[code] for code in codes]


@kernel
def unit(ground: Any, scope: Any, quarter: Any, block: Any) -> Any:
    """First block and number of blocks of the unit of a scope that a block lies in; `quarter` is the blocks of a quarter."""
    town = ground.town_of[block]
    if scope == QUARTER:
        low, high = ground.starts[TOWN, town], ground.starts[TOWN, town + 1]
        first = low + (block - low) // quarter * quarter
        return first, min(quarter, high - first)
    rank = ground.upper[scope, town]
    first = ground.starts[scope, rank]
    return first, ground.starts[scope, rank + 1] - first
