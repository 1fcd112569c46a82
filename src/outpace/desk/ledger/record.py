"""Record an event: body, salted commitment, its place in two queues, one notification. No shared lock is taken.

Acts call `record` once, in their own transaction, however many rows they wrote.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from outpace.desk.ledger.merkle import root
from outpace.desk.ledger.models import Event as EventRow
from outpace.desk.ledger.models import Pending, Unplaced
from outpace.desk.scope.actor import Actor
from outpace.words.ids import random_key

CHANNEL = "outpace_changed"


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
    """Write an event in the open transaction and give its id."""
    body, salt = canonical(event), secrets.token_bytes(16)
    commitment = hashlib.sha256(salt + body).digest()
    EventRow.objects.bulk_create([_row(event, body, salt, commitment)])
    Unplaced.objects.bulk_create([Unplaced(event_id=event.id, commitment=commitment, recorded=event.recorded)])
    pending = {
        "kind": event.kind,
        "area_path": event.area_path,
        "incident_id": event.incident,
        "rows": rows_of(event),
        "recorded": event.recorded,
    }
    Pending.objects.bulk_create([Pending(event_id=event.id, **pending)])
    _write_items(event)
    notify(event.kind, event.area_path)
    return event.id


def rows_of(event: Event) -> int:
    """How many rows an event stands for."""
    return max(1, len(event.items))


def canonical(event: Event) -> bytes:
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
        "items_root": root(event.items).hex() if event.items else None,
        "data": event.data,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"an event can't hold a {type(value).__name__}")


def _row(event: Event, body: bytes, salt: bytes, commitment: bytes) -> EventRow:
    return EventRow(
        id=event.id,
        kind=event.kind,
        area_path=event.area_path,
        incident_id=event.incident,
        subject_id=event.subject,
        account_id=event.by.account,
        happened=event.happened,
        recorded=event.recorded,
        rows=rows_of(event),
        body=body,
        salt=salt,
        commitment=commitment,
    )


def _write_items(event: Event) -> None:
    if not event.items:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_item (event_id, number, row_hash)"
            " select %s, n, h from unnest(%s::bytea[]) with ordinality as t(h, n)",
            [event.id, list(event.items)],
        )


def notify(kind: str, area_path: str) -> None:
    """Tell the live pages that something of a kind changed in an area: no ids, no values."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, f"{kind.partition('.')[0]}|{area_path}"])
