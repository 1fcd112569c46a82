"""Routes of the session: who is signed in, signing in step by step, signing out.

Every door answers with the session, or with the code of the next step (SECOND_FACTOR_NEEDED, PASSWORD_TO_CHOOSE,
SECOND_FACTOR_TO_SET_UP).
"""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Schema
from pydantic import Field

from outpace.desk.accounts import second_factor
from outpace.desk.accounts.acts import choose_password, set_up_factor
from outpace.desk.accounts.change_acts import notices_of, use_way_in, way_in_of
from outpace.desk.accounts.change_rows import NoticeOut, notice_rows
from outpace.desk.accounts.models import Account
from outpace.desk.accounts.providers import finish, providers, set_out
from outpace.desk.accounts.sessions import DOOR, PURPOSE, hashed
from outpace.desk.accounts.signin import actor_from, actor_of, no_post, posts_held
from outpace.desk.accounts.steps import Shown, arrive, at_door, go_on, waiting_for
from outpace.desk.accounts.suspension import due_soon
from outpace.desk.accounts.throttle import PER_ADDRESS, PER_CODE, PER_NAME, Tried, begin, forget
from outpace.desk.accounts.tokens import shown_token
from outpace.desk.areas import queries
from outpace.desk.areas.api import IncidentOut, incident_out, named
from outpace.desk.clock import now, wall_now
from outpace.desk.http.headers import live_origin
from outpace.desk.http.routes import as_json, door
from outpace.desk.http.shapes import AreaRef, Both, Word
from outpace.desk.http.ticket import write_ticket
from outpace.desk.scope.actor import Actor, Role, service
from outpace.desk.scope.session import scope
from outpace.words.area import Level
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["session"])
UTC_ZONE = "UTC"
SETTING_UP = "second factor secret"
Code = Annotated[str, Field(min_length=6, max_length=20, pattern=r"^[0-9 \-]*$")]


class Credentials(Schema):
    """A name and a password."""

    name: Word
    password: Word


class Halves(Schema):
    """The two halves of a code, as two colleagues read them out."""

    name: Word
    first: Word
    second: Word


class CodeShown(Schema):
    """A code of an authenticator app, or a recovery code."""

    code: Code


class PasswordChosen(Schema):
    """A password that its owner chose."""

    password: Word


class ProviderRef(Schema):
    """A sign-in of an institution, by its name in the settings."""

    provider: Word


class ProviderReturn(ProviderRef):
    """What the institution sent the browser back with."""

    code: str = Field(max_length=4000, pattern=r"^[^\x00]*$")
    state: Word


class ProviderOut(Schema):
    """A sign-in of an institution that this installation offers."""

    id: str
    name: Both


class SignInOut(Schema):
    """What the sign-in page offers."""

    providers: list[ProviderOut]
    second_factor: bool


class AddressOut(Schema):
    """Where to send the browser."""

    url: str


class SecretOut(Schema):
    """What an authenticator app takes: as text, as an address, and that as a picture (SVG). Shown once."""

    secret: str
    address: str
    picture: str


class RecoveryCodesOut(Schema):
    """Codes for the day the phone is gone, shown once."""

    codes: list[str]


class PostArea(AreaRef):
    """An area that a post covers."""

    level: Level


class AccountOut(Schema):
    """Who is signed in, as what, and for which areas."""

    id: str
    name: str
    display: Both
    role: Role
    areas: list[PostArea]


class ReviewsDue(Schema):
    """Emergency openings that soon suspend an account: those that wait for this reader, the first due; and her own."""

    waiting: int
    first_due: datetime | None
    own_due: datetime | None


class SessionOut(Schema):
    """What the page needs before it can show anything."""

    account: AccountOut
    csrf: str
    drill: bool
    live_url: str
    incidents: list[IncidentOut]
    notices: list[NoticeOut]
    reviews: ReviewsDue | None
    now: datetime
    zone: str


