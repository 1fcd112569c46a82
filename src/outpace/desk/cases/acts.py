"""What can be done with cases. The single form is the bulk form with one row."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from outpace.desk.areas.models import Incident
from outpace.desk.areas.queries import Place, home_of, places
from outpace.desk.cases.facts import DATES, PLAIN
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.people.acts import Newcomer, keep_names
from outpace.desk.people.keys import keyed
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.stage import stage
from outpace.exchange.canonical import row_hash
from outpace.exchange.linelist import CaseRecord
from outpace.words.ids import random_key
from outpace.words.moment import Dated, Precision
from outpace.words.purpose import Purpose

PURPOSE = Purpose.REGISTER_CASES
_STAGE = "stage_case"
_DAYS = dict.fromkeys(DATES, "date")
_SHAPE = {
    **{"n": "int", "subject": "bigint", "person": "bigint", "number": "text", "area": "bigint", "path": "text"},
    **{"sex": "text", "age": "smallint", **_DAYS, **dict.fromkeys(PLAIN, "text")},
    **{"precisions": "jsonb", "hash": "bytea", "facts": "jsonb", "event": "bigint"},
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
    record: CaseRecord
    place: Place
    subject: int
    person: int
    hash: bytes


def register_cases(
    *, by: Actor, incident: Incident, rows: Sequence[CaseRecord], at: datetime, home: Place | None = None
) -> Outcome:
    """Register cases of an incident; a row without an area belongs to `home` (see `home_of` unless given).

    A number is refused where a case that the actor sees has it. One that she doesn't see is no reason: it would tell her of it.
    """
    outcome = Outcome()
    candidates = _settle(by, rows, home or home_of(by, incident), outcome)
    fresh = _without_known(incident, candidates, outcome)
    if fresh:
        _write(by, incident, fresh, at, outcome)
    return outcome


def _settle(by: Actor, rows: Sequence[CaseRecord], home: Place, outcome: Outcome) -> list[_Row]:
    known = places((row.area_code for row in rows if row.area_code), by)
    settled = []
    for index, row in enumerate(rows):
        where = known.get(row.area_code) if row.area_code else home
        if where is None:
            outcome.refuse(index, "area_code", "AREA_UNKNOWN", code=row.area_code or "")
        else:
            settled.append(_Row(index, row, where, random_key(), random_key(), keyed(row_hash(row))))
    return settled


def _without_known(incident: Incident, rows: Sequence[_Row], outcome: Outcome) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [incident.pk, [row.record.number for row in rows]])
        known: dict[str, list[tuple[bytes, int]]] = defaultdict(list)
        for number, content, subject in cursor.fetchall():
            known[number].append((bytes(content), subject))
    fresh = []
    for row in rows:
        held = known[row.record.number]
        same = next((subject for content, subject in held if row.hash in (content, keyed(content))), None)
        if same is not None:
            outcome.duplicate[row.index] = same
        elif held:
            outcome.refuse(row.index, "number", "CASE_NUMBER_TAKEN", number=row.record.number)
        else:
            held.append((row.hash, row.subject))
            fresh.append(row)
    return fresh


def _write(by: Actor, incident: Incident, rows: Sequence[_Row], at: datetime, outcome: Outcome) -> None:
    shares = spread(by, rows, lambda row: row.place.path)
    values: dict[str, Any] = {"incident": incident.pk, "at": at, "account": by.account}
    stage(_STAGE, _SHAPE, ((*_cells(row), share.event) for share in shares for row in share.rows))
    with connection.cursor() as cursor:
        cursor.execute(_CASES, values)
        kept = {subject for (subject,) in cursor.fetchall()}
        for statement in (_REFUSED, _SUBJECTS, _PERSONS, _VERSIONS):
            cursor.execute(statement, values)
        keep_names([_newcomer(row, at) for row in rows if row.subject in kept])
    for row in rows:
        if row.subject in kept:
            outcome.accepted[row.index] = row.subject
        else:
            outcome.refuse(row.index, "number", "CASE_NUMBER_TAKEN", number=row.record.number)
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
            items=[row.hash for row in rows],
            data={"count": len(rows)},
        )
    )


def _newcomer(row: _Row, at: datetime) -> Newcomer:
    case = row.record
    return Newcomer(
        place=row.place,
        name=case.name,
        phone=case.phone,
        sex=case.sex,
        age=case.age,
        document=case.document,
        birth=case.birth,
        address=case.address,
        seen=at.date(),
        key=row.person,
    )


_WRITE = json.JSONEncoder(ensure_ascii=False).encode


def _cells(row: _Row) -> tuple[object, ...]:
    case = row.record
    dates: list[Dated | None] = [getattr(case, name) for name in DATES]
    plain = [getattr(case, name) for name in PLAIN]
    known = {name: day for name, day in zip(DATES, dates, strict=True) if day}
    precisions = {name: day.precision for name, day in known.items() if day.precision is not Precision.DAY}
    facts = (
        dict.fromkeys(DATES) | {name: str(day) for name, day in known.items()} | dict(zip(PLAIN, plain, strict=True))
    )
    return (
        *(row.index, row.subject, row.person, case.number, row.place.id, row.place.path, case.sex, case.age),
        *(day.day if day else None for day in dates),
        *plain,
        *(_WRITE(precisions) if precisions else "{}", row.hash, _WRITE(facts)),
    )
