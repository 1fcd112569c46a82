"""A small fictional province for tests: unequal towns in a few counties."""

from functools import cache

from outpace.world.meetings.stage import Setting, setting
from outpace.world.places.ground import Places, Town, places


def towns(counties: int = 3, each: int = 3, smallest: int = 1_500) -> list[Town]:
    """Towns of growing size, three counties to a city."""
    return [
        Town(
            code=f"town {county}.{rank}",
            county=f"county {county}",
            city=f"city {county // 3}",
            population=smallest * (1 + rank) + 140 * county,
            at=(12.0 * county, 4.0 * rank),
        )
        for county in range(counties)
        for rank in range(each)
    ]


def land(counties: int = 3, each: int = 3, smallest: int = 1_500) -> Places:
    """The towns, laid out."""
    return places(towns(counties, each, smallest))


@cache
def province(seed: int = 1, smallest: int = 1_500) -> Setting:
    """A province of nine towns; about 28,000 people unless asked for others."""
    return setting(land(smallest=smallest), seed)