@door(router, "GET", "/session", SessionOut)
def read_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, or which step of signing in is open. Sets the token that signing in needs."""
    get_token(request)
    account, actor = getattr(request, "user", None), getattr(request, "actor", None)
    if not isinstance(account, Account):
        raise ProblemError(waiting_for(request) or "NOT_SIGNED_IN")
    return _answer(request, account, actor)


@door(router, "GET", "/sign-in", SignInOut)
def read_sign_in(request: HttpRequest) -> HttpResponse:
    """What the sign-in page offers beside name and password."""
    get_token(request)
    offered = [ProviderOut(id=one.id, name=Both(zh=one.zh, en=one.en)) for one in providers().values()]
    return as_json(SignInOut(providers=offered, second_factor=settings.SECOND_FACTOR == "required"))


@door(router, "POST", "/session", SessionOut)
def sign_in(request: HttpRequest, payload: Credentials) -> HttpResponse:
    """Sign in by name and password; a session in another name ends with it."""
    refuse_token(request)
    tries = [(PER_NAME, payload.name), (PER_ADDRESS, request.META.get("REMOTE_ADDR", ""))]
    count(tries)
    account = authenticate(request, name=payload.name, password=payload.password)
    if not isinstance(account, Account):
        raise ProblemError("SIGN_IN_FAILED")
    settle(tries)
    return _entered(request, arrive(request, account, [Shown.PASSWORD]))


@door(router, "POST", "/session/code", SessionOut)
def show_code(request: HttpRequest, payload: CodeShown) -> HttpResponse:
    """The second step: a code of the authenticator app, or a recovery code."""
    at = at_door(request)
    tries = [(PER_CODE, str(at.account.pk))]
    count(tries)
    with scope(DOOR, PURPOSE):
        right = second_factor.is_right(at.account.pk, payload.code)
    if not right:
        raise ProblemError("CODE_WRONG")
    settle(tries)
    return _entered(request, go_on(request, at, Shown.FACTOR))


@door(router, "POST", "/session/halves", SessionOut)
def show_halves(request: HttpRequest, payload: Halves) -> HttpResponse:
    """Come in with the two halves of a code that two colleagues drew, once; a password of one's own is the next step."""
    refuse_token(request)
    tries = [(PER_NAME, payload.name), (PER_ADDRESS, request.META.get("REMOTE_ADDR", ""))]
    count(tries)
    with scope(DOOR, PURPOSE):
        change = way_in_of(payload.name, payload.first, payload.second, now())
    if change is None:
        raise ProblemError("HALVES_WRONG")
    by, door_of = acting(change.account)
    with scope(door_of, PURPOSE):
        use_way_in(by=by, change=change, at=now())
    settle(tries)
    return _entered(request, arrive(request, change.account, [Shown.HALVES]))


@door(router, "POST", "/session/password", SessionOut)
def choose_first_password(request: HttpRequest, payload: PasswordChosen) -> HttpResponse:
    """Choose a password in place of the one somebody else made."""
    at = at_door(request)
    if waiting_for(request) != "PASSWORD_TO_CHOOSE":
        raise ProblemError("SIGN_IN_STEP_LOST")
    by, door_of = acting(at.account)
    with scope(door_of, PURPOSE):
        choose_password(by=by, account=at.account, password=payload.password, at=now())
    return _entered(request, go_on(request, at, Shown.PASSWORD))


@door(router, "POST", "/session/second-factor", SecretOut)
def begin_second_factor(request: HttpRequest) -> HttpResponse:
    """Begin to set up the authenticator app that the post needs."""
    account = _setting_up(request)
    return as_json(secret_out(request, account))


@door(router, "POST", "/session/second-factor/code", RecoveryCodesOut)
def finish_second_factor(request: HttpRequest, payload: CodeShown) -> HttpResponse:
    """Prove the app with its first code: signed in then, with recovery codes that are shown once."""
    account, at = _setting_up(request), at_door(request)
    tries = [(PER_CODE, str(account.pk))]
    count(tries)
    sealed = request.session.get(SETTING_UP)
    if sealed is None:
        raise ProblemError("SIGN_IN_STEP_LOST")
    by, door_of = acting(account)
    with scope(door_of, PURPOSE):
        codes = set_up_factor(by=by, account=account, sealed=sealed, code=payload.code, at=now())
    settle(tries)
    request.session.pop(SETTING_UP)
    go_on(request, at, Shown.FACTOR)
    return as_json(RecoveryCodesOut(codes=codes))


@door(router, "POST", "/session/provider", AddressOut)
def set_out_to_provider(request: HttpRequest, payload: ProviderRef) -> HttpResponse:
    """Begin to sign in at an institution: where to send the browser."""
    refuse_token(request)
    return as_json(AddressOut(url=set_out(request, payload.provider)))


@door(router, "POST", "/session/provider/return", SessionOut)
def return_from_provider(request: HttpRequest, payload: ProviderReturn) -> HttpResponse:
    """Finish what the institution sent the browser back with. Only an account an administrator linked gets in."""
    tries = [(PER_ADDRESS, request.META.get("REMOTE_ADDR", ""))]
    count(tries)
    account, vouched = finish(request, payload.provider, payload.code, payload.state)
    settle(tries)
    shown = [Shown.PROVIDER, Shown.FACTOR] if vouched else [Shown.PROVIDER]
    return _entered(request, arrive(request, account, shown))


