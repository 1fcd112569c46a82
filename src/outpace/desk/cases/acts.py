"""What can be done with cases. The single form is the bulk form with one row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import connection

from outpace.desk.areas.models import Incident
from outpace.desk.areas.queries import Place, home_of, places
from outpace.desk.beside import beside
from outpace.desk.cases.preparing import CELLS, Prepared, prepare
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.people.acts import Packed, known, pack, put_packed
from outpace.desk.people.keys import keyed
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.stage import stage
from outpace.exchange.linelist import CaseRecord
from outpace.matching.profile import Profile
from outpace.words.ids import random_key
from outpace.words.purpose import Purpose

PURPOSE = Purpose.REGISTER_CASES
_STAGE = "stage_case"
_FEW = 50
"""So many rows are sealed before a thread has begun."""
_SHAPE = {
    **{"n": "int", "subject": "bigint", "person": "bigint", "area": "bigint", "path": "text", "event": "bigint"},
    **CELLS,
}

_CASES = """
insert into cases_case (subject_id, number, incident_id, person_id, area_id, area_path, registered_path, case_class, found_by,
    onset, specimen, diagnosis, reported, exposure_start, exposure_end, isolated, death, "precision", place, outcome, version,
    row_hash, event_id, recorded)
select subject, number, %(incident)s, person, area, path, path, case_class, found_by, onset, specimen, diagnosis, reported,
    exposure_start, exposure_end, isolated, death, precisions, place, outcome, 1, hash, event, %(at)s
from stage_case order by n
on conflict (incident_id, registered_path, number) do nothing
returning subject_id
"""
_REFUSED = """
delete from stage_case where not exists (select from cases_case where subject_id = stage_case.subject)
"""
_SUBJECTS = """
insert into people_subject (id, kind, area_path)
select subject, 'case', path from stage_case union all select person, 'person', path from stage_case
"""
_PERSONS = """
insert into people_person (subject_id, sex, age, area_id, area_path, event_id)
select person, sex, age, area, path, event from stage_case
"""
_VERSIONS = """
insert into cases_version (case_id, version, facts, changes, why, account_id, recorded, event_id, area_path)
select subject, 1, facts, '[]', '', %(account)s, %(at)s, event, path from stage_case
"""
_KNOWN = "select number, row_hash, subject_id from cases_case where incident_id = %s and number = any(%s)"


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    told: Prepared
    place: Place
    subject: int
    person: int


def register_cases(
    *, by: Actor, incident: Incident, rows: Sequence[CaseRecord], at: datetime, home: Place | None = None
) -> Outcome:
    """Register cases of an incident; a row without an area belongs to `home` (see `home_of` unless given).

    A number is refused where a case that the actor sees has it. One that she doesn't see is no reason: it would tell her of it.
    """
    return register_prepared(by=by, incident=incident, rows=[prepare(row) for row in rows], at=at, home=home)


def register_prepared(
    *, by: Actor, incident: Incident, rows: Sequence[Prepared], at: datetime, home: Place | None = None
) -> Outcome:
    """Register records that have been prepared already (see `register_cases`)."""
    outcome = Outcome()
    candidates = _settle(by, rows, home or home_of(by, incident), outcome)
    fresh = _without_known(incident, candidates, outcome)
    if fresh:
        _write(by, incident, fresh, at, outcome)
    return outcome


def _settle(by: Actor, rows: Sequence[Prepared], home: Place, outcome: Outcome) -> list[_Row]:
    areas = places((code for row in rows if (code := row.record.area_code)), by)
    settled = []
    for index, row in enumerate(rows):
        code = row.record.area_code
        where = areas.get(code) if code else home
        if where is None:
            outcome.refuse(index, "area_code", "AREA_UNKNOWN", code=code or "")
        else:
            settled.append(_Row(index, row, where, random_key(), random_key()))
    return settled


def _without_known(incident: Incident, rows: Sequence[_Row], outcome: Outcome) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [incident.pk, [row.told.record.number for row in rows]])
        taken: dict[str, list[tuple[bytes, int]]] = defaultdict(list)
        for number, content, subject in cursor.fetchall():
            taken[number].append((bytes(content), subject))
    fresh = []
    for row in rows:
        held = taken[row.told.record.number]
        same = next((subject for content, subject in held if row.told.hash in (content, keyed(content))), None)
        if same is not None:
            outcome.duplicate[row.index] = same
        elif held:
            outcome.refuse(row.index, "number", "CASE_NUMBER_TAKEN", number=row.told.record.number)
        else:
            held.append((row.told.hash, row.subject))
            fresh.append(row)
    return fresh


def _write(by: Actor, incident: Incident, rows: Sequence[_Row], at: datetime, outcome: Outcome) -> None:
    shares = spread(by, rows, lambda row: row.place.path)
    values: dict[str, Any] = {"incident": incident.pk, "at": at, "account": by.account}
    stage(_STAGE, _SHAPE, (_cells(row, share.event) for share in shares for row in share.rows), joined=["subject"])
    many = len(rows) > _FEW
    with beside(partial(_packed, rows, at), worth=many) as packed, connection.cursor() as cursor:
        cursor.execute(_CASES, values)
        kept = {subject for (subject,) in cursor.fetchall()}
        for statement in (_REFUSED, _SUBJECTS, _PERSONS, _VERSIONS):
            cursor.execute(statement, values)
        put_packed(packed(), fresh=True)
    for row in rows:
        if row.subject in kept:
            outcome.accepted[row.index] = row.subject
        else:
            outcome.refuse(row.index, "number", "CASE_NUMBER_TAKEN", number=row.told.record.number)
    for share in shares:
        if stored := [row for row in share.rows if row.subject in kept]:
            outcome.events.append(_say(by, incident, stored, at, share))


def _say(by: Actor, incident: Incident, rows: Sequence[_Row], at: datetime, share: Share[_Row]) -> int:
    single = rows[0] if len(rows) == 1 else None
    return record(
        Event(
            id=share.event,
            kind="case.registered",
            by=by,
            area_path=single.place.path if single else share.path,
            incident=incident.pk,
            subject=single.subject if single else None,
            happened=at,
            recorded=at,
            items=[row.told.hash for row in rows],
            data={"count": len(rows)},
        )
    )


def _cells(row: _Row, event: int) -> tuple[object, ...]:
    return (row.index, row.subject, row.person, row.place.id, row.place.path, event, *row.told.cells)


def _packed(rows: Sequence[_Row], at: datetime) -> Packed:
    return pack(known({row.person: _profile(row, at.date()) for row in rows}))


def _profile(row: _Row, seen: date) -> Profile:
    case = row.told.record
    return Profile(
        name=case.name,
        phone=case.phone,
        document=case.document,
        birth=case.birth,
        age=case.age,
        seen=seen,
        sex=case.sex,
        area_path=row.place.path,
        address=case.address,
    )
