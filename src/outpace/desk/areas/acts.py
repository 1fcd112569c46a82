"""What can be done with areas: import a tree of them; open an incident in one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from outpace.desk.areas.models import Area, Incident, Outline
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.exchange.canonical import row_hash
from outpace.protocols import load_edition
from outpace.words.area import join_path
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.exchange.boundaries import AreaRecord

CUTOFF_HOUR = 24
CODE_LENGTH = 40


def import_areas(*, by: Actor, records: "Sequence[AreaRecord]", zone: str, at: datetime) -> Outcome:
    """Import areas, parents first. The same area again is a duplicate; other facts for a known code are refused."""
    outcome = Outcome()
    known = {area.code: area for area in Area.objects.all()}
    fresh: list[Area] = []
    for index, row in enumerate(records):
        _settle(index, row, zone, known, fresh, outcome)
    if fresh:
        event = record(
            Event(
                kind="area.imported",
                by=by,
                area_path="",
                happened=at,
                recorded=at,
                items=[bytes(a.row_hash) for a in fresh],
                data={"count": len(fresh)},
            )
        )
        outcome.events.append(event)
    return outcome


def _settle(
    index: int, row: "AreaRecord", zone: str, known: dict[str, Area], fresh: list[Area], outcome: Outcome
) -> None:
    content = row_hash(row)
    if row.code in known:
        if bytes(known[row.code].row_hash) == content:
            outcome.duplicate[index] = known[row.code].pk
        else:
            outcome.refuse(index, "code", "AREA_CODE_TAKEN", code=row.code)
        return
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
    """Open an incident under an edition. The same again gives the same; another edition or area is refused."""
    load_edition(edition)
    if len(code) > CODE_LENGTH:
        raise ProblemError("INCIDENT_CODE_TOO_LONG", length=len(code), limit=CODE_LENGTH)
    held = Incident.objects.select_related("area").filter(code=code).first()
    if held is not None:
        if (held.edition, held.area_id) != (edition, area.pk):
            raise ProblemError("INCIDENT_CODE_TAKEN", code=code)
        return held
    event = random_key()
    made = Incident.objects.create(
        code=code,
        name_zh=zh,
        name_en=en,
        edition=edition,
        area=area,
        began=began,
        retrospective=retrospective,
        reported_total=reported_total,
        reported_source=reported_source,
        event_id=event,
    )
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
