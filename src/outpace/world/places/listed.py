"""A list of areas as one CSV file: codes, names, people, where they lie. Fictional and real provinces in the same form.

Levels may end anywhere from the county down: towns are read where there are townships, and drawn where there are none.
Borders are no part of it.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from math import cos, radians
from pathlib import Path

from outpace.words.area import LEVELS, Level
from outpace.words.decision import Text
from outpace.words.problem import ProblemError
from outpace.world.places.drawn import County, towns
from outpace.world.places.ground import Town
from outpace.world.province.areas import Province, ProvinceArea
from outpace.world.province.borders import KM_PER_DEGREE
from outpace.world.province.people import apportion
from outpace.world.province.plan import CountyPlan, Plan

COLUMNS = ("level", "code", "parent", "name", "name_en", "population", "lon", "lat")
MOST = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArea:
    """An area with its people and a point in it (degrees, WGS84)."""

    level: Level
    code: str
    parent: str | None
    name: Text
    population: int
    at: tuple[float, float]


def write_places(areas: Iterable[ListedArea], path: Path) -> None:
    """Write a list of areas, parents first (UTF-8, comma, header)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for area in areas:
            lon, lat = area.at
            name = (area.name.zh, area.name.en)
            rows.writerow([area.level, area.code, area.parent or "", *name, area.population, lon, lat])


def read_places(path: Path) -> tuple[ListedArea, ...]:
    """Read a list of areas. Raises ProblemError WORLD_PLACES_FAULTY with the line that can't be read."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise ProblemError("WORLD_PLACES_FAULTY", file=path.name, line=line, fault="UTF-8") from fault
    rows = csv.DictReader(StringIO(text))
    if missing := set(COLUMNS) - set(rows.fieldnames or ()):
        raise ProblemError("WORLD_PLACES_FAULTY", file=path.name, line=1, fault=", ".join(sorted(missing)))
    areas = tuple(_listed(row, path, line) for line, row in enumerate(rows, 2))
    _refuse_strangers(areas, path)
    return areas


def _listed(row: dict[str, str], path: Path, line: int) -> ListedArea:
    try:
        people, lon, lat = int(row["population"]), float(row["lon"]), float(row["lat"])
        for name, value, low, high in (("population", people, 0, MOST), ("lon", lon, -180, 180), ("lat", lat, -90, 90)):
            if not low <= value <= high:
                raise ValueError(f"{name} {value}")
        return ListedArea(
            level=Level(row["level"]),
            code=row["code"],
            parent=row["parent"] or None,
            name=Text(zh=row["name"], en=row["name_en"]),
            population=people,
            at=(lon, lat),
        )
    except (ValueError, TypeError) as fault:
        raise ProblemError("WORLD_PLACES_FAULTY", file=path.name, line=line, fault=str(fault)) from fault


def _refuse_strangers(areas: Sequence[ListedArea], path: Path) -> None:
    """Every parent is there and one level up or more; no code comes twice."""
    seen: dict[str, Level] = {}
    for line, area in enumerate(areas, 2):
        above = seen.get(area.parent) if area.parent else None
        above_all = area.parent is None and area.level is not Level.TOWNSHIP
        orphan = not above_all and (above is None or LEVELS.index(above) >= LEVELS.index(area.level))
        if orphan or not area.code or area.code in seen:
            raise ProblemError("WORLD_PLACES_FAULTY", file=path.name, line=line, fault=f"{area.parent} > {area.code}")
        seen[area.code] = area.level


def planned_areas(plan: Plan) -> tuple[ListedArea, ...]:
    """The province, the cities and the counties of a plan, as a list. Cities and province lie in the first county's seat."""
    lon, lat = plan.origin
    wide = KM_PER_DEGREE * cos(radians(lat))
    seats = {
        each.code: (round(lon + each.seat[0] / wide, 6), round(lat + each.seat[1] / KM_PER_DEGREE, 6))
        for each in plan.counties
    }
    own = {code: [each for each in plan.counties if each.city_code == code] for code, _ in plan.cities}
    return (
        _entry(Level.PROVINCE, plan.code, None, plan.name, plan.counties, seats),
        *(_entry(Level.CITY, code, plan.code, name, own[code], seats) for code, name in plan.cities),
        *(_entry(Level.COUNTY, each.code, each.city_code, each.name, [each], seats) for each in plan.counties),
    )


def _entry(
    level: Level,
    code: str,
    parent: str | None,
    name: Text,
    counties: Sequence[CountyPlan],
    seats: dict[str, tuple[float, float]],
) -> ListedArea:
    return ListedArea(
        level=level,
        code=code,
        parent=parent,
        name=name,
        population=sum(each.population for each in counties),
        at=seats[counties[0].code],
    )


def province_areas(province: Province) -> Iterator[ListedArea]:
    """The areas of a province with borders, as a list; each lies in the middle of its largest piece's corners."""
    for area in province.areas:
        yield ListedArea(
            level=area.level,
            code=area.code,
            parent=area.parent,
            name=area.name,
            population=area.population,
            at=_middle(area),
        )


def _middle(area: ProvinceArea) -> tuple[float, float]:
    ring = area.polygons[0][0]
    lon, lat = (round(sum(point[axis] for point in ring) / len(ring), 6) for axis in (0, 1))
    return lon, lat


def towns_listed(areas: Sequence[ListedArea], seed: int, people: int | None = None) -> list[Town]:
    """The townships of a list as towns, its people scaled to a sum; towns drawn from a seed where it ends with counties.

    Raises ProblemError WORLD_TOO_SMALL where nobody lives.
    """
    found = [area for area in areas if area.level is Level.TOWNSHIP]
    lowest = found or [area for area in areas if area.level is Level.COUNTY]
    total = sum(area.population for area in lowest)
    if not total:
        raise ProblemError("WORLD_TOO_SMALL", people=0)
    counts = apportion(total if people is None else people, [float(area.population) for area in lowest])
    known = {area.code: area for area in areas}
    spots = _plane([area.at for area in lowest])
    if not found:
        counties = [
            County(area.code, _city(area), count, spot) for area, count, spot in zip(lowest, counts, spots, strict=True)
        ]
        return list(towns(counties, seed))
    return [
        Town(
            code=area.code,
            county=str(area.parent),
            city=_city(known[str(area.parent)]),
            population=count,
            at=spot,
        )
        for area, count, spot in zip(found, counts, spots, strict=True)
    ]


def _city(county: ListedArea) -> str:
    """The city of a county, or the county itself where nothing is above it."""
    return county.parent or county.code


def _plane(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Degrees as km east and north of zero, about the points' mean latitude."""
    wide = KM_PER_DEGREE * cos(radians(sum(lat for _, lat in points) / max(1, len(points))))
    return [(lon * wide, lat * KM_PER_DEGREE) for lon, lat in points]
