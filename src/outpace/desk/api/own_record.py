"""Routes of a resident about her own record: a copy of all that is held, and what she asks about it.

Her own scope reads and never writes. What she asks is written by a service that stands in her own area for this one request
and answers for her account.
"""

from datetime import datetime

from django.http import StreamingHttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts.models import Account
from outpace.desk.clock import now
from outpace.desk.http.files import lines_file
from outpace.desk.http.keys import key_of
from outpace.desk.http.routes import Asked, streaming, writing
from outpace.desk.http.shapes import Word
from outpace.desk.ledger.models import Access
from outpace.desk.openings import acts
from outpace.desk.openings.words import Ask
from outpace.desk.people.models import Person
from outpace.desk.people.queries import members
from outpace.desk.scope.actor import MAX_RANGES, Actor, Role
from outpace.desk.scope.session import scope
from outpace.desk.situation.me import me
from outpace.desk.situation.own_copy import COLUMNS, copy_lines
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["own record"])
RESIDENT = frozenset({Role.RESIDENT})


class Asking(Schema):
    """A complaint or a wish for correction, in the person's own words; `about` is an opening of her record."""

    model_config = ConfigDict(extra="forbid")
    kind: Ask
    text: str = Field(max_length=2000, pattern=r"^[^\x00]*$")
    about: Word | None = None


class Filed(Schema):
    """A request that was filed, and until when it will be answered."""

    id: str
    due_at: datetime


def _in_her_area(request: Asked) -> Actor:
    """The service that writes for a resident: her account, her area and those of records joined to hers. Raises NOT_ONE_S_OWN."""
    with scope(request.actor, Purpose.OWN_RECORD):
        areas = dict(Person.objects.order_by("pk").values_list("pk", "area_path"))
    own = areas.pop(request.actor.subject or 0, None)
    if own is None:
        raise ProblemError("NOT_ONE_S_OWN")
    return Actor(request.actor.account, Role.SERVICE, tuple(dict.fromkeys((own, *areas.values())))[:MAX_RANGES])


@streaming(router, "/me.csv", purpose=Purpose.OWN_RECORD, roles=RESIDENT)
def export_me(request: Asked) -> StreamingHttpResponse:
    """A copy of everything held about the reader, as one CSV file."""
    with scope(request.actor, Purpose.OWN_RECORD):
        lines = list(copy_lines(me(request.actor, now())))
    by = _in_her_area(request)
    with scope(by, Purpose.ASK_ABOUT_RECORD):
        return lines_file(by, name="my-record", columns=COLUMNS, lines=lines)


@writing(router, "/me/requests", purpose=Purpose.ASK_ABOUT_RECORD, roles=RESIDENT, acting=_in_her_area)
def ask_about_record(request: Asked, payload: Asking) -> Filed:
    """File a complaint or a wish for correction about one's own record; the ombudsman answers."""
    account: Account = request.user  # type: ignore[assignment]
    person = Person.objects.get(pk=account.subject_id or 0)
    made = acts.ask(
        by=request.actor, person=person, kind=payload.kind, text=payload.text, about=_about(payload, person), at=now()
    )
    return Filed(id=encode(IdKind.REQUEST, made.pk), due_at=made.due_at)


def _about(payload: Asking, person: Person) -> int | None:
    """The opening a request is about, of this person's record or one joined to it. Raises NOT_FOUND."""
    if payload.about is None:
        return None
    key = key_of(IdKind.ACCESS, payload.about)
    if not Access.objects.filter(pk=key, subject_id__in={person.pk, *members(person.pk)}).exists():
        raise ProblemError("NOT_FOUND")
    return key
