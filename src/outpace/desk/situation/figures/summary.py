"""The summary: cases, how they were found, contacts, plans, tasks and links, counted together.

Every total is the sum of its parts; what is unknown is a part of its own.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from outpace.desk.cases.models import Case
from outpace.desk.isolation.models import Plan
from outpace.desk.situation.counted import CASES, CONTACTS, COUNTED_CLASSES, DEATHS, day_known
from outpace.desk.situation.figures.links import count_links
from outpace.desk.situation.figures.tasks import count_tasks
from outpace.desk.situation.frame import Frame
from outpace.desk.tracing.models import Contact
from outpace.words.case import CaseClass, FoundBy
from outpace.words.contact import ContactState

_BY_CLASS = {str(kind): Q(case_class=kind) for kind in COUNTED_CLASSES} | {"class_unknown": Q(case_class=None)}
_BY_FOUND = {str(way): CASES & Q(found_by=way) for way in FoundBy} | {"unknown": CASES & Q(found_by=None)}


def summary(frame: Frame) -> dict[str, Any]:
    """Count the incident: five statements, no row loaded."""
    cases, found, area_unknown = _cases(frame)
    return {
        "cases": cases,
        "found": found,
        "contacts": _contacts(frame),
        "plans": _plans(frame),
        "tasks": count_tasks(frame),
        "links": count_links(frame),
        "area_unknown": {"cases": area_unknown},
        "rows": _rows(frame),
        **frame.stamp(),
    }


def _cases(frame: Frame) -> tuple[dict[str, int], dict[str, int], int]:
    counts = {name: Count("pk", filter=which) for name, which in _conditions(frame).items()}
    counted = frame.rows(Case).aggregate(**counts)
    found = {name: counted.pop(f"found_{name}") for name in _BY_FOUND}
    area_unknown = counted.pop("area_unknown")
    return {"total": sum(counted[name] for name in _BY_CLASS), **counted}, found, area_unknown


def _conditions(frame: Frame) -> dict[str, Q]:
    today = frame.today.day
    reported = CASES & day_known("reported")
    return {
        **_BY_CLASS,
        "discarded": Q(case_class=CaseClass.DISCARDED),
        "today": reported & Q(reported=today),
        "yesterday": reported & Q(reported=today - timedelta(days=1)),
        "report_unknown": CASES & ~day_known("reported"),
        "deaths": DEATHS,
        "onset_unknown": CASES & Q(onset=None),
        **{f"found_{name}": which for name, which in _BY_FOUND.items()},
        "area_unknown": CASES & _area_unknown(frame),
    }


def _area_unknown(frame: Frame) -> Q:
    """A case placed only at the incident's own area lies somewhere in its parts, unless it has none."""
    nowhere = Q(area=None)
    if frame.incident.area.children.exists():
        return nowhere | Q(area_path=frame.incident.area.path)
    return nowhere


def _contacts(frame: Frame) -> dict[str, int]:
    by_state = {str(state): Count("pk", filter=CONTACTS & Q(state=state)) for state in ContactState}
    counted = frame.rows(Contact).aggregate(
        **by_state,
        undecided=Count("pk", filter=CONTACTS & Q(tier=None, state=ContactState.PROPOSED)),
        not_contacts=Count("pk", filter=Q(tier=None) & ~Q(decision__undecided=True)),
    )
    return {"total": sum(counted[state] for state in ContactState), **counted}


def _plans(frame: Frame) -> dict[str, int]:
    current = frame.rows(Plan).filter(superseded_by=None)
    return current.aggregate(
        total=Count("pk", filter=Q(starts__isnull=False)), undecided=Count("pk", filter=Q(decision__undecided=True))
    )


def _rows(frame: Frame) -> dict[str, str]:
    found = {f"found.{way}": frame.opens("cases", found_by=way) for way in (*FoundBy, "unknown")}
    classes = {f"cases.{kind}": frame.opens("cases", case_class=kind) for kind in COUNTED_CLASSES}
    states = {f"contacts.{state}": frame.opens("contacts", state=state) for state in ContactState}
    tasks = {f"tasks.{state}": frame.opens("tasks", state=state) for state in ("open", "overdue")}
    onset = {"cases.onset_unknown": frame.opens("cases", onset="unknown")}
    return {"cases.total": frame.opens("cases"), **classes, **onset, **found, **states, **tasks}
