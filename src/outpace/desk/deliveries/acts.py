"""What people do about events the loop could not deliver: have it try again, or set an event aside with a reason."""

from collections.abc import Sequence
from datetime import datetime

from outpace.desk.ledger.models import Pending
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor
from outpace.words.problem import ProblemError


def try_again(*, by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Let the loop begin its tries at events anew, at once. What was set aside is back in the queue; one event for each."""
    for event in events:
        data = {"event": event.pk, "kind": event.kind, "attempts": event.attempts, "failure": event.failure}
        Pending.objects.filter(pk=event.pk).update(attempts=0, failure="", aside_at=None, tried_from=at)
        _say(by, "delivery.retried", event, data, at)


def set_aside(*, by: Actor, events: Sequence[Pending], why: str, at: datetime) -> None:
    """Take events out of the queue until somebody has them tried again; one event for each.

    Raises REASON_NEEDED, and DELIVERY_ASIDE where one is out already.
    """
    if not why.strip():
        raise ProblemError("REASON_NEEDED")
    if any(event.aside_at is not None for event in events):
        raise ProblemError("DELIVERY_ASIDE")
    for event in events:
        data = {"event": event.pk, "kind": event.kind, "failure": event.failure, "why": why.strip()}
        Pending.objects.filter(pk=event.pk).update(aside_at=at)
        _say(by, "delivery.set_aside", event, data, at)


def _say(by: Actor, kind: str, event: Pending, data: dict[str, object], at: datetime) -> int:
    return record(
        Event(
            kind=kind,
            by=by,
            area_path=event.area_path,
            incident=event.incident_id,
            happened=at,
            recorded=at,
            data=data,
        )
    )
