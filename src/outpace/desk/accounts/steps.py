"""Signing in, step by step: password, code, own password, own second factor; then the session is somebody's.

Between the steps the session holds which account is at the door and what it has shown, for ten minutes. Nothing is open to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.auth import login
from django.http import HttpRequest

from outpace.desk.accounts.agents import agent_of
from outpace.desk.accounts.models import Account
from outpace.desk.accounts.second_factor import has_second_factor, is_required
from outpace.desk.accounts.sessions import AGENT, DOOR, PURPOSE
from outpace.desk.accounts.signin import actor_of
from outpace.desk.clock import wall_now
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError

AT_DOOR, CONFIRMED, SHOWN_FACTOR = "at door", "confirmed", "second factor"
WAITS = timedelta(minutes=10)
BACKEND = "outpace.desk.accounts.signin.ScopedBackend"


class Shown(StrEnum):
    """What somebody has shown so far. A provider may vouch for the second factor as well.

    Two halves of a code let her choose a password; until she has, they open nothing.
    """

    PASSWORD = "password"
    HALVES = "halves"
    PROVIDER = "provider"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class AtDoor:
    """An account between two steps."""

    account: Account
    shown: frozenset[Shown]
    until: datetime


def arrive(request: HttpRequest, account: Account, shown: Iterable[Shown]) -> Account:
    """Take somebody in who has shown a first thing; a session in another name ends with it.

    Raises what the next step asks for where there is one: SECOND_FACTOR_NEEDED, PASSWORD_TO_CHOOSE, SECOND_FACTOR_TO_SET_UP;
    PASSWORD_LAPSED.
    """
    request.session.flush()
    return _onward(request, account, frozenset(shown), wall_now() + WAITS)


def at_door(request: HttpRequest) -> AtDoor:
    """Who is between two steps. Raises SIGN_IN_STEP_LOST."""
    held = request.session.get(AT_DOOR)
    if not held:
        raise ProblemError("SIGN_IN_STEP_LOST")
    until = datetime.fromisoformat(held["until"])
    if until <= wall_now():
        raise ProblemError("SIGN_IN_STEP_LOST")
    with scope(DOOR, PURPOSE):
        account = Account.objects.filter(pk=held["account"], active=True).first()
    if account is None:
        raise ProblemError("SIGN_IN_STEP_LOST")
    return AtDoor(account, frozenset(map(Shown, held["shown"])), until)


def go_on(request: HttpRequest, door: AtDoor, shown: Shown) -> Account:
    """Take the next step. Raises what the one after it asks for, as `arrive` does."""
    account = Account(pk=door.account.pk)
    with scope(DOOR, PURPOSE):
        account.refresh_from_db()
    return _onward(request, account, door.shown | {shown}, door.until)


def waiting_for(request: HttpRequest) -> str | None:
    """The code of the step that is open; None where nobody is at the door."""
    try:
        door = at_door(request)
    except ProblemError:
        return None
    with scope(DOOR, PURPOSE):
        return _next(door.account, door.shown, actor_of(door.account, wall_now()))


def _onward(request: HttpRequest, account: Account, shown: frozenset[Shown], until: datetime) -> Account:
    if account.password_until is not None and Shown.PROVIDER not in shown and account.password_until <= wall_now():
        raise ProblemError("PASSWORD_LAPSED")
    with scope(DOOR, PURPOSE):
        step = _next(account, shown, actor_of(account, wall_now()))
    if step is not None:
        held = {"account": account.pk, "shown": sorted(shown), "until": until.isoformat()}
        request.session[AT_DOOR] = held
        raise ProblemError(step)
    _enter(request, account, shown)
    return account


def _next(account: Account, shown: frozenset[Shown], actor: Actor | None) -> str | None:
    has = has_second_factor(account.pk)
    if has and Shown.FACTOR not in shown:
        return "SECOND_FACTOR_NEEDED"
    if Shown.HALVES in shown and Shown.PASSWORD not in shown:
        return "PASSWORD_TO_CHOOSE"
    if account.password_until is not None and Shown.PROVIDER not in shown:
        return "PASSWORD_TO_CHOOSE"
    if actor is not None and is_required(actor.role) and Shown.FACTOR not in shown:
        return "SECOND_FACTOR_TO_SET_UP"
    return None


def _enter(request: HttpRequest, account: Account, shown: frozenset[Shown]) -> None:
    """Make the session this account's, under a new key."""
    request.session.pop(AT_DOOR, None)
    request.session[AGENT] = agent_of(request.headers.get("User-Agent", ""))
    request.session[SHOWN_FACTOR] = Shown.FACTOR in shown
    request.session[CONFIRMED] = wall_now().timestamp()
    login(request, account, backend=BACKEND)
