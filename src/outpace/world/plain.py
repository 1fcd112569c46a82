"""The same world, slow and obvious: nothing clever, no compiled loop, no inverse. The oracle for the others.

Everybody is asked where she sits, day by day; a dictionary says who sits together; courses are drawn one by one with Python's
own whole numbers. It shares the data with the fast world (deck, layers, ground, counts of commuters), not the code that finds
people. For a few thousand people.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from outpace.world.course import EARLIEST, FACTORS, NONE, odds
from outpace.world.draws import MASK, What, key, mixed
from outpace.world.epidemic import Epidemic
from outpace.world.meetings.layers import DEAL_FROM, DEAL_LENGTH, MEETING, PERIODS, RING, WEEK, Layer, width
from outpace.world.meetings.stage import Setting
from outpace.world.pathogen import by_age
from outpace.world.people.deck import BLOCK, BLOCKS, OF_ALL, Person, Seat
from outpace.world.places.ground import Scope
from outpace.world.timestep import NOBODY, arrivals

FIRST, SECOND, GOLDEN = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15
STRANDS = 64
ROUNDS = 8


class Group(NamedTuple):
    """A group on a day: the family of its hashes, where it begins, its number of places, who sits where, who where."""

    family: int
    start: int
    size: int
    members: dict[int, int]
    places: dict[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """One infection as the plain world sees it."""

    person: int
    day: int
    infector: int
    layer: int
    infectious: int
    onset: int
    hospital: int
    end: int
    strength: float
    stays_home: bool
    dies: bool


def permuted(x: int, n: int, family: int) -> int:
    """Where x of 0 … n-1 goes."""
    bits = (n - 1).bit_length()
    low_bits = bits - bits // 2
    low_mask, high_mask = (1 << low_bits) - 1, (1 << bits // 2) - 1
    keys = [family := mixed(family) for _ in range(ROUNDS)]
    while True:
        low, high = x & low_mask, x >> low_bits
        for turn in range(0, ROUNDS, 2):
            low ^= _scattered(high, keys[turn]) & low_mask
            high ^= _scattered(low, keys[turn + 1]) & high_mask
        x = high << low_bits | low
        if x < n:
            return x


def _scattered(half: int, key: int) -> int:
    x = ((half ^ key) * FIRST) & MASK
    return ((((x ^ (x >> 32)) * SECOND) + GOLDEN) & MASK) >> 32


class PlainWorld:
    """A province with an outbreak. `step` lets a day pass; `cases` is everybody infected, in order."""

    def __init__(self, setting: Setting, epidemic: Epidemic, seed: int) -> None:
        self.setting, self.epidemic, self.seed = setting, epidemic, seed
        self.day = 0
        self.cases: list[Case] = []
        self.confined: dict[int, int] = {}
        self._had: set[int] = set()
        self._odds = odds(epidemic.pathogen, epidemic.behaviour)
        self._susceptible = by_age(epidemic.pathogen.susceptible)
        self._immune = by_age(epidemic.immunity.share)
        self._people = [self._person(number) for number in range(setting.places.people)]
        self._kept: dict[tuple[int, int], dict[int, Group]] = {}
        self._units: dict[tuple[Scope, int, int], tuple[int, int]] = {}

    def step(self) -> int:
        """Let one day pass; how many were infected on it."""
        before = len(self.cases)
        for person in sorted(set(arrivals(self.setting, self.epidemic.imports, self.seed, self.day))):
            if person not in self._had:
                self._infect(person, NOBODY, NOBODY)
        claims: dict[int, tuple[float, int, int]] = {}
        for draw, infector, layer, person in self._attempts():
            claims[person] = min(claims.get(person, (2.0, 0, 0)), (draw, infector, layer))
        for person in sorted(claims):
            self._infect(person, *claims[person][1:])
        self.day += 1
        return len(self.cases) - before

    def contacts(self, person: int, day: int) -> set[tuple[int, int]]:
        """Whom a person meets on a day: (person, rank of the layer)."""
        return {(other, layer) for layer, other, _ in self._meetings(person, day)}

    def _attempts(self) -> Iterator[tuple[float, int, int, int]]:
        tries = int(key(self.seed, What.INFECTION))
        forces = {case.person: force for case in self.cases if (force := self._force(case))}
        for infector, (inside, outside) in forces.items():
            for layer, other, hashed in self._meetings(infector, self.day):
                weight = self.epidemic.pathogen.weights.get(self.setting.layer_names[layer], 1.0)
                chance = (inside if layer == 0 else outside) * weight
                if layer != 0 and self.confined.get(other, -1) >= self.day:
                    chance *= self.epidemic.behaviour.confined_contact
                draw = _unit(mixed(hashed ^ tries))
                if other not in self._had and draw < chance * self._susceptibility(other):
                    yield draw, infector, layer, other

    def _force(self, case: Case) -> tuple[float, float] | None:
        """The force of a case today in the household and elsewhere; None without any."""
        behaviour, day = self.epidemic.behaviour, self.day
        since = day - case.infectious
        if not 0 <= since < len(self._odds.curve) or (case.dies and case.end <= day):
            return None
        inside = float(self._odds.curve[since]) * case.strength
        inside *= behaviour.ward_contact if case.hospital <= day < case.end else 1.0
        outside = inside * (behaviour.home_contact if case.stays_home and case.onset <= day else 1.0)
        return inside, outside * (behaviour.confined_contact if self.confined.get(case.person, -1) >= day else 1.0)

    def _susceptibility(self, person: int) -> float:
        age = self._people[person].age
        was_immune = self._unit(What.IMMUNE, person) < self._immune[age]
        return float(self._susceptible[age]) * (self.epidemic.immunity.left if was_immune else 1.0)

    def _infect(self, person: int, infector: int, layer: int) -> None:
        odds, age = self._odds, self._people[person].age

        def days(what: What, reached: list[float]) -> int:
            return bisect_right(reached, self._unit(what, person))

        infectious = self.day + max(days(What.LATENT, odds.latent.tolist()), EARLIEST)
        ill = self._unit(What.SYMPTOMS, person) < odds.symptomatic[age]
        onset = infectious + days(What.LEAD, odds.lead.tolist()) if ill else NONE
        severe = ill and self._unit(What.HOSPITAL, person) < odds.severe[age]
        hospital = onset + days(What.HOSPITAL_DELAY, odds.to_hospital.tolist()) if severe else NONE
        strength = float(odds.factors[int(self._unit(What.STRENGTH, person) * FACTORS)])
        self._had.add(person)
        self.cases.append(
            Case(
                person=person,
                day=self.day,
                infector=infector,
                layer=layer,
                infectious=infectious,
                onset=onset,
                hospital=hospital,
                end=hospital + days(What.OUTCOME_DELAY, odds.to_end.tolist()) if severe else NONE,
                strength=strength * (1.0 if ill else self.epidemic.pathogen.quiet),
                stays_home=bool(ill and self._unit(What.STAY, person) < odds.stay_home[age]),
                dies=bool(severe and self._unit(What.DEATH, person) < odds.fatal[age]),
            )
        )

    def _unit(self, what: What, person: int) -> float:
        return _unit(mixed(int(key(self.seed, what)) ^ person))

    def _person(self, number: int) -> Person:
        card = mixed(int(self.setting.stage.crowd.family) ^ (number // BLOCK)) % BLOCKS
        return self.setting.deck.blocks[card][number % BLOCK]

    def _meetings(self, person: int, day: int) -> Iterator[tuple[int, int, int]]:
        """Layer, other person and hash of each meeting of a person on a day."""
        block = person // BLOCK
        own = self._people[person]
        meeting = int(self.setting.stage.layers.keys[0, MEETING])
        household = mixed(mixed(meeting ^ block) ^ day)
        for other in range(own.home, own.home + own.home_size):
            if other != person % BLOCK:
                yield 0, block * BLOCK + other, _pair(household, person % BLOCK, other)
        for rank, layer in enumerate(self.setting.layers, 1):
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
        layers = self.setting.stage.layers
        groups: dict[tuple[int, int, int], dict[int, int]] = defaultdict(dict)
        for number, person in enumerate(self._people):
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
        places_each = width(layer, self.setting.deck)
        strand, seat = divmod(seat, places_each)
        first, blocks = self._unit_of(layer, block)
        place, places = (block - first) * places_each + seat, blocks * places_each
        own = mixed(family ^ (first * STRANDS + strand))
        if layer.scope is Scope.FLOWS:
            return self._workplace(family, block, permuted(place, places, own))
        return own, places, permuted(place, places, own)

    def _workplace(self, family: int, block: int, way: int) -> tuple[int, int, int]:
        ground, flows = self.setting.stage.ground, self.setting.stage.flows
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
        ground = self.setting.stage.ground
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


def _unit(hashed: int) -> float:
    return float(hashed >> 11) * 2.0**-53
