"""Routes of one's own account: second factor, password, sessions, and confirming that it's you. People only, no tokens."""

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict

from outpace.desk.accounts import change_acts, second_factor
from outpace.desk.accounts.acts import choose_password, renew_recovery_codes, set_up_factor
from outpace.desk.accounts.api import (
    SETTING_UP,
    CodeShown,
    RecoveryCodesOut,
    SecretOut,
    acting,
    count,
    refuse_token,
    secret_out,
    settle,
)
from outpace.desk.accounts.change_rows import NoticeOut, notice_rows
from outpace.desk.accounts.confirm import GOOD_FOR, confirm, is_proven, need_confirmation
from outpace.desk.accounts.models import Account, Change, Outcome, Post, ProviderName, Session
from outpace.desk.accounts.rows import PostOut, post_rows
from outpace.desk.accounts.sessions import DOOR, PURPOSE, hashed, live_sessions
from outpace.desk.accounts.steps import SHOWN_FACTOR
from outpace.desk.accounts.throttle import PER_CODE, Tried
from outpace.desk.clock import now, wall_now
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.routes import Asked, as_json, door, reading, writing
from outpace.desk.http.shapes import Word
from outpace.desk.scope.actor import Role
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["my account"])
PEOPLE = frozenset(set(Role) - {Role.SERVICE})


class SessionRow(Schema):
    """A session of one's own: the kind of browser, when it began, was last used and ends at the latest."""

    id: str
    agent: str
    begun: datetime
    seen: datetime
    ends: datetime
    current: bool


class OwnAccountOut(Schema):
    """One's own sign-in."""

    name: str
    second_factor: bool
    second_factor_required: bool
    recovery_codes_left: int
    providers: list[str]
    posts: list[PostOut]
    sessions: list[SessionRow]
    as_of: datetime


class PasswordChange(Schema):
    """The password as it is and as it shall be."""

    model_config = ConfigDict(extra="forbid")
    current: Word
    new: Word


class Proof(Schema):
    """What proves the person: a code where there is a second factor, else the password."""

    model_config = ConfigDict(extra="forbid")
    shown: Word


class ConfirmedOut(Schema):
    """Until when acts that weigh more are open."""

    until: datetime


class NoticeList(Schema):
    """What was done to one's own sign-in and not yet seen."""

    items: list[NoticeOut]


class EndedOut(Schema):
    """How many sessions were ended."""

    ended: int


