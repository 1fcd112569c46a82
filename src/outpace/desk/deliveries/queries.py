"""How far behind the loop is, line by line, and which events failed. Kinds, areas, ages and codes; nothing about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from outpace.desk.drain import MAX_ATTEMPTS
from outpace.desk.lanes import lane
from outpace.desk.ledger.models import Delivered, Pending
from outpace.desk.loop import LOOP, Lane, lines_for
from outpace.words.area import path_range

_LINES = """
select kind, act, count(*), min(recorded), max(attempts), count(*) filter (where attempts >= %(most)s)
from ledger_pending join unnest(%(kinds)s::text[], %(acts)s::text[]) as line (kind, act) using (kind)
where aside_at is null and exists (select from unnest(%(paths)s::text[]) as own where area_path ^@ own)
    and not exists (select from ledger_delivered d where d.event_id = ledger_pending.event_id and d.act = line.act)
group by kind, act
"""


@dataclass(frozen=True, slots=True)
class LineHealth:
    """A line of the loop: events that wait for it, how old the oldest is, the most tries of one, and how many it gave up."""

    kind: str
    act: str
    pending: int
    oldest: timedelta | None
    attempts: int
    given_up: int


def line_health(paths: Sequence[str], as_of: datetime) -> list[LineHealth]:
    """Every line of the loop as it stands at an instant, in the loop's order. Events of areas outside `paths` don't count."""
    values: dict[str, int | list[str]] = {
        "most": MAX_ATTEMPTS,
        "kinds": [line.kind for line in LOOP],
        "acts": [line.act.__name__ for line in LOOP],
        "paths": list(paths),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINES, values)
        found = {(kind, act): rest for kind, act, *rest in cursor.fetchall()}
    return [_health(line.kind, line.act.__name__, found.get((line.kind, line.act.__name__)), as_of) for line in LOOP]


def _health(kind: str, act: str, found: Sequence[object] | None, as_of: datetime) -> LineHealth:
    match found:
        case [int(pending), datetime() as oldest, int(attempts), int(given_up)]:
            return LineHealth(kind, act, pending, as_of - oldest, attempts, given_up)
    return LineHealth(kind, act, 0, None, 0, 0)


def failures(paths: Sequence[str]) -> QuerySet[Pending]:
    """The events that failed at least once, or were set aside, in areas within `paths`. Needs an open scope."""
    within = Q()
    for path in paths:
        low, high = path_range(path)
        within |= Q(area_path__gte=low, area_path__lt=high)
    return Pending.objects.filter(Q(attempts__gt=0) | Q(aside_at__isnull=False)).filter(within)


def missing_acts(events: Sequence[Pending]) -> dict[int, list[str]]:
    """For each event the acts of the loop that it still waits for."""
    done = set(Delivered.objects.filter(event_id__in=[event.pk for event in events]).values_list("event_id", "act"))
    return {
        event.pk: [name for line in lines_for(event.kind) if (event.pk, name := line.act.__name__) not in done]
        for event in events
    }


def lanes_of(events: Sequence[Pending]) -> dict[int, Lane]:
    """The lane that each event waits in."""
    found = Pending.objects.filter(pk__in=[event.pk for event in events]).annotate(waits_in=lane())
    return {key: Lane(name) for key, name in found.values_list("pk", "waits_in")}


def next_try(event: Pending) -> datetime | None:
    """When the loop tries an event again; None where it does no more."""
    if event.aside_at is not None or event.attempts >= MAX_ATTEMPTS:
        return None
    return (event.tried_from or event.recorded) + timedelta(seconds=2**event.attempts if event.attempts else 0)
