"""Two questions for whoever watches the service: does the process run, does the database answer."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from outpace.desk.accounts.sessions import DOOR
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose


def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return JsonResponse({"up": True})


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers. A failure is answered as NOT_READY by the handler of failures."""
    with scope(DOOR, Purpose.READINESS), connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"ready": True})
