"""Draws depend on their key only, and one hash is the same number in a kernel, in an array and in plain Python."""

from itertools import pairwise

import numpy as np

from outpace.world.draws import What, counted, further, hashes, key, mix, mixed, unit, units

PERSONS = np.arange(200_000)


def test_kernel_array_and_plain_numbers_agree() -> None:
    family = key(7, What.LATENT, 3)
    together = hashes(family, PERSONS[:500])
    assert [int(mix(family ^ np.uint64(person))) for person in range(500)] == together.tolist()
    assert [mixed(int(family) ^ person) for person in range(500)] == together.tolist()
    assert [unit(one) for one in together[:50]] == units(family, PERSONS[:50]).tolist()


def test_a_draw_does_not_depend_on_its_neighbours() -> None:
    family = key(7, What.LATENT, 3)
    shuffled = np.random.default_rng(1).permutation(PERSONS)
    assert (units(family, PERSONS)[shuffled] == units(family, shuffled)).all()


def test_the_order_of_a_key_counts() -> None:
    assert len({int(key(1, 2)), int(key(2, 1)), int(key(1, 2, 0)), int(key(12)), int(key(-1, 2))}) == 5


def test_a_longer_key_goes_on_from_a_shorter_one() -> None:
    assert further(key(5, What.COUNT, 3), 7, -1) == key(5, What.COUNT, 3, 7, -1)


def test_counts_are_drawn_from_the_key_alone() -> None:
    """The generator is the one that NumPy makes of the key, without what the system adds."""
    for family in (key(1, What.COUNT), key(2, What.COUNT), np.uint64(0)):
        numpys = np.random.Generator(np.random.Philox(key=int(family)))
        assert counted(family, 20_000, 0.95) == int(numpys.binomial(20_000, 0.95))


def test_draws_are_uniform_and_decisions_independent() -> None:
    families = [units(key(5, what, 9), PERSONS) for what in list(What)[:6]]
    for drawn in families:
        counts = np.histogram(drawn, 100, (0, 1))[0]
        expected = len(PERSONS) / 100
        assert ((counts - expected) ** 2 / expected).sum() < 160, "chi-square of 99 degrees of freedom, p about 1e-4"
    bound = 5 / len(PERSONS) ** 0.5
    assert all(abs(np.corrcoef(one, other)[0, 1]) < bound for one, other in pairwise(families))


def test_one_changed_bit_changes_half_of_the_bits() -> None:
    base = hashes(np.uint64(0), PERSONS[:2_000])
    for bit in range(0, 64, 7):
        flipped = hashes(np.uint64(1 << bit), PERSONS[:2_000])
        assert abs(np.bitwise_count(base ^ flipped).mean() - 32) < 0.6
