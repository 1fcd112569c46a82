"""Commuting: how many of each county's commuters work in which county, and where a seat's way leads.

The counts may come from a survey; `gravity` makes some where there are none. Row and column sums give every commuter one
place of work and every place of work one commuter, so that the way can be walked from both ends.
"""

from collections.abc import Sequence
from math import hypot
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.kernels import kernel
from outpace.world.places.ground import Places, Scope
from outpace.world.province.people import apportion

NEAREST_KM = 4.0
DECAY = 2.0
AT_HOME = 1.6


class Flows(NamedTuple):
    """Counts summed up: by home county and county of work (one more at the end), and the other way round."""

    out: NDArray[np.int64]
    into: NDArray[np.int64]


def flows(counts: NDArray[np.int64]) -> Flows:
    """Sum up counts by (home county, county of work)."""
    return Flows(_summed(counts), _summed(counts.T))


def _summed(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.hstack([np.zeros((len(counts), 1), np.int64), np.cumsum(counts, axis=1)])


def gravity(places: Places, seats: int) -> NDArray[np.int64]:
    """Counts by (home, work) for so many commuters' seats a block: attraction by size, falling with distance squared.

    Inside a county the distance counts as smaller. The row sums are the commuters of each county, exactly.
    """
    starts = places.ground.starts[Scope.COUNTY, : len(places.counties) + 1]
    blocks = np.diff(starts)
    centres = _centres(places)
    rows = [apportion(int(blocks[home]) * seats, _pulls(centres, blocks.tolist(), home)) for home in range(len(blocks))]
    return np.array(rows, np.int64)


def _pulls(centres: Sequence[tuple[float, float]], blocks: Sequence[int], home: int) -> list[float]:
    x, y = centres[home]
    pulls = [
        count / (NEAREST_KM + hypot(at[0] - x, at[1] - y)) ** DECAY for at, count in zip(centres, blocks, strict=True)
    ]
    pulls[home] *= AT_HOME**DECAY
    return pulls


def _centres(places: Places) -> list[tuple[float, float]]:
    """The mean of a county's towns, by their people."""
    sums: dict[str, tuple[float, float, float]] = {}
    for town in places.towns:
        weight, x, y = sums.get(town.county, (0.0, 0.0, 0.0))
        sums[town.county] = (
            weight + town.population,
            x + town.population * town.at[0],
            y + town.population * town.at[1],
        )
    return [(x / weight, y / weight) for weight, x, y in (sums[code] for code in places.counties)]


@kernel
def _stream(summed: Any, row: Any, place: Any) -> Any:
    """The column whose counts a place falls into, by bisection."""
    low, high = 0, summed.shape[1] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if summed[row, middle] <= place:
            low = middle
        else:
            high = middle
    return low


@kernel
def destination(flows: Any, home: Any, place: Any) -> Any:
    """County of work and place among its workers, of a place among a county's commuters."""
    work = _stream(flows.out, home, place)
    return work, flows.into[work, home] + place - flows.out[home, work]


@kernel
def origin(flows: Any, work: Any, place: Any) -> Any:
    """Home county and place among its commuters, of a place among a county's workers."""
    home = _stream(flows.into, work, place)
    return home, flows.out[home, work] + place - flows.into[work, home]
