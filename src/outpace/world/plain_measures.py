"""What is ordered in the plain world, slow and obvious: dictionaries of stays, a list of measures, a list of doses.

The oracle of `levers/`: no tables, no intervals, no compiled loop. It shares their data types and their keys, not their code.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import MASK, What, key, mixed
from outpace.world.epidemic import Epidemic
from outpace.world.levers.areas import HOUSEHOLD_ONLY, OPEN, Area, Measure
from outpace.world.levers.holding import HUNDREDTHS
from outpace.world.people.deck import BLOCK

FIRST, SECOND, GOLDEN = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15
ROUNDS = 8


def permuted(x: int, n: int, family: int) -> int:
    """Where x of 0 … n-1 goes."""
    x = _sent(x, n, family)
    while x >= n:
        x = _sent(x, n, family)
    return x


def all_permuted(x: NDArray[np.int64], n: int, family: int) -> NDArray[np.int64]:
    """Where each of several of 0 … n-1 goes."""
    sent = _sent(x.astype(np.uint64), n, family)
    while (outside := sent >= n).any():
        sent[outside] = _sent(sent[outside], n, family)
    return np.asarray(sent, np.int64)


def _sent(x: Any, n: int, family: int) -> Any:
    """Where one number goes in the next power of two, or each of several."""
    bits = (n - 1).bit_length()
    low_bits = bits - bits // 2
    low, high = x & (1 << low_bits) - 1, x >> low_bits
    keys = _keys(family)
    for turn in range(0, ROUNDS, 2):
        low = low ^ _scattered(high, keys[turn]) & (1 << low_bits) - 1
        high = high ^ _scattered(low, keys[turn + 1]) & (1 << bits // 2) - 1
    return high << low_bits | low


@lru_cache(maxsize=1 << 14)
def _keys(family: int) -> list[int]:
    return [family := mixed(family) for _ in range(ROUNDS)]


def _scattered(half: Any, key: int) -> Any:
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
        self.shut: dict[int, set[int]] = defaultdict(set)
        self.named: dict[int, list[tuple[int, int]]] = defaultdict(list)
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
        given = list(self.named.get(person, ()))
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
