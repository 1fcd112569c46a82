"""Changes that need two: asked for by an administrator, confirmed by another person, in effect from that moment and not before.

Whoever could give a colleague a password, a post, a token or a name at an institution alone could come in as somebody who reads
health data. So nobody can: PostgreSQL refuses each of these without a confirmed change (`accounts/migrations/0006_changes.py`).
Confirming are another administrator, a commander or an ombudsman whose own posts cover all of the account's: whoever is on shift.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import F

from outpace.desk.accounts import halves, second_factor
from outpace.desk.accounts.authority import check_account, check_end, check_post, check_reach, paths_of
from outpace.desk.accounts.models import Account, Change, ChangeKind, Outcome, Post, ProviderName, Token
from outpace.desk.accounts.sessions import drop_sessions
from outpace.desk.accounts.signin import in_force
from outpace.desk.ledger.record import Event, record
from outpace.desk.openings.models import Limit
from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor, Role
from outpace.words.area import is_within
from outpace.words.problem import ProblemError

SHORTEST_REASON = 4
"""Characters. 手机丢了 says all that the other has to know at three in the morning."""
CONFIRMERS = frozenset({Role.ADMINISTRATOR, Role.COMMANDER, Role.OMBUDSMAN})


def ask(
    *, by: Actor, account: Account, kind: ChangeKind, data: dict[str, Any], reason: str, path: str, at: datetime
) -> Change:
    """Ask for a change to an account. It lapses unless another person confirms it in time. Raises WORDS_NEEDED."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ProblemError("WORDS_NEEDED", letters=SHORTEST_REASON)
    change = Change.objects.create(
        account=account,
        area_path=path,
        kind=kind,
        data=data,
        reason=reason.strip(),
        asked_by=by.account,
        asked_at=at,
        until=at + timedelta(hours=_limit("change")),
    )
    _say("change.asked", by, change, at)
    return change


def may_confirm(by: Actor, change: Change, at: datetime) -> bool:
    """Whether an account may decide on a change: never who asked, nor whom it is about; her posts cover all of the account's."""
    if by.role not in CONFIRMERS or by.account in (change.asked_by, change.account_id):
        return False
    own = [post.area_path for post in in_force(at).filter(account_id=by.account, role=by.role)]
    concerned = {change.area_path, *paths_of(change.account, at)}
    return all(any(is_within(path, post) for post in own) for path in concerned)


def decide(*, by: Actor, change: Change, confirmed: bool, at: datetime) -> Change:
    """Confirm a change, which takes effect at once, or refuse it.

    Raises CHANGE_SETTLED, CHANGE_LAPSED, CHANGE_NOT_YOURS, and what the change itself would raise if it can't be made any more.
    """
    if change.outcome is not None:
        raise ProblemError("CHANGE_SETTLED")
    if change.until <= at:
        raise ProblemError("CHANGE_LAPSED")
    if not may_confirm(by, change, at):
        raise ProblemError("CHANGE_NOT_YOURS")
    change.outcome = Outcome.CONFIRMED if confirmed else Outcome.REFUSED
    change.decided_by, change.decided_at = by.account, at
    if confirmed and change.lets_in:
        change.good_until = at + timedelta(minutes=_limit("way_in"))
    _save(change, "outcome", "decided_by", "decided_at", "good_until")
    _say(f"change.{change.outcome}", by, change, at)
    if confirmed:
        _apply(by, change, at)
    return change


def _apply(by: Actor, change: Change, at: datetime) -> None:
    """Make a confirmed change; the asker's own posts must still reach as far as they did."""
    asker, account = Actor(change.asked_by, Role.ADMINISTRATOR, ()), change.account
    check_account(asker, account, at)
    check_reach(asker, [change.area_path], at)
    if change.kind != ChangeKind.TOKEN:
        Account.objects.filter(pk=account.pk).update(version=F("version") + 1)
        account.version += 1
    match ChangeKind(change.kind):
        case ChangeKind.POST:
            _give_post(by, asker, change, at)
        case ChangeKind.RESET:
            _reset(by, change, at)
        case ChangeKind.PROVIDER:
            _link(by, change, at)
        case ChangeKind.TOKEN:
            pass


def _give_post(by: Actor, asker: Actor, change: Change, at: datetime) -> None:
    data = change.data
    role, ends = Role(data["role"]), datetime.fromisoformat(data["ends"])
    starts = max(at, datetime.fromisoformat(data["starts"]))
    check_end(asker, change.area_path, ends, at)
    check_post(change.account, role, data["purposes"], starts, ends, at)
    post = Post.objects.create(
        account=change.account,
        role=role,
        area_path=change.area_path,
        purposes=data["purposes"],
        starts=starts,
        ends=ends,
    )
    told = {"post": post.pk, "role": role, "purposes": post.purposes, "starts": starts, "ends": ends}
    _say("post.granted", by, change, at, **told)


def _reset(by: Actor, change: Change, at: datetime) -> None:
    account, what = change.account, [name for name in ("password", "factor") if change.data[name]]
    if change.data["factor"]:
        second_factor.remove(account.pk)
    if change.data["password"]:
        account.password, account.password_until = make_password(None), None
        account.save(update_fields=["password", "password_until"])
    change.applied_at = at
    _save(change, "applied_at")
    _say("account.reset", by, change, at, what=what, sessions=drop_sessions(account.pk))


