"""The order and the splitting of facts do not matter, and an event has its effect once however it is delivered."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import Province
from tests.integration.review.facts import EXPOSED, World

PLAIN = ("case", "correction", *EXPOSED, "decision")
ONSETS = {"earlier": "2022-03-02", "later": "2022-03-06", "unknown": None}
ORDERS = 6


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    from django.db import connection

    connection.connection.execute("savepoint play")
    yield
    connection.connection.execute("rollback to savepoint play")


def _order(dice: random.Random) -> list[str]:
    """The steps in an order that can be: nothing before the case, no decision before the exposure."""
    rest = list(PLAIN[1:])
    dice.shuffle(rest)
    told, decided = rest.index("middle"), rest.index("decision")
    if decided < told:
        rest[told], rest[decided] = rest[decided], rest[told]
    return ["case", *rest]


def _play(world: World, steps: list[str], drained: list[bool]) -> dict[str, Any]:
    with _undone():
        for step, settled in zip(steps, drained, strict=True):
            world.steps[step]()
            if settled:
                world.settle()
        world.settle()
        return world.ends_in()


@pytest.mark.parametrize("state", [ContactState.CONFIRMED, ContactState.REFUTED])
@pytest.mark.parametrize("onset", ONSETS)
def test_facts_in_any_order_and_any_splitting_end_in_the_same_state(
    province: Province, settle: Callable[[], None], onset: str, state: ContactState
) -> None:
    world = World(province, ONSETS[onset], state, settle)
    expected = _play(world, list(PLAIN), [True] * len(PLAIN))
    assert len(expected["contacts"]) == len(EXPOSED)
    assert expected["open"]
    dice = random.Random(f"{onset} {state}")
    for _ in range(ORDERS):
        steps, drained = _order(dice), [dice.random() < 0.5 for _ in PLAIN]
        assert _play(world, steps, drained) == expected, (steps, drained)
