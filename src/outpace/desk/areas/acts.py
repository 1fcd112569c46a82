"""What can be done with areas: import a tree of them; open an incident in one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from outpace.desk.areas.filling import FILLABLE, as_stored, fill, merge
from outpace.desk.areas.models import Area, Incident, Outline
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.exchange.canonical import row_hash
from outpace.protocols import incident_editions, load_edition
from outpace.protocols.header import Line
from outpace.words.area import join_path
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.exchange.boundaries import AreaRecord

CUTOFF_HOUR = 24
CODE_LENGTH = 40


def import_areas(*, by: Actor, records: "Sequence[AreaRecord]", zone: str, at: datetime) -> Outcome:
    """Import areas, parents first. The same area again is a duplicate; other facts for a known code are refused.

    Where a known area had no population or no name and the record has one, it is filled in.
    """
    outcome = Outcome()
    known = {area.code: area for area in Area.objects.all()}
    fresh: list[Area] = []
    filled: list[Area] = []
    for index, row in enumerate(records):
        if row.code in known:
            _compare(index, row, known[row.code], filled, outcome)
        else:
            _settle(index, row, zone, known, fresh, outcome)
    Area.objects.bulk_update(filled, [*FILLABLE, "row_hash"])
    outcome.events += [_say_imported(by, kind, rows, at) for kind, rows in _said(fresh, filled) if rows]
    return outcome


def _said(fresh: list[Area], filled: list[Area]) -> tuple[tuple[str, list[Area]], ...]:
    return ("area.imported", fresh), ("area.completed", filled)


def _say_imported(by: Actor, kind: str, areas: Sequence[Area], at: datetime) -> int:
    return record(
        Event(
            kind=kind,
            by=by,
            area_path="",
            happened=at,
            recorded=at,
            items=[bytes(area.row_hash) for area in areas],
            data={"count": len(areas)},
        )
    )


def _compare(index: int, row: "AreaRecord", held: Area, filled: list[Area], outcome: Outcome) -> None:
    """Compare a record with the area of its code: the same, more than was known, or a contradiction."""
    merged = merge(row, held)
    if row_hash(as_stored(merged, held)) != bytes(held.row_hash):
        outcome.refuse(index, "code", "AREA_CODE_TAKEN", code=row.code)
    elif merged.population != held.population and held.population is not None:
        outcome.refuse(
            index,
            "population",
            "AREA_POPULATION_DIFFERS",
            code=row.code,
            held=held.population,
            given=merged.population or 0,
        )
    elif (content := row_hash(merged)) == bytes(held.row_hash):
        outcome.duplicate[index] = held.pk
    else:
        fill(held, merged, content)
        filled.append(held)
        outcome.accepted[index] = held.pk


def _settle(
    index: int, row: "AreaRecord", zone: str, known: dict[str, Area], fresh: list[Area], outcome: Outcome
) -> None:
    content = row_hash(row)
    if row.parent_code and row.parent_code not in known:
        outcome.refuse(index, "parent", "AREA_ABOVE_UNKNOWN", code=row.code, parent=row.parent_code)
        return
    area = _area(row, known.get(row.parent_code or ""), zone, content)
    area.save(force_insert=True)
    if row.simplified:
        Outline.objects.create(area=area, shapes=dict(row.simplified))
    known[row.code] = area
    fresh.append(area)
    outcome.accepted[index] = area.pk


def _area(row: "AreaRecord", parent: Area | None, zone: str, content: bytes) -> Area:
    lon, lat = row.label if row.label else (None, None)
    return Area(
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en or "",
        level=row.level,
        parent=parent,
        path=join_path(parent.path if parent else "", row.code),
        population=row.population,
        population_status=row.population_status or "",
        zone=zone,
        cutoff_hour=CUTOFF_HOUR,
        label_lon=lon,
        label_lat=lat,
        row_hash=content,
    )


def open_incident(
    *,
    by: Actor,
    code: str,
    zh: str,
    en: str,
    edition: str,
    area: Area,
    at: datetime,
    began: date | None = None,
    retrospective: bool = False,
    reported_total: int | None = None,
    reported_source: str = "",
) -> Incident:
    """Open an incident under an edition. The same again gives the same, with the total where another one is stated.

    Raises INCIDENT_CODE_TAKEN for another edition or area, INCIDENT_IS_LIVE where a live one is called retrospective,
    EDITION_UNKNOWN, EDITION_NOT_PREVENTION.
    """
    if load_edition(edition).line is not Line.PREVENTION:
        known = ", ".join(each.id for each in incident_editions())
        raise ProblemError("EDITION_NOT_PREVENTION", edition=edition, editions=known)
    if len(code) > CODE_LENGTH:
        raise ProblemError("INCIDENT_CODE_TOO_LONG", length=len(code), limit=CODE_LENGTH)
    event = random_key()
    defaults = {
        "name_zh": zh,
        "name_en": en,
        "edition": edition,
        "area": area,
        "began": began,
        "retrospective": retrospective,
        "reported_total": reported_total,
        "reported_source": reported_source,
        "event_id": event,
    }
    made, opened = Incident.objects.select_related("area").get_or_create(code=code, defaults=defaults)
    if not opened:
        _same(made, edition, area, retrospective)
        if reported_total is None:
            return made
        return state_reported_total(by=by, incident=made, total=reported_total, source=reported_source, at=at)
    record(
        Event(
            id=event,
            kind="incident.opened",
            by=by,
            area_path=area.path,
            incident=made.pk,
            happened=at,
            recorded=at,
            data={"code": code, "edition": edition, "retrospective": retrospective},
        )
    )
    return made


def _same(held: Incident, edition: str, area: Area, retrospective: bool) -> None:
    if (held.edition, held.area_id) != (edition, area.pk):
        raise ProblemError("INCIDENT_CODE_TAKEN", code=held.code)
    if retrospective and not held.retrospective:
        raise ProblemError("INCIDENT_IS_LIVE", code=held.code)


def state_reported_total(*, by: Actor, incident: Incident, total: int, source: str = "", at: datetime) -> Incident:
    """State how many cases were reported in all, where the list holds fewer. The same figure again says nothing new."""
    held = Incident.objects.select_for_update(of=("self",)).select_related("area").get(pk=incident.pk)
    if (held.reported_total, held.reported_source) == (total, source or held.reported_source):
        return held
    data = {"old": held.reported_total, "new": total, "source": source}
    held.reported_total, held.reported_source, held.event_id = total, source, random_key()
    held.save(update_fields=["reported_total", "reported_source", "event_id"])
    record(
        Event(
            id=held.event_id,
            kind="incident.total_stated",
            by=by,
            area_path=held.area.path,
            incident=held.pk,
            happened=at,
            recorded=at,
            data=data,
        )
    )
    return held
