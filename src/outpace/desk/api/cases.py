"""Routes of the case list, registration, correction, and the exposures told about a case."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.api.batch import BatchOut, batch_out
from outpace.desk.api.case_rows import COLUMNS, CaseOut, case_cells, case_rows, loaded
from outpace.desk.api.exposures import NewExposures, exposure_row
from outpace.desk.api.narrow import in_area, of_incident, writable_incident
from outpace.desk.areas.queries import home_of, place
from outpace.desk.cases.acts import register_cases
from outpace.desk.cases.corrections import correct_case
from outpace.desk.cases.models import Case
from outpace.desk.cases.queries import zone_of
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Limit, Page, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.counted import CASES
from outpace.desk.situation.framing import Then, listed
from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
from outpace.desk.tracing.models import Contact
from outpace.exchange.linelist import CaseRecord, read_case
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

router = Router(tags=["cases"])
READ, WRITE = Purpose.READ_CASES, Purpose.REGISTER_CASES
MAX_ROWS = 5000


class Sorted(StrEnum):
    """The day a list of cases is sorted by, the latest first, unknown last."""

    REPORTED = "reported"
    ONSET = "onset"


class ClassAsked(StrEnum):
    """A case class, or cases without one."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"
    ASYMPTOMATIC = "asymptomatic"
    DISCARDED = "discarded"
    UNKNOWN = "unknown"


class FoundAsked(StrEnum):
    """How a case was found, or cases of which that is unknown."""

    CONTROL = "control"
    SCREENING = "screening"
    COMMUNITY = "community"
    UNKNOWN = "unknown"


class CaseNarrow(Then):
    """Which cases. Without a class, discarded ones are left out, as in every figure."""

    incident: Word | None = None
    area: Word | None = None
    case_class: ClassAsked | None = None
    found_by: FoundAsked | None = None
    onset: Literal["known", "unknown"] | None = None
    number: Word | None = None
    q: Word | None = None
    sort: Sorted = Sorted.REPORTED


class CaseFilter(CaseNarrow):
    """Which cases, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class CasePage(Page[CaseOut]):
    """A page of cases."""


class NewCase(Schema):
    """A case as typed into a form; every value is read as a cell of a line list is."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)
    number: Word
    area_code: Word | None = None
    name: Word | None = None
    phone: Word | None = None
    sex: Word | None = None
    age: Word | None = None
    case_class: Word | None = None
    found_by: Word | None = None
    onset: Word | None = None
    specimen: Word | None = None
    diagnosis: Word | None = None
    reported: Word | None = None
    exposure_start: Word | None = None
    exposure_end: Word | None = None
    isolated: Word | None = None
    place: Word | None = None
    outcome: Word | None = None
    death: Word | None = None
    id_kind: Word | None = None
    id_number: Word | None = None
    id_issuer: Word | None = None
    birth: Word | None = None
    address: Word | None = None


class NewCases(Schema):
    """Cases of an incident. One form is a bulk of one row."""

    model_config = ConfigDict(extra="forbid")
    incident: Word
    rows: list[NewCase] = Field(min_length=1, max_length=MAX_ROWS)


class Correction(Schema):
    """One field's new value (null: unknown) and why."""

    model_config = ConfigDict(extra="forbid")
    field: Word
    value: Word | None
    why: str = Field(max_length=1000, pattern=r"^[^\x00]*$")


@reading(router, "/cases", purpose=READ)
def list_cases(request: Asked, filters: Query[CaseFilter]) -> CasePage:
    """Cases in the sender's areas."""
    with listed(request.actor, filters, now()) as at:
        listing = _listing(request.actor, filters)
        found, onward = listing.page(filters.cursor, filters.limit)
        return CasePage(items=case_rows(found, at), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/cases.csv", purpose=READ)
def export_cases(request: Asked, filters: Query[CaseNarrow]) -> StreamingHttpResponse:
    """The same cases as a CSV file."""
    asked = now()
    at = filters.at(asked)
    return csv_file(
        request.actor,
        READ,
        name="cases",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters),
        cells=lambda found: [case_cells(row) for row in case_rows(found, at)],
        within=lambda: listed(request.actor, filters, asked),
    )


