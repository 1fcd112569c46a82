"""Invertible permutations of 0 … n-1: who sits where, without a list.

A Feistel network over the next power of two, alternately on the left and the right bits (Black and Rogaway, "Ciphers with
arbitrary finite domains", 2002): what falls outside is sent round again until it falls inside, fewer than twice on average. A
`Ring` holds what depends on (n, key) only and is made once for many places.

Eight rounds spread pairs evenly from 16 places on; four do not even at 32 (a test measures it). Rings of fewer places are
still permuted, with pairs that favour each other. It scatters; it doesn't hide.
"""

from typing import Any, TypeAlias

import numpy as np

from outpace.world.draws import FIRST, GOLDEN, SECOND, mix
from outpace.world.kernels import kernel

Ring: TypeAlias = tuple[Any, ...]
"""n, number of low bits, mask of the low and of the high bits, then the round keys."""

ROUNDS = 8
HEAD = 4
END = HEAD + ROUNDS
ONE, U32 = np.uint64(1), np.uint64(32)


@kernel
def ring(n: Any, key: Any) -> Any:
    """Prepare the permutation of 0 … n-1 that belongs to a key (n ≥ 1, both uint64)."""
    bits = 0
    while (ONE << np.uint64(bits)) < n:
        bits += 1
    low = np.uint64(bits - bits // 2)
    low_mask = (ONE << low) - ONE
    high_mask = (ONE << np.uint64(bits // 2)) - ONE
    a = mix(key)
    b = mix(a)
    c = mix(b)
    d = mix(c)
    e = mix(d)
    f = mix(e)
    g = mix(f)
    return (n, low, low_mask, high_mask, a, b, c, d, e, f, g, mix(g))


@kernel
def _scatter(half: Any, key: Any) -> Any:
    x = (half ^ key) * FIRST
    return ((x ^ (x >> U32)) * SECOND + GOLDEN) >> U32


@kernel
def permute(x: Any, at: Any) -> Any:
    """Where x goes (uint64)."""
    while True:
        low, high = x & at[2], x >> at[1]
        for step in range(HEAD, END, 2):
            low ^= _scatter(high, at[step]) & at[2]
            high ^= _scatter(low, at[step + 1]) & at[3]
        x = (high << at[1]) | low
        if x < at[0]:
            return x


@kernel
def unpermute(x: Any, at: Any) -> Any:
    """Who went to x (uint64): the inverse of `permute`."""
    while True:
        low, high = x & at[2], x >> at[1]
        for step in range(END - 2, HEAD - 2, -2):
            high ^= _scatter(low, at[step + 1]) & at[3]
            low ^= _scatter(high, at[step]) & at[2]
        x = (high << at[1]) | low
        if x < at[0]:
            return x
