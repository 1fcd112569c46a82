"""Dividing a planned province: counties, townships, communities and, where asked for, grids, each with people and a name.

Whatever the plan, the pieces of a piece are drawn from the seed and the piece's own code, so that a county doesn't depend on
what was drawn for another.
"""

import random
from collections.abc import Iterator, Mapping
from itertools import chain, islice, repeat
from typing import NamedTuple

from outpace.words.area import Level
from outpace.words.decision import Text
from outpace.world.province import shares
from outpace.world.province.areas import Province, ProvinceArea
from outpace.world.province.borders import Borders, MultiPolygon
from outpace.world.province.lattice import lattice
from outpace.world.province.people import apportion, names, uneven
from outpace.world.province.plan import CountyPlan, Plan

TOWNSHIP_SPREAD = 0.55
COMMUNITY_SPREAD = 0.45
GRID_SPREAD = 0.2
SUBDISTRICT, TOWN, TOWNSHIP = Text("街道", " Subdistrict"), Text("镇", " Town"), Text("乡", " Township")


def surveyed(plan: Plan, seed: int) -> Province:
    """Build the province of a plan. A seed fixes names, people and borders, bit for bit."""
    survey = _Survey(plan, seed)
    for county, sites in survey.counties():
        survey.divide(county, sites)
    survey.enter_upper_levels()
    borders = Borders(plan, survey.grid, seed)
    shorts = {county.code: county.short for county in plan.counties}
    return Province(areas=tuple(_drawn(survey.register, survey.homes, borders)), shorts=shorts)


class _Entry(NamedTuple):
    parent: str | None
    level: Level
    name: Text
    population: int


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
            self._divide_community(code, part, count)

    def _divide_community(self, community: str, sites: list[int], people: int) -> None:
        """Cut a community into grids where the plan has them; else its sites are its own."""
        if not self.plan.grids:
            self.homes |= dict.fromkeys(sites, community)
            return
        rng = random.Random(f"grids {self.seed} {community}")
        pieces = min(rng.randint(*self.plan.grids), len(sites))
        parts = shares.groups(shares.split(self.grid, sites, pieces, rng, weight=lambda _: 1.0))
        counts = apportion(people, uneven(len(parts), GRID_SPREAD, rng))
        for rank, (part, count) in enumerate(zip(parts.values(), counts, strict=True), 1):
            code = f"{community}{rank:02d}"
            self.register[code] = _Entry(community, Level.GRID, Text(f"第{rank}网格", f"Grid {rank}"), count)
            self.homes |= dict.fromkeys(part, code)

    def _township_names(self, county: CountyPlan, rng: random.Random) -> Iterator[Text]:
        """Names from the seat outward: the given ones, then subdistricts, towns, and townships at the far end."""
        yield from county.fixed_townships
        subdistricts = 4 if county.name.zh.endswith("区") else 1
        kinds = chain([SUBDISTRICT] * subdistricts, [TOWN] * 3, repeat(TOWNSHIP))
        taken = self._taken if self.plan.names_once else {county.name.zh[:2]}
        fresh = names(self.plan.syllables, "first", "second", rng, taken)
        for name, kind in zip(fresh, islice(kinds, len(county.fixed_townships), None), strict=False):
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
