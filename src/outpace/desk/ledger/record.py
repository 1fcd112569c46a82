"""Record an event: body, salted commitment, its place in two queues. No shared lock is taken.

Acts call `record` once, in their own transaction, after they have written their rows, however many those are. The rows
themselves are kept by the tables (see `coverage`); the body names them by number and hash. The leaf is made by the database;
the sequencer tells the live pages (a notification in the act's own transaction would let acts commit one at a time only).
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection

from outpace.desk import journal
from outpace.desk.ledger.merkle import root
from outpace.desk.scope.actor import Actor
from outpace.words.ids import random_key

SALT_BYTES = 16

SAY = """
select ledger.say(%(id)s, %(kind)s, %(area)s, %(incident)s, %(subject)s, %(account)s, %(happened)s, %(recorded)s, %(rows)s,
    %(head)s, %(salt)s, %(items)s::bytea[], %(items_root)s)
"""
"""Take the parts that the transaction has left, end the body with them, commit to it, queue its leaf and the loop's delivery."""


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
    with connection.cursor() as cursor:
        cursor.execute(SAY, values_of(event))
    journal.event(event.id, event.kind, rows_of(event))
    return event.id


def values_of(event: Event) -> dict[str, Any]:
    """What `SAY` writes of an event: its columns, its body but for the parts, a fresh salt, its items."""
    salt = secrets.token_bytes(SALT_BYTES)
    items = [item_hash(salt, number, row) for number, row in enumerate(event.items, 1)]
    items_root = root(items) if items else None
    return _columns(event) | {
        "head": canonical(event, items_root),
        "salt": salt,
        "items": items,
        "items_root": items_root,
    }


def rows_of(event: Event) -> int:
    """How many rows an event stands for."""
    return max(1, len(event.items))


def row_salt(salt: bytes, number: int) -> bytes:
    """What keeps the hash of one row from being guessed; it goes with the event's salt, and tells nothing of it."""
    return hmac.digest(salt, b"row" + number.to_bytes(8, "big"), "sha256")


def item_hash(salt: bytes, number: int, row: bytes) -> bytes:
    """The hash of a bulk act's row as it stands in the log, numbered from 1."""
    return hashlib.sha256(row_salt(salt, number) + row).digest()


def canonical(event: Event, items_root: bytes | None) -> str:
    """The event as canonical JSON: sorted keys, no spaces, instants in ISO 8601. `writes`, the last key, comes with `SAY`."""
    body = {
        "id": event.id,
        "space": settings.SPACE,
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
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"an event can't hold a {type(value).__name__}")


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
