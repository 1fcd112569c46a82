"""Record an event: body, salted commitment, its place in two queues, one notification. No shared lock is taken.

Acts call `record` once, in their own transaction, after they have written their rows, however many those are. The rows
themselves are kept by the tables (see `coverage`); the body names them by number and hash. The leaf is made by the database.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from outpace.desk import journal
from outpace.desk.ledger.merkle import root
from outpace.desk.scope.actor import Actor
from outpace.words.ids import random_key

CHANNEL = "outpace_changed"
SALT_BYTES = 16

_COLLECT = "select number, table_name, operation, count, encode(digest, 'hex') from ledger.collect(%s)"
_SAY = """
with said as (
    insert into ledger_event (id, kind, area_path, incident_id, subject_id, account_id, happened, recorded, rows, body,
        salt, commitment, items_root)
    values (%(id)s, %(kind)s, %(area)s, %(incident)s, %(subject)s, %(account)s, %(happened)s, %(recorded)s, %(rows)s,
        %(body)s, %(salt)s, %(commitment)s, %(items_root)s)),
waits as (
    insert into ledger_pending (event_id, kind, area_path, incident_id, rows, recorded, attempts, failure)
    values (%(id)s, %(kind)s, %(area)s, %(incident)s, %(rows)s, %(recorded)s, 0, '')),
itemised as (
    insert into ledger_item (event_id, number, row_hash)
    select %(id)s, n, h from unnest(%(items)s::bytea[]) with ordinality as t(h, n))
select pg_notify(%(channel)s, %(changed)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What an act has to say. `items` are the hashes of a bulk act's rows, in order."""

    kind: str
    by: Actor
    area_path: str
    happened: datetime
    recorded: datetime
    incident: int | None = None
    subject: int | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    items: Sequence[bytes] = ()
    id: int = field(default_factory=random_key)


def record(event: Event) -> int:
    """Write an event in the open transaction and give its id. What the transaction changed until now is part of it."""
    salt = secrets.token_bytes(SALT_BYTES)
    items = [item_hash(salt, number, row) for number, row in enumerate(event.items, 1)]
    items_root = root(items) if items else None
    body = canonical(event, items_root, _collect(event.id))
    values = _columns(event) | {
        "body": body,
        "salt": salt,
        "commitment": hashlib.sha256(salt + body).digest(),
        "items": items,
        "items_root": items_root,
        "channel": CHANNEL,
        "changed": _changed(event.kind, event.area_path),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAY, values)
    journal.event(event.id, event.kind, rows_of(event))
    return event.id


def rows_of(event: Event) -> int:
    """How many rows an event stands for."""
    return max(1, len(event.items))


def row_salt(salt: bytes, number: int) -> bytes:
    """What keeps the hash of one row from being guessed; it goes with the event's salt, and tells nothing of it."""
    return hmac.digest(salt, b"row" + number.to_bytes(8, "big"), "sha256")


def item_hash(salt: bytes, number: int, row: bytes) -> bytes:
    """The hash of a bulk act's row as it stands in the log, numbered from 1."""
    return hashlib.sha256(row_salt(salt, number) + row).digest()


def canonical(event: Event, items_root: bytes | None, writes: Sequence[Mapping[str, object]]) -> bytes:
    """The event as canonical JSON: sorted keys, no spaces, instants in ISO 8601. What the commitment covers."""
    body = {
        "id": event.id,
        "kind": event.kind,
        "account": event.by.account,
        "area": event.area_path,
        "incident": event.incident,
        "subject": event.subject,
        "happened": event.happened,
        "recorded": event.recorded,
        "rows": rows_of(event),
        "items_root": items_root.hex() if items_root else None,
        "data": event.data,
        "writes": writes,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"an event can't hold a {type(value).__name__}")


def _collect(event: int) -> list[Mapping[str, object]]:
    """Take the parts that this transaction has left for the event."""
    names = ("part", "table", "operation", "count", "sha256")
    with connection.cursor() as cursor:
        cursor.execute(_COLLECT, [event])
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _columns(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "area": event.area_path,
        "incident": event.incident,
        "subject": event.subject,
        "account": event.by.account,
        "happened": event.happened,
        "recorded": event.recorded,
        "rows": rows_of(event),
    }


def notify(kind: str, area_path: str) -> None:
    """Tell the live pages that something of a kind changed in an area: no ids, no values."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, _changed(kind, area_path)])


def _changed(kind: str, area_path: str) -> str:
    return f"{kind.partition('.')[0]}|{area_path}"
