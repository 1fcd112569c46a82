"""The telephone number of a person, whole, for somebody who is about to call. Every look is written down."""

from ninja import Router, Schema

from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.http.routes import WRITERS, Asked, reading
from outpace.desk.people.models import Person
from outpace.desk.situation.opened import open_identity
from outpace.words.ids import IdKind
from outpace.words.purpose import Purpose

router = Router(tags=["persons"])
CALL = Purpose.CALL


class PhoneOut(Schema):
    """A telephone number; null where none is recorded."""

    phone: str | None


@reading(router, "/persons/{id}/phone", purpose=CALL, roles=WRITERS)
def read_phone(request: Asked, id: str) -> PhoneOut:
    """The number to call a person at."""
    person = find(Person.objects.all(), IdKind.PERSON, id)
    return PhoneOut(phone=open_identity(request.actor, person, CALL, now()).phone)
