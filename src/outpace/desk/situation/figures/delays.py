"""Delays between two dates of a case, by week of the second. Unknown and negative ones are counted apart."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import repeat
from typing import Any

from django.db.models import Count

from outpace.desk.cases.models import Case
from outpace.desk.situation.counted import CASES, day_of
from outpace.desk.situation.frame import Frame
from outpace.insight.delays import weekly_delays

DATES = {
    "onset": "onset",
    "specimen": "specimen",
    "diagnosis": "diagnosis",
    "report": "reported",
    "isolation": "isolated",
}
"""The dates a delay can run between: name in the API → column of a case."""


def case_delays(frame: Frame, start: str, end: str) -> dict[str, Any]:
    """Summarise the days from one of `DATES` to another."""
    delays = weekly_delays(_pairs(frame, DATES[start], DATES[end]))
    return {
        "weeks": [asdict(week) for week in delays.weeks],
        "n": delays.n,
        "unknown": delays.unknown,
        "negative": delays.negative,
        "start": start,
        "end": end,
        **frame.stamp(),
    }


def _pairs(frame: Frame, start: str, end: str) -> Iterator[tuple[date | None, date | None]]:
    rows = frame.rows(Case).filter(CASES).annotate(first=day_of(start), second=day_of(end)).order_by()
    for row in rows.values("first", "second").annotate(n=Count("pk")):
        yield from repeat((row["first"], row["second"]), row["n"])