def _listing(actor: Actor, filters: CaseNarrow) -> Listing[Case]:
    order = Order(filters.sort, IdKind.CASE, date.fromisoformat, descending=True, nullable=True)
    return Listing.of(loaded(_narrowed(filters)), order, actor, "cases", filters_of(filters))


def _narrowed(filters: CaseNarrow) -> QuerySet[Case]:
    rows = in_area(of_incident(Case.objects.all(), filters.incident), filters.area)
    rows = rows.filter(CASES) if filters.case_class is None else rows.filter(_is("case_class", filters.case_class))
    if filters.found_by is not None:
        rows = rows.filter(_is("found_by", filters.found_by))
    if filters.onset is not None:
        rows = rows.filter(onset__isnull=filters.onset == "unknown")
    if filters.number:
        rows = rows.filter(number=filters.number)
    if filters.q:
        rows = rows.filter(number=filters.q.strip())
    return rows


def _is(column: str, value: str) -> Q:
    return Q(**{f"{column}__isnull": True}) if value == "unknown" else Q(**{column: value})


@writing(router, "/cases", purpose=WRITE)
def register(request: Asked, payload: NewCases) -> BatchOut:
    """Register cases: each row is accepted, a duplicate, or rejected with its problems."""
    at, by = now(), request.actor
    incident = writable_incident(by, payload.incident)
    read = {index: read_case(_cells(row), as_of=at) for index, row in enumerate(payload.rows)}
    records = {index: record for index, record in read.items() if isinstance(record, CaseRecord)}
    outcome = register_cases(by=by, incident=incident, rows=list(records.values()), at=at, home=home_of(by, incident))
    refused = {index: problems for index, problems in read.items() if not isinstance(problems, CaseRecord)}
    return batch_out(outcome, IdKind.CASE, list(records), refused)


def _cells(row: NewCase) -> Mapping[str, str | None]:
    given = row.model_dump(exclude_none=True)
    return {name: str(value).strip() or None for name, value in given.items()}


@writing(router, "/cases/{id}/corrections", purpose=Purpose.CORRECT_CASE)
def correct(request: Asked, id: str, payload: Correction) -> CaseOut:
    """Correct one field of a case; what it was before stays readable."""
    yours, at = expected_version(request), now()
    case = find(Case.objects.select_for_update(of=("self",)).select_related("area", "incident__area"), IdKind.CASE, id)
    check_version(yours, case.version, lambda: _row(case.pk))
    correct_case(by=request.actor, case=case, field=payload.field, value=payload.value, why=payload.why, at=at)
    return _row(case.pk)


def _row(key: int) -> CaseOut:
    return case_rows(list(loaded(Case.objects.filter(pk=key))), now())[0]


@writing(router, "/cases/{id}/exposures", purpose=Purpose.TRACE_CONTACTS)
def tell_exposures(request: Asked, id: str, payload: NewExposures) -> BatchOut:
    """Record who met a case; contacts follow from it by the edition's rules."""
    at = now()
    case = find(Case.objects.select_related("area", "incident__area"), IdKind.CASE, id)
    zone, contacts = zone_of(case), _contacts(case, payload)
    read = {index: exposure_row(row, at, zone, contacts) for index, row in enumerate(payload.rows)}
    rows = {index: row for index, row in read.items() if isinstance(row, ExposureRow)}
    source = Source(case.pk, case.incident, place(case.area or case.incident.area))
    outcome = record_exposures(by=request.actor, source=source, rows=list(rows.values()), at=at)
    refused = {index: problems for index, problems in read.items() if not isinstance(problems, ExposureRow)}
    return batch_out(outcome, IdKind.EXPOSURE, list(rows), refused)


def _contacts(case: Case, payload: NewExposures) -> dict[str, int]:
    """The persons behind the contacts of a case that rows name; the others are absent, as if they did not exist."""
    if not any(row.via for row in payload.rows):
        return {}
    found = Contact.objects.filter(case_subject=case.pk).values_list("pk", "person_id")
    return {encode(IdKind.CONTACT, key): person for key, person in found}
