"""Who is behind a request: `request.user` and `request.actor`, settled before any view runs.

`request.held` are the posts behind the actor, `request.token` the system's token where one was shown, `request.closed` why
there is no post where somebody is signed in without one.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.second_factor import is_required
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.accounts.signin import Held, actor_from, no_post, posts_held
from outpace.desk.accounts.steps import SHOWN_FACTOR
from outpace.desk.accounts.throttle import PER_TOKEN_ADDRESS, begin
from outpace.desk.accounts.tokens import bearer_of, count_use, good_token, held_by
from outpace.desk.clock import wall_now
from outpace.desk.http.problems import refused
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError


class SignedIn:
    """Settles account and actor; a request without a session has neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.token = None  # type: ignore[attr-defined]
        bearer = bearer_of(request)
        try:
            if bearer is None:
                _by_session(request, wall_now())
            else:
                _by_token(request, bearer, wall_now())
        except ProblemError as error:
            return refused(request, error)
        return self.get_response(request)


def _by_session(request: HttpRequest, at: datetime) -> None:
    account = get_user(request) if request.COOKIES.get("outpace_session") else None
    if not isinstance(account, Account):
        _settle(request, None, ())
        return
    with scope(DOOR, PURPOSE):
        held = posts_held(account.pk, at)
        request.closed = None if held else no_post(account.pk, at)  # type: ignore[attr-defined]
    if held and is_required(held[0].role) and not request.session.get(SHOWN_FACTOR):
        account, held = None, ()
    _settle(request, account, held)


def _by_token(request: HttpRequest, bearer: str, at: datetime) -> None:
    """A wrong token is counted by address; a good one by itself."""
    tries = [(PER_TOKEN_ADDRESS, request.META.get("REMOTE_ADDR", ""))]
    with scope(DOOR, PURPOSE):
        token = good_token(bearer, at)
        if token is None:
            begin(tries, at)
    if token is None:
        raise ProblemError("TOKEN_REFUSED")
    with scope(DOOR, PURPOSE):
        count_use(token, at)
    request.token = token  # type: ignore[attr-defined]
    _settle(request, token.account, (held_by(token),))


def _settle(request: HttpRequest, account: Account | None, held: tuple[Held, ...]) -> None:
    request.user = account  # type: ignore[assignment]
    request.held = held  # type: ignore[attr-defined]
    request.actor = actor_from(account, held) if account is not None else None  # type: ignore[attr-defined]
