"""The epidemic curve: counts per day and group, with the days in between and the unknown days shown.

Smooths nothing and estimates nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Day:
    """One day: a count for every group, 0 where there was none."""

    day: date
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """Every day from the first to the last with a count, what has no day, and all together."""

    days: tuple[Day, ...]
    unknown: Mapping[str, int]
    total: int

    @property
    def unknown_day(self) -> int:
        return sum(self.unknown.values())


def daily(counts: Iterable[tuple[date | None, str, int]], groups: Sequence[str]) -> Curve:
    """Add up (day, group, count) rows; a None day is unknown. Rows of one day and group may come in parts.

    Raises ValueError for a group that isn't listed and for a negative count.
    """
    by_day: dict[date, dict[str, int]] = {}
    unknown = dict.fromkeys(groups, 0)
    for day, group, count in counts:
        if group not in unknown or count < 0:
            raise ValueError(f"not a count of a listed group: {group!r} {count}")
        row = unknown if day is None else by_day.setdefault(day, dict.fromkeys(groups, 0))
        row[group] += count
    days = tuple(Day(day, by_day.get(day) or dict.fromkeys(groups, 0)) for day in _span(by_day))
    total = sum(sum(row.values()) for row in (unknown, *by_day.values()))
    return Curve(days, unknown, total)


def _span(days: Iterable[date]) -> list[date]:
    known = sorted(days)
    if not known:
        return []
    return [known[0] + timedelta(days=step) for step in range((known[-1] - known[0]).days + 1)]
