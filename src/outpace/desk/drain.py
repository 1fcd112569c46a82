"""Deliver events to the acts of the loop: at least once, in effect once.

Effect and `Delivered` are written in one transaction; an act that fails is tried again, and after `MAX_ATTEMPTS` its
event stays with the failure where a person sees it. Positives come first because events are taken by line of the loop.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction

from outpace.desk.areas.models import Incident
from outpace.desk.ledger.models import Delivered, Pending
from outpace.desk.loop import LOOP, SILENT, Line, lines_for
from outpace.desk.scope.actor import Actor, service
from outpace.desk.scope.session import scope

BATCH = 500
MAX_ATTEMPTS = 5
PURPOSE = "loop"
log = logging.getLogger("outpace.loop")


def drain(at: datetime, *, batch: int = BATCH) -> int:
    """Deliver up to a batch of pending events; give how many were settled."""
    settled = 0
    for event in _waiting(batch):
        settled += deliver(event, at)
    return settled


def _waiting(batch: int) -> Sequence[Pending]:
    order = list(dict.fromkeys([line.kind for line in LOOP] + list(SILENT)))
    with scope(service(), PURPOSE):
        rows = list(Pending.objects.filter(attempts__lt=MAX_ATTEMPTS).order_by("recorded", "event_id")[:batch])
    return sorted(rows, key=lambda row: order.index(row.kind) if row.kind in order else len(order))


def deliver(event: Pending, at: datetime) -> bool:
    """Run what follows from one event; False where it failed and stays pending."""
    try:
        for line in lines_for(event.kind):
            _once(event, line, at)
        with scope(service(), PURPOSE):
            Pending.objects.filter(pk=event.event_id).delete()
        return True
    except Exception as failure:
        if isinstance(failure, DatabaseError) and _connection_lost():
            raise
        log.exception("event %s of kind %s failed", event.event_id, event.kind)
        with scope(service(), PURPOSE):
            Pending.objects.filter(pk=event.event_id).update(attempts=event.attempts + 1, failure=_said(failure))
        return False


def _once(event: Pending, line: Line, at: datetime) -> None:
    act = line.act.__name__
    with scope(_server_of(event), PURPOSE) as by:
        waiting = Pending.objects.select_for_update(skip_locked=True).filter(pk=event.event_id)
        if not waiting.exists() or Delivered.objects.filter(event_id=event.event_id, act=act).exists():
            return
        line.act(by, event, at)
        Delivered.objects.create(event_id=event.event_id, act=act, at=at)


def _server_of(event: Pending) -> Actor:
    """The service with the areas an event's effects may touch: its incident's, or its own where it has none."""
    with scope(service(), PURPOSE):
        incident = Incident.objects.select_related("area").filter(pk=event.incident_id or 0).first()
    return service(incident.area.path if incident else event.area_path)


def _connection_lost() -> bool:
    connection = transaction.get_connection()
    return connection.connection is None or connection.connection.closed


def _said(failure: Exception) -> str:
    return type(failure).__name__
