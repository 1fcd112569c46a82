"""The plan of a fictional province as data: outline, cities, counties, names. Draws nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from outpace.words.decision import Text

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class CountyPlan:
    """A county before it has borders: where its seat is (km), how far it reaches (km), how many live there."""

    code: str
    city_code: str
    name: Text
    short: str
    seat: Point
    reach_km: float
    population: int
    fixed_townships: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A province before it has borders. Plane coordinates are km east and km north of its north-west corner.

    `townships`, `communities` and `grids` are how many a piece is cut into, at least and at most (None: no grids);
    `names_once` keeps a township's name from coming again in another county; `ripple` scales the waves of its coast.
    """

    code: str
    name: Text
    origin: Point
    spacing_km: float
    townships: tuple[int, int]
    communities: tuple[int, int]
    outline: tuple[Point, ...]
    islands: tuple[tuple[Point, float], ...]
    cities: tuple[tuple[str, Text], ...]
    counties: tuple[CountyPlan, ...]
    syllables: Mapping[str, tuple[Text, ...]]
    grids: tuple[int, int] | None = None
    names_once: bool = True
    ripple: float = 1.0


@cache
def yunlan_plan() -> Plan:
    """Read the plan of Yunlan Province from `yunlan.toml`."""
    raw = _raw()
    scale = raw["km_per_unit"]
    cities = [(_city_code(raw["code"], rank), city) for rank, city in enumerate(raw["cities"], 1)]
    return Plan(
        code=raw["code"],
        name=Text(zh=raw["name"], en=raw["name_en"]),
        origin=(raw["origin_lon"], raw["origin_lat"]),
        spacing_km=raw["spacing_km"],
        townships=_pair(raw["townships"]),
        communities=_pair(raw["communities"]),
        outline=tuple(_km(point, scale) for point in raw["outline"]),
        islands=tuple((_km(island[:2], scale), island[2] * scale) for island in raw["islands"]),
        cities=tuple((code, Text(zh=city["name"], en=city["name_en"])) for code, city in cities),
        counties=tuple(county for code, city in cities for county in _counties(code, city["counties"], scale)),
        syllables=syllables(),
    )


@cache
def syllables() -> Mapping[str, tuple[Text, ...]]:
    """The syllables that invented places are named with, by what they are good for."""
    return {pool: tuple(map(_syllable, words.split())) for pool, words in _raw()["names"].items()}


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((files("outpace.world.province") / "yunlan.toml").read_text("utf-8"))


def _counties(city_code: str, rows: list[dict[str, Any]], scale: float) -> list[CountyPlan]:
    return [
        CountyPlan(
            code=f"{city_code[:4]}{rank:02d}",
            city_code=city_code,
            name=Text(zh=row["name"], en=row["name_en"]),
            short=row["short"],
            seat=_km(row["at"], scale),
            reach_km=row["reach"] * scale,
            population=row["population"],
            fixed_townships=tuple(Text(*name.split("|")) for name in row["fixed"]),
        )
        for rank, row in enumerate(rows, 1)
    ]


def _city_code(province: str, rank: int) -> str:
    return f"{province[:2]}{rank:02d}00"


def _km(point: list[float], scale: float) -> Point:
    return point[0] * scale, -point[1] * scale


def _pair(values: list[int]) -> tuple[int, int]:
    return values[0], values[1]


def _syllable(word: str) -> Text:
    return Text(zh=word[0], en=word[1:])
