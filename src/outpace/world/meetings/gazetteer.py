"""The venues and sites of a province with names and positions. All are functions of seed and place; none is real.

A list is made on demand, kind by kind: a province has more workplaces than anybody wants to read.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np

from outpace.words.area import Level
from outpace.words.decision import Text
from outpace.world.draws import What, key, mixed
from outpace.world.meetings.layers import DEAL_FROM, DEAL_LENGTH, FIRST, SIZE, WIDTH, Layer
from outpace.world.meetings.stage import Setting
from outpace.world.meetings.venues import KIND_BITS, UNIT_BITS, WHOLE_UNIT, VenueKind, venue_kinds
from outpace.world.people.deck import BLOCK
from outpace.world.places.address import Address
from outpace.world.places.ground import Scope, unit
from outpace.world.province.borders import KM_PER_DEGREE

COLUMNS = ("id", "kind", "name", "name_en", "area", "lon", "lat")
AWAY_KM = {Level.GRID: 0.2, Level.COMMUNITY: 0.4, Level.TOWNSHIP: 2.0}
FARTHEST_KM = 8.0
NAMED_BY = {
    Scope.QUARTER: Level.TOWNSHIP,
    Scope.TOWN: Level.TOWNSHIP,
    Scope.CITY: Level.CITY,
    Scope.PROVINCE: Level.PROVINCE,
}
ENDINGS = (Text("街道", " Subdistrict"), Text("镇", " Town"), Text("乡", " Township"))
NUMERALS = "零一二三四五六七八九"
FINE = 1_000_003


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue or site: its id, kind, name, the lowest known area it lies in, and where (degrees, WGS84)."""

    id: int
    kind: str
    name: Text
    area: str
    at: tuple[float, float]


class _Spot(NamedTuple):
    """A venue before it has a name: its id, a block of its unit to stand in, and the area it is named after."""

    id: int
    block: int
    namer: str


def gazetteer(setting: Setting, address: Address, kind: str) -> Iterator[Venue]:
    """All venues of a kind in the order of their units. Raises KeyError for a kind there isn't."""
    chosen = venue_kinds()[kind]
    spots = list(_spots(setting, address, chosen))
    totals, seen = Counter(spot.namer for spot in spots), Counter[str]()
    for spot in spots:
        seen[spot.namer] += 1
        area = address.code(spot.block * BLOCK, Level.GRID)
        name = called(address.name(spot.namer), chosen.name, seen[spot.namer], totals[spot.namer])
        yield Venue(spot.id, kind, name, area, _somewhere_in(address, area, setting.seed, spot.id))


def write_venues(venues: Iterable[Venue], path: Path) -> int:
    """Write venues as CSV (UTF-8, comma, header); how many there are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        lines = [[each.id, each.kind, each.name.zh, each.name.en, each.area, *each.at] for each in venues]
        rows.writerows(lines)
    return len(lines)


def called(area: Text, kind: Text, rank: int, total: int) -> Text:
    """A venue's name: the area's without its kind, an ordinal where there are several, and what it is."""
    short = next(
        (
            Text(area.zh.removesuffix(end.zh), area.en.removesuffix(end.en))
            for end in ENDINGS
            if area.zh.endswith(end.zh)
        ),
        area,
    )
    if total == 1:
        return Text(zh=short.zh + kind.zh, en=f"{short.en} {kind.en}")
    return Text(zh=f"{short.zh}第{numeral(rank)}{kind.zh}", en=f"{short.en} No. {rank} {kind.en}")


def numeral(number: int) -> str:
    """A whole number in Chinese characters up to 99, in digits beyond."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    high = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return high + (NUMERALS[ones] if ones or not tens else "")


def _spots(setting: Setting, address: Address, kind: VenueKind) -> Iterator[_Spot]:
    ground, layer = setting.places.ground, _layer(setting, kind)
    scope = kind.scope if layer is None else layer.scope
    named = NAMED_BY.get(scope, Level.COUNTY)
    at = 0
    while at < setting.places.blocks:
        ranged = int(Scope.COUNTY if scope is Scope.FLOWS else scope)
        first, blocks = map(int, unit(ground, ranged, kind.blocks if layer is None else layer.blocks, at))
        rank = int(ground.upper[Scope.COUNTY, ground.town_of[first]]) if scope is Scope.FLOWS else first
        for number in _numbers(setting, kind, layer, rank, blocks):
            id = kind.number << KIND_BITS | rank << UNIT_BITS | number
            block = first + int(key(setting.seed, What.VENUE, id)) % blocks
            yield _Spot(id, block, address.code(first * BLOCK, named))
        at = first + blocks


def _layer(setting: Setting, kind: VenueKind) -> Layer | None:
    return next((layer for layer in setting.layers if layer.name in kind.layers), None)


def _numbers(setting: Setting, kind: VenueKind, layer: Layer | None, rank: int, blocks: int) -> list[int]:
    """The numbers of the venues of a unit: where the groups of its ring begin."""
    if kind.layers and layer is None:
        return []
    if layer is None or kind.gather == WHOLE_UNIT:
        return [0]
    layers = setting.stage.layers
    width, start, length = layers.numbers[setting.layer_names.index(layer.name), [WIDTH, DEAL_FROM, DEAL_LENGTH]]
    places = np.arange(setting.stage.flows.into[rank, -1] if layer.scope is Scope.FLOWS else blocks * width)
    deal = layers.groups[start + places % length]
    begin = places - places % length + deal[:, FIRST]
    meets = np.minimum(deal[:, SIZE], len(places) - begin) > 1
    numbers: list[int] = np.unique(begin[meets] // kind.gather).tolist()
    return numbers


def _somewhere_in(address: Address, area: str, seed: int, id: int) -> tuple[float, float]:
    """A point near the middle of an area, the same for a venue and a seed."""
    drawn = int(key(seed, What.VENUE, id, 1))
    lon, lat = address.areas[area].at
    away = AWAY_KM.get(address.areas[area].level, FARTHEST_KM) * sqrt(drawn % FINE / FINE)
    angle = 2 * pi * (mixed(drawn) % FINE) / FINE
    wide = KM_PER_DEGREE * cos(radians(lat))
    return round(lon + away * cos(angle) / wide, 6), round(lat + away * sin(angle) / KM_PER_DEGREE, 6)