def _link(by: Actor, change: Change, at: datetime) -> None:
    provider, subject = change.data["provider"], change.data["subject"]
    check_name_free(change.account, provider, subject)
    ProviderName.objects.filter(account=change.account, provider=provider).delete()
    ProviderName.objects.create(account=change.account, provider=provider, subject=subject)
    _say("account.linked", by, change, at, provider=provider)


def check_name_free(account: Account, provider: str, subject: str) -> None:
    """Refuse a name at an institution that is another account's. Raises PROVIDER_NAME_TAKEN."""
    if ProviderName.objects.filter(provider=provider, subject=subject).exclude(account=account).exists():
        raise ProblemError("PROVIDER_NAME_TAKEN")


def draw_half(*, by: Actor, change: Change, at: datetime) -> str:
    """Draw one's own half of what lets somebody in, in place of one drawn before; shown once.

    Raises CHANGE_NOT_YOURS, CHANGE_LAPSED where the hour is over or the way in was used.
    """
    if by.account not in (change.asked_by, change.decided_by):
        raise ProblemError("CHANGE_NOT_YOURS")
    if not change.is_open_for_halves(at):
        raise ProblemError("CHANGE_LAPSED")
    of_system = change.kind == ChangeKind.TOKEN
    half = halves.draw_for_token() if of_system else halves.draw()
    kept = halves.sealed_for_token(half) if of_system else halves.sealed(half)
    field = "first_half" if by.account == change.asked_by else "second_half"
    setattr(change, field, kept)
    _save(change, field)
    if of_system and change.first_half and change.second_half:
        _make_token(by, change, at)
    return half


def _make_token(by: Actor, change: Change, at: datetime) -> None:
    data = change.data
    token = Token.objects.create(
        account=change.account,
        post_id=data["post"],
        label=data["label"],
        secret_hash=halves.token_hash(change.first_half, change.second_half),
        made=at,
        ends=datetime.fromisoformat(data["ends"]),
    )
    Account.objects.filter(pk=change.account_id).update(version=F("version") + 1)
    _say("token.made", by, change, at, post=data["post"], token=token.pk, ends=token.ends)


def lapse_changes(*, by: Actor, at: datetime) -> int:
    """Close what nobody decided in time; gives how many."""
    late = Change.objects.select_for_update(skip_locked=True, of=("self",))
    found = list(late.filter(outcome=None, until__lte=at).order_by("until", "pk"))
    for change in found:
        change.outcome, change.decided_at = Outcome.LAPSED, at
        _save(change, "outcome", "decided_at")
        _say("change.lapsed", by, change, at)
    return len(found)


def way_in_of(name: str, first: str, second: str, at: datetime) -> Change | None:
    """The change whose two halves were shown for a name; None where anything doesn't fit. Needs the scope of the door."""
    rows = Change.objects.select_related("account").filter(
        account__name=name, account__active=True, account__system=False, outcome=Outcome.CONFIRMED, used_at=None
    )
    change = rows.filter(good_until__gt=at).exclude(first_half="").exclude(second_half="").order_by("-pk").first()
    if change is None:
        halves.waste_time(first)
        halves.waste_time(second)
        return None
    right = halves.fits(first, change.first_half), halves.fits(second, change.second_half)
    return change if all(right) else None


def use_way_in(*, by: Actor, change: Change, at: datetime) -> None:
    """Use a way in up: it opens once, also where two browsers show it at the same time. Raises HALVES_WRONG."""
    used = Change.objects.filter(pk=change.pk, used_at=None).update(used_at=at, version=F("version") + 1)
    if not used:
        raise ProblemError("HALVES_WRONG")
    _say("change.used", by, change, at)


def note_by_machine(*, by: Actor, account: Account, at: datetime) -> Change:
    """Leave the owner a notice that the operator of the machine set her sign-in anew, which he can do alone."""
    return Change.objects.create(
        account=account,
        area_path=paths_of(account, at)[0],
        kind=ChangeKind.RESET,
        data={"password": True, "factor": False},
        reason="outpace accounts open",
        asked_by=by.account,
        asked_at=at,
        until=at + timedelta(hours=_limit("change")),
        decided_by=LOCAL_ACCOUNT,
        decided_at=at,
        outcome=Outcome.CONFIRMED,
        applied_at=at,
        used_at=at,
    )


def notices_of(account: int) -> list[Change]:
    """What was done to an account's sign-in and its owner has not yet said that she has seen. Needs an open scope."""
    told = Change.objects.filter(account_id=account, outcome=Outcome.CONFIRMED, seen_at=None, applied_at__isnull=False)
    return list(told.filter(kind__in=(ChangeKind.RESET, ChangeKind.PROVIDER)).order_by("decided_at", "pk"))


def see_notice(*, by: Actor, change: Change, at: datetime) -> None:
    """Say that one has seen what was done to one's own sign-in."""
    if change.seen_at is None:
        change.seen_at = at
        _save(change, "seen_at")
        _say("change.seen", by, change, at)


def _limit(name: str) -> int:
    return int(Limit.objects.values_list("value", flat=True).get(name=name))


def _save(change: Change, *fields: str) -> None:
    change.version += 1
    change.save(update_fields=[*fields, "version"])


def _say(kind: str, by: Actor, change: Change, at: datetime, **data: object) -> None:
    """Record an event about a change in the area of the change; the account's key stands in it, no name."""
    content = {"account": change.account_id, "change": change.pk, "what": change.kind, **data}
    record(Event(kind=kind, by=by, area_path=change.area_path, happened=at, recorded=at, data=content))
