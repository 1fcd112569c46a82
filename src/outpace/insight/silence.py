"""When a source that used to send has fallen silent: its usual gap, read from its own arrivals.

Knows no source's name and no clock; what is done about silence is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

MIN_ARRIVALS = 5
USUAL = 0.95
FACTOR = 2


@dataclass(frozen=True, slots=True)
class Silence:
    """A source's rhythm at an instant. `gap` is the usual one, `since` the last arrival, `due` when silence begins."""

    gap: timedelta
    since: datetime
    due: datetime


def usual_gap(arrivals: Sequence[datetime]) -> timedelta | None:
    """Give the gap that 95 of 100 gaps between arrivals don't exceed; None below five arrivals.

    Not the median: a laboratory that sends hourly by day is usually silent every night. `arrivals` in any order.
    """
    ordered = sorted(arrivals)
    if len(ordered) < MIN_ARRIVALS:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(ordered))
    return gaps[ceil(USUAL * len(gaps)) - 1]


def silence(arrivals: Sequence[datetime], as_of: datetime, *, shortest: timedelta) -> Silence | None:
    """Say that a source is silent: nothing for more than twice its usual gap. None while it isn't, or has no rhythm.

    `shortest`: a usual gap below it counts as it, so that five files sent by hand in a minute make no feed.
    """
    known = [at for at in arrivals if at <= as_of]
    gap = usual_gap(known)
    if gap is None:
        return None
    gap = max(gap, shortest)
    last = max(known)
    due = last + FACTOR * gap
    return Silence(gap=gap, since=last, due=due) if as_of > due else None
