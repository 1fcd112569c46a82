"""A plan for a province of any number of people, drawn from a seed: coast, islands, cities, counties, names.

Nothing in it exists. It lies in the open Philippine Sea and its codes begin with 99, which no division code of China does.
How dense people live and how many share a unit are round numbers of this project, near those of eastern China.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import cos, hypot, pi, sin, sqrt

import shapely  # type: ignore[import-untyped]

from outpace.words.decision import Text
from outpace.words.problem import ProblemError
from outpace.world.province.areas import Province
from outpace.world.province.people import apportion, names, uneven
from outpace.world.province.plan import CountyPlan, Plan, Point, syllables
from outpace.world.province.survey import surveyed

CODE = "990000"
ORIGIN = (137.0, 20.0)
PEOPLE_PER_KM2 = 380
COUNTY_PEOPLE, TOWNSHIP_PEOPLE, COMMUNITY_PEOPLE, GRID_PEOPLE = 720_000, 60_000, 10_000, 2_500
FEWEST_COUNTIES, COUNTIES_OF_CITY = 3, 8
SMALLEST = 100
COUNTY_AT_LEAST = 1_000
SITES_OF_UNIT, SITES_OF_COUNTY = 2.5, 60
CORNERS, WAVES = 36, ((2, 0.16), (3, 0.11), (5, 0.06), (7, 0.04))
USUAL_KM = 280
SPREAD = 0.5
CANDIDATES = 24


def invented(people: int, seed: int) -> Province:
    """Build a fictional province of so many people, down to grids. Raises ProblemError WORLD_TOO_SMALL."""
    return surveyed(invented_plan(people, seed), seed)


def invented_plan(people: int, seed: int) -> Plan:
    """Draw the plan of a province of so many people. Raises ProblemError WORLD_TOO_SMALL."""
    if people < SMALLEST:
        raise ProblemError("WORLD_TOO_SMALL", people=people)
    rng = random.Random(f"province {seed} {people}")
    counties = max(1, min(FEWEST_COUNTIES, people // COUNTY_AT_LEAST), round(people / COUNTY_PEOPLE))
    area = people / PEOPLE_PER_KM2
    outline, islands = _coast(area, rng)
    titles = _Titles(rng)
    cities = _cities(_seats(outline, counties, rng), -(-counties // COUNTIES_OF_CITY))
    laid = list(_counties(cities, people, sqrt(area / counties), titles, rng))
    pieces = _Pieces(people / counties)
    return Plan(
        code=CODE,
        name=titles.next("省", " Province"),
        origin=ORIGIN,
        spacing_km=sqrt(area / max(SITES_OF_UNIT * people / GRID_PEOPLE, SITES_OF_COUNTY * counties) * 2 / sqrt(3)),
        townships=pieces.townships,
        communities=pieces.communities,
        grids=pieces.grids,
        outline=outline,
        islands=islands,
        cities=tuple((_city_code(rank), titles.next("市", "")) for rank in range(len(cities))),
        counties=tuple(laid),
        syllables=syllables(),
        names_once=False,
        ripple=sqrt(area) / USUAL_KM,
    )


@dataclass(frozen=True, slots=True)
class _Pieces:
    """How many a unit is cut into, at least and at most, where counties have so many people on average."""

    county: float

    @property
    def townships(self) -> tuple[int, int]:
        return _about(self.county / TOWNSHIP_PEOPLE)

    @property
    def communities(self) -> tuple[int, int]:
        return _about(min(self.county, TOWNSHIP_PEOPLE) / COMMUNITY_PEOPLE)

    @property
    def grids(self) -> tuple[int, int]:
        return _about(min(self.county, COMMUNITY_PEOPLE) / GRID_PEOPLE)


def _about(pieces: float) -> tuple[int, int]:
    return max(1, round(pieces * 0.75)), max(1, round(pieces * 1.25))


class _Titles:
    """Names of cities and counties, none given twice in the province."""

    def __init__(self, rng: random.Random) -> None:
        self._names = names(syllables(), "first", "second", rng, set())

    def next(self, zh: str, en: str) -> Text:
        """The next name, with what it is."""
        name = next(self._names)
        return Text(zh=name.zh + zh, en=name.en + en)


def _coast(area: float, rng: random.Random) -> tuple[tuple[Point, ...], tuple[tuple[Point, float], ...]]:
    """A coast round so many km², north-west corner at the origin, and islands off its eastern side (centre, radius, km)."""
    waves = [(turns, size * rng.uniform(0.4, 1), rng.uniform(0, 2 * pi)) for turns, size in WAVES]

    def reach(angle: float) -> float:
        return 1 + sum(size * cos(turns * angle + lag) for turns, size, lag in waves)

    around = [2 * pi * rank / CORNERS for rank in range(CORNERS)]
    ring = [(reach(angle) * cos(angle), reach(angle) * sin(angle)) for angle in around]
    scale = sqrt(area / _area(ring))
    far = [(reach(angle) + rng.uniform(0.08, 0.16), angle) for angle in (rng.uniform(-1, 1) for _ in range(8))]
    west, north = min(x for x, _ in ring), max(y for _, y in ring)
    isles = [((away * cos(angle), away * sin(angle)), rng.uniform(0.02, 0.045)) for away, angle in far]
    return (
        tuple(((x - west) * scale, (y - north) * scale) for x, y in ring),
        tuple((((x - west) * scale, (y - north) * scale), radius * scale) for (x, y), radius in isles),
    )


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2


def _seats(outline: Sequence[Point], count: int, rng: random.Random) -> list[Point]:
    """Seats of counties, each the farthest from the others among some candidates (Mitchell)."""
    land = shapely.Polygon(outline)
    shapely.prepare(land)
    west, south, east, north = land.bounds

    def inside() -> Iterator[Point]:
        while True:
            at = (rng.uniform(west, east), rng.uniform(south, north))
            if shapely.contains_xy(land, *at):
                yield at

    points, seats = inside(), [(0.5 * (west + east), 0.5 * (south + north))]
    while len(seats) < count:
        candidates = [next(points) for _ in range(CANDIDATES)]
        seats.append(max(candidates, key=lambda at: min(_away(at, seat) for seat in seats)))
    return seats


def _cities(seats: list[Point], count: int) -> list[list[Point]]:
    """Seats in compact groups of about one size: halved across the longer side until there are enough."""
    if count == 1:
        return [seats]
    wide = [max(seat[side] for seat in seats) - min(seat[side] for seat in seats) for side in (0, 1)]
    ordered = sorted(seats, key=lambda seat: seat[wide[1] > wide[0]])
    half = count // 2
    cut = round(len(seats) * half / count)
    return [*_cities(ordered[:cut], half), *_cities(ordered[cut:], count - half)]


def _counties(
    cities: list[list[Point]], people: int, wide: float, titles: _Titles, rng: random.Random
) -> Iterator[CountyPlan]:
    """The counties of each city from its middle outward: districts, populous, then counties."""
    shares = apportion(people, [sum(uneven(len(seats), SPREAD, rng)) for seats in cities])
    numbers = count(1)
    for city, (seats, share) in enumerate(zip(cities, shares, strict=True)):
        middle = (sum(x for x, _ in seats) / len(seats), sum(y for _, y in seats) / len(seats))
        outward = sorted(seats, key=lambda seat: _away(seat, middle))
        for rank, (seat, own) in enumerate(
            zip(outward, apportion(share, uneven(len(seats), SPREAD, rng)), strict=True)
        ):
            urban = rank < max(1, 0.4 * len(seats))
            yield CountyPlan(
                code=f"{_city_code(city)[:4]}{rank + 1:02d}",
                city_code=_city_code(city),
                name=titles.next("区", " District") if urban else titles.next("县", " County"),
                short=f"C{next(numbers):03d}",
                seat=seat,
                reach_km=rng.gauss(0, 0.06) * wide,
                population=own,
                fixed_townships=(),
            )


def _city_code(rank: int) -> str:
    return f"99{rank + 1:02d}00"


def _away(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
