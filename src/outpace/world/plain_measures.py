"""What is ordered in the plain world, slow and obvious: dictionaries of stays, a list of measures, a list of doses.

The oracle of `levers/`: no tables, no intervals, no compiled loop. It shares their data types and their keys, not their code.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from outpace.world.draws import MASK, What, key, mixed
from outpace.world.epidemic import Epidemic
from outpace.world.levers.areas import HOUSEHOLD_ONLY, OPEN, Area, Measure
from outpace.world.levers.holding import HUNDREDTHS
from outpace.world.people.deck import BLOCK

FIRST, SECOND, GOLDEN = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15
ROUNDS = 8


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


def unit(hashed: int) -> float:
    """A hash as a number in [0, 1)."""
    return float(hashed >> 11) * 2.0**-53


@dataclass(slots=True)
class Stay:
    """A stay in quarantine or isolation: its first and last day, and the support in hundredths."""

    since: int
    until: int
    support: int = 0


class PlainMeasures:
    """What holds for a person, or between two of them, on a day."""

    def __init__(self, epidemic: Epidemic, seed: int) -> None:
        self._epidemic, self._seed = epidemic, seed
        self.quarantined: dict[int, Stay] = {}
        self.isolated: dict[int, Stay] = {}
        self.measures: list[Measure] = []
        self.shut: list[tuple[int, int, int]] = []
        self.named: list[tuple[int, int, int]] = []
        self.shares: list[tuple[Area, int, int, int, int]] = []

    def hold(self, stays: dict[int, Stay], persons: Iterable[int], day: int, until: int, support: int) -> None:
        """Begin stays on a day, or make those that go on longer."""
        if until < day:
            return
        for person in persons:
            stay = stays.get(person)
            if stay is None or stay.until < day:
                stays[person] = Stay(day, until, support)
            else:
                stay.until, stay.support = max(stay.until, until), max(stay.support, support)

    def release(self, persons: Iterable[int], day: int) -> None:
        """End the stays of persons the day before."""
        for person in persons:
            for stays in (self.quarantined, self.isolated):
                if person in stays:
                    stays[person].until = min(stays[person].until, day - 1)

    def left_of(self, person: int, layer: int, day: int) -> float:
        """The share of a person's meetings in a layer that her own stay leaves on a day."""
        behaviour = self._epidemic.behaviour
        isolated, quarantined = self.isolated.get(person), self.quarantined.get(person)
        if isolated and isolated.since <= day <= isolated.until:
            return behaviour.isolated_contact
        if quarantined and quarantined.since <= day <= quarantined.until and self._keeps(person, quarantined, day):
            return 1.0 if layer == 0 else behaviour.confined_contact
        return 1.0

    def _keeps(self, person: int, stay: Stay, day: int) -> bool:
        behaviour = self._epidemic.behaviour
        share = behaviour.keeps[min(day - stay.since, len(behaviour.keeps) - 1)]
        share = 1.0 - (1.0 - share) * (1.0 - behaviour.support_helps * stay.support / HUNDREDTHS)
        return unit(mixed(mixed(int(key(self._seed, What.KEEP)) ^ person) ^ stay.since)) < share

    def left_there(self, one: int, other: int, layer: int, day: int) -> float:
        """The share of meetings of two persons in a layer that the measures of a day leave."""
        if layer == 0:
            return 1.0
        blocks = one // BLOCK, other // BLOCK
        on = [
            each
            for each in self.measures
            if each.since <= day <= each.until
            and any(each.area.first <= block < each.area.first + each.area.blocks for block in blocks)
        ]
        share = min([1.0, *(each.share for each in on if layer in each.layers)])
        apart = any(self._apart(each.inside, *blocks) for each in on)
        return share * (self._epidemic.behaviour.closed_contact if apart else 1.0)

    @staticmethod
    def _apart(inside: int, one: int, other: int) -> bool:
        if inside == OPEN:
            return False
        return inside == HOUSEHOLD_ONLY or one // inside != other // inside

    def dosed(self, person: int, day: int) -> float:
        """The susceptibility that all doses of a person leave her on a day."""
        given = [(dose, when) for who, dose, when in self.named if who == person]
        for area, dose, low, high, when in self.shares:
            place = person - area.first * BLOCK
            family = int(key(self._seed, What.CAMPAIGN, dose, area.first, area.blocks))
            if 0 <= place < area.people and low <= permuted(place, area.people, family) < high:
                given.append((dose, when))
        return min([1.0, *(self._left(person, dose, day - when) for dose, when in given)])

    def _left(self, person: int, dose: int, since: int) -> float:
        drug = self._epidemic.doses[dose]
        took = unit(mixed(mixed(int(key(self._seed, What.TAKE)) ^ dose) ^ person)) < drug.take
        if not took or since < drug.delay:
            return 1.0
        return next(value for step, value in reversed(drug.left) if step <= since - drug.delay)
