"""What came of a run: counts by day, layer and county, and what would be known by when. Truth and observation apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outpace.world.course import NONE
from outpace.world.meetings.layers import HOUSEHOLD
from outpace.world.observed import cases_known
from outpace.world.people.deck import BLOCK
from outpace.world.places.ground import Scope
from outpace.world.timestep import NOBODY, World

IMPORTED = "import"


@dataclass(frozen=True, slots=True)
class Account:
    """Infections by day, by layer (imports apart) and by county; onsets, admissions and deaths by day: the truth.

    `known` are the cases that a health authority would learn of by day from doctors and hospitals alone, after their delays
    (`observed.py`). All lists have one entry for each day of the run.
    """

    infections: list[int]
    onsets: list[int]
    admissions: list[int]
    deaths: list[int]
    known: list[int]
    layers: dict[str, int]
    counties: dict[str, int]


def account(world: World) -> Account:
    """Count what has happened in a world so far."""
    found = world.infections()
    course, days = found.course, world.day
    names = (IMPORTED, HOUSEHOLD, *(layer.name for layer in world.setting.layers))
    by_layer = np.bincount(found.layer - NOBODY, minlength=len(names))
    towns = world.setting.places.ground.town_of[found.person // BLOCK]
    by_county = np.bincount(
        world.setting.places.ground.upper[Scope.COUNTY, towns], minlength=len(world.setting.places.counties)
    )
    return Account(
        infections=_daily(found.day, days),
        onsets=_daily(course.onset, days),
        admissions=_daily(course.hospital, days),
        deaths=_daily(np.where(course.dies, course.end, NONE), days),
        known=_daily(cases_known(world).known, days),
        layers=dict(zip(names, by_layer.tolist(), strict=True)),
        counties=dict(zip(world.setting.places.counties, by_county.tolist(), strict=True)),
    )


def _daily(when: NDArray[np.int64], days: int) -> list[int]:
    counts: list[int] = np.bincount(when[when < days], minlength=days)[:days].tolist()
    return counts
