"""Security headers on every answer: what the page may load, who may frame it, what a browser may guess."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

YEAR_S = 365 * 24 * 3600
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; connect-src 'self' {live}; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class SecurityHeaders:
    """Puts the headers on every answer, refusals and files included; refuses a host name that is not ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = host_of(request)
        response = self.get_response(request)
        response["Content-Security-Policy"] = _POLICY.format(live=live_origin(request))
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Frame-Options"] = "DENY"
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path.startswith("/api/"):
            response.setdefault("Cache-Control", "no-store")
        if request.is_secure() and host not in _LOOPBACK:
            response["Strict-Transport-Security"] = f"max-age={YEAR_S}"
        return response


def host_of(request: HttpRequest) -> str:
    """The host name of a request without its port. Raises DisallowedHost for one that is not ours."""
    host = request.get_host()
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def live_origin(request: HttpRequest) -> str:
    """Where this page's live messages come from: the same host, the live port."""
    return f"{request.scheme}://{host_of(request)}:{settings.LIVE_PORT}"