@reading(router, "/my-account", purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def read_own_account(request: Asked) -> OwnAccountOut:
    """One's own second factor, posts and sessions."""
    account, at = signed_in(request), now()
    current = hashed(str(request.session.session_key))
    return OwnAccountOut(
        name=account.name,
        second_factor=second_factor.has_second_factor(account.pk),
        second_factor_required=second_factor.is_required(request.actor.role),
        recovery_codes_left=second_factor.recovery_codes_left(account.pk),
        providers=list(ProviderName.objects.filter(account=account).values_list("provider", flat=True)),
        posts=post_rows(Post.objects.filter(account=account, ends__gt=at), at),
        sessions=[_row(session, current) for session in live_sessions(account.pk, wall_now())],
        as_of=at,
    )


def _row(session: Session, current: str) -> SessionRow:
    return SessionRow(
        id=encode(IdKind.SESSION, session.pk),
        agent=session.agent,
        begun=session.begun,
        seen=session.seen,
        ends=session.ends,
        current=session.key_hash == current,
    )


@writing(router, "/my-account/sessions/{id}/end", purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def end_session(request: Asked, id: str) -> EndedOut:
    """End one of one's own sessions."""
    account = signed_in(request)
    ended = Session.objects.filter(pk=key_of(IdKind.SESSION, id), account=account).delete()[0]
    if not ended:
        raise ProblemError("NOT_FOUND")
    return EndedOut(ended=ended)


@writing(router, "/my-account/sessions/end", purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def end_other_sessions(request: Asked) -> EndedOut:
    """End all of one's own sessions but this one."""
    account = signed_in(request)
    others = Session.objects.filter(account=account).exclude(key_hash=hashed(str(request.session.session_key)))
    return EndedOut(ended=others.delete()[0])


@writing(router, "/my-account/notices/{id}/seen", purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def see_notice(request: Asked, id: str) -> NoticeList:
    """Say that one has seen what was done to one's own sign-in; what is left to see."""
    account = signed_in(request)
    change = find(Change.objects.filter(account=account, outcome=Outcome.CONFIRMED), IdKind.CHANGE, id)
    change_acts.see_notice(by=request.actor, change=change, at=now())
    return NoticeList(items=notice_rows(change_acts.notices_of(account.pk)))


@door(router, "POST", "/my-account/confirm", ConfirmedOut, purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def confirm_own(request: HttpRequest, payload: Proof) -> HttpResponse:
    """Confirm that it's you: opens what weighs more for ten minutes."""
    account = signed_in(request)
    tries: list[Tried] = [(PER_CODE, str(account.pk))]
    count(tries)
    with scope(DOOR, PURPOSE):
        proven = is_proven(account, payload.shown)
    if not proven:
        raise ProblemError("CONFIRM_FAILED")
    settle(tries)
    confirm(request)
    return as_json(ConfirmedOut(until=wall_now() + GOOD_FOR))


@door(router, "POST", "/my-account/password", purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def change_password(request: HttpRequest, payload: PasswordChange) -> HttpResponse:
    """Change one's own password. Every other session ends with the old one."""
    account = signed_in(request)
    tries: list[Tried] = [(PER_CODE, str(account.pk))]
    count(tries)
    if not account.check_password(payload.current):
        raise ProblemError("CONFIRM_FAILED")
    settle(tries)
    by, door_of = acting(account)
    with scope(door_of, PURPOSE):
        choose_password(by=by, account=account, password=payload.new, at=now())
    update_session_auth_hash(request, account)
    return HttpResponse(status=204)


@door(router, "POST", "/my-account/second-factor", SecretOut, purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def begin_own_second_factor(request: HttpRequest) -> HttpResponse:
    """Begin to set up an authenticator app, the first or another in its place."""
    account = signed_in(request)
    with scope(DOOR, PURPOSE):
        need_confirmation(request)
    return as_json(secret_out(request, account))


@door(router, "POST", "/my-account/second-factor/code", RecoveryCodesOut, purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def finish_own_second_factor(request: HttpRequest, payload: CodeShown) -> HttpResponse:
    """Prove the app with its first code; recovery codes are shown once."""
    account, sealed = signed_in(request), request.session.get(SETTING_UP)
    if sealed is None:
        raise ProblemError("SIGN_IN_STEP_LOST")
    tries: list[Tried] = [(PER_CODE, str(account.pk))]
    count(tries)
    by, door_of = acting(account)
    with scope(door_of, PURPOSE):
        codes = set_up_factor(by=by, account=account, sealed=sealed, code=payload.code, at=now())
    settle(tries)
    request.session.pop(SETTING_UP)
    request.session[SHOWN_FACTOR] = True
    return as_json(RecoveryCodesOut(codes=codes))


@door(router, "POST", "/my-account/recovery-codes", RecoveryCodesOut, purpose=Purpose.OWN_ACCOUNT, roles=PEOPLE)
def draw_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Draw new recovery codes; the old ones are void."""
    account = signed_in(request)
    with scope(DOOR, PURPOSE):
        need_confirmation(request)
    by, door_of = acting(account)
    with scope(door_of, PURPOSE):
        codes = renew_recovery_codes(by=by, account=account, at=now())
    return as_json(RecoveryCodesOut(codes=codes))


def signed_in(request: HttpRequest) -> Account:
    """The person behind a request. Raises NOT_SIGNED_IN, TOKEN_NOT_HERE."""
    refuse_token(request)
    account: object = request.user
    if not isinstance(account, Account):
        raise ProblemError("NOT_SIGNED_IN")
    return account
