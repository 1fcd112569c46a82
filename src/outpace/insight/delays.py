"""Delays between two days (onset to diagnosis, report to placement), by week of the second day.

Describes what was recorded; corrects for nothing (rows still to come, truncation). Negative delays are counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class WeekDelay:
    """One ISO week. Delays in days; None where no row has both days. `n` excludes `unknown` and `negative`."""

    week: str
    n: int
    median: float | None
    p80: float | None
    min: int | None
    max: int | None
    unknown: int
    negative: int


@dataclass(frozen=True, slots=True)
class Delays:
    """All weeks and the totals. `unknown` counts rows with either day missing; a row without second day has no week."""

    weeks: tuple[WeekDelay, ...]
    n: int
    unknown: int
    negative: int


@dataclass(slots=True)
class _Week:
    days: list[int] = field(default_factory=list)
    unknown: int = 0
    negative: int = 0


def weekly_delays(pairs: Iterable[tuple[date | None, date | None]]) -> Delays:
    """Summarise the days from the first to the second date, per ISO week of the second.

    Every week between the first and the last is there, with n = 0 where it has no rows.
    Quantiles interpolate linearly between the ordered values (type 7, as numpy and R do by default).
    """
    weeks: dict[date, _Week] = {}
    without_week = 0
    for first, second in pairs:
        if second is None:
            without_week += 1
            continue
        _add(weeks.setdefault(second - timedelta(days=second.weekday()), _Week()), first, second)
    rows = tuple(_row(monday, weeks.get(monday) or _Week()) for monday in _mondays(weeks))
    unknown = without_week + sum(row.unknown for row in rows)
    return Delays(rows, sum(row.n for row in rows), unknown, sum(row.negative for row in rows))


def _add(week: _Week, first: date | None, second: date) -> None:
    if first is None:
        week.unknown += 1
    elif second < first:
        week.negative += 1
    else:
        week.days.append((second - first).days)


def _mondays(weeks: Iterable[date]) -> Iterable[date]:
    known = sorted(weeks)
    if not known:
        return []
    return [known[0] + timedelta(weeks=step) for step in range((known[-1] - known[0]).days // 7 + 1)]


def _row(monday: date, week: _Week) -> WeekDelay:
    year, number, _ = monday.isocalendar()
    days = sorted(week.days)
    return WeekDelay(
        week=f"{year}-W{number:02d}",
        n=len(days),
        median=_quantile(days, 0.5),
        p80=_quantile(days, 0.8),
        min=days[0] if days else None,
        max=days[-1] if days else None,
        unknown=week.unknown,
        negative=week.negative,
    )


def _quantile(ordered: Sequence[int], share: float) -> float | None:
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
