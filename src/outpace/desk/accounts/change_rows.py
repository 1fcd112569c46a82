"""Changes as the API shows them, and the notices that an account's owner finds. Colleagues by name; never a half of a code."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from ninja import Schema

from outpace.desk.accounts.change_acts import may_confirm
from outpace.desk.accounts.models import Account, Change, ChangeKind, Outcome
from outpace.desk.areas import queries
from outpace.desk.http.shapes import AreaRef, Both, Page, Who, area_ref
from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor, Role
from outpace.words.ids import IdKind, encode

MACHINE = Both(zh="本机操作员", en="the operator of the machine")
NOBODY = Both(zh="—", en="—")


class ChangeState(StrEnum):
    """How a change stands: waiting, confirmed, refused, lapsed, or used where it let somebody in."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    USED = "used"


class ChangeRow(Schema):
    """A change to an account: what, why, who asked, who decided, until when; and what the reader may do about it."""

    id: str
    version: int
    account: Who
    name: str
    kind: ChangeKind
    area: AreaRef | None
    role: Role | None
    purposes: list[str]
    ends: datetime | None
    password: bool
    factor: bool
    way_in: bool
    provider: str | None
    subject: str | None
    label: str | None
    reason: str
    asked_by: Who
    asked_at: datetime
    until: datetime
    decided_by: Who | None
    decided_at: datetime | None
    state: ChangeState
    good_until: datetime | None
    used_at: datetime | None
    may_decide: bool
    may_draw: bool
    drawn: bool


class ChangePage(Page[ChangeRow]):
    """A page of changes, the latest first."""


class NoticeOut(Schema):
    """What was done to one's own sign-in, by whom, confirmed by whom, when."""

    id: str
    kind: ChangeKind
    password: bool
    factor: bool
    asked_by: Both
    decided_by: Both
    decided_at: datetime


def state_of(change: Change, at: datetime) -> ChangeState:
    """How a change stands at an instant, whether or not anything has marked it."""
    if change.used_at is not None:
        return ChangeState.USED
    if change.outcome is None:
        return ChangeState.LAPSED if change.until <= at else ChangeState.WAITING
    return ChangeState(Outcome(change.outcome).value)


def change_rows(changes: Sequence[Change], by: Actor, at: datetime) -> list[ChangeRow]:
    """Rows of changes for a reader."""
    names = _names(changes)
    areas = {area.path: area_ref(area) for area in queries.at_paths({change.area_path for change in changes})}
    return [_row(change, names, areas.get(change.area_path), by, at) for change in changes]


def _names(changes: Sequence[Change]) -> dict[int, Both]:
    keys = {key for change in changes for key in (change.account_id, change.asked_by, change.decided_by) if key}
    found = Account.objects.in_bulk(keys)
    named = {key: Both(zh=account.display_zh, en=account.display_en) for key, account in found.items()}
    return named | {LOCAL_ACCOUNT: MACHINE}


def _who(key: int, names: dict[int, Both]) -> Who:
    return Who(id=encode(IdKind.ACCOUNT, key), display=names.get(key, NOBODY))


def _row(change: Change, names: dict[int, Both], area: AreaRef | None, by: Actor, at: datetime) -> ChangeRow:
    data, state = change.data, state_of(change, at)
    mine = change.first_half if by.account == change.asked_by else change.second_half
    concerned = by.account in (change.asked_by, change.decided_by)
    return ChangeRow(
        id=encode(IdKind.CHANGE, change.pk),
        version=change.version,
        account=_who(change.account_id, names),
        name=change.account.name,
        kind=ChangeKind(change.kind),
        area=area,
        role=data.get("role"),
        purposes=data.get("purposes", []),
        ends=data.get("ends"),
        password=bool(data.get("password")),
        factor=bool(data.get("factor")),
        way_in=change.lets_in,
        provider=data.get("provider"),
        subject=data.get("subject"),
        label=data.get("label"),
        reason=change.reason,
        asked_by=_who(change.asked_by, names),
        asked_at=change.asked_at,
        until=change.until,
        decided_by=None if change.decided_by is None else _who(change.decided_by, names),
        decided_at=change.decided_at,
        state=state,
        good_until=change.good_until,
        used_at=change.used_at,
        may_decide=state is ChangeState.WAITING and may_confirm(by, change, at),
        may_draw=concerned and change.is_open_for_halves(at),
        drawn=concerned and bool(mine),
    )


def notice_rows(changes: Sequence[Change]) -> list[NoticeOut]:
    """Notices for the owner of an account."""
    names = _names(changes)
    return [
        NoticeOut(
            id=encode(IdKind.CHANGE, change.pk),
            kind=ChangeKind(change.kind),
            password=bool(change.data.get("password")),
            factor=bool(change.data.get("factor")),
            asked_by=names.get(change.asked_by, NOBODY),
            decided_by=names.get(change.decided_by or 0, NOBODY),
            decided_at=change.decided_at or change.asked_at,
        )
        for change in changes
    ]
