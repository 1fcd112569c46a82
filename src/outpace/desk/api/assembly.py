"""The API v1 put together: every router and the handlers of refusals."""

from ninja import NinjaAPI
from ninja.errors import ValidationError

from outpace.desk.accounts.api import router as session
from outpace.desk.api.cases import router as cases
from outpace.desk.api.contacts import router as contacts
from outpace.desk.api.imports import router as imports
from outpace.desk.api.tasks import router as tasks
from outpace.desk.areas.api import router as areas
from outpace.desk.http.problems import failed, invalid
from outpace.desk.intake.api import router as intake

ROUTERS = (session, areas, cases, contacts, tasks, intake, imports)


def assemble() -> NinjaAPI:
    """Make the API with its description (`openapi.json`), and without pages of documentation: those load from elsewhere."""
    made = NinjaAPI(title="Outpace", version="1.0.0", urls_namespace="v1", docs_url=None, openapi_url="/openapi.json")
    for router in ROUTERS:
        made.add_router("", router)
    made.exception_handler(ValidationError)(invalid)
    made.exception_handler(Exception)(failed)
    return made


api = assemble()
