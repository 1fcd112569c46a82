"""Who meets whom in the plain world, slow and obvious: everybody is asked where she sits, a dictionary says who sits together."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from outpace.world.draws import MASK, What, mixed
from outpace.world.meetings.layers import DEAL_FROM, DEAL_LENGTH, MEETING, PERIODS, RING, WEEK, Layer, width
from outpace.world.meetings.stage import Setting
from outpace.world.people.deck import BLOCK, BLOCKS, OF_ALL, Person, Seat
from outpace.world.places.ground import Scope
from outpace.world.plain_measures import permuted

STRANDS = 64


class Group(NamedTuple):
    """A group on a day: the family of its hashes, where it begins, its number of places, who sits where, who where."""

    family: int
    start: int
    size: int
    members: dict[int, int]
    places: dict[int, int]


class PlainMeetings:
    """All meetings of a province; what is worked out for a day is kept."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.people = [self._person(number) for number in range(setting.places.people)]
        self._kept: dict[tuple[int, int], dict[int, Group]] = {}
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
            if group := self._groups(rank, layer, day).get(person):
                yield from self._met(rank, layer, day, group, person)

    def _met(self, rank: int, layer: Layer, day: int, group: Group, person: int) -> Iterator[tuple[int, int, int]]:
        """Those of a group whom a person meets: near enough in the group's order, and chance has it."""
        if layer.weekly and mixed(group.family ^ group.start) % WEEK != day % WEEK:
            return
        family = mixed(group.family ^ day)
        shuffle = mixed(family ^ (group.start + int(What.SHUFFLE)))
        everybody = layer.reach == 0 or 2 * layer.reach + 1 >= group.size

        def seat(place: int) -> int:
            return permuted(place - group.start, group.size, shuffle) if layer.mixed else place - group.start

        own = group.places[person]
        for place, other in group.members.items():
            away = 0 if everybody else (seat(place) - seat(own)) % group.size
            if other != person and (everybody or min(away, group.size - away) <= layer.reach):
                hashed = _pair(family, own, place)
                if hashed >> 32 < round(layer.chance * 2**32):
                    yield rank, other, hashed

    def _groups(self, rank: int, layer: Layer, day: int) -> dict[int, Group]:
        """Everybody's group in a layer on a day, by asking everybody for her place."""
        if not layer.days[day % WEEK]:
            return {}
        period = PERIODS[layer.order]
        time = day // period if period else 0
        if (rank, time) not in self._kept:
            self._kept[rank, time] = self._seated(rank, layer, time)
        return self._kept[rank, time]

    def _seated(self, rank: int, layer: Layer, time: int) -> dict[int, Group]:
        layers = self._setting.stage.layers
        groups: dict[tuple[int, int, int], dict[int, int]] = defaultdict(dict)
        for number, person in enumerate(self.people):
            seat = self._seat(layer.seat, number, person)
            if layer.seat in (*OF_ALL, person.kind):
                family, places, place = self._ring(
                    layer, mixed(int(layers.keys[rank, RING]) ^ time), number // BLOCK, seat
                )
                length = int(layers.numbers[rank, DEAL_LENGTH])
                first, dealt = layers.groups[int(layers.numbers[rank, DEAL_FROM]) + place % length].tolist()
                start = place - place % length + first
                size = min(dealt, places - start)
                if size > 1:
                    groups[family, start, size][place] = number
        meeting = int(layers.keys[rank, MEETING])
        made = [
            Group(mixed(family ^ meeting), start, size, held, {person: place for place, person in held.items()})
            for (family, start, size), held in groups.items()
        ]
        return {person: group for group in made for person in group.places}

    @staticmethod
    def _seat(kind: Seat, number: int, person: Person) -> int:
        """The number of a person's seat of a kind."""
        return {Seat.EVERYBODY: number % BLOCK, Seat.BY_AGE: person.rank}.get(kind, person.seat)

    def _ring(self, layer: Layer, family: int, block: int, seat: int) -> tuple[int, int, int]:
        """The ring of a seat: its key, how many places it has, and the place of the seat."""
        places_each = width(layer, self._setting.deck)
        strand, seat = divmod(seat, places_each)
        first, blocks = self._unit_of(layer, block)
        place, places = (block - first) * places_each + seat, blocks * places_each
        own = mixed(family ^ (first * STRANDS + strand))
        if layer.scope is Scope.FLOWS:
            return self._workplace(family, block, permuted(place, places, own))
        return own, places, permuted(place, places, own)

    def _workplace(self, family: int, block: int, way: int) -> tuple[int, int, int]:
        ground, flows = self._setting.stage.ground, self._setting.stage.flows
        home = int(ground.upper[Scope.COUNTY, ground.town_of[block]])
        work = next(rank for rank, reached in enumerate(flows.out[home][1:]) if way < reached)
        place, places = int(flows.into[work, home]) + way - int(flows.out[home, work]), int(flows.into[work, -1])
        own = mixed(~family & MASK ^ work)
        return own, places, permuted(place, places, own)

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
