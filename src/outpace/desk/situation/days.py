"""The reporting day of an area: which day it is at an instant, and from when to when that day runs.

A day closes at the area's cut-off hour in the area's zone; 24 is midnight. A fact known only by its date belongs to the
reporting day of that date. No clock is read here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outpace.words.moment import instant, start_of_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReportingDay:
    """A day as the area counts it: its date and the instants [start, end) that belong to it."""

    day: date
    start: datetime
    end: datetime


def reporting_day(as_of: datetime, zone: str, cutoff_hour: int) -> ReportingDay:
    """The reporting day an instant falls in. Raises ValueError for a naive instant."""
    day = instant(as_of).astimezone(ZoneInfo(zone)).date()
    if as_of >= closing(day, zone, cutoff_hour):
        day += ONE_DAY
    return ReportingDay(day, closing(day - ONE_DAY, zone, cutoff_hour), closing(day, zone, cutoff_hour))


def closing(day: date, zone: str, cutoff_hour: int) -> datetime:
    """The instant at which a day's figures close, UTC."""
    if cutoff_hour > time.max.hour:
        return start_of_day(day + ONE_DAY, zone)
    return instant(datetime.combine(day, time(cutoff_hour), ZoneInfo(zone)))
