"""The feed: the latest events of an incident in plain words, without a name in them."""

import json
from collections.abc import Iterable
from typing import Any

from outpace.desk.areas.models import Area
from outpace.desk.ledger.models import Event
from outpace.desk.people.models import Subject
from outpace.desk.situation.frame import Frame
from outpace.desk.situation.sentences import keys, say
from outpace.desk.situation.shapes import area_json
from outpace.words.ids import IdKind, encode

_KINDS = {"case": IdKind.CASE, "contact": IdKind.CONTACT, "person": IdKind.PERSON}


def feed(frame: Frame, limit: int) -> dict[str, Any]:
    """The latest events, newest first."""
    low, high = frame.bounds
    events = Event.objects.filter(incident_id=frame.incident.pk, area_path__gte=low, area_path__lt=high)
    found = list(events.order_by("-recorded", "-pk")[:limit])
    areas = {area.path: area for area in Area.objects.filter(path__in={event.area_path for event in found})}
    kinds = dict(Subject.objects.filter(pk__in={e.subject_id for e in found if e.subject_id}).values_list("pk", "kind"))
    return {"items": [_item(event, areas, kinds) for event in found], **frame.stamp()}


def _item(event: Event, areas: dict[str, Area], kinds: dict[int, str]) -> dict[str, Any]:
    kind = kinds.get(event.subject_id or 0)
    known = event.kind if event.kind in keys("feed") else "other"
    return {
        "event": encode(IdKind.EVENT, event.pk),
        "at": event.recorded.isoformat(),
        "kind": event.kind,
        "text": say("feed", known, count=_count(event)),
        "area": area_json(areas.get(event.area_path)),
        "subject": {"kind": kind, "id": encode(_KINDS[kind], event.subject_id)} if kind and event.subject_id else None,
    }


def _count(event: Event) -> int:
    """How many an event is about; of one whose body was erased its rows are left."""
    if not event.body:
        return event.rows
    data = json.loads(bytes(event.body))["data"]
    return int(data.get("count", event.rows))


def unworded(kinds: Iterable[str]) -> set[str]:
    """The event kinds that have no sentence of their own."""
    return set(kinds) - keys("feed")
