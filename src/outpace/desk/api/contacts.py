"""Routes of contacts: the list, one contact, and the decision on a proposal."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.api.narrow import in_area, of_incident
from outpace.desk.areas.law import law_over
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import STAFF, Asked, reading, streaming, writing
from outpace.desk.http.shapes import Limit, Page, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.openings.opening import names, read_record
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.answers.records import ContactOut
from outpace.desk.situation.contact_rows import contact_rows, loaded
from outpace.desk.situation.counted import CONTACTS
from outpace.desk.situation.framing import Then, listed
from outpace.desk.tracing.acts import decide_contact
from outpace.desk.tracing.models import Contact
from outpace.words.contact import ContactState
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["contacts"])
READ, OPEN = Purpose.READ_CONTACTS, Purpose.TRACE_CONTACTS


class ContactNarrow(Then):
    """Which contacts. People the edition proposes not to treat as contacts are left out, as in every figure."""

    incident: Word | None = None
    case: Word | None = None
    state: ContactState | None = None
    area: Word | None = None
    tier: Word | None = None


class ContactFilter(ContactNarrow):
    """Which contacts, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class ContactPage(Page[ContactOut]):
    """A page of contacts, the latest recorded first."""


class ContactDecision(Schema):
    """What somebody decides: the proposal confirmed, another tier confirmed, or no contact."""

    model_config = ConfigDict(extra="forbid")
    state: Literal[ContactState.CONFIRMED, ContactState.REFUTED]
    tier: Word | None = None
    why: str = Field("", max_length=1000, pattern=r"^[^\x00]*$")


ORDER = Order("recorded", IdKind.CONTACT, datetime.fromisoformat, descending=True)


@reading(router, "/contacts", purpose=READ)
def list_contacts(request: Asked, filters: Query[ContactFilter]) -> ContactPage:
    """Contacts in the sender's areas."""
    with listed(request.actor, filters, now()) as at:
        listing = _listing(request.actor, filters)
        found, onward = listing.page(filters.cursor, filters.limit)
        return ContactPage(items=_rows(found, at), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/contacts.csv", purpose=READ)
def export_contacts(request: Asked, filters: Query[ContactNarrow]) -> StreamingHttpResponse:
    """The same contacts as a CSV file."""
    asked = now()
    at = filters.at(asked)
    return csv_file(
        request.actor,
        READ,
        name="contacts",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters),
        cells=lambda found: [_cells(row) for row in _rows(list(found), at)],
        within=lambda: listed(request.actor, filters, asked),
    )


def _listing(actor: Actor, filters: ContactNarrow) -> Listing[Contact]:
    rows = in_area(of_incident(Contact.objects.filter(CONTACTS), filters.incident), filters.area)
    if filters.case:
        rows = rows.filter(case_subject=key_of(IdKind.CASE, filters.case))
    chosen = {name: value for name in ("state", "tier") if (value := getattr(filters, name)) is not None}
    return Listing.of(loaded(rows.filter(**chosen)), ORDER, actor, "contacts", filters_of(filters))


def _rows(found: list[Contact], at: datetime) -> list[ContactOut]:
    return [ContactOut.model_validate(row) for row in contact_rows(found, at)]


@reading(router, "/contacts/{id}", purpose=OPEN, roles=STAFF)
def read_contact(request: Asked, id: str) -> ContactOut:
    """One contact, name and number masked. Reading it is written down."""
    at, contact = now(), find(loaded(Contact.objects.all()), IdKind.CONTACT, id)
    read_record(subject=contact.person_id, purpose=OPEN, at=at)
    row = _rows([contact], at)[0]
    shown = names([contact.person_id], at).get(contact.person_id)
    row.person.phone_masked = shown.phone if shown else None
    return row


@writing(router, "/contacts/{id}/decision", purpose=Purpose.DECIDE_CONTACT)
def decide(request: Asked, id: str, payload: ContactDecision) -> ContactOut:
    """Confirm or refute a proposal. Departing from it needs a reason."""
    yours, at = expected_version(request), now()
    contact = find(_held(), IdKind.CONTACT, id)
    check_version(yours, contact.version, lambda: _one(contact.pk, at))
    if payload.tier is not None:
        _known_tier(contact, payload.tier, at)
    decide_contact(
        by=request.actor, contact=contact, state=ContactState(payload.state), tier=payload.tier, why=payload.why, at=at
    )
    return _one(contact.pk, at)


def _held() -> QuerySet[Contact]:
    return Contact.objects.select_for_update(of=("self",)).select_related("incident__area")


def _one(key: int, at: datetime) -> ContactOut:
    return _rows(list(loaded(Contact.objects.filter(pk=key))), at)[0]


def _known_tier(contact: Contact, tier: str, at: datetime) -> None:
    known = [held.id for held in law_over(contact.incident, contact.area_path, at).tiers]
    if tier not in known:
        raise ProblemError("TIER_NOT_IN_EDITION", tier=tier, known=", ".join(known))


COLUMNS = (
    "id",
    "case_number",
    "name",
    "sex",
    "age",
    "area_code",
    "area",
    "tier",
    "state",
    "last_exposure",
    "relation",
    "setting",
    "follow_up_end",
    "became_case",
)


def _cells(row: ContactOut) -> list[object]:
    beside: dict[str, Any] = {
        "case_number": row.case.number if row.case else None,
        "name": row.person.name,
        "sex": row.person.sex,
        "age": row.person.age,
        "area_code": row.area.code if row.area else None,
        "area": row.area.name.zh if row.area else None,
        "follow_up_end": row.plan.end if row.plan else None,
        "became_case": row.became_case.number if row.became_case else None,
    }
    return [beside[name] if name in beside else getattr(row, name) for name in COLUMNS]
