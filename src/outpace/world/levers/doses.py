"""Vaccination: doses with take and delay to effect, for persons by name or for a share of an area.

Of an area the people come in an order drawn once for dose and area, so the first thousand are known without asking anybody,
the next thousand are others, and whether somebody was among them is computed from her number. Of several protections the
strongest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.draws import What, key, mix, unit
from outpace.world.kernels import kernel
from outpace.world.levers.areas import Area
from outpace.world.numbers import distinct
from outpace.world.people.deck import BLOCK
from outpace.world.permute import permute, ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose: in whom it takes (share), after how many days, and the susceptibility left from then on.

    `left` has steps of (days since it took effect, susceptibility left), ascending from 0: so protection may wane.
    """

    take: float
    delay: int
    left: tuple[tuple[int, float], ...]


FROM, TO, FIRST, PEOPLE, LOW, HIGH, DOSE, DAY = range(8)
"""Columns of `Given.rows`: which of the named persons (none: FROM = TO), or first person and people of an area and the places
from LOW up to HIGH in its order; number of the dose, day."""


class Given(NamedTuple):
    """All doses given, as tables; `left` by dose and days since it was given, `takes` by dose."""

    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]
    named: NDArray[np.int64]
    left: NDArray[np.float64]
    takes: NDArray[np.float64]
    family: np.uint64


def by_days(steps: Sequence[tuple[int, float]], delay: int = 0) -> list[float]:
    """Values by days since, after a delay that leaves all; the last goes on. Raises ValueError unless steps ascend from 0."""
    days = [day for day, _ in steps]
    if not days or days[0] != 0 or days != sorted(set(days)):
        raise ValueError(f"days must begin at 0 and ascend: {days}")
    lasting = np.diff([*days, days[-1] + 1])
    return [1.0] * delay + np.repeat([value for _, value in steps], lasting).tolist()


def padded(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Rows of one length: the last value of each goes on."""
    longest = max(map(len, rows), default=1)
    return np.array([[*row, *[row[-1]] * (longest - len(row))] for row in rows]).reshape(len(rows), longest)


@kernel
def _came(row: Any, family: Any, named: Any, person: Any) -> Any:
    """Whether a person is among those of a row."""
    if row[PEOPLE] > 0:
        place = person - row[FIRST]
        if place < 0 or place >= row[PEOPLE]:
            return False
        return row[LOW] <= np.int64(permute(np.uint64(place), ring(np.uint64(row[PEOPLE]), family))) < row[HIGH]
    low, high = row[FROM], row[TO]
    while low < high:
        middle = (low + high) // 2
        if named[middle] == person:
            return True
        if named[middle] < person:
            low = middle + 1
        else:
            high = middle
    return False


@kernel
def dosed(given: Any, person: Any, day: Any) -> Any:
    """The susceptibility that the doses of a person leave her on a day."""
    left = 1.0
    for number in range(len(given.rows)):
        row = given.rows[number]
        since = day - row[DAY]
        if since >= 0 and _came(row, given.keys[number], given.named, person):
            dose = row[DOSE]
            if unit(mix(mix(given.family ^ np.uint64(dose)) ^ np.uint64(person))) < given.takes[dose]:
                left = min(left, given.left[dose, min(since, given.left.shape[1] - 1)])
    return left


class Doses:
    """Who was given what; `tables` are made anew when something was given."""

    def __init__(self, doses: Sequence[Dose], seed: int) -> None:
        self._seed = seed
        self._named: dict[tuple[int, int], NDArray[np.int64]] = {}
        self._places: dict[tuple[int, int, Area], tuple[int, int]] = {}
        self._reached: dict[tuple[int, Area], int] = {}
        self._left = padded([by_days(dose.left, dose.delay) for dose in doses])
        self._takes = np.array([dose.take for dose in doses], np.float64)
        self._tables: Given | None = None

    def give(self, persons: NDArray[np.int64], dose: int, day: int) -> None:
        """Give a dose to persons. Raises ProblemError WORLD_DOSE_UNKNOWN."""
        before = self._named.get((day, self._known(dose)), np.empty(0, np.int64))
        self._named[day, dose] = distinct(np.concatenate([before, persons]))

    def give_share(self, area: Area, share: float, dose: int, day: int) -> int:
        """Give a dose to so large a share of an area, others than before in exactly this area; how many doses it took."""
        start = self._reached.get((self._known(dose), area), 0)
        count = min(round(share * area.people), area.people - start)
        first, _ = self._places.get((day, dose, area), (start, start))
        self._places[day, dose, area] = (first, start + count)
        self._reached[dose, area] = start + count
        self._tables = None
        return count

    def tables(self) -> Given:
        """All that was given, in one order whatever the order of the calls."""
        if self._tables is None:
            self._tables = self._made()
        return self._tables

    def _known(self, dose: int) -> int:
        if not 0 <= dose < len(self._takes):
            raise ProblemError("WORLD_DOSE_UNKNOWN", dose=dose, count=len(self._takes))
        self._tables = None
        return dose

    def _made(self) -> Given:
        named, areas = sorted(self._named), sorted(self._places.items())
        ends = [0, *accumulate(len(self._named[each]) for each in named)]
        rows = [(*ends[rank : rank + 2], 0, 0, 0, 0, dose, day) for rank, (day, dose) in enumerate(named)]
        rows += [
            (0, 0, first * BLOCK, blocks * BLOCK, low, high, dose, day)
            for (day, dose, (first, blocks)), (low, high) in areas
        ]
        keys = [np.uint64(0)] * len(named) + [
            key(self._seed, What.CAMPAIGN, dose, *area) for (_, dose, area), _ in areas
        ]
        return Given(
            rows=np.array(rows, np.int64).reshape(len(rows), DAY + 1),
            keys=np.array(keys, np.uint64),
            named=np.concatenate([np.empty(0, np.int64), *(self._named[each] for each in named)]),
            left=self._left,
            takes=self._takes,
            family=key(self._seed, What.TAKE),
        )
