"""Who meets whom in the plain world, slow and obvious: everybody is asked where she sits, and looked through for who sits near.

No inverse and no compiled loop; numbers of many people are sent through a permutation at once, as arrays.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import MASK, What, mixed
from outpace.world.meetings.layers import DEAL_FROM, DEAL_LENGTH, MEETING, PERIODS, RING, WEEK, Layer, width
from outpace.world.meetings.stage import Setting
from outpace.world.people.deck import BLOCK, BLOCKS, OF_ALL, Person, Seat
from outpace.world.places.ground import Scope
from outpace.world.plain_measures import all_permuted

STRANDS = 64
NONE = -1


class Ring(NamedTuple):
    """A ring of a layer: its key, its number of places, and who sits at each that is taken."""

    key: int
    places: int
    persons: NDArray[np.int64]
    at: NDArray[np.int64]


class Group(NamedTuple):
    """A group on a day: the family of its hashes, where it begins, its number of places, those taken, and who sits there."""

    family: int
    start: int
    size: int
    places: NDArray[np.int64]
    persons: NDArray[np.int64]


class Seats(NamedTuple):
    """Who has a seat of a strand in a unit, before any order is drawn: first block, blocks, strand, who, which of its seats."""

    first: int
    blocks: int
    strand: int
    persons: NDArray[np.int64]
    seats: NDArray[np.int64]


class Order(NamedTuple):
    """The rings of a layer in one order; by person the number of her ring (NONE: she has no seat) and her place in it."""

    rings: list[Ring]
    ring: NDArray[np.int64]
    place: NDArray[np.int64]


class PlainMeetings:
    """All meetings of a province; who sits where is worked out once for each order."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.people = [self._person(number) for number in range(setting.places.people)]
        self._holders: dict[int, list[Seats]] = {}
        self._orders: dict[tuple[int, int], Order] = {}
        self._units: dict[tuple[Scope, int, int], tuple[int, int]] = {}

    def _person(self, number: int) -> Person:
        card = mixed(int(self._setting.stage.crowd.family) ^ (number // BLOCK)) % BLOCKS
        return self._setting.deck.blocks[card][number % BLOCK]

    def of(self, person: int, day: int) -> Iterator[tuple[int, int, int]]:
        """Layer, other person and hash of each meeting of a person on a day."""
        block = person // BLOCK
        own = self.people[person]
        meeting = int(self._setting.stage.layers.keys[0, MEETING])
        household = mixed(mixed(meeting ^ block) ^ day)
        for other in range(own.home, own.home + own.home_size):
            if other != person % BLOCK:
                yield 0, block * BLOCK + other, _pair(household, person % BLOCK, other)
        for rank, layer in enumerate(self._setting.layers, 1):
            order = self._order(rank, layer, day)
            if layer.days[day % WEEK] and order.ring[person] != NONE:
                place = int(order.place[person])
                yield from self._met(rank, layer, day, self._group(rank, order.rings[order.ring[person]], place), place)

    def _met(self, rank: int, layer: Layer, day: int, group: Group, own: int) -> Iterator[tuple[int, int, int]]:
        """Those of a group whom the person at a place meets: near enough in the group's order, and chance has it."""
        if layer.weekly and mixed(group.family ^ group.start) % WEEK != day % WEEK:
            return
        family = mixed(group.family ^ day)
        seats = group.places - group.start
        if layer.mixed:
            seats = all_permuted(seats, group.size, mixed(family ^ (group.start + int(What.SHUFFLE))))
        away = (seats - seats[group.places == own]) % group.size
        everybody = layer.reach == 0 or 2 * layer.reach + 1 >= group.size
        near = everybody | (np.minimum(away, group.size - away) <= layer.reach)
        for place, other in zip(group.places[near].tolist(), group.persons[near].tolist(), strict=True):
            hashed = _pair(family, own, place)
            if place != own and hashed >> 32 < round(layer.chance * 2**32):
                yield rank, other, hashed

    def _group(self, rank: int, ring: Ring, place: int) -> Group:
        """The group of a place of a ring; in a group of fewer than two is nobody."""
        layers = self._setting.stage.layers
        length = int(layers.numbers[rank, DEAL_LENGTH])
        first, dealt = layers.groups[int(layers.numbers[rank, DEAL_FROM]) + place % length].tolist()
        start = place - place % length + first
        size = min(dealt, ring.places - start)
        there = (start <= ring.at) & (ring.at < start + size) & (size > 1)
        return Group(
            mixed(ring.key ^ int(layers.keys[rank, MEETING])), start, size, ring.at[there], ring.persons[there]
        )

    def _order(self, rank: int, layer: Layer, day: int) -> Order:
        """Who sits where in a layer on a day, by asking everybody."""
        period = PERIODS[layer.order]
        time = day // period if period else 0
        if (rank, time) not in self._orders:
            family = mixed(int(self._setting.stage.layers.keys[rank, RING]) ^ time)
            rings = self._rings(layer, family, self._seats(rank, layer))
            order = Order(rings, np.full(len(self.people), NONE), np.full(len(self.people), NONE))
            for number, ring in enumerate(rings):
                order.ring[ring.persons], order.place[ring.persons] = number, ring.at
            self._orders[rank, time] = order
        return self._orders[rank, time]

    def _seats(self, rank: int, layer: Layer) -> list[Seats]:
        """Who has a seat in a layer, by unit and strand."""
        if rank not in self._holders:
            persons = np.flatnonzero(self._has(layer.seat))
            each = width(layer, self._setting.deck)
            strands, seats = np.divmod(self._numbers(layer.seat)[persons], each)
            units = np.array([self._unit_of(layer, block) for block in range(self._setting.places.blocks)])
            first, blocks = units[persons // BLOCK].T
            seats += (persons // BLOCK - first) * each
            whose = sorted(set(zip(first.tolist(), blocks.tolist(), strands.tolist(), strict=True)))
            held = [(first == unit[0]) & (strands == unit[2]) for unit in whose]
            self._holders[rank] = [
                Seats(*unit, persons[those], seats[those]) for unit, those in zip(whose, held, strict=True)
            ]
        return self._holders[rank]

    def _has(self, kind: Seat) -> NDArray[np.bool_]:
        """Whether each person has a seat of a kind."""
        return np.array([kind in (*OF_ALL, person.kind) for person in self.people])

    def _numbers(self, kind: Seat) -> NDArray[np.int64]:
        """The number of each person's seat, if it is of a kind."""
        if kind is Seat.EVERYBODY:
            return np.arange(len(self.people)) % BLOCK
        return np.array([person.rank if kind is Seat.BY_AGE else person.seat for person in self.people])

    def _rings(self, layer: Layer, family: int, seats: list[Seats]) -> list[Ring]:
        """The rings that people sit round: one for each unit and strand, of commuters one for each county of work."""
        rings = []
        for held in seats:
            own = mixed(family ^ (held.first * STRANDS + held.strand))
            places = held.blocks * width(layer, self._setting.deck)
            rings.append(Ring(own, places, held.persons, all_permuted(held.seats, places, own)))
        if layer.scope is Scope.FLOWS:
            homes = [(self._county(held.first), ring) for held, ring in zip(seats, rings, strict=True)]
            return [self._workplace(family, homes, work) for work in range(len(self._setting.stage.flows.into))]
        return rings

    def _workplace(self, family: int, homes: list[tuple[int, Ring]], work: int) -> Ring:
        """The ring of those who work in a county, by asking everybody of every county which way she goes."""
        flows = self._setting.stage.flows
        own, places = mixed(~family & MASK ^ work), int(flows.into[work, -1])
        persons, at = [], []
        for home, ring in homes:
            there = (flows.out[home, work] <= ring.at) & (ring.at < flows.out[home, work + 1])
            persons.append(ring.persons[there])
            at.append(flows.into[work, home] + ring.at[there] - flows.out[home, work])
        return Ring(own, places, np.concatenate(persons), all_permuted(np.concatenate(at), places, own))

    def _county(self, block: int) -> int:
        ground = self._setting.stage.ground
        return int(ground.upper[Scope.COUNTY, ground.town_of[block]])

    def _unit_of(self, layer: Layer, block: int) -> tuple[int, int]:
        """First block and number of blocks of the unit that a block lies in."""
        asked = (layer.scope, layer.blocks, block)
        if asked not in self._units:
            self._units[asked] = self._looked_up(layer, block)
        return self._units[asked]

    def _looked_up(self, layer: Layer, block: int) -> tuple[int, int]:
        """The unit by looking at which blocks have the same town, county, city or province."""
        ground = self._setting.stage.ground
        upper = ground.upper[{Scope.FLOWS: Scope.COUNTY, Scope.QUARTER: Scope.TOWN}.get(layer.scope, layer.scope)]
        town = ground.town_of[block]
        held = [rank for rank, other in enumerate(ground.town_of) if upper[other] == upper[town]]
        first, last = held[0], held[-1] + 1
        if layer.scope is Scope.QUARTER:
            begin = first + (block - first) // layer.blocks * layer.blocks
            return begin, min(layer.blocks, last - begin)
        return first, last - first


def _pair(family: int, one: int, other: int) -> int:
    return mixed(family ^ (min(one, other) << 32 | max(one, other)))
