"""Routes of one exposure: tell more of it or tell it otherwise, and withdraw it. Contacts follow by the loop."""

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.api.exposures import Known, ToldAgain, read_told
from outpace.desk.api.moments import Reading
from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.http.routes import Asked, writing
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.situation.answers.case_page import ExposureOut
from outpace.desk.situation.exposures import exposure_rows
from outpace.desk.tracing.facts import FIELDS, dated
from outpace.desk.tracing.models import Exposure
from outpace.desk.tracing.queries import current_version, told_of
from outpace.desk.tracing.retelling import correct_exposure, withdraw_exposure
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["contacts"])
PURPOSE = Purpose.TRACE_CONTACTS


class Withdrawal(Schema):
    """Why an exposure is taken back."""

    model_config = ConfigDict(extra="forbid")
    why: str = Field(max_length=1000, pattern=r"^[^\x00]*$")


@writing(router, "/exposures/{id}/corrections", purpose=PURPOSE)
def tell_again(request: Asked, id: str, payload: ToldAgain) -> ExposureOut:
    """Answer what was missing of an exposure, or correct it; what was told before stays readable."""
    at, held = now(), _held(request, id)
    reading = Reading(at, (held.area or held.incident.area).zone)
    names = [name for name in FIELDS if name in payload.model_fields_set]
    told = read_told(payload, names, reading, Known(dated(held.first), held.via_id))
    for _, problem in reading.problems:
        raise ProblemError(problem.code, **problem.params)
    return _one(correct_exposure(by=request.actor, exposure=held, told=told, why=payload.why, at=at))


@writing(router, "/exposures/{id}/withdrawal", purpose=PURPOSE)
def withdraw(request: Asked, id: str, payload: Withdrawal) -> ExposureOut:
    """Withdraw an exposure that was told by mistake: no contact rests on it any more."""
    held = _held(request, id)
    return _one(withdraw_exposure(by=request.actor, exposure=held, why=payload.why, at=now()))


def _held(request: Asked, id: str) -> Exposure:
    """The exposure as it is known now, whichever of its versions was named. Raises a conflict where it has gone on."""
    yours = expected_version(request)
    held = current_version(find(Exposure.objects.all(), IdKind.EXPOSURE, id))
    check_version(yours, held.version, lambda: _one(held))
    return held


def _one(exposure: Exposure) -> ExposureOut:
    rows = exposure_rows(list(told_of(exposure.case_subject_id).filter(person=exposure.person_id)), now())
    return ExposureOut.model_validate(next(row for row in rows if row["id"] == encode(IdKind.EXPOSURE, exposure.pk)))
