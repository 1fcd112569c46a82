"""Every request gets an id, a line in the journal and a place in the timings: by route and status, never by address or name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Histogram

from outpace.desk import journal
from outpace.desk.clock import ticks

HEADER = "X-Request-Id"
registry = CollectorRegistry()
SECONDS = Histogram(
    "outpace_request_seconds",
    "Time to answer, by route and status.",
    ("method", "route", "status"),
    registry=registry,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PAGE = "page"
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


class Told:
    """Measures and tells each request. Files of the page are measured and not told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with journal.request(request.headers.get(HEADER, "")) as key:
            begun = ticks()
            response = self.get_response(request)
            self._tell(request, response, ticks() - begun)
            response[HEADER] = key
            return response

    @staticmethod
    def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = match.route if match else request.path if request.path in PROBES else PAGE
        method = request.method if request.method in _METHODS else "other"
        SECONDS.labels(method, route, str(response.status_code)).observe(seconds)
        if match:
            journal.tell(
                "request answered", method=method, route=route, status=response.status_code, ms=round(seconds * 1000, 1)
            )
