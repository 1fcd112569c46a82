"""Routes of the session: who is signed in, signing in, signing out."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Schema

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.accounts.signin import actor_of
from outpace.desk.accounts.throttle import Throttle
from outpace.desk.areas import queries
from outpace.desk.areas.api import IncidentOut, incident_out, named
from outpace.desk.clock import now, ticks, wall_now
from outpace.desk.http.headers import live_origin
from outpace.desk.http.routes import as_json, door
from outpace.desk.http.shapes import AreaRef, Both, Word
from outpace.desk.http.ticket import write_ticket
from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.area import Level
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["session"])
throttle = Throttle()
UTC_ZONE = "UTC"


class Credentials(Schema):
    """A name and a password."""

    name: Word
    password: Word


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


class SessionOut(Schema):
    """What the page needs before it can show anything."""

    account: AccountOut
    csrf: str
    drill: bool
    live_url: str
    incidents: list[IncidentOut]
    now: datetime
    zone: str


@door(router, "GET", "/session", SessionOut)
def read_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in. Sets the token that signing in needs."""
    get_token(request)
    account, actor = getattr(request, "user", None), getattr(request, "actor", None)
    if not isinstance(account, Account):
        raise ProblemError("NOT_SIGNED_IN")
    return _answer(request, account, actor)


@door(router, "POST", "/session", SessionOut)
def sign_in(request: HttpRequest, payload: Credentials) -> HttpResponse:
    """Sign in by name and password; a session in another name ends with it."""
    address = request.META.get("REMOTE_ADDR", "")
    wait = throttle.wait_s(payload.name, address, ticks())
    if wait:
        raise ProblemError("SIGN_IN_PAUSED", minutes=-(-wait // 60), retry_s=wait)
    account = authenticate(request, name=payload.name, password=payload.password)
    if not isinstance(account, Account):
        throttle.failed(payload.name, address, ticks())
        raise ProblemError("SIGN_IN_FAILED")
    throttle.succeeded(payload.name)
    with scope(DOOR, PURPOSE):
        actor = actor_of(account, wall_now())
    login(request, account)
    return _answer(request, account, actor)


@door(router, "DELETE", "/session")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out. Signing out twice is no mistake."""
    logout(request)
    return HttpResponse(status=204)


def _answer(request: HttpRequest, account: Account, actor: Actor | None) -> HttpResponse:
    if actor is None:
        raise ProblemError("NO_POST")
    with scope(actor, Purpose.READ_SESSION):
        return as_json(_session(request, account, actor))


def _session(request: HttpRequest, account: Account, actor: Actor) -> SessionOut:
    at = now()
    areas = queries.at_paths(actor.paths)
    incidents = queries.incidents_of(actor)
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
        live_url=f"{live_origin(request)}/live?ticket={write_ticket(actor, wall_now())}",
        incidents=[incident_out(incident, at) for incident in incidents],
        now=at,
        zone=zones[0] if zones else UTC_ZONE,
    )
