"""Tasks: open, overdue, due and done today, and per kind how old the oldest is and how long finished ones took.

"Open" is every unfinished task; "overdue" the part of them whose limit has passed. The limit itself is still in time.
"""

from typing import Any

from django.db import connection

from outpace.desk.situation.frame import Frame

_BY_KIND = """
select kind, max(title_zh), max(title_en),
    count(*) filter (where done_at is null),
    count(*) filter (where done_at is null and due_at < %(as_of)s),
    count(*) filter (where done_at is null and due_at >= %(as_of)s and due_at < %(closes)s),
    count(*) filter (where done_at >= %(opens)s and done_at < %(closes)s),
    min(due_at) filter (where done_at is null),
    percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from done_at - created_at) / 3600)
        filter (where done_at is not null)
from tasks_task
where incident_id = %(incident)s and area_path >= %(low)s and area_path < %(high)s
group by kind
order by kind
"""


def count_tasks(frame: Frame) -> dict[str, Any]:
    """Count tasks in all and by kind, in one statement."""
    today = frame.today
    with connection.cursor() as cursor:
        cursor.execute(_BY_KIND, {**frame.values(), "opens": today.start, "closes": today.end})
        rows = cursor.fetchall()
    totals = {name: sum(row[place] for row in rows) for name, place in _TOTALS.items()}
    return {**totals, "by_kind": [_kind(row) for row in rows]}


_TOTALS = {"open": 3, "overdue": 4, "due_today": 5, "done_today": 6}


def _kind(row: tuple[Any, ...]) -> dict[str, Any]:
    kind, zh, en, unfinished, overdue, _, _, oldest, hours = row
    p50, p90 = (round(float(value), 1) for value in hours) if hours else (None, None)
    return {
        "kind": kind,
        "title": {"zh": zh, "en": en},
        "open": unfinished,
        "overdue": overdue,
        "oldest_due": oldest.isoformat() if oldest else None,
        "p50_h": p50,
        "p90_h": p90,
    }
