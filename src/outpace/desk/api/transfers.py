"""The route that moves a case to another area. For commanders whose areas hold both."""

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.api.case_rows import CaseOut, case_rows, loaded
from outpace.desk.areas.models import Area
from outpace.desk.cases.models import Case
from outpace.desk.cases.moves import transfer_case
from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.http.routes import Asked, writing
from outpace.desk.http.shapes import Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind
from outpace.words.purpose import Purpose

router = Router(tags=["cases"])


class Transfer(Schema):
    """The area a case goes to, and why."""

    model_config = ConfigDict(extra="forbid")
    area: Word
    why: str = Field(max_length=1000, pattern=r"^[^\x00]*$")


@writing(router, "/cases/{id}/transfer", purpose=Purpose.TRANSFER, roles=frozenset({Role.COMMANDER}))
def transfer(request: Asked, id: str, payload: Transfer) -> CaseOut:
    """Move a case and its person to another area. The area it leaves no longer sees it; contacts stay where they are recorded."""
    yours, at = expected_version(request), now()
    case = find(Case.objects.select_for_update(of=("self",)).select_related("area", "incident__area"), IdKind.CASE, id)
    check_version(yours, case.version, lambda: _row(case.pk))
    area = find(Area.objects.all(), IdKind.AREA, payload.area)
    transfer_case(by=request.actor, case=case, to=area, why=payload.why, at=at)
    return _row(case.pk)


def _row(key: int) -> CaseOut:
    return case_rows(list(loaded(Case.objects.filter(pk=key))), now())[0]
