"""Deliver events to the acts of the loop: at least once, in effect once.

Effect and `Delivered` are written in one transaction. An act that fails is tried again, each time after twice as long,
for about six days; then its event stays in the table with the failure. A database that is full or going down is no
failure of an act: the whole drain stops and comes again. Cases come first because events are taken by line of the loop.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import DatabaseError, connection
from django.db.models import F, Q

from outpace.desk.areas.models import Incident
from outpace.desk.ledger.models import Delivered, Pending
from outpace.desk.loop import LOOP, Line, lines_for
from outpace.desk.scope.actor import Actor, service
from outpace.desk.scope.session import scope
from outpace.words.area import common_path
from outpace.words.purpose import Purpose

BATCH = 500
ROWS = 5000
MAX_ATTEMPTS = 20
PURPOSE = Purpose.LOOP
_TURN = 0x1D << 40
_PASSING = ("53", "57", "58")
"""Classes of SQLSTATE that say nothing about the event: no room, told to stop, the system failed."""

log = logging.getLogger("outpace.loop")


def drain(at: datetime, *, batch: int = BATCH) -> int:
    """Deliver up to a batch of pending events, line by line of the loop; give how many were settled."""
    waiting = _waiting(batch, at)
    for line in LOOP:
        for events in _by_incident(waiting, line.kind):
            for portion in _portions(events):
                _deliver(line, portion, at)
    return _settle(waiting)


def _waiting(batch: int, at: datetime) -> list[Pending]:
    with scope(service(), PURPOSE):
        return list(Pending.objects.filter(_due(at)).order_by("recorded", "event_id")[:batch])


def _due(at: datetime) -> Q:
    """Events whose turn it is: new ones, and those that failed n times and are 2**n seconds old."""
    again = (Q(attempts=n, recorded__lte=at - timedelta(seconds=2**n)) for n in range(1, MAX_ATTEMPTS))
    return reduce(or_, again, Q(attempts=0))


def _by_incident(waiting: Sequence[Pending], kind: str) -> list[list[Pending]]:
    groups: dict[int | None, list[Pending]] = defaultdict(list)
    for event in waiting:
        if event.kind == kind:
            groups[event.incident_id].append(event)
    return list(groups.values())


def _portions(events: Sequence[Pending]) -> Iterator[list[Pending]]:
    """Split events so that one transaction works on `ROWS` rows, or on one event that is larger by itself."""
    portion: list[Pending] = []
    for event in events:
        if portion and sum(held.rows for held in portion) + event.rows > ROWS:
            yield portion
            portion = []
        portion.append(event)
    if portion:
        yield portion


def _deliver(line: Line, events: Sequence[Pending], at: datetime) -> None:
    """Deliver events to a line together; where that fails, one by one, so that one bad event holds up no other."""
    try:
        _together(line, events, at)
    except Exception as failure:
        if isinstance(failure, DatabaseError) and (_connection_lost() or _is_passing(failure)):
            raise
        if len(events) == 1:
            _note(events[0], line, failure)
            return
        for event in events:
            _deliver(line, [event], at)


def _together(line: Line, events: Sequence[Pending], at: datetime) -> None:
    act, keys = line.act.__name__, [event.event_id for event in events]
    with scope(_server_of(events), PURPOSE) as by:
        if not _take_turn(events[0].incident_id or 0):
            return
        free = Pending.objects.select_for_update(skip_locked=True).filter(pk__in=keys)
        mine = set(free.values_list("event_id", flat=True))
        mine -= set(Delivered.objects.filter(event_id__in=keys, act=act).values_list("event_id", flat=True))
        if mine:
            line.act(by, [event for event in events if event.event_id in mine], at)
            Delivered.objects.bulk_create(Delivered(event_id=key, act=act, at=at) for key in mine)


def _take_turn(incident: int) -> bool:
    """Whether an incident's turn is ours until the transaction ends.

    Two deliveries at once would each read facts that the other is about to change, and the slower one would write what
    was true before.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_TURN + incident])
        return bool(cursor.fetchone()[0])


def _settle(waiting: Sequence[Pending]) -> int:
    """Take the events off the queue whose every line is delivered; give how many."""
    keys = [event.event_id for event in waiting]
    with scope(service(), PURPOSE):
        delivered = set(Delivered.objects.filter(event_id__in=keys).values_list("event_id", "act"))
        whole = [
            event.event_id
            for event in waiting
            if all((event.event_id, line.act.__name__) in delivered for line in lines_for(event.kind))
        ]
        Pending.objects.filter(pk__in=whole).delete()
        return len(whole)


def _server_of(events: Sequence[Pending]) -> Actor:
    """The service with the areas that events of an incident may touch: the incident's, and theirs where they lie outside."""
    with scope(service(), PURPOSE):
        incident = Incident.objects.select_related("area").filter(pk=events[0].incident_id or 0).first()
    own = [incident.area.path] if incident else []
    return service(common_path([*own, *(event.area_path for event in events)]))


def _note(event: Pending, line: Line, failure: Exception) -> None:
    log.error("event %s: %s failed", event.event_id, line.act.__name__, exc_info=failure)
    with scope(service(), PURPOSE):
        Pending.objects.filter(pk=event.event_id).update(attempts=F("attempts") + 1, failure=type(failure).__name__)


def _is_passing(failure: DatabaseError) -> bool:
    state = getattr(failure.__cause__, "sqlstate", None) or ""
    return state.startswith(_PASSING)


def _connection_lost() -> bool:
    return connection.connection is None or connection.connection.closed
