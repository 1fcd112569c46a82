"""Routes of the access log and its reviews: who opened whom, broken glasses, stopped accounts, what residents ask.

Persons appear by their ids, colleagues by their names; reviewers see no name of a person.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts.models import Account
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import key_of
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Both, Limit, Page, Who, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.ledger.models import Access
from outpace.desk.openings import acts, models, queries
from outpace.desk.openings.words import Cause, GlassReason, Right, Shown, Verdict
from outpace.desk.scope.actor import Actor, Role
from outpace.desk.situation.answers.pages import AskedOut
from outpace.desk.situation.asked import asked_rows
from outpace.desk.situation.opened import log_rows
from outpace.desk.situation.sentences import say
from outpace.desk.situation.shapes import display
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["openings"])
OMBUDSMAN = frozenset({Role.OMBUDSMAN})
REVIEWERS = OMBUDSMAN | {Role.COMMANDER}
SETTLED = 50
ORDER = Order("at", IdKind.ACCESS, datetime.fromisoformat, descending=True)
COLUMNS = ("id", "at", "account", "role", "office", "person", "purpose", "level", "glass", "because")
TEXT = Field(max_length=1000, pattern=r"^[^\x00]*$")


class AccessNarrow(Schema):
    """Which openings."""

    account: Word | None = None
    person: Word | None = None
    purpose: Word | None = None
    glass: bool = False


class AccessFilter(AccessNarrow):
    """Which openings, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class LinkedTo(Schema):
    """The record that linked an account to a person."""

    kind: str
    id: str


class AccessOut(Schema):
    """Who opened whose record: the account and its office, the person by id, purpose, what was seen, because of what."""

    id: str
    at: datetime
    account: Who
    role: Role | None
    office: Both | None
    person: str
    purpose: str
    purpose_text: Both
    level: Shown
    level_text: Both
    glass: bool
    because: LinkedTo | None
    until: datetime | None


class AccessPage(Page[AccessOut]):
    """A page of openings, the latest first."""


@reading(router, "/accesses", purpose=Purpose.READ_ACCESS, roles=REVIEWERS)
def list_accesses(request: Asked, filters: Query[AccessFilter]) -> AccessPage:
    """Openings of records in the reader's areas."""
    listing = _listing(request.actor, filters)
    found, onward = listing.page(filters.cursor, filters.limit)
    items = [AccessOut.model_validate(row) for row in log_rows(found)]
    return AccessPage(items=items, next=onward, total=listing.total(), as_of=now())


@streaming(router, "/accesses.csv", purpose=Purpose.READ_ACCESS, roles=REVIEWERS)
def export_accesses(request: Asked, filters: Query[AccessNarrow]) -> StreamingHttpResponse:
    """The same openings as a CSV file."""
    return csv_file(
        request.actor,
        Purpose.READ_ACCESS,
        name="accesses",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters),
        cells=lambda found: [_cells(row) for row in log_rows(found)],
    )


def _listing(actor: Actor, filters: AccessNarrow) -> Listing[Access]:
    rows = queries.accesses(
        account=None if filters.account is None else key_of(IdKind.ACCOUNT, filters.account),
        subject=None if filters.person is None else key_of(IdKind.PERSON, filters.person),
        purpose=filters.purpose,
        glass=filters.glass,
    )
    return Listing.of(rows, ORDER, actor, "accesses", filters_of(filters))


def _cells(row: dict[str, Any]) -> list[object]:
    beside = {
        "account": row["account"]["display"]["zh"],
        "office": row["office"] and row["office"]["zh"],
        "because": row["because"] and row["because"]["id"],
    }
    return [beside[name] if name in beside else row[name] for name in COLUMNS]


class GlassRow(Schema):
    """A broken glass and its review; `overdue` where the review did not come in time."""

    id: str
    version: int
    account: Who
    person: str
    reason: GlassReason
    reason_text: Both
    text: str
    at: datetime
    until: datetime
    review_due: datetime
    overdue: bool
    reviewed_at: datetime | None
    reviewed_by: Who | None
    verdict: Verdict | None
    review: str | None
    mine: bool


class StopRow(Schema):
    """An account that was stopped, and its release."""

    id: str
    version: int
    account: Who
    right: Right
    cause: Cause
    count: int
    at: datetime
    released_at: datetime | None
    released_by: Who | None
    reason: str | None
    mine: bool


class LimitRow(Schema):
    """A limit of this installation and where its figure comes from."""

    name: str
    value: int
    unit: str
    source: str


class ReviewOut(Schema):
    """What waits for review, first, and what was settled lately; the limits in force. Requests are the ombudsman's."""

    glasses: list[GlassRow]
    stops: list[StopRow]
    requests: list[AskedOut]
    limits: list[LimitRow]
    as_of: datetime


