"""The epidemic curve: counted cases per day, split by where each was found. Unknown days are counted, not drawn."""

from typing import Any

from django.db.models import Count, F

from outpace.desk.cases.models import Case
from outpace.desk.situation.counted import CASES, GROUPS, day_of
from outpace.desk.situation.frame import Frame
from outpace.insight.curve import daily

BY = {"onset": "onset", "report": "reported", "specimen": "specimen", "diagnosis": "diagnosis"}
"""The days a curve can run by: name in the API → column of a case."""


def epidemic_curve(frame: Frame, by: str) -> dict[str, Any]:
    """Count cases per day by one of `BY`. A date known only by its month has no day; `month_only` says how many."""
    column = BY[by]
    rows = frame.rows(Case).filter(CASES).annotate(day=day_of(column)).order_by().values("day", "found_by")
    counted = list(rows.annotate(n=Count("pk"), dated=Count(F(column))))
    curve = daily(((row["day"], row["found_by"] or "unknown", row["n"]) for row in counted), GROUPS)
    return {
        "days": [{"day": day.day.isoformat(), **day.counts} for day in curve.days],
        "unknown_day": curve.unknown_day,
        "month_only": sum(row["dated"] for row in counted if row["day"] is None),
        "total": curve.total,
        "by": by,
        "rows": {"total": frame.opens("cases")},
        **frame.stamp(),
    }
