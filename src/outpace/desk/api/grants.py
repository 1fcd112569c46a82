"""Routes of views across areas: which record of one area another may see, for what, until when; and ending one.

A record appears by its kind and id, never by a name. Whoever reads sees what leaves her areas and what comes into them; only a
commander of the record's own area ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import AreaRef, Both, Limit, Page, Who, Word, area_ref
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import SERVICE_ACCOUNT, Actor, Role
from outpace.desk.scope.grants import withdraw_grant
from outpace.desk.scope.models import EndReason, Grant
from outpace.desk.situation.opened import purpose_text
from outpace.desk.situation.sentences import keys, say
from outpace.desk.situation.shapes import display
from outpace.words.area import is_within, path_range
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

router = Router(tags=["grants"])
READERS = frozenset({Role.COMMANDER, Role.OMBUDSMAN})
ENDERS = frozenset({Role.COMMANDER})
PAGES = frozenset({"case", "contact"})
"""Kinds of records that have a page of their own, which a commander of their area reads."""
ORDER = Order("starts", IdKind.GRANT, datetime.fromisoformat, descending=True)
COLUMNS = (
    "id", "record_kind", "record", "from", "to", "purpose", "why", "issued_by", "act", "since", "until", "in_force", "ended_by",
    "reason",
)  # fmt: skip


class GrantState(StrEnum):
    """Whether the record may be seen now, or no longer."""

    IN_FORCE = "in_force"
    ENDED = "ended"


class GrantNarrow(Schema):
    """Which grants. `area` is either side of one."""

    state: GrantState | None = None
    area: Word | None = None


class GrantFilter(GrantNarrow):
    """Which grants, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class RecordRef(Schema):
    """The record that is shown: its kind and its id."""

    kind: str
    id: str


class GrantOut(Schema):
    """A grant: the record, its own area, who may see it, for what and why, from when until when, and who ended it.

    `may_open`: the record's own page is open to the reader. `by_rules`: no person decided on it. `ended_at` is null where it
    ran out by itself or still runs.
    """

    id: str
    version: int
    record: RecordRef
    area: AreaRef | None
    to: AreaRef | None
    to_account: Who | None
    purpose: str
    purpose_text: Both
    why: Both
    act: str
    by_rules: bool
    issued_by: Who | None
    since: datetime
    until: datetime
    in_force: bool
    ended_at: datetime | None
    ended_by: Who | None
    ended_by_rules: bool
    reason: EndReason | None
    reason_text: Both | None
    may_end: bool
    may_open: bool


class GrantPage(Page[GrantOut]):
    """A page of grants, the latest first."""


class Ended(Schema):
    """Why it is ended."""

    model_config = ConfigDict(extra="forbid")
    reason: EndReason


@reading(router, "/grants", purpose=Purpose.READ_GRANTS, roles=READERS)
def list_grants(request: Asked, filters: Query[GrantFilter]) -> GrantPage:
    """Views across areas that leave the reader's areas or come into them."""
    at = now()
    listing = _listing(request.actor, filters, at)
    found, onward = listing.page(filters.cursor, filters.limit)
    return GrantPage(items=_rows(found, request.actor, at), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/grants.csv", purpose=Purpose.READ_GRANTS, roles=READERS)
def export_grants(request: Asked, filters: Query[GrantNarrow]) -> StreamingHttpResponse:
    """The same grants as a CSV file."""
    at = now()
    return csv_file(
        request.actor,
        Purpose.READ_GRANTS,
        name="grants",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters, at),
        cells=lambda found: [_cells(row) for row in _rows(found, request.actor, at)],
    )


@writing(router, "/grants/{id}/end", purpose=Purpose.KEEP_GRANTS, roles=ENDERS)
def end_one_grant(request: Asked, id: str, payload: Ended) -> GrantOut:
    """End a view of a record of one's own area, at once. The rules don't open it again."""
    yours, at, by = expected_version(request), now(), request.actor
    grant = find(Grant.objects.select_for_update(), IdKind.GRANT, id)
    check_version(yours, grant.version, lambda: _rows([grant], by, at)[0])
    withdraw_grant(by=by, grant=grant, reason=payload.reason, at=at)
    return _rows([grant], by, at)[0]


