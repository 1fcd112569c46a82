"""Chance without a sequence: each draw is a hash of what is decided, for whom and when.

A draw depends on nothing but its key: not on the order of the questions, on how the work is divided, or on what else
happened. So two scenarios with one seed differ only by what they do (common random numbers; vivarium's idea).
The mixer is splitmix64's (Steele, Lea and Flood, OOPSLA 2014). It is no cipher and keeps no secrets.
"""

from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

from outpace.world.kernels import kernel

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
U11, U27, U30, U31 = np.uint64(11), np.uint64(27), np.uint64(30), np.uint64(31)
UNIT = 2.0**-53


class What(IntEnum):
    """What is decided. A number is never given to another decision: it would change every result."""

    TEMPLATE = 1
    RING = 2
    MEETING = 3
    INFECTION = 4
    LATENT = 5
    LEAD = 6
    SYMPTOMS = 7
    STRENGTH = 8
    IMMUNE = 9
    HOSPITAL = 10
    DEATH = 11
    CARE = 12
    CARE_DELAY = 13
    STAY = 14
    SEED = 15
    IMPORT = 16
    OUTCOME_DELAY = 18
    REPORT_DELAY = 19
    SHUFFLE = 20
    HOSPITAL_DELAY = 21
    MEETS = 22
    KEEP = 23
    REFUSE = 24
    TEST = 25
    COME = 26
    COUNT = 27
    CAMPAIGN = 28
    TAKE = 29
    RECALL = 30
    ARRIVE = 31
    FEVER = 32
    KNOWN = 33
    UNTREATED = 34
    VENUE = 60
    ADMISSION_KNOWN = 61
    INTERVIEWED = 62
    INTERVIEW_DELAY = 63
    SEX = 64
    NAME = 65


@kernel
def mix(x: Any) -> Any:
    """Scatter a 64-bit number over all 64-bit numbers (a bijection)."""
    x = x + GOLDEN
    x = (x ^ (x >> U30)) * FIRST
    x = (x ^ (x >> U27)) * SECOND
    return x ^ (x >> U31)


@kernel
def unit(hashed: Any) -> Any:
    """A hash as a number in [0, 1)."""
    return (hashed >> U11) * UNIT


@lru_cache(maxsize=1 << 14)
def key(*parts: int) -> np.uint64:
    """Fold whole numbers, seed first, into the key of a family of draws. Their order counts."""
    return further(np.uint64(0), *parts)


def further(family: np.uint64, *parts: int) -> np.uint64:
    """Fold more whole numbers into a key: that of the family's parts and these."""
    folded = int(family)
    for part in parts:
        folded = mixed(folded ^ (part & MASK))
    return np.uint64(folded)


def mixed(x: int) -> int:
    """What `mix` computes, in Python's own whole numbers."""
    x = (x + int(GOLDEN)) & MASK
    x = ((x ^ (x >> 30)) * int(FIRST)) & MASK
    x = ((x ^ (x >> 27)) * int(SECOND)) & MASK
    return x ^ (x >> 31)


def counted(family: np.uint64, tries: int, chance: float) -> int:
    """How often something happens in so many independent tries: one exact draw from the binomial distribution."""
    if tries <= 0 or chance <= 0.0:
        return 0
    return tries if chance >= 1.0 else int(_stream(family).binomial(tries, chance))


def counted_rare(family: np.uint64, mean: float) -> int:
    """How often something happens that happens so often on average: one draw from the Poisson distribution."""
    return int(_stream(family).poisson(mean))


class _Family(ISeedSequence):
    """A key handed to a generator as it is. Given as a number, the generator would first ask the system for chance."""

    def __init__(self, family: np.uint64) -> None:
        self._family = family

    def generate_state(self, n_words: int, dtype: Any = np.uint64) -> NDArray[Any]:
        """The family, then zeros."""
        state = np.zeros(n_words, dtype)
        state[0] = self._family
        return state


def _stream(family: np.uint64) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(_Family(family)))  # type: ignore[arg-type]


@kernel
def _hash_each(family: Any, persons: Any, hashed: Any) -> None:
    for rank in range(len(persons)):
        hashed[rank] = mix(family ^ np.uint64(persons[rank]))


@kernel
def _draw_each(family: Any, persons: Any, drawn: Any) -> None:
    for rank in range(len(persons)):
        drawn[rank] = unit(mix(family ^ np.uint64(persons[rank])))


def hashes(family: np.uint64, persons: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One hash for each person of an array."""
    hashed = np.empty(len(persons), np.uint64)
    _hash_each(family, np.ascontiguousarray(persons), hashed)
    return hashed


def units(family: np.uint64, persons: NDArray[np.int64]) -> NDArray[np.float64]:
    """One number in [0, 1) for each person of an array."""
    drawn = np.empty(len(persons), np.float64)
    _draw_each(family, np.ascontiguousarray(persons), drawn)
    return drawn
