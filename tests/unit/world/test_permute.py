"""Permutations hit every place once, come back, and look like chance even where they are small."""

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from outpace.world.draws import key
from outpace.world.kernels import kernel
from outpace.world.permute import permute, ring, unpermute

SIZES = [*range(1, 50), 127, 128, 129, 1_000, 4_095, 4_097]


@kernel
def walked(n: Any, family: Any, images: Any) -> Any:
    """Write the images of 0 … n-1; how many of them don't come back."""
    at, lost = ring(n, family), 0
    for x in range(np.int64(n)):
        image = permute(np.uint64(x), at)
        images[x] = np.int64(image)
        lost += np.int64(unpermute(image, at)) != x
    return lost


def there_and_back(n: np.uint64, family: np.uint64) -> tuple[np.ndarray, int]:
    images = np.empty(int(n), np.int64)
    return images, walked(n, family, images)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_every_place_is_hit_once_and_comes_back(seed: int) -> None:
    for n in SIZES:
        images, lost = there_and_back(np.uint64(n), key(seed, n))
        assert lost == 0
        assert sorted(images.tolist()) == list(range(n))


@pytest.mark.long
def test_a_province_is_permuted_too() -> None:
    images, lost = there_and_back(np.uint64(10_000_019), key(4))
    assert lost == 0
    assert (np.bincount(images, minlength=len(images)) == 1).all()


@pytest.mark.parametrize("n", [16, 40, 64, 100])
def test_a_place_is_any_place_over_many_keys(n: int) -> None:
    rounds = 1_500
    ends = np.array([there_and_back(np.uint64(n), key(8, seed))[0] for seed in range(rounds)])
    for x in (0, 1, n - 1):
        counts = np.bincount(ends[:, x], minlength=n)
        expected = rounds / n
        chi = ((counts - expected) ** 2 / expected).sum()
        assert chi < n + 5 * (2 * n) ** 0.5, f"chi-square of {n - 1} degrees of freedom"


@pytest.mark.parametrize("n", [40, 64, 1_000])
def test_neighbours_of_one_key_are_no_neighbours_of_the_next(n: int) -> None:
    """Pairs (2a, 2a+1) of one key meet again under another key as often as chance has it: 1 in n-1."""
    rounds = 200
    pairs = [_pairs(there_and_back(np.uint64(n), key(6, day))[0]) for day in range(rounds)]
    again = sum(len(one & other) for one, other in pairwise(pairs))
    expected = (rounds - 1) * (n // 2) / (n - 1)
    assert abs(again - expected) < 5 * expected**0.5


def test_a_pair_of_places_lands_anywhere() -> None:
    n, rounds = 16, 8_000
    ends = [tuple(there_and_back(np.uint64(n), key(9, seed))[0][:2]) for seed in range(rounds)]
    counts = Counter(ends)
    cells = n * (n - 1)
    expected = rounds / cells
    chi = sum((counts[a, b] - expected) ** 2 / expected for a in range(n) for b in range(n) if a != b)
    assert chi < cells + 6 * (2 * cells) ** 0.5


def _pairs(images: np.ndarray) -> set[frozenset[int]]:
    order = np.argsort(images)
    return {frozenset(pair) for pair in order[: len(order) // 2 * 2].reshape(-1, 2).tolist()}