def _listing(actor: Actor, filters: GrantNarrow, at: datetime) -> Listing[Grant]:
    return Listing.of(_narrowed(filters, at), ORDER, actor, "grants", filters_of(filters))


def _narrowed(filters: GrantNarrow, at: datetime) -> QuerySet[Grant]:
    rows = Grant.objects.all()
    if filters.state is not None:
        rows = rows.filter(ends__gt=at) if filters.state is GrantState.IN_FORCE else rows.filter(ends__lte=at)
    if filters.area:
        low, high = path_range(find(Area.objects.all(), IdKind.AREA, filters.area).path)
        sides = Q(area_path__gte=low, area_path__lt=high) | Q(to_path__gte=low, to_path__lt=high)
        rows = rows.filter(sides)
    return rows


@dataclass(frozen=True, slots=True)
class _Beside:
    """What rows name: areas by path, accounts by key."""

    areas: dict[str, Area]
    accounts: dict[int, Account]

    @classmethod
    def of(cls, grants: Sequence[Grant]) -> "_Beside":
        paths = {path for grant in grants for path in (grant.area_path, grant.to_path) if path}
        people = {key for grant in grants for key in (grant.to_account, grant.issued_by, grant.ended_by) if key}
        areas = {area.path: area for area in Area.objects.filter(path__in=paths)}
        return cls(areas, Account.objects.in_bulk(people))

    def who(self, key: int | None) -> Who | None:
        if key is None or key == SERVICE_ACCOUNT:
            return None
        shown = display(self.accounts.get(key)) or say("role", "none")
        return Who(id=encode(IdKind.ACCOUNT, key), display=Both.model_validate(shown))


def _rows(grants: Sequence[Grant], by: Actor, at: datetime) -> list[GrantOut]:
    beside = _Beside.of(grants)
    return [_row(grant, beside, by, at) for grant in grants]


def _row(grant: Grant, beside: _Beside, by: Actor, at: datetime) -> GrantOut:
    live = grant.starts <= at < grant.ends
    own = any(is_within(grant.area_path, path) for path in by.paths)
    return GrantOut(
        id=encode(IdKind.GRANT, grant.pk),
        version=grant.version,
        record=RecordRef(kind=grant.kind, id=encode(IdKind[grant.kind.upper()], grant.subject_id)),
        area=area_ref(beside.areas.get(grant.area_path)),
        to=area_ref(beside.areas.get(grant.to_path or "")),
        to_account=beside.who(grant.to_account),
        purpose=grant.purpose,
        purpose_text=Both.model_validate(purpose_text(grant.purpose)),
        why=_why(grant),
        act=encode(IdKind.EVENT, grant.event_id),
        by_rules=_by_rules(grant.issued_by),
        issued_by=beside.who(grant.issued_by),
        since=grant.starts,
        until=grant.ends,
        in_force=live,
        ended_at=grant.ended_at,
        ended_by=beside.who(grant.ended_by),
        ended_by_rules=_by_rules(grant.ended_by),
        reason=None if grant.reason is None else EndReason(grant.reason),
        reason_text=None if grant.reason is None else Both.model_validate(say("grant_end", grant.reason)),
        may_end=live and own and by.role in ENDERS,
        may_open=own and by.role in ENDERS and grant.kind in PAGES,
    )


def _by_rules(account: int | None) -> bool:
    return account == SERVICE_ACCOUNT


def _why(grant: Grant) -> Both:
    """Why it was issued: the rules' reason where they did it. Before it was kept who issues, only they did."""
    told = grant.issued_by in (None, SERVICE_ACCOUNT) and grant.purpose in keys("grant")
    return Both.model_validate(say("grant", grant.purpose if told else "other"))


def _cells(row: GrantOut) -> list[object]:
    to = row.to.name.zh if row.to else row.to_account.display.zh if row.to_account else None
    issued, ended = (who and who.display.zh for who in (row.issued_by, row.ended_by))
    return [
        row.id, row.record.kind, row.record.id, row.area and row.area.name.zh, to, row.purpose, row.why.zh, issued, row.act,
        row.since.isoformat(), row.until.isoformat(), row.in_force, ended, row.reason,
    ]  # fmt: skip
