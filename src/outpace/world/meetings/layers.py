"""The layers in which people meet, read from `layers.toml`, and the same as tables. The household comes first, as layer 0."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.draws import What, key
from outpace.world.people.deck import Deck, Seat
from outpace.world.places.ground import Scope

HOUSEHOLD = "household"
WEEK = 7
GROUPS = 40
SHORTEST = 4_096


class Order(StrEnum):
    """How long an order round the ring lasts."""

    ONCE = "once"
    WEEKLY = "weekly"
    DAILY = "daily"


PERIODS = {Order.ONCE: 0, Order.WEEKLY: WEEK, Order.DAILY: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One way of meeting; `layers.toml` says what each field means."""

    name: str
    seat: Seat
    scope: Scope
    order: Order
    sizes: tuple[float, ...]
    share: float
    reach: int
    chance: float
    days: tuple[bool, ...]
    ring: str
    blocks: int = 0
    mixed: bool = False
    weekly: bool = False
    strand: int = 0


SEAT, SCOPE, BLOCKS, PERIOD, REACH, DAYS, MIXED, WEEKLY, WIDTH, DEAL_FROM, DEAL_LENGTH = range(11)
"""Columns of `Layers.numbers`: kind of seat, scope, blocks of a quarter, days an order lasts (0: for ever), reach, weekdays as
bits, whether mixed, whether weekly, places of a block in one ring, where the layer's deal begins in `groups`, and after how
many places it repeats."""

MET, RING, MEETING = range(3)
"""Columns of `Layers.keys`: the chance of a meeting as a bound for 32 bits, the key of the ring, the key of meetings."""

FIRST, SIZE = range(2)
"""Columns of `Layers.groups`: where the group of a place begins and how many places it has (0: in no group)."""


class Layers(NamedTuple):
    """All layers by rank and column; the household stands at 0 and has keys only. Few tables: each costs compile time."""

    numbers: NDArray[np.int64]
    keys: NDArray[np.uint64]
    groups: NDArray[np.int32]


@cache
def usual_layers() -> tuple[Layer, ...]:
    """Read the layers that stand beside the code."""
    return read_layers((files("outpace.world.meetings") / "layers.toml").read_text("utf-8"))


def read_layers(text: str) -> tuple[Layer, ...]:
    """Read layers from TOML text. Raises ValueError where commuting has an order that doesn't last."""
    layers = tuple(_layer(name, table) for name, table in tomllib.loads(text).items())
    for layer in layers:
        if layer.scope is Scope.FLOWS and layer.order is not Order.ONCE:
            raise ValueError(f"{layer.name}: the way to work is drawn once")
    return layers


def _layer(name: str, table: dict[str, Any]) -> Layer:
    return Layer(
        **{"ring": name}
        | table
        | {
            "name": name,
            "seat": Seat[table["seat"].upper()],
            "scope": Scope[table["scope"].upper()],
            "order": Order(table["order"]),
            "sizes": tuple(table["sizes"]),
            "days": tuple(mark == "1" for mark in table["days"]),
        }
    )


def names(layers: Sequence[Layer]) -> tuple[str, ...]:
    """The names of all layers by rank, the household first."""
    return (HOUSEHOLD, *(layer.name for layer in layers))


def known_layers(where: str, asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse names of layers that there are not. Raises ProblemError WORLD_LAYER_UNKNOWN."""
    if strangers := sorted(set(asked) - set(known)):
        raise ProblemError("WORLD_LAYER_UNKNOWN", where=where, layers=", ".join(strangers), known=", ".join(known))


def tables(layers: Sequence[Layer], dealt: Deck, seed: int, household: float = 1.0) -> Layers:
    """Lay layers out as columns, with keys of a seed. `household` is the chance that two of a household meet on a day."""
    deals = [_deal(layer, Random(f"deal {seed} {layer.ring}")) for layer in layers]
    lengths = [0, *map(len, deals)]
    home = Layer(
        name=HOUSEHOLD,
        seat=Seat.EVERYBODY,
        scope=Scope.HOME,
        order=Order.ONCE,
        sizes=(),
        share=1.0,
        reach=0,
        chance=household,
        days=(True,) * WEEK,
        ring=HOUSEHOLD,
    )
    every = (home, *layers)
    rings = {name: number for number, name in enumerate(dict.fromkeys(layer.ring for layer in every))}
    starts = [0, *list(accumulate(lengths))[:-1]]
    return Layers(
        numbers=np.array(
            [_numbers(layer, width(layer, dealt), *row) for layer, *row in zip(every, starts, lengths, strict=True)],
            np.int64,
        ),
        keys=np.array(
            [
                (round(layer.chance * 2**32), key(seed, What.RING, rings[layer.ring]), key(seed, What.MEETING, rank))
                for rank, layer in enumerate(every)
            ],
            np.uint64,
        ),
        groups=np.concatenate(deals).astype(np.int32),
    )


def width(layer: Layer, dealt: Deck) -> int:
    """How many places of one ring a block has: all of the kind, or those of a strand."""
    if layer.strand:
        return layer.strand
    return dealt.strand if layer.seat is Seat.PUPIL else dealt.widths[layer.seat]


def _numbers(layer: Layer, places: int, deal_from: int, deal_length: int) -> tuple[int, ...]:
    """The row of a layer, in the order of the columns."""
    days = sum(is_on << day for day, is_on in enumerate(layer.days))
    kind = (int(layer.seat), int(layer.scope), layer.blocks, PERIODS[layer.order], layer.reach, days)
    return (*kind, int(layer.mixed), int(layer.weekly), places, deal_from, deal_length)


def _deal(layer: Layer, rng: Random) -> NDArray[np.int32]:
    """Groups along a stretch of ring, with gaps in proportion for those who are in none."""
    sizes = list(_groups(layer, rng))
    spans = np.array([round(group / layer.share) for group in sizes])
    starts = np.cumsum(spans) - spans
    groups = np.repeat(np.column_stack([starts, sizes]), spans, axis=0)
    in_none = np.arange(len(groups)) >= groups.sum(axis=1)
    groups[in_none] = 0
    return groups.astype(np.int32)


def _groups(layer: Layer, rng: Random) -> Iterator[int]:
    """Sizes of groups until there are enough of them and of places."""
    places = count = 0
    while count < GROUPS or places < SHORTEST:
        group = _size(layer.sizes, rng.random())
        yield group
        places, count = places + group, count + 1


def _size(sizes: tuple[float, ...], drawn: float) -> int:
    """A fixed size, or one of a Pareto distribution cut off at both ends (inverse of its distribution function)."""
    if len(sizes) == 1:
        return int(sizes[0])
    low, high, exponent = sizes
    power = 1 - exponent
    size: float = (low**power + drawn * (high**power - low**power)) ** (1 / power)
    return round(size)
