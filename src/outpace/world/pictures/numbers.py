"""What the pictures of a run show, as plain numbers: counted from the truth and from what was observed. Draws nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outpace.world.account import account
from outpace.world.log import rows_before
from outpace.world.meetings.mixing import mixing
from outpace.world.observed import Cases
from outpace.world.people.crowd import ages
from outpace.world.timestep import NOBODY, World

AGE_YEARS, AGE_GROUPS = 10, 9
ASKED = 400


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of a run: infections and reports by day; how many infected 0, 1, 2 … others; how many infections after 0, 1, 2 … days.

    `ages` are infections by ten years of age of the infector and of the infected, the last group without end; `contacts` how
    many of the people asked met 0, 1, 2 … others on a day; `counties` infections per 100,000 people by county.
    """

    infections: list[int]
    reported: list[int]
    offspring: list[int]
    generations: list[int]
    ages: list[list[int]]
    contacts: list[int]
    counties: dict[str, float]


def numbers(world: World, cases: Cases) -> Numbers:
    """Count a run. Offspring only of those who are no longer infectious by its end: the others may infect more."""
    found, counted = world.infections(), account(world)
    by_other = found.infector != NOBODY
    source = rows_before(found, found.infector[by_other], found.day[by_other] - 1)
    caused = np.bincount(source, minlength=len(found.person))
    done = found.course.infectious + _longest(world) <= world.day
    crowd = world.setting.stage.crowd
    own = np.minimum(ages(crowd, found.person) // AGE_YEARS, AGE_GROUPS - 1)
    return Numbers(
        infections=counted.infections,
        reported=np.bincount(cases.known, minlength=world.day)[: world.day].tolist(),
        offspring=np.bincount(caused[done]).tolist(),
        generations=np.bincount(found.day[by_other] - found.day[source]).tolist(),
        ages=_matrix(own[source], own[by_other]),
        contacts=np.bincount(mixing(world.setting, ASKED, world.seed).degrees.ravel()).tolist(),
        counties=_per_100_000(world, counted.counties),
    )


def mean(counts: list[int]) -> float:
    """The mean of a distribution given as counts of 0, 1, 2 …; 0 where nothing was counted."""
    total = sum(counts)
    return sum(value * count for value, count in enumerate(counts)) / total if total else 0.0


def _longest(world: World) -> int:
    """The most days that anybody is infectious."""
    pathogen = world.epidemic.pathogen
    return max(len(strain.curve or pathogen.curve) for strain in pathogen.strains)


def _matrix(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> list[list[int]]:
    counts = np.bincount(rows * AGE_GROUPS + columns, minlength=AGE_GROUPS**2)
    found: list[list[int]] = counts.reshape(AGE_GROUPS, AGE_GROUPS).tolist()
    return found


def _per_100_000(world: World, counts: dict[str, int]) -> dict[str, float]:
    people: dict[str, int] = {}
    for town in world.setting.places.towns:
        people[town.county] = people.get(town.county, 0) + town.population
    return {code: round(1e5 * count / max(1, people[code]), 2) for code, count in counts.items()}
