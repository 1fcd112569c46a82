"""Every lever and every force on: sparse, dense and plain are one world, bit for bit, and the forces say the same in each."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from outpace.world.levers.protocol import Levers
from outpace.world.levers.tracing import nobody_named
from outpace.world.meetings.stage import Setting, setting
from outpace.world.plain import PlainWorld
from outpace.world.timestep import World
from tests.unit.world.acted import EPIDEMIC, everything, rows, same, told
from tests.unit.world.fiction import land

SEEDS = (1, 2)
ACTED = 2
DAYS = 12


@cache
def towns(seed: int) -> Setting:
    """Four unequal towns in two counties, more than twenty thousand people."""
    return setting(land(counties=2, each=2, smallest=3_300), seed)


def agree(where: Setting, seed: int, days: int) -> tuple[World, list[Any]]:
    """Let the three worlds live the same days and compare everything; the sparse one, and what its forces did."""
    sparse, dense = World(where, EPIDEMIC, seed), World(where, EPIDEMIC, seed, dense=True)
    plain = PlainWorld(where, EPIDEMIC, seed)
    one, other, third = everything(sparse, days), everything(dense, days), everything(plain, days)
    assert dense.store.is_dense
    slow, quick = rows(plain, sparse.infections())
    assert slow == quick
    assert same(sparse.infections(), dense.infections())
    assert told(one) == told(other) == told(third)
    return sparse, one


def test_the_three_worlds_agree_on_everything() -> None:
    """Two seeds of more than twenty thousand people; and everything did happen in them."""
    happened = set[str]()
    for seed in SEEDS:
        where = towns(seed)
        assert where.places.people > 20_000
        world, done = agree(where, seed, DAYS)
        assert not world.store.is_dense
        happened |= used(done)
        found = world.infections()
        assert len(found.person) > 100
        assert set(found.strain.tolist()) == {0, 1}
        happened |= {"infected again"} if len(np.unique(found.person)) < len(found.person) else set()
    assert happened == ALL


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 10))
def test_the_three_worlds_agree_at_length(seed: int) -> None:
    """Long enough for some to hand over from sparse to dense."""
    world, _ = agree(towns(seed), seed, 24)
    assert len(world.infections().person) > 250


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
        "infected again",
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


def _quarantine(world: World, *asked: Any) -> Any:
    answer = World.quarantine(world, *asked)
    world.orders.quarantined.clear()
    return answer


def _isolate(world: World, *asked: Any) -> Any:
    answer = World.isolate(world, *asked)
    world.orders.isolated.clear()
    return answer


def _test_these(world: World, *asked: Any) -> Any:
    results = World.test_these(world, *asked)
    return results._replace(positive=np.zeros_like(results.positive))


def _test_round(world: World, *asked: Any, **more: Any) -> Any:
    return World.test_round(world, *asked, **more)._replace(found=np.empty(0, np.int64))


WITHOUT_EFFECT: dict[str, Callable[..., Any]] = {
    "quarantine": _quarantine,
    "isolate": _isolate,
    "release": lambda world, persons: None,
    "turn_away": lambda world, persons: persons,
    "put_off": lambda world, persons: None,
    "test_these": _test_these,
    "test_round": _test_round,
    "close_off": lambda world, *order: None,
    "restrict": lambda world, *order: None,
    "shut": lambda world, *order: None,
    "lift": lambda world, areas: None,
    "vaccinate": lambda world, persons, dose: None,
    "vaccinate_share": lambda world, area, share, dose: 0,
    "contacts_of": lambda world, *asked: nobody_named(),
}


@pytest.mark.parametrize("lever", WITHOUT_EFFECT)
def test_every_lever_acted_in_what_the_worlds_agree_on(lever: str) -> None:
    """Without any one lever the truth would be another one."""
    whole, lame = World(towns(ACTED), EPIDEMIC, ACTED), World(towns(ACTED), EPIDEMIC, ACTED)
    everything(whole, DAYS)
    setattr(lame, lever, WITHOUT_EFFECT[lever].__get__(lame))
    everything(lame, DAYS)
    assert not same(whole.infections(), lame.infections())


def test_no_lever_is_left_out_of_what_must_act() -> None:
    levers = {name for name in Levers.__dict__ if not name.startswith("_")} - {"step", "today", "in_hospital"}
    assert levers == set(WITHOUT_EFFECT)
