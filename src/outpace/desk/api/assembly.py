"""The API v1 put together: every router and the handlers of refusals."""

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from outpace.desk.accounts.api import router as session
from outpace.desk.accounts.change_api import router as changes
from outpace.desk.accounts.keeping_api import router as keeping
from outpace.desk.accounts.own_api import router as own
from outpace.desk.api.break_glass import router as glass
from outpace.desk.api.cases import router as cases
from outpace.desk.api.contacts import router as contacts
from outpace.desk.api.deliveries import router as loop
from outpace.desk.api.description import DescribedAPI
from outpace.desk.api.grants import router as grants
from outpace.desk.api.imports import router as imports
from outpace.desk.api.openings import router as openings
from outpace.desk.api.own_record import router as own_record
from outpace.desk.api.persons import router as persons
from outpace.desk.api.retelling import router as retelling
from outpace.desk.api.tasks import router as tasks
from outpace.desk.api.transfers import router as transfers
from outpace.desk.areas.api import router as areas
from outpace.desk.http.problems import failed, invalid
from outpace.desk.ledger.api import router as ledger
from outpace.desk.life.api import router as installation
from outpace.desk.life.tables_api import router as installation_tables
from outpace.desk.people.api import router as identity
from outpace.desk.situation.api import router as situation
from outpace.desk.situation.rulebook_api import router as rulebook

ROUTERS = (
    transfers,
    session,
    own,
    keeping,
    changes,
    areas,
    cases,
    contacts,
    retelling,
    tasks,
    imports,
    persons,
    identity,
    glass,
    openings,
    grants,
    own_record,
    loop,
    installation,
    installation_tables,
    ledger,
    situation,
    rulebook,
)


def assemble() -> NinjaAPI:
    """Make the API with its description (`openapi.json`), and without pages of documentation: those load from elsewhere."""
    made = DescribedAPI(
        title="Outpace", version="1.0.0", urls_namespace="v1", docs_url=None, openapi_url="/openapi.json"
    )
    for router in ROUTERS:
        made.add_router("", router)
    made.exception_handler(ValidationError)(invalid)
    for error in (Exception, HttpError, Http404):
        made.exception_handler(error)(failed)
    return made


api = assemble()
