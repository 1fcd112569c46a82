"""Every lever and every force on: sparse, dense and plain are one world, bit for bit, and the forces say the same in each."""

import numpy as np
import pytest

from outpace.world.meetings.stage import Setting, setting
from outpace.world.plain import PlainWorld
from outpace.world.timestep import World
from tests.unit.world.acted import EPIDEMIC, everything, rows, same, told
from tests.unit.world.fiction import land, province

SEEDS = (1, 2, 3)


def test_sparse_and_dense_agree_on_everything() -> None:
    """Three seeds of more than twenty thousand people; and everything did happen in them."""
    assert province().places.people > 20_000
    happened = set[str]()
    for seed in SEEDS:
        sparse, dense = World(province(), EPIDEMIC, seed), World(province(), EPIDEMIC, seed, dense=True)
        one, other = everything(sparse, 16), everything(dense, 16)
        assert not sparse.store.is_dense
        assert same(sparse.infections(), dense.infections())
        assert told(one) == told(other)
        happened |= used(one)
    assert happened >= ALL


ALL = frozenset(
    {
        "traced",
        "named",
        "sampled",
        "found",
        "rounds",
        "false",
        "isolated",
        "turned_away",
        "put_off",
        "refused",
        "unmet",
        "again",
    }
)


def used(done: list) -> set[str]:  # type: ignore[type-arg]
    """What happened at least once, so that agreeing says something."""
    happened = {name for each in done for name in ("traced", "turned_away", "put_off") if len(getattr(each, name))}
    happened |= {name for each in done for name in ("sampled", "isolated") if len(getattr(each, name).refused)}
    happened |= {"named" for each in done if len(each.named.contact)}
    happened |= {"found" for each in done if each.found.positive.any() and not each.found.positive.all()}
    happened |= {"rounds" for each in done if any(len(one.found) for one in each.rounds)}
    happened |= {"false" for each in done if any(one.false for one in each.rounds)}
    happened |= {"refused" for each in done if any(len(late.person) for late in each.refused.values())}
    happened |= {"unmet" for each in done if each.unmet.visits and each.unmet.beds}
    happened |= {"again" for each in done if each.waiting["isolation"] and each.waiting["tracing"]}
    return happened


def agree(where: Setting, seed: int, days: int) -> int:
    """Run the fast and the plain world side by side; how many were infected, again ones included."""
    fast, plain = World(where, EPIDEMIC, seed), PlainWorld(where, EPIDEMIC, seed)
    one, other = everything(fast, days), everything(plain, days)
    slow, quick = rows(plain, fast.infections())
    assert slow == quick
    assert told(one) == told(other)
    return len(quick)


def test_the_plain_world_agrees_on_everything() -> None:
    assert agree(setting(land(counties=2, each=2, smallest=110), 1), 1, 9) > 50


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_the_plain_world_agrees_on_everything_at_length(seed: int) -> None:
    where = setting(land(counties=2, each=2, smallest=3_300), seed)
    assert where.places.people > 19_900
    assert agree(where, seed, 16) > 150


@pytest.mark.long
def test_people_are_infected_again_and_by_either_strain() -> None:
    """What the comparison needs to be about: otherwise it would agree on nothing."""
    world = World(province(), EPIDEMIC, 1)
    everything(world, 16)
    found = world.infections()
    assert len(np.unique(found.person)) < len(found.person)
    assert set(found.strain.tolist()) == {0, 1}
