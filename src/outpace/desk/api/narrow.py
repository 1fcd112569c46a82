"""What lists are narrowed by: an incident, an area and all below it. Absent and malformed ids are NOT_FOUND."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from outpace.desk.areas.models import Area, Incident
from outpace.desk.areas.queries import concerns
from outpace.desk.http.keys import find
from outpace.desk.scope.actor import Actor
from outpace.words.area import path_range
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError

Record = TypeVar("Record", bound=Model)


def of_incident(rows: QuerySet[Record], incident: str | None) -> QuerySet[Record]:
    """The rows of one incident, or all."""
    return rows if incident is None else rows.filter(incident=find(Incident.objects.all(), IdKind.INCIDENT, incident))


def in_area(rows: QuerySet[Record], area: str | None) -> QuerySet[Record]:
    """The rows in an area or below it, or all in scope."""
    if area is None:
        return rows
    low, high = path_range(find(Area.objects.all(), IdKind.AREA, area).path)
    return rows.filter(area_path__gte=low, area_path__lt=high)


def writable_incident(by: Actor, incident: str) -> Incident:
    """An incident that an actor's areas have a part in. Raises NOT_FOUND for any other."""
    found = find(Incident.objects.select_related("area"), IdKind.INCIDENT, incident)
    if not concerns(by, found):
        raise ProblemError("NOT_FOUND")
    return found
