"""Routes of changes to accounts that need two people: who may confirm sees them, decides, and both draw their halves of a code.

Asking is where accounts are kept (`keeping_api`). The ombudsman sees all of her areas, settled ones too. A half is shown once and
kept nowhere.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts import change_acts
from outpace.desk.accounts.change_rows import ChangePage, ChangeRow, ChangeState, change_rows
from outpace.desk.accounts.confirm import need_confirmation
from outpace.desk.accounts.models import Change, Outcome
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Limit, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import Actor
from outpace.words.ids import IdKind
from outpace.words.purpose import Purpose

router = Router(tags=["accounts"])
CONFIRM = Purpose.CONFIRM_CHANGES
ORDER = Order("asked_at", IdKind.CHANGE, datetime.fromisoformat, descending=True)
COLUMNS = (
    "id", "account", "name", "kind", "role", "area", "password", "factor", "ends", "reason", "asked_by", "asked_at", "until",
    "state", "decided_by", "decided_at", "used_at",
)  # fmt: skip


class ChangeNarrow(Schema):
    """Which changes."""

    state: ChangeState | None = None
    account: Word | None = None


class ChangeFilter(ChangeNarrow):
    """Which changes, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class Decision(Schema):
    """Whether a change is confirmed or refused."""

    model_config = ConfigDict(extra="forbid")
    confirmed: bool


class HalfOut(Schema):
    """One half of what lets somebody in, shown once: the first is the asker's. `token` where it is half of a system's token."""

    half: str
    first: bool
    token: bool
    good_until: datetime
    change: ChangeRow


@reading(router, "/account-changes", purpose=CONFIRM, roles=change_acts.CONFIRMERS)
def list_changes(request: Asked, filters: Query[ChangeFilter]) -> ChangePage:
    """Changes to accounts in the reader's areas, the latest first."""
    at = now()
    listing = _listing(request.actor, filters, at)
    found, onward = listing.page(filters.cursor, filters.limit)
    return ChangePage(items=change_rows(found, request.actor, at), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/account-changes.csv", purpose=CONFIRM, roles=change_acts.CONFIRMERS)
def export_changes(request: Asked, filters: Query[ChangeNarrow]) -> StreamingHttpResponse:
    """The same changes as a CSV file."""
    at, by = now(), request.actor
    return csv_file(
        by,
        CONFIRM,
        name="account-changes",
        columns=COLUMNS,
        listing=lambda: _listing(by, filters, at),
        cells=lambda found: [_cells(row) for row in change_rows(found, by, at)],
    )


@writing(router, "/account-changes/{id}/decision", purpose=CONFIRM, roles=change_acts.CONFIRMERS)
def decide_change(request: Asked, id: str, payload: Decision) -> ChangeRow:
    """Confirm a change, which takes effect at once, or refuse it. Never who asked, never whose account it is."""
    change, at = _to_settle(request, id), now()
    change_acts.decide(by=request.actor, change=change, confirmed=payload.confirmed, at=at)
    return _row(change, request.actor, at)


@writing(router, "/account-changes/{id}/half", purpose=CONFIRM, roles=change_acts.CONFIRMERS, kept=False)
def draw_half(request: Asked, id: str) -> HalfOut:
    """Draw one's own half of what lets somebody in: who asked the first, who confirmed the second. Shown once."""
    change, at = _to_settle(request, id), now()
    half = change_acts.draw_half(by=request.actor, change=change, at=at)
    assert change.good_until is not None
    return HalfOut(
        half=half,
        first=request.actor.account == change.asked_by,
        token=change.kind == "token",
        good_until=change.good_until,
        change=_row(change, request.actor, at),
    )


def _to_settle(request: Asked, id: str) -> Change:
    """The change a write means, in the version it means, by somebody who has confirmed that it's her."""
    need_confirmation(request)
    change = find(_visible().select_for_update(of=("self",)), IdKind.CHANGE, id)
    check_version(expected_version(request), change.version, lambda: _row(change, request.actor, now()))
    return change


def _visible() -> QuerySet[Change]:
    return Change.objects.select_related("account")


def _row(change: Change, by: Actor, at: datetime) -> ChangeRow:
    return change_rows([change], by, at)[0]


def _listing(actor: Actor, filters: ChangeNarrow, at: datetime) -> Listing[Change]:
    rows = _visible()
    if filters.account is not None:
        rows = rows.filter(account_id=key_of(IdKind.ACCOUNT, filters.account))
    if filters.state is not None:
        rows = rows.filter(_in_state(filters.state, at))
    return Listing.of(rows, ORDER, actor, "account-changes", filters_of(filters))


def _in_state(state: ChangeState, at: datetime) -> Q:
    match state:
        case ChangeState.WAITING:
            return Q(outcome=None, until__gt=at)
        case ChangeState.LAPSED:
            return Q(outcome=Outcome.LAPSED) | Q(outcome=None, until__lte=at)
        case ChangeState.USED:
            return Q(used_at__isnull=False)
        case _:
            return Q(outcome=state.value, used_at=None)


def _cells(row: ChangeRow) -> list[object]:
    beside = {
        "account": row.account.display.zh,
        "area": row.area and row.area.code,
        "asked_by": row.asked_by.display.zh,
        "decided_by": row.decided_by and row.decided_by.display.zh,
    }
    return [beside[name] if name in beside else getattr(row, name) for name in COLUMNS]
