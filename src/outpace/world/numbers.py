"""Sets of whole numbers as ascending arrays. NumPy's own build a hash table, which for a few thousand numbers costs more."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def distinct(numbers: Numbers) -> Numbers:
    """Each number once, ascending."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def among(numbers: Numbers, held: Numbers) -> NDArray[np.bool_]:
    """Whether each number is among those of an ascending array."""
    if not len(held):
        return np.zeros(len(numbers), np.bool_)
    found: NDArray[np.bool_] = held[np.minimum(np.searchsorted(held, numbers), len(held) - 1)] == numbers
    return found
