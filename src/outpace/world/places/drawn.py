"""Towns for counties of which only the people are known: unequal in size, around the seat. Invented, the same for a seed."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from outpace.world.places.ground import Town
from outpace.world.province.people import apportion, uneven

TOWN_PEOPLE = 45_000
FEWEST, MOST = 3, 40
SPREAD = 0.7
TOWN_KM = 5.0


@dataclass(frozen=True, slots=True)
class County:
    """A county with its city, how many live there, and where its seat lies (km east and north of any origin)."""

    code: str
    city: str
    population: int
    seat: tuple[float, float]


def towns(counties: Iterable[County], seed: int) -> Iterator[Town]:
    """Divide counties into towns, the larger ones nearer to the seat."""
    for county in counties:
        rng = random.Random(f"towns {seed} {county.code}")
        pieces = min(MOST, max(FEWEST, round(county.population / TOWN_PEOPLE)))
        sizes = apportion(county.population, uneven(pieces, SPREAD, rng))
        for rank, size in enumerate(sizes):
            away, angle = TOWN_KM * sqrt(rank), rng.uniform(0, 2 * pi)
            at = (county.seat[0] + away * cos(angle), county.seat[1] + away * sin(angle))
            yield Town(
                code=f"{county.code}{rank + 1:03d}", county=county.code, city=county.city, population=size, at=at
            )
