"""Measures by place: areas closed off, layers restricted. What they leave of a meeting follows from where both live.

An area is a stretch of blocks; nobody who lives there is stored. Of several measures on a day the strictest counts, so they
may be ordered in any order. At the edge of an area either end's measure counts for the meeting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.kernels import kernel
from outpace.world.meetings.layers import known_layers
from outpace.world.meetings.venues import NOWHERE, venue_of
from outpace.world.numbers import distinct
from outpace.world.people.deck import BLOCK
from outpace.world.places.ground import Places, Scope

OPEN = 1 << 40
HOUSEHOLD_ONLY = 0


class Area(NamedTuple):
    """A stretch of blocks: the first, and how many."""

    first: int
    blocks: int

    @property
    def people(self) -> int:
        """How many live there."""
        return self.blocks * BLOCK

    def bounds(self, persons: NDArray[np.int64]) -> tuple[int, int]:
        """Where those who live there begin and end, among persons ascending."""
        low = int(persons.searchsorted(self.first * BLOCK))
        return low, low + int(persons[low:].searchsorted((self.first + self.blocks) * BLOCK))

    def cut(self, blocks: int) -> tuple["Area", "Area"]:
        """The first so many blocks, and what is left."""
        head = min(blocks, self.blocks)
        return Area(self.first, head), Area(self.first + head, self.blocks - head)


def whole(places: Places) -> Area:
    """The province."""
    return Area(0, places.blocks)


def county(places: Places, code: str) -> Area:
    """A county by its code. Raises ProblemError WORLD_COUNTY_UNKNOWN."""
    if code not in places.counties:
        raise ProblemError("WORLD_COUNTY_UNKNOWN", county=code, known=", ".join(places.counties[:8]))
    return _of(places, Scope.COUNTY, places.counties.index(code))


def town_of(places: Places, person: int) -> Area:
    """The town where somebody lives."""
    return _of(places, Scope.TOWN, int(places.ground.town_of[person // BLOCK]))


def communities_of(places: Places, persons: NDArray[np.int64], blocks: int) -> list[Area]:
    """The part of so many blocks of her town where each person lives; a town's last part may be smaller."""
    homes = persons // BLOCK
    towns = places.ground.town_of[homes]
    starts, ends = places.ground.starts[Scope.TOWN, towns], places.ground.starts[Scope.TOWN, towns + 1]
    first = starts + (homes - starts) // blocks * blocks
    return list(map(Area, first.tolist(), np.minimum(blocks, ends - first).tolist()))


