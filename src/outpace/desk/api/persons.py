"""Routes that open a person by a link to one's work or the two of a pair, and the exact search. No list, no wildcard.

Every call is written down, refused ones too. Answers that hold a name are never kept for a retry.
"""

import re
from datetime import date, datetime

from ninja import Router, Schema
from pydantic import ConfigDict

from outpace.desk.clock import now
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.routes import WRITERS, Asked, writing
from outpace.desk.http.shapes import Word
from outpace.desk.openings import opening
from outpace.desk.openings.words import Because, Key, OpenFor
from outpace.desk.people.answers import MatchOut, opened_row
from outpace.desk.people.api import MATCH, STEWARDS, loaded
from outpace.desk.scope.actor import Role
from outpace.desk.situation.found import Hit, found_rows
from outpace.words.ids import IdKind
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["persons"])
OPENERS = WRITERS | {Role.OMBUDSMAN}
KINDS = {
    Because.TASK: IdKind.TASK,
    Because.CASE: IdKind.CASE,
    Because.CONTACT: IdKind.CONTACT,
    Because.GLASS: IdKind.GLASS,
    Because.REQUEST: IdKind.REQUEST,
}


class BecauseIn(Schema):
    """The record that links the sender to the person now."""

    model_config = ConfigDict(extra="forbid")
    kind: Because
    id: Word


class Opening(Schema):
    """What a person is opened for, and because of what."""

    model_config = ConfigDict(extra="forbid")
    purpose: OpenFor
    because: BecauseIn


class IdentityOut(Schema):
    """A person in sight until an instant: name and number, and for who checks who it is also document, birth, address."""

    id: str
    name: str | None
    phone: str | None
    document: str | None
    birth: str | None
    address: str | None
    until: datetime


@writing(router, "/persons/{id}/open", purpose=Purpose.OPEN_PERSON, roles=OPENERS, kept=False)
def open_person(request: Asked, id: str, payload: Opening) -> IdentityOut | Problem:
    """Open a person for a purpose, because of a task, case or contact that links the sender to her now."""
    subject = key_of(IdKind.PERSON, id)
    link = opening.Link(payload.because.kind, key_of(KINDS[payload.because.kind], payload.because.id))
    opened = opening.open_person(by=request.actor, subject=subject, purpose=payload.purpose, because=link, at=now())
    if isinstance(opened, Problem):
        return opened
    return _identity(id, opened, whole=payload.purpose is OpenFor.CHECK)


def _identity(id: str, opened: opening.Opened, *, whole: bool) -> IdentityOut:
    held = opened.identity
    return IdentityOut(
        id=id,
        name=held.name,
        phone=held.phone,
        document=held.document.value if whole and held.document else None,
        birth=str(held.birth) if whole and held.birth else None,
        address=held.address if whole else None,
        until=opened.until,
    )


@writing(router, "/matches/{id}/opening", purpose=MATCH, roles=STEWARDS, kept=False)
def open_match(request: Asked, id: str) -> MatchOut | Problem:
    """Open both records of a pair to compare them; counted and written down for each person as an opening."""
    candidate = find(loaded(), IdKind.MATCH, id)
    opened = opening.open_pair(by=request.actor, candidate=candidate.pk, at=now())
    return opened if isinstance(opened, Problem) else opened_row(candidate, opened)


class Searched(Schema):
    """What is searched for: one whole number, or a whole name with the birth date."""

    model_config = ConfigDict(extra="forbid")
    key: Key
    value: Word
    birth: date | None = None


class HitOut(Schema):
    """A person found, name masked, with the records that may link the sender to her."""

    id: str
    name: str | None
    links: list[Hit]


class FoundOut(Schema):
    """The persons found: the same empty list for somebody unknown and somebody out of sight."""

    items: list[HitOut]


_EXACT = re.compile(r"[^%*?_]+")


@writing(router, "/persons/search", purpose=Purpose.FIND_PERSON, kept=False)
def search_persons(request: Asked, payload: Searched) -> FoundOut | Problem:
    """Find a person by an exact key. Every search is written down; what was searched for is not."""
    at, value = now(), payload.value.strip()
    wanted = opening.wanted_of(payload.key, value, payload.birth) if _EXACT.fullmatch(value) else None
    if wanted is None:
        raise ProblemError("SEARCH_NOT_EXACT")
    found = opening.search(by=request.actor, wanted=wanted, at=at)
    if isinstance(found, Problem):
        return found
    return FoundOut(items=[HitOut.model_validate(row) for row in found_rows(found.persons, at)])
