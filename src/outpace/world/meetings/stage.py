"""Everything that decides who meets whom: the ground, the crowd, the layers and the flows, from one seed."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.meetings.flows import Flows, flows, gravity
from outpace.world.meetings.layers import (
    DEAL_FROM,
    DEAL_LENGTH,
    REACH,
    SIZE,
    Layer,
    Layers,
    names,
    tables,
    usual_layers,
)
from outpace.world.people.census import Census, census
from outpace.world.people.crowd import Crowd, crowd
from outpace.world.people.deck import Deck, Seat, deck
from outpace.world.places.ground import Ground, Places


class Stage(NamedTuple):
    """The tables that kernels read."""

    ground: Ground
    crowd: Crowd
    layers: Layers
    flows: Flows


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A province with its people: what the tables were made of, and the tables. `room` is the most encounters a day has."""

    seed: int
    places: Places
    deck: Deck
    layers: tuple[Layer, ...]
    stage: Stage
    room: int

    @property
    def layer_names(self) -> tuple[str, ...]:
        """The names of the layers by rank, the household first."""
        return names(self.layers)


def setting(
    places: Places,
    seed: int,
    layers: tuple[Layer, ...] | None = None,
    margins: Census | None = None,
    commuting: NDArray[np.int64] | None = None,
) -> Setting:
    """Put people into places. What isn't given is the usual: layers, census, commuting by gravity.

    `commuting` are counts by (home county, county of work); a row adds up to the county's commuter seats.
    """
    layers = usual_layers() if layers is None else layers
    dealt = _deck(margins or census(), seed)
    counts = gravity(places, dealt.widths[Seat.COMMUTER]) if commuting is None else commuting
    stage = Stage(places.ground, crowd(dealt, seed), tables(layers, dealt, seed), flows(counts))
    return Setting(seed, places, dealt, layers, stage, _room(dealt, stage.layers))


@lru_cache(maxsize=8)
def _deck(margins: Census, seed: int) -> Deck:
    return deck(margins, seed)


def _room(dealt: Deck, layers: Layers) -> int:
    """The most people that one can meet on a day."""
    household = max(person.home_size for block in dealt.blocks for person in block)
    return household + sum(_most(layers, rank) for rank in range(1, len(layers.numbers)))


def _most(layers: Layers, rank: int) -> int:
    start, length, reach = layers.numbers[rank, [DEAL_FROM, DEAL_LENGTH, REACH]].tolist()
    biggest = int(layers.groups[start : start + length, SIZE].max())
    return min(biggest, 2 * reach + 1) if reach else biggest


def contacts(setting: Setting, person: int, day: int) -> Any:
    """Whom a person meets on a day: persons and ranks of layers, as two arrays of equal length."""
    from outpace.world.meetings.encounters import contacts_of

    persons = np.empty(setting.room, np.int64)
    ranks = np.empty(setting.room, np.int64)
    count = contacts_of(setting.stage, person, day, persons, ranks, scratch(setting))
    return persons[:count], ranks[:count]


class Scratch(NamedTuple):
    """Where a kernel notes the encounters of one person in a layer on a day: the other's place, and the hash of the meeting."""

    place: NDArray[np.int64]
    hashed: NDArray[np.uint64]


def scratch(setting: Setting) -> Scratch:
    """Room for the encounters of one person on one day, and for one more that doesn't take place."""
    return Scratch(np.empty(setting.room + 1, np.int64), np.empty(setting.room + 1, np.uint64))
