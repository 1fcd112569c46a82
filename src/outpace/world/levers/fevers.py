"""Other fevers: people ill with something else who use up visits, tests and beds. Counted, not iterated.

How often they come is a number the caller gives, by age and season. Who they are is nowhere decided.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.bounds import LONGEST, curve, share, steps, within
from outpace.world.draws import What, counted, key
from outpace.world.levers.areas import Area
from outpace.world.meetings.stage import Setting
from outpace.world.pathogen import OLDEST, ByAge, by_age
from outpace.world.people.crowd import AGE


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFevers:
    """Visits a person and day by age, times the factor of the season; shares of visits tested and admitted; days in bed.

    `season` has one factor a day and repeats.
    """

    visits: ByAge
    season: tuple[float, ...] = (1.0,)
    tested: float = 0.0
    admitted: float = 0.0
    stay: int = 1

    def __post_init__(self) -> None:
        """Raises ProblemError WORLD_STEPS_FAULTY, WORLD_NUMBER_OUTSIDE, WORLD_CURVE_EMPTY."""
        steps("fevers.visits", self.visits, OLDEST)
        curve("fevers.season", self.season)
        share("fevers.tested", self.tested)
        share("fevers.admitted", self.admitted)
        within("fevers.stay", self.stay, 1, LONGEST)


class Load(NamedTuple):
    """What other fevers ask for on a day: visits, tests, beds from today on."""

    visits: int
    tests: int
    beds: int


def load(setting: Setting, area: Area, other: OtherFevers, seed: int, day: int) -> Load:
    """What the people of an area ask for on a day."""
    chance = by_age(other.visits) * other.season[day % len(other.season)]
    visits = 0
    for rank, (people, each) in enumerate(_bands(setting, area, chance)):
        visits += counted(key(seed, What.FEVER, day, area.first, area.blocks, rank), people, each)
    tests = counted(key(seed, What.FEVER, day, area.first, area.blocks, -1), visits, other.tested)
    beds = counted(key(seed, What.FEVER, day, area.first, area.blocks, -2), visits, other.admitted)
    return Load(visits, tests, beds)


def _bands(setting: Setting, area: Area, chance: NDArray[np.float64]) -> list[tuple[int, float]]:
    """People of an area by their chance, in the proportions of the deck."""
    counts = np.bincount(setting.stage.crowd.cards[:, AGE, :].ravel(), minlength=len(chance)).tolist()
    bands: dict[float, int] = {}
    for each, people in zip(chance.tolist(), counts, strict=True):
        bands[each] = bands.get(each, 0) + people
    everybody = sum(counts)
    return [(round(area.people * (bands[each] / everybody)), each) for each in sorted(bands) if bands[each]]
