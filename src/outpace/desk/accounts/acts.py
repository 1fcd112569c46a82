"""What can be done with accounts: open and close one, ask for a way in, and what its owner does about her own sign-in.

What lets somebody in, or see more, is asked for here and made by another person's confirmation (`change_acts`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from outpace.desk.accounts import second_factor
from outpace.desk.accounts.authority import check_account, check_end, check_post, is_local, paths_of
from outpace.desk.accounts.change_acts import ask, check_name_free, note_by_machine
from outpace.desk.accounts.models import Account, Change, ChangeKind, Post, ProviderName, Token
from outpace.desk.accounts.passwords import check_password_fit, made_password
from outpace.desk.accounts.post_acts import ask_post
from outpace.desk.accounts.sessions import drop_sessions
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor, Role
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

FIRST_PASSWORD_LASTS = timedelta(hours=72)


def open_account(
    *,
    by: Actor,
    name: str,
    zh: str,
    en: str,
    password: str | None,
    role: Role,
    area_path: str,
    starts: datetime,
    ends: datetime,
    subject: int | None = None,
    purposes: Sequence[str] = (),
    system: bool = False,
) -> Account:
    """Open an account with one post at once; without a password nobody can sign in to it.

    The operator of the machine alone does this, and gives an account that exists a new password this way: PostgreSQL refuses
    everybody else, who asks (`ask_account`). Raises ACCOUNT_NAME_TAKEN, ACCOUNT_CLOSED, POST_…, PASSWORD_….
    """
    check_end(by, area_path, ends, starts)
    account, made = _account(by, name)
    account.display_zh, account.display_en, account.system, account.subject_id = zh, en, system, subject
    if password is not None:
        check_password_fit(password, account)
    account.password, account.password_until = make_password(password), None
    account.save()
    _first_post(by, account, role, area_path, purposes, starts, ends)
    _opened(by, account, role, area_path, ends, starts, made=made)
    return account


def ask_account(
    *,
    by: Actor,
    name: str,
    zh: str,
    en: str,
    role: Role,
    area_path: str,
    purposes: Sequence[str],
    ends: datetime,
    system: bool,
    reason: str,
    at: datetime,
) -> Account:
    """Open an account to which nobody can sign in, and ask for its first post, with a way in where it is a person's.

    Raises ACCOUNT_NAME_TAKEN, POST_…, WORDS_NEEDED.
    """
    check_end(by, area_path, ends, at)
    account, made = _account(by, name)
    account.display_zh, account.display_en, account.system = zh, en, system
    account.password = make_password(None)
    account.save()
    ask_post(
        by=by,
        account=account,
        role=role,
        area_path=area_path,
        purposes=purposes,
        starts=at,
        ends=ends,
        reason=reason,
        at=at,
        way_in=not system,
    )
    _opened(by, account, role, area_path, ends, at, made=made)
    return account


def _opened(by: Actor, account: Account, role: Role, path: str, ends: datetime, at: datetime, *, made: bool) -> None:
    data = {"account": account.pk, "role": role, "made": made, "system": account.system, "ends": ends}
    record(Event(kind="account.opened", by=by, area_path=path, happened=at, recorded=at, data=data))


def _account(by: Actor, name: str) -> tuple[Account, bool]:
    found = Account.objects.select_for_update().filter(name=name).first()
    if found is None:
        return Account(id=random_key(), name=name), True
    if not is_local(by):
        raise ProblemError("ACCOUNT_NAME_TAKEN", name=name)
    if found.closed is not None:
        raise ProblemError("ACCOUNT_CLOSED")
    found.version += 1
    return found, False


def _first_post(
    by: Actor,
    account: Account,
    role: Role,
    area_path: str,
    purposes: Sequence[str],
    starts: datetime,
    ends: datetime,
) -> None:
    """Give the post unless the account holds it already. A resident's account is made on the machine alone."""
    held = Post.objects.filter(account=account, role=role, area_path=area_path, ends__gt=starts)
    if held.exists():
        return
    if not (role is Role.RESIDENT and is_local(by)):
        check_post(account, role, purposes, starts, ends, starts)
    Post.objects.create(
        account=account, role=role, area_path=area_path, purposes=list(purposes), starts=starts, ends=ends
    )


