"""What numbers that a caller gives must be: shares, factors, days, steps. Each check says which number is wrong.

It knows no clinical limits: the bounds are those within which a run can be computed.
"""

from collections.abc import Sequence

from outpace.words.problem import ProblemError
from outpace.world.delays import Days

MOST = 1_000_000
LONGEST = 1_000
LAST_DAY = 30_000
ENDLESS = 10**12
ROUNDING = 1e-6

Steps = Sequence[tuple[int, float]]


def within(where: str, value: float, low: float, high: float) -> None:
    """A number from one bound to the other. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    if not low <= value <= high:
        raise ProblemError("WORLD_NUMBER_OUTSIDE", where=where, value=str(value), low=str(low), high=str(high))


def share(where: str, value: float) -> None:
    """A share of one. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    within(where, value, 0, 1)


def factor(where: str, value: float) -> None:
    """How much of the usual. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    within(where, value, 0, MOST)


def whole(where: str, value: float) -> None:
    """A count or a number of days. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    within(where, value, 0, MOST)


def enough(where: str, value: float) -> None:
    """How much there is of something, as much as one likes. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    within(where, value, 0, ENDLESS)


def shares(where: str, values: Sequence[float]) -> None:
    """Shares of one, or none at all. Raises ProblemError WORLD_NUMBER_OUTSIDE."""
    for value in values:
        share(where, value)


def steps(where: str, given: Steps, limit: int, high: float = 1) -> None:
    """Values in steps from 0 that ascend. Raises ProblemError WORLD_STEPS_FAULTY, WORLD_NUMBER_OUTSIDE."""
    starts = [start for start, _ in given]
    if starts[:1] != [0] or starts != sorted(set(starts)) or starts[-1] > limit:
        raise ProblemError("WORLD_STEPS_FAULTY", where=where, limit=limit)
    for _, value in given:
        within(where, value, 0, high)


def days(where: str, given: Days) -> None:
    """Chances of whole days that add up to one. Raises ProblemError WORLD_DAYS_FAULTY."""
    if not 1 <= len(given) <= LONGEST or not min(given) >= 0 or not abs(sum(given) - 1) < ROUNDING:
        raise ProblemError("WORLD_DAYS_FAULTY", where=where, limit=LONGEST)


def curve(where: str, given: Sequence[float]) -> None:
    """Factors by day, not all of them zero. Raises ProblemError WORLD_CURVE_EMPTY, WORLD_NUMBER_OUTSIDE."""
    for value in given:
        factor(where, value)
    if len(given) > LONGEST or not sum(given) > 0:
        raise ProblemError("WORLD_CURVE_EMPTY", where=where, limit=LONGEST)


def some(where: str, given: Sequence[object]) -> None:
    """At least one value. Raises ProblemError WORLD_NONE_GIVEN."""
    if not given:
        raise ProblemError("WORLD_NONE_GIVEN", where=where)
