"""Facts as the rules meet them: known, unknown, or impossible.

A truth is True, False or None for unknown, and unknown stays unknown (Kleene): what is decided on part of the facts
can't be undone by learning the rest. Impossible facts are refused.
"""

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfoNotFoundError

from outpace.words.moment import Dated, Precision, local_day
from outpace.words.problem import ProblemError


@lru_cache(maxsize=1024)
def today(as_of: datetime, zone: str) -> date:
    """The local day of the decision. Raises ProblemError ZONE_UNKNOWN, ValueError for a naive instant."""
    try:
        return local_day(as_of, zone)
    except (ZoneInfoNotFoundError, OSError):
        raise ProblemError("ZONE_UNKNOWN", zone=zone) from None


def refuse_future(name: str, fact: Dated | None, day: date) -> None:
    """Raise ProblemError FACT_IN_FUTURE for a fact later than the day of the decision."""
    if fact is not None and fact.day > day and earliest(fact) > day:
        raise ProblemError("FACT_IN_FUTURE", fact=name, day=str(fact), as_of=str(day))


def exact(fact: Dated | None) -> date | None:
    """The day of a fact, None where it is unknown or known only by its month."""
    return None if fact is None or fact.precision is Precision.MONTH else fact.day


def latest(fact: Dated) -> date:
    """The last day a fact may stand for."""
    if fact.precision is not Precision.MONTH:
        return fact.day
    return fact.day.replace(day=monthrange(fact.day.year, fact.day.month)[1])


def earliest(fact: Dated) -> date:
    """The first day a fact may stand for."""
    return fact.day if fact.precision is not Precision.MONTH else fact.day.replace(day=1)


def not_before(fact: Dated | None, day: date) -> bool | None:
    """Whether a fact falls on a day or later."""
    if fact is None:
        return None
    if fact.precision is not Precision.MONTH:
        return fact.day >= day
    if earliest(fact) >= day:
        return True
    return False if latest(fact) < day else None


def not_after(fact: Dated | None, day: date) -> bool | None:
    """Whether a fact falls on a day or earlier."""
    if fact is None:
        return None
    if fact.precision is not Precision.MONTH:
        return fact.day <= day
    if latest(fact) <= day:
        return True
    return False if earliest(fact) > day else None
