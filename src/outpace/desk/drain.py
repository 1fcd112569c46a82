"""Deliver events to the acts of the loop: at least once, in effect once.

Effect and `Delivered` are written in one transaction. An act that fails is tried again, each time after twice as long,
for about six days; then its event stays in the table with the failure. A database that is full or going down is no
failure of an act: the whole drain stops and comes again. Positives come first, in a lane of their own (`lanes`); within a lane
cases come first because events are taken by line of the loop.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, connection
from django.db.models import F

from outpace.desk.lanes import BATCH, LANE, PORTION, SMALL, followed_by
from outpace.desk.ledger.models import Delivered, Pending
from outpace.desk.loop import LOOP, Lane, Line, lines_for
from outpace.desk.scope.actor import MAX_RANGES, Actor, service
from outpace.desk.scope.session import scope
from outpace.words.area import outermost
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

OWN_RANGES = MAX_RANGES // 2
MAX_ATTEMPTS = 20
PURPOSE = Purpose.LOOP
_TURN = 0x1D << 40
_PASSING = ("53", "57", "58")
"""Classes of SQLSTATE that say nothing about the event: no room, told to stop, the system failed."""
_WAITING = f"""
with due as (
    select * from ledger_pending
    where {LANE} = %(lane)s and aside_at is null and (attempts = 0 or (attempts < %(tries)s
        and coalesce(tried_from, recorded) <= %(at)s - interval '1 second' * power(2, attempts))))
