"""Seal the rejected rows that an earlier version kept in the clear; in chunks, each in a transaction of its own."""

import json

from django.db import connection, connections

from outpace.desk.clock import now
from outpace.desk.ledger.record import Event, record
from outpace.desk.people.sealing import seal_content
from outpace.desk.scope.actor import EVERYWHERE, Actor, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

CHUNK = 2000
_PLAIN = """
select id, raw, problems from intake_reject where sealed_raw is null and raw is not null order by id limit %s for update
"""
_SEAL = """
update intake_reject r set sealed_raw = s.raw, sealed_problems = s.problems, raw = null, problems = null
from unnest(%s::bigint[], %s::bytea[], %s::bytea[]) as s(id, raw, problems) where r.id = s.id
"""


def seal_rejects(*, chunk: int = CHUNK) -> int:
    """Seal them all and give how many; then rewrite the table, so that no copy is left in it."""
    moved = 0
    while done := _seal_chunk(chunk):
        moved += done
    if moved:
        with connections["owner"].cursor() as cursor:
            cursor.execute("vacuum (full) intake_reject")
    return moved


def _seal_chunk(chunk: int) -> int:
    with scope(service(EVERYWHERE), Purpose.UPGRADE) as by, connection.cursor() as cursor:
        cursor.execute(_PLAIN, [chunk])
        found = cursor.fetchall()
        if found:
            keys, raws, problems = zip(*found, strict=True)
            cursor.execute(_SEAL, [list(keys), [_sealed(raw) for raw in raws], [_sealed(one) for one in problems]])
            _say(by, len(found))
        return len(found)


def _say(by: Actor, sealed: int) -> None:
    at = now()
    record(Event(kind="reject.sealed", by=by, area_path=EVERYWHERE, happened=at, recorded=at, data={"count": sealed}))


def _sealed(value: object) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return seal_content(text.encode())
