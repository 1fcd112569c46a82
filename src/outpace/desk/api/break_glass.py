"""The route that opens a person in an emergency. Who asks has just confirmed who she is; reviewers see it at once."""

from datetime import datetime

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts.confirm import need_confirmation
from outpace.desk.clock import now
from outpace.desk.http.keys import key_of
from outpace.desk.http.routes import Asked, writing
from outpace.desk.openings import acts
from outpace.desk.openings.words import GlassReason
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

router = Router(tags=["persons"])


class Emergency(Schema):
    """Why a person must be opened outside assigned work, in a code and in words."""

    model_config = ConfigDict(extra="forbid")
    reason: GlassReason
    text: str = Field(max_length=1000, pattern=r"^[^\x00]*$")


class GlassOut(Schema):
    """A broken glass: the right to open one person until an instant, and when it will have been reviewed."""

    id: str
    until: datetime
    review_due: datetime


@writing(router, "/persons/{id}/break-glass", purpose=Purpose.BREAK_GLASS)
def break_glass(request: Asked, id: str, payload: Emergency) -> GlassOut:
    """Get the right to open one person in an emergency. Commander and ombudsman see it at once; a review follows."""
    need_confirmation(request)
    subject = key_of(IdKind.PERSON, id)
    glass = acts.break_glass(by=request.actor, subject=subject, reason=payload.reason, text=payload.text, at=now())
    return GlassOut(id=encode(IdKind.GLASS, glass.pk), until=glass.until, review_due=glass.review_due)
