"""The access log in the ledger: the rows of each finished minute become the items of one event, whose root is a leaf.

A row that commits late goes into the next seal, so that every row stands in exactly one. The items are hashes of random keys
and codes: nobody can guess a row from them.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from outpace.desk.clock import wall_now
from outpace.desk.ledger.models import Access, Item
from outpace.desk.ledger.models import Event as EventRow
from outpace.desk.ledger.record import Event, item_hash, record
from outpace.desk.openings.models import Sealed
from outpace.desk.scope.actor import EVERYWHERE, Actor

BATCH = 5000
_FIELDS = (
    "id",
    "subject_id",
    "account_id",
    "purpose",
    "at",
    "level",
    "role",
    "office",
    "because",
    "because_id",
    "until",
    "wall",
)


def this_minute() -> datetime:
    """The minute that is not over yet, by the wall clock that accesses are written by."""
    return wall_now().replace(second=0, microsecond=0)


def row_hash(row: Access) -> bytes:
    """The hash of an access row's canonical JSON: all of it but the area, which goes with a record that moves."""
    body = {name: _plain(getattr(row, name)) for name in _FIELDS}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def seal(*, by: Actor, at: datetime, before: datetime) -> int:
    """Seal the accesses written before an instant of the wall clock; give how many. One event for each minute."""
    waiting = list(_unsealed().filter(wall__lt=before).order_by("wall", "id")[:BATCH])
    for minute, rows in groupby(waiting, lambda row: row.wall.replace(second=0, microsecond=0)):
        _seal_minute(by, minute, list(rows), at)
    return len(waiting)


def _unsealed() -> QuerySet[Access]:
    return Access.objects.filter(~Exists(Sealed.objects.filter(access_id=OuterRef("pk"))))


def _seal_minute(by: Actor, minute: datetime, rows: Sequence[Access], at: datetime) -> None:
    event = record(
        Event(
            kind="access.sealed",
            by=by,
            area_path=EVERYWHERE,
            happened=minute,
            recorded=at,
            data={"minute": minute, "count": len(rows)},
            items=[row_hash(row) for row in rows],
        )
    )
    Sealed.objects.bulk_create(
        Sealed(access_id=row.pk, event_id=event, number=number) for number, row in enumerate(rows, 1)
    )


def unfaithful(rows: Iterable[Access]) -> list[int]:
    """The keys of sealed accesses that are not what was sealed."""
    held = {row.pk: row for row in rows}
    places = {s.access_id: (s.event_id, s.number) for s in Sealed.objects.filter(access_id__in=held)}
    events = {event for event, _ in places.values()}
    items = {(i.event_id, i.number): bytes(i.row_hash) for i in Item.objects.filter(event_id__in=events)}
    salts = {event.pk: bytes(event.salt) for event in EventRow.objects.filter(pk__in=events)}
    return [
        key
        for key, (event, number) in places.items()
        if items.get((event, number)) != item_hash(salts[event], number, row_hash(held[key]))
    ]


def missing() -> list[int]:
    """The keys of accesses that were sealed and are gone (asked with a scope that sees everything)."""
    gone = Sealed.objects.filter(~Exists(Access.objects.filter(pk=OuterRef("access_id"))))
    return list(gone.values_list("access_id", flat=True))