(select * from due where rows <= %(small)s order by recorded, event_id limit %(batch)s)
union all
(select * from due where rows > %(small)s order by recorded, event_id limit %(batch)s)
"""  # noqa: S608 - a constant of `lanes` and nothing else
"""Events whose turn it is: new ones, and those that failed n times and are 2**n seconds old. The small ones first."""

log = logging.getLogger("outpace.loop")


@dataclass(frozen=True, slots=True)
class _Round:
    """A round through a lane at an instant; `waits` for incidents on which somebody else works, or notes them as `busy`."""

    lane: Lane
    at: datetime
    waits: bool = False
    busy: set[int] = field(default_factory=set)


def drain(at: datetime, *, batch: int = BATCH) -> int:
    """Deliver up to a batch of pending events of each lane, positives first; give how many were settled.

    An incident on which somebody else works is left alone.
    """
    return sum(_drain(_Round(lane, at), batch) for lane in Lane)


def drain_lane(lane: Lane, at: datetime, *, batch: int = BATCH) -> int:
    """Deliver up to a batch of pending events of a lane while somebody else may deliver the other; give how many were settled.

    Where both work on an incident they take turns and who waits is next: positives for a round, all else for a portion.
    """
    return _drain(_Round(lane, at), batch, again=True)


def _drain(turn: _Round, batch: int, *, again: bool = False) -> int:
    waiting = _waiting(turn, batch)
    if not waiting:
        return 0
    _go_through(waiting, turn)
    if again and turn.busy:
        for incident in sorted(turn.busy):
            _wait_for(incident, [event for event in waiting if (event.incident_id or 0) == incident], turn)
    return _settle(waiting)


def _wait_for(incident: int, events: Sequence[Pending], turn: _Round) -> None:
    match turn.lane:
        case Lane.POSITIVE:
            with _turn_of(incident):
                _go_through(events, turn)
        case Lane.ORDINARY:
            _go_through(events, _Round(turn.lane, turn.at, waits=True))


def _go_through(waiting: Sequence[Pending], turn: _Round) -> None:
    for line in LOOP:
        for events in _by_incident(waiting, line.kind):
            for portion in _portions(events, PORTION[turn.lane]):
                _deliver(line, portion, turn)


def _waiting(turn: _Round, batch: int) -> list[Pending]:
    """What this round delivers: all small events up to a batch, and of the large ones about a portion.

    So a round stays short, and what was told by hand never waits behind a file that is being imported.
    """
    with scope(service(), PURPOSE):
        values = {"lane": turn.lane, "tries": MAX_ATTEMPTS, "at": turn.at, "small": SMALL, "batch": batch}
        due = list(Pending.objects.raw(_WAITING, values))
    small = [event for event in due if event.rows <= SMALL]
    return small + next(_portions(due[len(small) :], PORTION[turn.lane]), [])


def _by_incident(waiting: Sequence[Pending], kind: str) -> list[list[Pending]]:
    groups: dict[int | None, list[Pending]] = defaultdict(list)
    for event in waiting:
        if event.kind == kind:
            groups[event.incident_id].append(event)
    return list(groups.values())


def _portions(events: Sequence[Pending], most: int) -> Iterator[list[Pending]]:
    """Split events so that one transaction works on so many rows at most, or on one event that is larger by itself.

    And on few areas: the service sees those of the events and no others, and may have to see some beside them.
    """
    portion: list[Pending] = []
    rows, paths = 0, set[str]()
    for event in events:
        if portion and (rows + event.rows > most or len(outermost({*paths, event.area_path})) > OWN_RANGES):
            yield portion
            portion, rows, paths = [], 0, set()
        portion.append(event)
        rows += event.rows
        paths.add(event.area_path)
    if portion:
        yield portion


def _deliver(line: Line, events: Sequence[Pending], turn: _Round) -> None:
    """Deliver events to a line together; where that fails, one by one, so that one bad event holds up no other."""
    try:
        _together(line, events, turn)
    except Exception as failure:
        if isinstance(failure, DatabaseError) and (_connection_lost() or _is_passing(failure)):
            raise
        if len(events) == 1:
            _note(events[0], line, failure)
            return
        for event in events:
            _deliver(line, [event], turn)


def _together(line: Line, events: Sequence[Pending], turn: _Round) -> None:
    """Deliver events to a line: in one transaction, or in one for every few areas, of which the last says `Delivered`.

    An act changes nothing where it finds what it would write, so one that ended half way is whole after the next try.
    """
    servers = _servers_of(line, events)
    for by in servers:
        events = _in_turn(line, events, by, turn, last=by is servers[-1])
        if not events:
            return


def _in_turn(line: Line, events: Sequence[Pending], by: Actor, turn: _Round, *, last: bool) -> Sequence[Pending]:
    """Let a line act on those of the events that are ours to deliver; give them."""
    act, keys = line.act.__name__, [event.event_id for event in events]
    with scope(by, PURPOSE):
        incident = events[0].incident_id or 0
        if not _take_turn(incident, waits=turn.waits):
            turn.busy.add(incident)
            return ()
        free = Pending.objects.select_for_update(skip_locked=True).filter(pk__in=keys)
        mine = set(free.values_list("event_id", flat=True))
        mine -= set(Delivered.objects.filter(event_id__in=keys, act=act).values_list("event_id", flat=True))
        ours = [event for event in events if event.event_id in mine]
        if ours:
            with followed_by(turn.lane):
                line.act(by, ours, turn.at)
        if last:
            Delivered.objects.bulk_create(Delivered(event_id=key, act=act, at=turn.at) for key in mine)
        return ours


def _take_turn(incident: int, *, waits: bool) -> bool:
    """Whether an incident's turn is ours until the transaction ends. Who waits for it comes before all who ask later.

    Two deliveries at once would each read facts that the other is about to change, and the slower one would write what
    was true before.
    """
    with connection.cursor() as cursor:
        if waits:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_TURN + incident])
            return True
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_TURN + incident])
        return bool(cursor.fetchone()[0])


@contextmanager
def _turn_of(incident: int) -> Iterator[None]:
    """Wait for an incident's turn and keep it over several transactions: a positive waits once, not for each of its acts."""
    with scope(service(), PURPOSE), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_TURN + incident])
    try:
        yield
    finally:
        with scope(service(), PURPOSE), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_TURN + incident])


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


def _servers_of(line: Line, events: Sequence[Pending]) -> list[Actor]:
    """The service with the areas of the events and no others, and a few at a time those that the line has to see beside."""
    own = outermost(event.area_path for event in events)
    if line.reach is None:
        return [service(*own)]
    with scope(service(*own), PURPOSE):
        reached = line.reach(events)
    beside = [path for path in outermost((*own, *reached)) if path not in own]
    room = MAX_RANGES - len(own)
    return [service(*own, *beside[n : n + room]) for n in range(0, max(1, len(beside)), room)]


def _note(event: Pending, line: Line, failure: Exception) -> None:
    log.error("event %s: %s failed", event.event_id, line.act.__name__, exc_info=failure)
    with scope(service(), PURPOSE):
        Pending.objects.filter(pk=event.event_id).update(attempts=F("attempts") + 1, failure=_named(failure))


def _named(failure: Exception) -> str:
    """What kind of failure it was: a problem by its code, anything else by its class. Never its message."""
    return failure.problem.code if isinstance(failure, ProblemError) else type(failure).__name__


def _is_passing(failure: DatabaseError) -> bool:
    state = getattr(failure.__cause__, "sqlstate", None) or ""
    return state.startswith(_PASSING)


def _connection_lost() -> bool:
    return connection.connection is None or connection.connection.closed
