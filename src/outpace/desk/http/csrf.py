"""Every unsafe request needs the token of our own page, sign-in included. No view is exempt.

A request that was let in with a system's token carries nothing that a browser adds by itself, so it needs no proof of a page.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware


class Csrf(CsrfViewMiddleware):
    """Django's check without its exemptions: an API framework marks all its views exempt."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if getattr(request, "token", None) is not None:
            return None
        return super().process_view(request, _never_exempt, callback_args, callback_kwargs)


def _never_exempt(request: HttpRequest) -> HttpResponse:
    raise AssertionError("stands for a view that is not exempt; never called")
