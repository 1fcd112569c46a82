"""Time with its precision: a date is not an instant, and a month is not a date.

Instants are aware datetimes in UTC. `Dated` is a calendar day as somebody wrote it down. No clock is read here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo


class Precision(StrEnum):
    """How exactly a fact's time is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A calendar day and how exactly it is known (month precision: the day stands for its month)."""

    day: date
    precision: Precision = Precision.DAY

    def __str__(self) -> str:
        return self.day.strftime("%Y-%m") if self.precision is Precision.MONTH else self.day.isoformat()


def instant(moment: datetime) -> datetime:
    """Give an aware datetime back in UTC. Raises ValueError for a naive one: a time without zone is no time."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC)


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a local calendar day, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day an instant falls on in a zone."""
    return instant(moment).astimezone(ZoneInfo(zone)).date()
