"""Three questions for whoever watches the service: is the process up, can it serve, how does it fare.

`/healthz` and `/readyz` tell nothing a stranger may not know. `/metrics` asks for the installation's own token, also from
this machine: behind a proxy every stranger comes from there. They are answered before anybody is asked who he is: a session or
a system's token has nothing to do with them.
"""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from outpace.desk.clock import now
from outpace.desk.http.problems import answer
from outpace.desk.life.measures import CONTENT_TYPE, measured
from outpace.desk.life.standing import standing
from outpace.words.problem import Problem

TOKEN = "metrics.token"


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return JsonResponse({"up": True})


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether a request can be served now, and what stands in the way: 200 or 503."""
    checks = standing(now())
    ready = all(check.good for check in checks)
    told = [{"name": c.name, "good": c.good, "zh": c.text.zh, "en": c.text.en} for c in checks]
    return JsonResponse({"ready": ready, "checks": told}, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for a monitoring system that shows the token."""
    if not _may_measure(request):
        return answer(Problem("NOT_SIGNED_IN", {}))
    return HttpResponse(measured(now()), content_type=CONTENT_TYPE)


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}


class Probes:
    """Answers the three questions; lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = ANSWERS.get(request.path) if request.method in ("GET", "HEAD") else None
        return probe(request) if probe else self.get_response(request)


def _may_measure(request: HttpRequest) -> bool:
    file = settings.HOME.keys / TOKEN
    token = file.read_text("ascii").strip() if file.is_file() else ""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(token) and hmac.compare_digest(shown.encode(), token.encode())
