"""Yunlan Province, whole: every area with name, code, people and polygons. The same seed gives the same province.

The province is invented and lies in the open sea (about 130.4-134° E, 26.7-29.1° N). Its codes begin with 99, which no
division code of China does. It is a stage for demonstrations, tests and drills; it holds no persons.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from outpace.words.area import Level
from outpace.words.decision import Text
from outpace.world.province import shares
from outpace.world.province.borders import Borders, MultiPolygon
from outpace.world.province.lattice import lattice
from outpace.world.province.people import apportion, names, uneven
from outpace.world.province.plan import CountyPlan, Plan, yunlan_plan

TOWNSHIP_SPREAD = 0.55
COMMUNITY_SPREAD = 0.45


@dataclass(frozen=True, slots=True)
class ProvinceArea:
    """One area: code and parent's code, level, names, people, GeoJSON MultiPolygon coordinates (degrees, WGS84)."""

    code: str
    parent: str | None
    level: Level
    name: Text
    population: int
    polygons: MultiPolygon


@dataclass(frozen=True, slots=True)
class Province:
    """All areas, parents before children, by code within a level.

    `shorts` gives the letters that case numbers of a county begin with.
    """

    areas: tuple[ProvinceArea, ...]
    shorts: Mapping[str, str]

    def at(self, level: Level) -> tuple[ProvinceArea, ...]:
        """The areas of one level."""
        return tuple(area for area in self.areas if area.level is level)


class _Entry(NamedTuple):
    parent: str | None
    level: Level
    name: Text
    population: int


@lru_cache(maxsize=4)
def yunlan(seed: int = 1) -> Province:
    """Build Yunlan Province. A seed fixes names, people and borders, bit for bit."""
    plan = yunlan_plan()
    survey = _Survey(plan, seed)
    for county, sites in survey.counties():
        survey.divide(county, sites)
    survey.enter_upper_levels()
    borders = Borders(plan, survey.grid, seed)
    shorts = {county.code: county.short for county in plan.counties}
    return Province(areas=tuple(_drawn(survey.register, survey.homes, borders)), shorts=shorts)


class _Survey:
    """Divides the land level by level; fills the register of areas and says in which community each site lies."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.plan, self.seed = plan, seed
        self.grid = lattice(plan, seed)
        self.register: dict[str, _Entry] = {}
        self.homes: dict[int, str] = {}
        self._taken = {name.zh[:2] for county in plan.counties for name in county.fixed_townships}

    def counties(self) -> Iterator[tuple[CountyPlan, list[int]]]:
        parts = shares.groups(shares.counties(self.plan, self.grid, shares.land(self.plan, self.grid)))
        return ((county, parts[county.code]) for county in self.plan.counties)

    def divide(self, county: CountyPlan, sites: list[int]) -> None:
        """Cut a county into townships, numbered from the seat outward, the larger ones nearer to it."""
        rng = random.Random(f"county {self.seed} {county.code}")
        weight = shares.pull(county.seat)
        pieces = rng.randint(*self.plan.townships)
        parts = shares.groups(shares.split(self.grid, sites, pieces, rng, weight=weight))
        outward = sorted(parts.values(), key=lambda part: -weight(shares.middle(self.grid, part)))
        people = apportion(county.population, uneven(len(outward), TOWNSHIP_SPREAD, rng))
        titles = self._township_names(county, rng)
        for rank, (part, count) in enumerate(zip(outward, people, strict=True), 1):
            code = f"{county.code}{rank:03d}"
            self.register[code] = _Entry(county.code, Level.TOWNSHIP, next(titles), count)
            self._divide_township(code, part, rng)

    def _divide_township(self, township: str, sites: list[int], rng: random.Random) -> None:
        entry = self.register[township]
        pieces = min(rng.randint(*self.plan.communities), len(sites))
        parts = shares.groups(shares.split(self.grid, sites, pieces, rng, weight=lambda _: 1.0))
        people = apportion(entry.population, uneven(len(parts), COMMUNITY_SPREAD, rng))
        titles = names(self.plan.syllables, "community_first", "community_second", rng, set())
        kind = Text("社区", " Community") if entry.name.zh.endswith("街道") else Text("村", " Village")
        for rank, (part, count) in enumerate(zip(parts.values(), people, strict=True), 1):
            code = f"{township}{rank:03d}"
            self.register[code] = _Entry(township, Level.COMMUNITY, _called(next(titles), kind), count)
            self.homes |= dict.fromkeys(part, code)

    def _township_names(self, county: CountyPlan, rng: random.Random) -> Iterator[Text]:
        """Names from the seat outward: the given ones, then subdistricts, towns, and townships at the far end."""
        yield from county.fixed_townships
        subdistricts = 4 if county.name.zh.endswith("区") else 1
        kinds = (
            [Text("街道", " Subdistrict")] * subdistricts + [Text("镇", " Town")] * 3 + [Text("乡", " Township")] * 9
        )
        fresh = names(self.plan.syllables, "first", "second", rng, self._taken)
        for kind, name in zip(kinds[len(county.fixed_townships) :], fresh, strict=False):
            yield _called(name, kind)

    def enter_upper_levels(self) -> None:
        """Enter counties, cities and the province; their people are the sums of what lies below."""
        plan, register = self.plan, self.register
        for county in plan.counties:
            register[county.code] = _Entry(county.city_code, Level.COUNTY, county.name, county.population)
        for code, name in plan.cities:
            people = sum(county.population for county in plan.counties if county.city_code == code)
            register[code] = _Entry(plan.code, Level.CITY, name, people)
        whole = sum(county.population for county in plan.counties)
        register[plan.code] = _Entry(None, Level.PROVINCE, plan.name, whole)


def _called(name: Text, kind: Text) -> Text:
    return Text(zh=name.zh + kind.zh, en=name.en + kind.en)


def _drawn(register: Mapping[str, _Entry], homes: Mapping[int, str], borders: Borders) -> Iterator[ProvinceArea]:
    owners: dict[int, str | None] = dict(homes)
    levels: list[dict[str, MultiPolygon]] = []
    while any(owners.values()):
        held = {site: code for site, code in owners.items() if code}
        levels.insert(0, borders.areas(held))
        owners = {site: register[code].parent for site, code in held.items()}
    for level in levels:
        for code in sorted(level):
            entry = register[code]
            yield ProvinceArea(code, entry.parent, entry.level, entry.name, entry.population, level[code])
