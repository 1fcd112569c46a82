"""Sets as ascending arrays say what NumPy's own say."""

import numpy as np
import pytest

from outpace.world.numbers import among, distinct, firsts


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_sets_are_numpys(count: int) -> None:
    draw = np.random.default_rng(count)
    one, other = draw.integers(0, 300, count), draw.integers(0, 300, 2 * count)
    assert distinct(one).tolist() == np.unique(one).tolist()
    for held in (distinct(other), distinct(other[:0])):
        assert among(one, held).tolist() == np.isin(one, held).tolist()


def test_the_first_of_each_kind() -> None:
    assert firsts(np.array([3, 3, 4, 9, 9, 9])).tolist() == [True, False, True, True, False, False]
    assert firsts(np.empty(0, np.int64)).tolist() == []
