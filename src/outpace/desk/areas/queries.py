"""What can be asked about areas and incidents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outpace.desk.areas.models import Area, Incident
from outpace.desk.scope.actor import Actor
from outpace.words.area import is_within
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Place:
    """An area's key, path and zone: what a row needs of it."""

    id: int
    path: str
    zone: str
    cutoff_hour: int


def place(area: Area) -> Place:
    """The part of an area that a row carries."""
    return Place(area.pk, area.path, area.zone, area.cutoff_hour)


def places(codes: Iterable[str], actor: Actor) -> Mapping[str, Place]:
    """The places of codes that lie in an actor's areas; the others are absent, as if they did not exist."""
    found = Area.objects.filter(code__in=set(codes)).only("id", "code", "path", "zone", "cutoff_hour")
    return {area.code: place(area) for area in found if any(is_within(area.path, above) for above in actor.paths)}


def home_of(actor: Actor, incident: Incident) -> Place:
    """Where an incident's rows without an area belong: the incident's area, or the actor's own where that is smaller."""
    if any(is_within(incident.area.path, above) for above in actor.paths):
        return place(incident.area)
    return place(Area.objects.get(path=next(path for path in actor.paths if is_within(path, incident.area.path))))


def roots() -> list[Area]:
    """The areas without a parent."""
    return list(Area.objects.filter(parent=None).order_by("code"))


def incident_by_code(code: str) -> Incident:
    """An incident by its code. Raises INCIDENT_UNKNOWN."""
    incident = Incident.objects.select_related("area").filter(code=code).first()
    if incident is None:
        raise ProblemError("INCIDENT_UNKNOWN", code=code)
    return incident