def close_account(*, by: Actor, account: Account, at: datetime) -> None:
    """Close an account for ever, at once: its sessions, tokens and posts end with it. Raises as `check_account` does."""
    check_account(by, account, at)
    path = paths_of(account, at)[0]
    sessions = drop_sessions(account.pk)
    Token.objects.filter(account=account, ended=None).update(ended=at)
    Post.objects.filter(account=account, starts__lt=at, ends__gt=at).update(ends=at)
    Post.objects.filter(account=account, starts__gte=at).update(ends=F("starts") + timedelta(microseconds=1))
    ProviderName.objects.filter(account=account).delete()
    account.active, account.closed, account.password = False, at, make_password(None)
    _save(account, "active", "closed", "password")
    second_factor.remove(account.pk)
    _record("account.closed", by, path, at, account, sessions=sessions)


def reset_password(*, by: Actor, account: Account, at: datetime) -> str:
    """Give an account a made password for three days, shown once; its owner chooses her own with it. Sessions end.

    The operator of the machine alone does this; the owner of an account that was in use finds a notice. Everybody else asks
    (`ask_reset`), and PostgreSQL refuses. Raises as `check_account` does, and PASSWORD_FOR_PEOPLE for a system.
    """
    check_account(by, account, at)
    if account.system:
        raise ProblemError("PASSWORD_FOR_PEOPLE")
    if account.version > 1:
        note_by_machine(by=by, account=account, at=at)
    password = made_password()
    account.password, account.password_until = make_password(password), at + FIRST_PASSWORD_LASTS
    _save(account, "password", "password_until")
    sessions = drop_sessions(account.pk)
    _record("account.reset", by, paths_of(account, at)[0], at, account, what="password", sessions=sessions)
    return password


def ask_reset(*, by: Actor, account: Account, password: bool, factor: bool, reason: str, at: datetime) -> Change:
    """Ask that somebody's sign-in be set anew: a password of her own choice, or another second factor.

    Raises as `check_account` does, PASSWORD_FOR_PEOPLE, RESET_OF_NOTHING, SECOND_FACTOR_ABSENT, WORDS_NEEDED.
    """
    check_account(by, account, at)
    if account.system:
        raise ProblemError("PASSWORD_FOR_PEOPLE")
    if not password and not factor:
        raise ProblemError("RESET_OF_NOTHING")
    if factor and not password and not second_factor.has_second_factor(account.pk):
        raise ProblemError("SECOND_FACTOR_ABSENT")
    data = {"password": password, "factor": factor}
    path = paths_of(account, at)[0]
    return ask(by=by, account=account, kind=ChangeKind.RESET, data=data, reason=reason, path=path, at=at)


def choose_password(*, by: Actor, account: Account, password: str, at: datetime) -> None:
    """Set one's own password. Raises PASSWORD_SAME and what `check_password_fit` raises."""
    if check_password(password, account.password):
        raise ProblemError("PASSWORD_SAME")
    check_password_fit(password, account)
    account.password, account.password_until = make_password(password), None
    _save(account, "password", "password_until")
    _record("account.secured", by, paths_of(account, at)[0], at, account, what="password")


def set_up_factor(*, by: Actor, account: Account, sealed: str, code: str, at: datetime) -> list[str]:
    """Set up one's own second factor and give its recovery codes. Raises CODE_WRONG."""
    codes = second_factor.set_up(account, sealed, code)
    _record("account.secured", by, paths_of(account, at)[0], at, account, what="second factor")
    return codes


def renew_recovery_codes(*, by: Actor, account: Account, at: datetime) -> list[str]:
    """Draw one's own recovery codes anew. Raises SECOND_FACTOR_ABSENT."""
    codes = second_factor.renew_recovery_codes(account)
    _record("account.secured", by, paths_of(account, at)[0], at, account, what="recovery codes")
    return codes


def ask_provider(*, by: Actor, account: Account, provider: str, subject: str, reason: str, at: datetime) -> Change:
    """Ask to enter who an account is at an institution's sign-in; one name for each institution.

    Raises as `check_account` does, PROVIDER_NAME_TAKEN, WORDS_NEEDED.
    """
    check_account(by, account, at)
    check_name_free(account, provider, subject)
    data, path = {"provider": provider, "subject": subject}, paths_of(account, at)[0]
    return ask(by=by, account=account, kind=ChangeKind.PROVIDER, data=data, reason=reason, path=path, at=at)


def _save(account: Account, *fields: str) -> None:
    account.version += 1
    account.save(update_fields=[*fields, "version"])


def _record(kind: str, by: Actor, path: str, at: datetime, account: Account, **data: object) -> None:
    content = {"account": account.pk, **data}
    record(Event(kind=kind, by=by, area_path=path, happened=at, recorded=at, data=content))
