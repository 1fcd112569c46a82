"""What a lever may be called with: people who live in the province, areas inside it, days and shares that can be."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.bounds import LAST_DAY, LONGEST, MOST, days, share, within
from outpace.world.delays import Days
from outpace.world.levers.areas import Area
from outpace.world.levers.tracing import Recall
from outpace.world.places.ground import Places


def residents(places: Places, persons: NDArray[np.int64]) -> None:
    """Persons who live in a province. Raises ProblemError WORLD_PERSON_OUTSIDE."""
    strangers = persons[(persons < 0) | (persons >= places.people)]
    if len(strangers):
        raise ProblemError("WORLD_PERSON_OUTSIDE", person=int(strangers[0]), last=places.people - 1)


def areas_of(places: Places, areas: Iterable[Area]) -> list[Area]:
    """The areas, which must lie in a province. Raises ProblemError WORLD_AREA_OUTSIDE."""
    asked = list(areas)
    for first, blocks in asked:
        last = first + blocks - 1
        if first < 0 or blocks < 0 or last >= places.blocks:
            raise ProblemError("WORLD_AREA_OUTSIDE", first=first, last=last, end=places.blocks - 1)
    return asked


def last_day(until: int) -> None:
    """The last day of an order, past ones included. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    within("until", until, -LAST_DAY, LAST_DAY)


def stay(places: Places, persons: NDArray[np.int64], until: int, support: float) -> None:
    """A stay in quarantine or isolation. Raises ProblemError WORLD_PERSON_OUTSIDE, WORLD_NUMBER_OUTSIDE."""
    residents(places, persons)
    last_day(until)
    share("support", support)


def sampled(places: Places, persons: NDArray[np.int64], pool: int, turnaround: Days) -> None:
    """Samples of persons. Raises ProblemError WORLD_PERSON_OUTSIDE, WORLD_NUMBER_OUTSIDE, WORLD_DAYS_FAULTY."""
    residents(places, persons)
    within("pool", pool, 1, MOST)
    days("turnaround", turnaround)


def round_asked(places: Places, area: Area, pool: int, coverage: float, turnaround: int) -> None:
    """A round in an area. Raises ProblemError WORLD_AREA_OUTSIDE, WORLD_NUMBER_OUTSIDE."""
    areas_of(places, [area])
    within("pool", pool, 1, MOST)
    share("coverage", coverage)
    within("turnaround", turnaround, 0, LONGEST)


def recalled(places: Places, persons: NDArray[np.int64], recall: Recall) -> None:
    """What persons are asked to recall. Raises ProblemError WORLD_PERSON_OUTSIDE, WORLD_NUMBER_OUTSIDE."""
    residents(places, persons)
    for layer, part in recall.items():
        share(f"recall.{layer}", part)