@door(router, "DELETE", "/session")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. Signing out twice is no mistake."""
    refuse_token(request)
    logout(request)
    return HttpResponse(status=204)


def acting(account: Account) -> tuple[Actor, Actor]:
    """Whoever settles her own sign-in, and the service that writes it in her name where her posts are. Raises NO_POST."""
    with scope(DOOR, PURPOSE):
        held = posts_held(account.pk, wall_now())
        by = actor_from(account, held)
        if by is None:
            raise no_post(account.pk, wall_now())
    return by, replace(service(*dict.fromkeys(post.path for post in held)), account=account.pk)


def refuse_token(request: HttpRequest) -> None:
    """Refuse a system's token where a person has to sign in. Raises TOKEN_NOT_HERE."""
    if shown_token(request) is not None:
        raise ProblemError("TOKEN_NOT_HERE")


def count(tries: list[Tried]) -> None:
    """Count a try before it is looked at. Raises SIGN_IN_PAUSED."""
    with scope(DOOR, PURPOSE):
        begin(tries, wall_now())


def settle(tries: list[Tried]) -> None:
    """Take back what a success has settled."""
    with scope(DOOR, PURPOSE):
        forget(tries)


def secret_out(request: HttpRequest, account: Account) -> SecretOut:
    """Draw a secret, keep it sealed in the session, and show it."""
    sealed = second_factor.new_secret()
    request.session[SETTING_UP] = sealed
    secret = second_factor.open_secret(sealed)
    address = second_factor.address_of(account, secret)
    return SecretOut(secret=secret, address=address, picture=second_factor.picture_of(address))


def _setting_up(request: HttpRequest) -> Account:
    """The account whose next step is to set up its second factor. Raises SIGN_IN_STEP_LOST."""
    if waiting_for(request) != "SECOND_FACTOR_TO_SET_UP":
        raise ProblemError("SIGN_IN_STEP_LOST")
    return at_door(request).account


def _entered(request: HttpRequest, account: Account) -> HttpResponse:
    with scope(DOOR, PURPOSE):
        actor = actor_of(account, wall_now())
    return _answer(request, account, actor)


def _answer(request: HttpRequest, account: Account, actor: Actor | None) -> HttpResponse:
    if actor is None:
        with scope(DOOR, PURPOSE):
            raise no_post(account.pk, wall_now())
    with scope(actor, Purpose.READ_SESSION):
        return as_json(_session(request, account, actor))


def _ticket(request: HttpRequest, actor: Actor) -> str:
    """The ticket of the live messages: it stands on what let this request in, and falls with it."""
    token = shown_token(request)
    if token is not None:
        return write_ticket(actor, wall_now(), token=token.pk)
    if request.session.session_key is None:
        request.session.save()
    return write_ticket(actor, wall_now(), session=hashed(str(request.session.session_key)))


def _reviews(account: Account, actor: Actor, at: datetime) -> ReviewsDue | None:
    """What has to be reviewed soon; None where nothing has."""
    if actor.role not in (Role.COMMANDER, Role.TRACER, Role.OMBUDSMAN):
        return None
    waiting, first_due, own_due = due_soon(account.pk, actor.role, at)
    return ReviewsDue(waiting=waiting, first_due=first_due, own_due=own_due) if waiting or own_due else None


def _session(request: HttpRequest, account: Account, actor: Actor) -> SessionOut:
    at = now()
    areas = queries.at_paths(actor.paths)
    incidents = [] if actor.role is Role.ADMINISTRATOR else queries.incidents_of(actor)
    zones = (
        [area.zone for area in areas]
        or [incident.area.zone for incident in incidents]
        or [r.zone for r in queries.roots()]
    )
    return SessionOut(
        account=AccountOut(
            id=encode(IdKind.ACCOUNT, account.pk),
            name=account.name,
            display=Both(zh=account.display_zh, en=account.display_en),
            role=actor.role,
            areas=[PostArea(**named(area).model_dump(), level=Level(area.level)) for area in areas],
        ),
        csrf=get_token(request),
        drill=settings.SPACE == "drill",
        live_url=f"{live_origin(request)}/live?ticket={_ticket(request, actor)}",
        incidents=[incident_out(incident, at) for incident in incidents],
        notices=notice_rows(notices_of(account.pk)),
        reviews=_reviews(account, actor, at),
        now=at,
        zone=zones[0] if zones else UTC_ZONE,
    )
