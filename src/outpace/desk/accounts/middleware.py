"""Who is behind a request: `request.user` and `request.actor`, settled before any view runs."""

from collections.abc import Callable

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.accounts.signin import actor_of
from outpace.desk.clock import wall_now
from outpace.desk.scope.session import scope


class SignedIn:
    """Settles account and actor; a request without a session has neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = get_user(request) if request.COOKIES.get("outpace_session") else None
        request.user = account if isinstance(account, Account) else None  # type: ignore[assignment]
        request.actor = None  # type: ignore[attr-defined]
        if isinstance(account, Account):
            with scope(DOOR, PURPOSE):
                request.actor = actor_of(account, wall_now())  # type: ignore[attr-defined]
        return self.get_response(request)
