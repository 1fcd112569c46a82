"""Sets of whole numbers as ascending arrays. NumPy's own build a hash table, which for a few thousand numbers costs more."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from outpace.world.kernels import kernel

Numbers = NDArray[np.int64]


def distinct(numbers: Numbers) -> Numbers:
    """Each number once, ascending."""
    ordered = numbers.copy()
    ordered.sort()
    return ordered[: _closed_up(ordered)]


@kernel
def _closed_up(ordered: Any) -> Any:
    """Bring each number of an ascending array once to its front; how many they are."""
    count = 0
    for number in ordered:
        if count == 0 or number != ordered[count - 1]:
            ordered[count] = number
            count += 1
    return count


def firsts(ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of an array whose equals stand together is the first of its kind."""
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def among(numbers: Numbers, held: Numbers) -> NDArray[np.bool_]:
    """Whether each number is among those of an ascending array."""
    if not len(held):
        return np.zeros(len(numbers), np.bool_)
    found: NDArray[np.bool_] = held[np.minimum(held.searchsorted(numbers), len(held) - 1)] == numbers
    return found
