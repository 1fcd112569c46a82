"""The addresses of the desk: the API. Pages come from the built bundle; a watchdog is answered before (`life.probes`)."""

from django.urls import URLPattern, URLResolver, path

from outpace.desk.api.assembly import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
]

handler400 = "outpace.desk.http.problems.bad_request"
handler403 = "outpace.desk.http.problems.forbidden"
handler404 = "outpace.desk.http.problems.not_found"
handler500 = "outpace.desk.http.problems.server_error"
