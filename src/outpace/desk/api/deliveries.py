"""Routes of the loop: its lines with their lag, the events that failed, and what can be done about one."""

from datetime import datetime, timedelta
from typing import Literal

from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.areas.models import Area
from outpace.desk.clock import now
from outpace.desk.deliveries.acts import set_aside, try_again
from outpace.desk.deliveries.queries import failures, lanes_of, line_health, missing_acts, next_try
from outpace.desk.drain import MAX_ATTEMPTS
from outpace.desk.http.keys import find
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, writing
from outpace.desk.http.shapes import AreaRef, Limit, Page, area_ref
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.ledger.models import Pending
from outpace.desk.loop import Lane
from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

router = Router(tags=["loop"])
KEEPERS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
SENTENCE = r"^[^\x00]*$"


class LineOut(Schema):
    """A line of the loop: what waits for it, and how long the oldest has waited (seconds)."""

    kind: str
    act: str
    pending: int
    oldest_s: float | None
    attempts: int
    given_up: int


class LinesOut(Schema):
    """Every line of the loop, in its order."""

    items: list[LineOut]
    as_of: datetime


class FailureOut(Schema):
    """An event that the loop could not deliver: in which lane, for which acts, how often tried, what the last failure was."""

    id: str
    version: int
    kind: str
    lane: Lane
    acts: list[str]
    area: AreaRef | None
    recorded: datetime
    age_s: float
    attempts: int
    failure: str
    state: Literal["trying", "given_up", "set_aside"]
    next_try: datetime | None


class FailurePage(Page[FailureOut]):
    """A page of failures, the oldest first."""


class FailureFilter(Schema):
    """Which page of the failures."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class Nothing(Schema):
    """A body without content."""

    model_config = ConfigDict(extra="forbid")


class Aside(Schema):
    """Why an event is set aside."""

    model_config = ConfigDict(extra="forbid")
    why: str = Field(max_length=1000, pattern=SENTENCE)


ORDER = Order("recorded", IdKind.EVENT, datetime.fromisoformat)


@reading(router, "/loop/lines", purpose=Purpose.READ_INSTALLATION, roles=KEEPERS)
def loop_lines(request: Asked) -> LinesOut:
    """The lines of the loop with what waits for each, in the sender's areas."""
    at = now()
    lines = line_health(request.actor.paths, at)
    items = [
        LineOut(
            kind=line.kind,
            act=line.act,
            pending=line.pending,
            oldest_s=None if line.oldest is None else line.oldest / timedelta(seconds=1),
            attempts=line.attempts,
            given_up=line.given_up,
        )
        for line in lines
    ]
    return LinesOut(items=items, as_of=at)


@reading(router, "/loop/failures", purpose=Purpose.READ_INSTALLATION, roles=KEEPERS)
def loop_failures(request: Asked, filters: Query[FailureFilter]) -> FailurePage:
    """The events that the loop could not deliver, in the sender's areas."""
    at = now()
    listing = Listing.of(failures(request.actor.paths), ORDER, request.actor, "failures", filters_of(filters))
    found, onward = listing.page(filters.cursor, filters.limit)
    return FailurePage(items=_rows(found, at), next=onward, total=listing.total(), as_of=at)


@writing(router, "/loop/failures/{id}/retry", purpose=Purpose.KEEP_INSTALLATION, roles=KEEPERS)
def retry_failure(request: Asked, id: str, payload: Nothing) -> FailureOut:
    """Have the loop begin its tries at an event anew, also at one that was set aside."""
    event = _held(request, id)
    try_again(by=request.actor, events=[event], at=now())
    return _one(event.pk)


@writing(router, "/loop/failures/{id}/set-aside", purpose=Purpose.KEEP_INSTALLATION, roles=KEEPERS)
def set_failure_aside(request: Asked, id: str, payload: Aside) -> FailureOut:
    """Take an event out of the queue, with the reason, until somebody has it tried again."""
    event = _held(request, id)
    set_aside(by=request.actor, events=[event], why=payload.why, at=now())
    return _one(event.pk)


def _held(request: Asked, id: str) -> Pending:
    """The failure that somebody means, as it was shown to him."""
    yours = expected_version(request)
    event = find(failures(request.actor.paths).select_for_update(), IdKind.EVENT, id)
    check_version(yours, event.attempts, lambda: _one(event.pk))
    return event


def _one(key: int) -> FailureOut:
    return _rows([Pending.objects.get(pk=key)], now())[0]


def _rows(found: list[Pending], at: datetime) -> list[FailureOut]:
    acts, lanes = missing_acts(found), lanes_of(found)
    areas = {area.path: area for area in Area.objects.filter(path__in={event.area_path for event in found})}
    return [
        FailureOut(
            id=encode(IdKind.EVENT, event.pk),
            version=event.attempts,
            kind=event.kind,
            lane=lanes[event.pk],
            acts=acts[event.pk],
            area=area_ref(areas.get(event.area_path)),
            recorded=event.recorded,
            age_s=(at - event.recorded) / timedelta(seconds=1),
            attempts=event.attempts,
            failure=event.failure,
            state=_state(event),
            next_try=next_try(event),
        )
        for event in found
    ]


def _state(event: Pending) -> Literal["trying", "given_up", "set_aside"]:
    if event.aside_at is not None:
        return "set_aside"
    return "given_up" if event.attempts >= MAX_ATTEMPTS else "trying"
