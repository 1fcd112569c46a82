"""Routes of the area tree, its outlines, and the incidents."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from ninja import Query, Router, Schema

from outpace.desk.areas import queries
from outpace.desk.areas.models import Area, Incident, Outline
from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.http.routes import EVERYBODY, STAFF, Asked, reading
from outpace.desk.http.shapes import AreaRef, Both, Word, area_name, area_ref
from outpace.protocols.shelf import load_edition
from outpace.words.area import Level
from outpace.words.ids import IdKind, encode
from outpace.words.moment import local_day
from outpace.words.purpose import Purpose

router = Router(tags=["areas"])
ROOT = "root"


class AreaOut(AreaRef):
    """An area of the tree."""

    level: Level
    parent_id: str | None
    population: int | None
    has_children: bool


class Areas(Schema):
    """Areas below one."""

    items: list[AreaOut]


class Outlined(StrEnum):
    """The levels that are drawn on maps."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class OutlineProperties(Schema):
    """What a map needs to know of an area."""

    id: str
    code: str
    name_zh: str
    name_en: str
    level: Level
    parent_id: str | None
    label: list[float] | None


class OutlineOut(Schema):
    """One area's outline as a GeoJSON feature, WGS 84."""

    type: Literal["Feature"] = "Feature"
    id: str
    properties: OutlineProperties
    geometry: dict[str, Any] | None


class Outlines(Schema):
    """Outlines as a GeoJSON feature collection."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[OutlineOut]


class EditionRef(Schema):
    """The edition that an incident runs under."""

    id: str
    label: str
    title: Both


class IncidentOut(Schema):
    """An incident. `day` counts from 1 on the day it began; a past outbreak under study has none."""

    id: str
    code: str
    name: Both
    edition: EditionRef
    began: date | None
    day: int | None
    area: AreaRef


class Incidents(Schema):
    """The incidents that concern the sender's areas."""

    items: list[IncidentOut]


class MapFilter(Schema):
    """Which outlines: a level, below an area or everywhere."""

    level: Outlined
    parent: Word | None = None


@reading(router, "/areas", purpose=Purpose.READ_AREAS, roles=EVERYBODY)
def list_areas(request: Asked, parent: Word = ROOT) -> Areas:
    """Areas directly below one, or the top ones."""
    above = None if parent == ROOT else find(Area.objects.all(), IdKind.AREA, parent)
    return Areas(items=[area_out(area) for area in queries.below(above)])


@reading(router, "/areas/map", purpose=Purpose.READ_AREAS, roles=STAFF)
def map_areas(request: Asked, filters: Query[MapFilter]) -> Outlines:
    """Outlines of a level as GeoJSON, simplified at import."""
    above = None if filters.parent in (None, ROOT) else find(Area.objects.all(), IdKind.AREA, filters.parent or "")
    zoom = Level.PROVINCE if above is None or above.level == Level.PROVINCE else Level.COUNTY
    return Outlines(features=[_outline(area, zoom) for area in queries.outlined(Level(filters.level), above)])


@reading(router, "/incidents", purpose=Purpose.READ_INCIDENTS, roles=STAFF)
def list_incidents(request: Asked) -> Incidents:
    """Incidents that concern the sender's areas, the newest first."""
    at = now()
    return Incidents(items=[incident_out(incident, at) for incident in queries.incidents_of(request.actor)])


def area_out(area: Area) -> AreaOut:
    """An area from `queries.below`."""
    ref = named(area)
    return AreaOut(
        **ref.model_dump(),
        level=Level(area.level),
        parent_id=_parent(area),
        population=area.population,
        has_children=bool(getattr(area, "has_children", False)),
    )


def named(area: Area) -> AreaRef:
    """Name an area that is there."""
    ref = area_ref(area)
    assert ref is not None
    return ref


def _parent(area: Area) -> str | None:
    return None if area.parent_id is None else encode(IdKind.AREA, area.parent_id)


def _outline(area: Area, zoom: Level) -> OutlineOut:
    name, key = area_name(area), encode(IdKind.AREA, area.pk)
    label = None if area.label_lon is None or area.label_lat is None else [area.label_lon, area.label_lat]
    properties = OutlineProperties(
        id=key,
        code=area.code,
        name_zh=name.zh,
        name_en=name.en,
        level=Level(area.level),
        parent_id=_parent(area),
        label=label,
    )
    return OutlineOut(id=key, properties=properties, geometry=_shape(area, zoom))


def _shape(area: Area, zoom: Level) -> dict[str, Any] | None:
    drawn: Outline | None = getattr(area, "outline", None)
    return None if drawn is None else drawn.shapes.get(zoom)


def incident_out(incident: Incident, at: datetime) -> IncidentOut:
    """An incident with its edition, at an instant."""
    edition = load_edition(incident.edition)
    return IncidentOut(
        id=encode(IdKind.INCIDENT, incident.pk),
        code=incident.code,
        name=Both(zh=incident.name_zh, en=incident.name_en),
        edition=EditionRef(id=edition.id, label=edition.label, title=Both.of(edition.title)),
        began=incident.began,
        day=_day(incident, at),
        area=named(incident.area),
    )


def _day(incident: Incident, at: datetime) -> int | None:
    if incident.began is None or incident.retrospective:
        return None
    return (local_day(at, incident.area.zone) - incident.began).days + 1
