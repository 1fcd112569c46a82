"""A bed is free after the last day that was said for whoever lies in it."""

import numpy as np

from outpace.world.levers.beds import Beds

ONE, BOTH = np.array([1]), np.array([1, 2])


def occupied(beds: Beds, until: int) -> list[int]:
    """How many lie there on each day from 0."""
    counts = []
    for day in range(until):
        beds.clear(day)
        counts.append(len(beds))
    return counts


def test_beds_are_free_after_the_last_day() -> None:
    beds = Beds()
    beds.take(ONE, 1)
    beds.take(np.array([2]), 2)
    assert occupied(beds, 5) == [2, 2, 1, 0, 0]


def test_the_day_said_last_counts() -> None:
    for first, last in ((1, 3), (3, 1), (2, 2)):
        beds = Beds()
        beds.take(BOTH, first)
        beds.take(ONE, last)
        beds.take(np.array([2]), last)
        assert occupied(beds, 5) == [2 if day <= last else 0 for day in range(5)]


def test_whoever_leaves_frees_her_bed_once() -> None:
    beds = Beds()
    beds.take(BOTH, 2)
    beds.leave(np.array([1, 7]))
    assert len(beds) == 1
    beds.take(ONE, 4)
    assert occupied(beds, 6) == [2, 2, 2, 1, 1, 0]
