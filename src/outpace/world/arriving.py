"""Who brings it in: residents drawn for the imports of a day, on schedule or at random."""

from itertools import count, islice

from outpace.words.problem import ProblemError
from outpace.world.draws import What, counted_rare, key, mixed
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.levers.areas import county, whole
from outpace.world.meetings.stage import Setting
from outpace.world.people.crowd import person
from outpace.world.people.deck import BLOCK

MOST_TRIED = 200_000


def arrivals(setting: Setting, epidemic: Epidemic, seed: int, day: int) -> dict[int, int]:
    """The persons drawn for a day and the strain of each. Raises ProblemError WORLD_COUNTY_UNKNOWN, WORLD_SEAT_EMPTY."""
    groups: tuple[Import | Arrivals, ...] = (*epidemic.imports, *epidemic.arrivals)
    drawn: dict[int, int] = {}
    for rank, each in enumerate(groups):
        if number := _number(each, rank, seed, day):
            for one in _drawn(setting, each, number, int(key(seed, What.IMPORT, rank, day))):
                drawn.setdefault(one, each.strain)
    return drawn


def _number(each: Import | Arrivals, rank: int, seed: int, day: int) -> int:
    """How many come on a day."""
    if isinstance(each, Import):
        return each.count if each.day == day else 0
    return counted_rare(key(seed, What.ARRIVE, rank, day), each.daily) if each.since <= day <= each.until else 0


def _drawn(setting: Setting, asked: Import | Arrivals, number: int, family: int) -> list[int]:
    """The residents drawn for one import; those who hold no such seat are passed over."""
    area = whole(setting.places) if asked.county is None else county(setting.places, asked.county)
    numbers = (area.first * BLOCK + mixed(family ^ rank) % area.people for rank in count())
    if asked.seat is None:
        return list(islice(numbers, number))
    crowd = setting.stage.crowd
    seated = (one for one in islice(numbers, MOST_TRIED) if person(crowd, setting.deck, one).kind is asked.seat)
    drawn = list(islice(seated, number))
    if len(drawn) < number:
        raise ProblemError("WORLD_SEAT_EMPTY", seat=asked.seat.name.lower(), count=number)
    return drawn