def _of(places: Places, scope: Scope, rank: int) -> Area:
    first, end = places.ground.starts[scope, rank : rank + 2].tolist()
    return Area(first, end - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What holds in an area from a day up to and with another.

    `inside` closes it off: people meet, outside their households, only those of the same run of so many blocks (HOUSEHOLD_ONLY:
    nobody, OPEN: it isn't closed). `layers` (by rank) keep the `share` of their meetings.
    """

    area: Area
    since: int
    until: int
    inside: int = OPEN
    layers: tuple[int, ...] = ()
    share: float = 1.0


class Shut(NamedTuple):
    """A venue that is shut from a day up to and with another."""

    venue: int
    since: int
    until: int


class Ruled(NamedTuple):
    """The measures of one day as tables over intervals of blocks; no interval at all where no measure is on.

    `edges` are the first blocks; `inside` as in `Measure`; `share` by interval and layer. `closed` is what closing leaves. `shut`
    are the ids of venues that are shut, ascending.
    """

    edges: NDArray[np.int64]
    inside: NDArray[np.int64]
    share: NDArray[np.float64]
    closed: float
    shut: NDArray[np.int64]


def ruled(measures: Iterable[Measure], day: int, layers: int, closed: float, shut: Iterable[Shut] = ()) -> Ruled:
    """Lay out what holds on a day for so many layers, the strictest of everything."""
    on = [each for each in measures if each.since <= day <= each.until and each.area.blocks]
    areas = (each.area for each in on)
    bounds = np.array([(first, first + blocks) for first, blocks in areas], np.int64).reshape(len(on), 2)
    edges = distinct(np.append(bounds.ravel(), 0)) if on else bounds[:, 0]
    inside = np.full(len(edges), OPEN, np.int64)
    share = np.ones((len(edges), layers))
    spans = edges.searchsorted(bounds)
    for (run, restricted, kept), ranks in _alike(on).items():
        there = _covered(spans[ranks], len(edges))
        np.minimum(inside, run, out=inside, where=there)
        left = np.where(there, kept, 1.0)
        for layer in restricted:
            np.minimum(share[:, layer], left, out=share[:, layer])
    venues = sorted({each.venue for each in shut if each.since <= day <= each.until} - {NOWHERE})
    return Ruled(edges, inside, share, closed, np.array(venues, np.int64))


def _alike(on: Iterable[Measure]) -> dict[tuple[int, tuple[int, ...], float], list[int]]:
    """The ranks of measures that do the same, only elsewhere."""
    alike: dict[tuple[int, tuple[int, ...], float], list[int]] = {}
    for rank, each in enumerate(on):
        alike.setdefault((each.inside, each.layers, each.share), []).append(rank)
    return alike


def _covered(spans: NDArray[np.int64], intervals: int) -> NDArray[np.bool_]:
    """Which intervals lie in at least one of the spans (first, end)."""
    begun, ended = (np.bincount(edge, minlength=intervals + 1) for edge in spans.T)
    return np.cumsum(begun - ended)[:-1] > 0


@kernel
def _interval(edges: Any, block: Any) -> Any:
    low, high = 0, len(edges)
    while high - low > 1:
        middle = (low + high) // 2
        if edges[middle] <= block:
            low = middle
        else:
            high = middle
    return low


@kernel
def _apart(inside: Any, one: Any, other: Any) -> Any:
    """Whether closing keeps two blocks apart."""
    return inside == HOUSEHOLD_ONLY or (inside < OPEN and one // inside != other // inside)


@kernel
def left_there(ruled: Any, layer: Any, one: Any, other: Any) -> Any:
    """The share of meetings between people of two blocks that the measures of a day leave (household: all)."""
    if len(ruled.edges) == 0 or layer == 0:
        return 1.0
    here, there = _interval(ruled.edges, one), _interval(ruled.edges, other)
    share = min(ruled.share[here, layer], ruled.share[there, layer])
    if _apart(ruled.inside[here], one, other) or _apart(ruled.inside[there], one, other):
        return share * ruled.closed
    return share


@kernel
def keeps_in(ruled: Any, block: Any) -> Any:
    """Whether the measures of a day leave people of a block nobody to meet but their households."""
    if len(ruled.edges) == 0 or ruled.closed > 0.0:
        return False
    return ruled.inside[_interval(ruled.edges, block)] == HOUSEHOLD_ONLY


@kernel
def is_shut(ruled: Any, venues: Any, layer: Any, place: Any, group: Any) -> Any:
    """Whether the venue is shut where a group comes together."""
    if len(ruled.shut) == 0 or layer == 0:
        return False
    venue = venue_of(venues, layer, place.unit, place.strand, group.start)
    return ruled.shut[_interval(ruled.shut, venue)] == venue


class Measures:
    """All measures ever ordered, and the tables of a day, made once while nothing changes."""

    def __init__(self, layers: Sequence[str], closed: float) -> None:
        self.every: list[Measure] = []
        self._layers, self._closed = tuple(layers), closed
        self.shut: list[Shut] = []
        self._made: dict[int, Ruled] = {}

    def close(self, areas: Iterable[Area], since: int, until: int, inside: int) -> None:
        """Close areas off."""
        self.every += [Measure(area=area, since=since, until=until, inside=inside) for area in areas]
        self._forget_from(since)

    def restrict(self, areas: Iterable[Area], since: int, until: int, layers: Sequence[str], share: float) -> None:
        """Leave a share of the meetings of some layers. Raises ProblemError WORLD_LAYER_UNKNOWN."""
        known_layers("restrict", layers, self._layers)
        ranks = tuple(sorted(self._layers.index(name) for name in set(layers)))
        self.every += [Measure(area=area, since=since, until=until, layers=ranks, share=share) for area in areas]
        self._forget_from(since)

    def shut_venues(self, venues: Iterable[int], since: int, until: int) -> None:
        """Shut venues."""
        self.shut += [Shut(venue, since, until) for venue in venues]
        self._forget_from(since)

    def lift(self, areas: Iterable[Area], day: int) -> None:
        """End what was ordered for exactly these areas before a day; what is ordered on that day stays."""
        ended = set(areas)
        self.every = [
            replace(each, until=day - 1) if each.area in ended and each.since < day <= each.until else each
            for each in self.every
        ]
        self._forget_from(day)

    def on(self, day: int) -> Ruled:
        """The tables of a day, past or next."""
        if day not in self._made:
            self._made[day] = ruled(self.every, day, len(self._layers), self._closed, self.shut)
        return self._made[day]

    def _forget_from(self, day: int) -> None:
        """Make the tables anew that an order of a day may change: of that day and later ones."""
        self._made = {made: tables for made, tables in self._made.items() if made < day}
