"""What can be asked about areas and incidents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from outpace.desk.areas.models import Area, Incident
from outpace.desk.scope.actor import Actor
from outpace.words.area import Level, is_within, path_range
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


def below(above: Area | None) -> list[Area]:
    """The areas directly below one (None: the top ones), each saying whether it has any itself."""
    children = Area.objects.filter(parent=OuterRef("pk"))
    return list(Area.objects.filter(parent=above).annotate(has_children=Exists(children)).order_by("code"))


def outlined(level: Level, above: Area | None) -> list[Area]:
    """The areas of a level with their outlines, below one or everywhere."""
    low, high = path_range(above.path if above else "")
    found = Area.objects.filter(level=level, path__gte=low, path__lt=high)
    return list(found.select_related("outline").order_by("path"))


def at_paths(paths: Iterable[str]) -> list[Area]:
    """The areas at paths, for the name of a post."""
    return list(Area.objects.filter(path__in=list(paths)).order_by("path"))


def incidents_of(actor: Actor) -> list[Incident]:
    """The incidents whose area holds, or lies in, one of an actor's areas; the newest first."""
    found = Incident.objects.select_related("area").order_by("-pk")
    return [incident for incident in found if concerns(actor, incident)]


def concerns(actor: Actor, incident: Incident) -> bool:
    """Whether an incident and an actor have any ground in common."""
    return any(is_within(incident.area.path, path) or is_within(path, incident.area.path) for path in actor.paths)
