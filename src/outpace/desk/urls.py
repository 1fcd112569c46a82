"""The addresses of the desk: the API and the three questions of a watchdog; pages come from the built bundle."""

from django.urls import URLPattern, URLResolver, path

from outpace.desk.api.assembly import api
from outpace.desk.life.probes import healthz, metrics, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
]

handler400 = "outpace.desk.http.problems.bad_request"
handler403 = "outpace.desk.http.problems.forbidden"
handler404 = "outpace.desk.http.problems.not_found"
handler500 = "outpace.desk.http.problems.server_error"
