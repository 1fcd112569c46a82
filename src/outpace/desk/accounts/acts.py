"""What can be done with accounts: open and close one, give it a new password, and what its owner does about her own sign-in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from outpace.desk.accounts import second_factor
from outpace.desk.accounts.authority import check_account, check_end, check_post, is_local, paths_of
from outpace.desk.accounts.models import Account, Post, ProviderName, Token
from outpace.desk.accounts.passwords import check_password_fit, made_password
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
    """Open an account with one post; without a password nobody can sign in to it.

    The operator of the machine gives an account that exists a new password this way; for everybody else a name that was ever
    given is taken. Raises ACCOUNT_NAME_TAKEN, ACCOUNT_CLOSED, POST_…, PASSWORD_….
    """
    check_end(by, area_path, ends, starts)
    account, made = _account(by, name)
    account.display_zh, account.display_en, account.system, account.subject_id = zh, en, system, subject
    if password is not None:
        check_password_fit(password, account)
    account.password, account.password_until = make_password(password), None
    account.save()
    _first_post(by, account, role, area_path, purposes, starts, ends)
    data = {"account": account.pk, "role": role, "made": made, "system": system, "ends": ends}
    record(Event(kind="account.opened", by=by, area_path=area_path, happened=starts, recorded=starts, data=data))
    return account


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
    second_factor.remove(account.pk)
    account.active, account.closed, account.password = False, at, make_password(None)
    _save(account, "active", "closed", "password")
    _record("account.closed", by, path, at, account, sessions=sessions)


def reset_password(*, by: Actor, account: Account, at: datetime) -> str:
    """Give an account a made password for three days, shown once; its owner chooses her own with it. Sessions end.

    Raises as `check_account` does, and PASSWORD_FOR_PEOPLE for a system.
    """
    check_account(by, account, at)
    if account.system:
        raise ProblemError("PASSWORD_FOR_PEOPLE")
    password = made_password()
    account.password, account.password_until = make_password(password), at + FIRST_PASSWORD_LASTS
    _save(account, "password", "password_until")
    sessions = drop_sessions(account.pk)
    _record("account.reset", by, paths_of(account, at)[0], at, account, what="password", sessions=sessions)
    return password


def reset_second_factor(*, by: Actor, account: Account, at: datetime) -> None:
    """Take away the second factor of somebody who lost it; she sets up another when she signs in. Sessions end.

    Raises as `check_account` does, and SECOND_FACTOR_ABSENT.
    """
    check_account(by, account, at)
    if not second_factor.remove(account.pk):
        raise ProblemError("SECOND_FACTOR_ABSENT")
    _save(account)
    sessions = drop_sessions(account.pk)
    _record("account.reset", by, paths_of(account, at)[0], at, account, what="second factor", sessions=sessions)


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


def link_provider(*, by: Actor, account: Account, provider: str, subject: str, at: datetime) -> None:
    """Enter who an account is at an institution's sign-in; one name for each institution.

    Raises as `check_account` does, and PROVIDER_NAME_TAKEN.
    """
    check_account(by, account, at)
    if ProviderName.objects.filter(provider=provider, subject=subject).exclude(account=account).exists():
        raise ProblemError("PROVIDER_NAME_TAKEN")
    ProviderName.objects.filter(account=account, provider=provider).delete()
    ProviderName.objects.create(account=account, provider=provider, subject=subject)
    _save(account)
    _record("account.linked", by, paths_of(account, at)[0], at, account, provider=provider)


def _save(account: Account, *fields: str) -> None:
    account.version += 1
    account.save(update_fields=[*fields, "version"])


def _record(kind: str, by: Actor, path: str, at: datetime, account: Account, **data: object) -> None:
    content = {"account": account.pk, **data}
    record(Event(kind=kind, by=by, area_path=path, happened=at, recorded=at, data=content))
