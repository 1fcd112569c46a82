"""What is left of people's meetings on a day: illness, orders for persons and measures by place, each takes its share."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.kernels import kernel
from outpace.world.levers.areas import keeps_in, left_there
from outpace.world.levers.holding import left_of
from outpace.world.people.deck import BLOCK
from outpace.world.store import find


class Left(NamedTuple):
    """By person the share of her meetings that is left on one day: in the household, elsewhere."""

    home: NDArray[np.float64]
    out: NDArray[np.float64]


def room(count: int) -> Left:
    """Room for what is left to so many persons."""
    return Left(np.empty(count), np.empty(count))


@kernel
def thinned(holding: Any, cells: Any, ruled: Any, day: Any, persons: Any, ill: Any, left: Any) -> None:
    """Write what orders leave to each of some persons of what illness left; nothing elsewhere to who is kept in."""
    for rank in range(len(persons)):
        person = persons[rank]
        home, out = left_of(holding, cells, find(cells.keys, person), person, day)
        left.home[rank] = ill.home[rank] * home
        left.out[rank] = 0.0 if keeps_in(ruled, person // BLOCK) else ill.out[rank] * out


@kernel
def share_of(left: Any, layer: Any, rank: Any) -> Any:
    """The share that is left in a layer to one of those who were asked for."""
    return left.home[rank] if layer == 0 else left.out[rank]


@kernel
def left_to_both(
    holding: Any, cells: Any, ruled: Any, layer: Any, day: Any, one: Any, other: Any, cell: Any, left: Any
) -> Any:
    """What is left of the meetings of two in a layer, of what was left to the first; `cell` is the other's."""
    home, out = left_of(holding, cells, cell, other, day)
    return left * (home if layer == 0 else out) * left_there(ruled, layer, one // BLOCK, other // BLOCK)
