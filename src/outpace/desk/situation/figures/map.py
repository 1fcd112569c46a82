"""The map: figures of each area at a level below a parent.

A row known only to lie somewhere above that level is unplaced, never spread or guessed. Areas outside the scope are
left out, since nothing is known of them here; one that the scope holds only in part says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from outpace.desk.areas.models import Area
from outpace.desk.cases.models import Case
from outpace.desk.scope.session import current
from outpace.desk.situation.counted import CASES, CONTACTS, day_known
from outpace.desk.situation.frame import Frame
from outpace.desk.tasks.models import Task
from outpace.desk.tracing.models import Contact
from outpace.words.area import SEPARATOR, is_within, path_range
from outpace.words.ids import IdKind, encode

WEEK = timedelta(days=7)
FIGURES = ("cases", "cases_7d", "contacts", "tasks_open", "tasks_overdue")


def area_map(frame: Frame, level: str) -> dict[str, Any]:
    """Count each area of a level within the frame's place, in four statements."""
    paths = _areas(frame.place, level)
    placed: dict[int, Counter[str]] = {area: Counter() for area, _ in paths.values()}
    unplaced: Counter[str] = Counter()
    for path, counts in _per_path(replace(frame, area=frame.place)):
        found = next((paths[above] for above in _ancestors(path) if above in paths), None)
        (placed[found[0]] if found else unplaced).update(counts)
    items = [_item(area, whole, placed[area]) for area, whole in paths.values()]
    return {"items": items, "unplaced": {name: unplaced[name] for name in FIGURES}, "level": level, **frame.stamp()}


def _areas(parent: Area, level: str) -> dict[str, tuple[int, bool]]:
    """Path → (area, whether the scope holds all of it), for the areas of which the scope holds something."""
    low, high = path_range(parent.path)
    actor = current()
    held = actor.paths if actor else ()
    found = Area.objects.filter(level=level, path__gte=low, path__lt=high).order_by("code").values_list("pk", "path")
    return {
        path: (area, any(is_within(path, above) for above in held))
        for area, path in found
        if any(is_within(path, above) or is_within(above, path) for above in held)
    }


def _ancestors(path: str) -> Iterable[str]:
    """The paths of an area and of those above it, deepest first."""
    codes = path.split(SEPARATOR)[:-1]
    return (SEPARATOR.join(codes[:depth]) + SEPARATOR for depth in range(len(codes), 0, -1))


def _per_path(frame: Frame) -> Iterable[tuple[str, Mapping[str, int]]]:
    recent = day_known("reported") & Q(reported__gt=frame.today.day - WEEK, reported__lte=frame.today.day)
    grouped = (
        _grouped(frame.rows(Case).filter(CASES), cases=Q(), cases_7d=recent),
        _grouped(frame.rows(Contact).filter(CONTACTS), contacts=Q()),
        _grouped(frame.rows(Task).filter(done_at=None), tasks_open=Q(), tasks_overdue=Q(due_at__lt=frame.as_of)),
    )
    for rows in grouped:
        for row in rows:
            yield row.pop("area_path"), row


def _grouped(rows: Any, **which: Q) -> Iterable[dict[str, Any]]:
    counts = {name: Count("pk", filter=condition) if condition else Count("pk") for name, condition in which.items()}
    grouped: Iterable[dict[str, Any]] = rows.order_by().values("area_path").annotate(**counts)
    return grouped


def _item(area: int, whole: bool, counts: Counter[str]) -> dict[str, Any]:
    return {"area_id": encode(IdKind.AREA, area), "partial": not whole, **{name: counts[name] for name in FIGURES}}