@reading(router, "/openings/review", purpose=Purpose.REVIEW_OPENINGS, roles=REVIEWERS)
def read_review(request: Asked) -> ReviewOut:
    """Broken glasses, stopped accounts and requests in the reader's areas."""
    at, me = now(), request.actor
    glasses = _both(
        queries.glasses(waiting=True), models.Glass.objects.filter(reviewed_at__isnull=False), "-reviewed_at"
    )
    stops = _both(queries.stops(waiting=True), models.Stop.objects.filter(released_at__isnull=False), "-released_at")
    requests = models.Request.objects.filter(answered_at__isnull=False)
    asked = _both(queries.requests(waiting=True), requests, "-answered_at") if me.role is Role.OMBUDSMAN else []
    who = _who(glasses, stops)
    return ReviewOut(
        glasses=[_glass(row, who, me, at) for row in glasses],
        stops=[_stop(row, who, me) for row in stops],
        requests=[AskedOut.model_validate(row) for row in asked_rows(asked)],
        limits=[LimitRow.model_validate(row, from_attributes=True) for row in models.Limit.objects.order_by("name")],
        as_of=at,
    )


def _both(waiting: QuerySet[Any], settled: QuerySet[Any], latest: str) -> list[Any]:
    return [*waiting, *settled.order_by(latest, "-pk")[:SETTLED]]


def _who(glasses: list[models.Glass], stops: list[models.Stop]) -> dict[int, Who]:
    keys = {row.account_id for row in glasses} | {row.account_id for row in stops}
    keys |= {row.reviewed_by for row in glasses if row.reviewed_by} | {
        row.released_by for row in stops if row.released_by
    }
    accounts = Account.objects.in_bulk(keys)
    return {
        key: Who(
            id=encode(IdKind.ACCOUNT, key),
            display=Both.model_validate(display(accounts.get(key)) or say("role", "none")),
        )
        for key in keys
    }


def _glass(row: models.Glass, who: dict[int, Who], me: Actor, at: datetime) -> GlassRow:
    return GlassRow(
        id=encode(IdKind.GLASS, row.pk),
        version=row.version,
        account=who[row.account_id],
        person=encode(IdKind.PERSON, row.subject_id),
        reason=GlassReason(row.reason),
        reason_text=Both.model_validate(say("glass", row.reason)),
        text=row.text,
        at=row.at,
        until=row.until,
        review_due=row.review_due,
        overdue=row.reviewed_at is None and row.review_due <= at,
        reviewed_at=row.reviewed_at,
        reviewed_by=who.get(row.reviewed_by or 0),
        verdict=Verdict(row.verdict) if row.verdict else None,
        review=row.review or None,
        mine=row.account_id == me.account,
    )


def _stop(row: models.Stop, who: dict[int, Who], me: Actor) -> StopRow:
    return StopRow(
        id=encode(IdKind.STOP, row.pk),
        version=row.version,
        account=who[row.account_id],
        right=Right(row.right),
        cause=Cause(row.cause),
        count=row.count,
        at=row.at,
        released_at=row.released_at,
        released_by=who.get(row.released_by or 0),
        reason=row.reason or None,
        mine=row.account_id == me.account,
    )


class Reviewed(Schema):
    """What a reviewer says of a broken glass, with the reason."""

    model_config = ConfigDict(extra="forbid")
    verdict: Verdict
    text: str = TEXT


class Said(Schema):
    """A reason or an answer in words."""

    model_config = ConfigDict(extra="forbid")
    text: str = TEXT


@writing(router, "/openings/glasses/{id}/review", purpose=Purpose.REVIEW_OPENINGS, roles=REVIEWERS)
def review_glass(request: Asked, id: str, payload: Reviewed) -> GlassRow:
    """Approve of a broken glass or object to it. Nobody reviews her own."""
    yours, at = expected_version(request), now()
    glass = _held(models.Glass.objects.all(), IdKind.GLASS, id)
    check_version(yours, glass.version, lambda: _glass(glass, _who([glass], []), request.actor, at))
    glass = acts.review_glass(by=request.actor, glass=glass, verdict=payload.verdict, text=payload.text, at=at)
    return _glass(glass, _who([glass], []), request.actor, at)


@writing(router, "/openings/stops/{id}/release", purpose=Purpose.REVIEW_OPENINGS, roles=REVIEWERS)
def release_stop(request: Asked, id: str, payload: Said) -> StopRow:
    """Give a stopped account its right back, with the reason. Nobody releases herself."""
    yours = expected_version(request)
    stop = _held(models.Stop.objects.all(), IdKind.STOP, id)
    check_version(yours, stop.version, lambda: _stop(stop, _who([], [stop]), request.actor))
    stop = acts.release_stop(by=request.actor, stop=stop, why=payload.text, at=now())
    return _stop(stop, _who([], [stop]), request.actor)


@writing(router, "/openings/requests/{id}/answer", purpose=Purpose.ANSWER_REQUEST, roles=OMBUDSMAN)
def answer_request(request: Asked, id: str, payload: Said) -> AskedOut:
    """Answer what a person asked about her record."""
    yours = expected_version(request)
    held = _held(models.Request.objects.all(), IdKind.REQUEST, id)
    check_version(yours, held.version, lambda: _asked(held))
    return _asked(acts.answer(by=request.actor, request=held, text=payload.text, at=now()))


def _asked(request: models.Request) -> AskedOut:
    return AskedOut.model_validate(asked_rows([request])[0])


def _held(rows: QuerySet[Any], kind: IdKind, id: str) -> Any:
    found: Model | None = rows.select_for_update().filter(pk=key_of(kind, id)).first()
    if found is None:
        raise ProblemError("NOT_FOUND")
    return found
