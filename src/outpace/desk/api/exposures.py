"""Exposures as an interview form sends them, and each as a row of the act, or why not. No route is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from outpace.desk.api.moments import Reading, named
from outpace.desk.http.shapes import Word
from outpace.desk.ledger.outcome import FieldProblem
from outpace.desk.tracing.acts import ExposureRow
from outpace.desk.tracing.facts import DAYS, FIELDS
from outpace.words.case import Sex
from outpace.words.contact import ContactKind, Given, Immunity, Means, Setting
from outpace.words.identity import DocumentFlaw, DocumentKind, read_document
from outpace.words.moment import Dated, local_day
from outpace.words.problem import Problem

MAX_ROWS = 5000
MAX_GIVEN = 20
OLDEST = 120
_READ = {*DAYS, "first_at", "prophylaxis", "kinds"}
_APART = {"birth", "id_kind", "id_number", "id_issuer", "via", *FIELDS}


class GivenIn(Schema):
    """What was given after an exposure: what, on which day, at what time."""

    model_config = ConfigDict(extra="forbid")
    means: Means
    day: Word | None = None
    at: Word | None = None


class Told(Schema):
    """What can be told of an exposure. Absent or null is unknown; an empty list is asked, none of them."""

    model_config = ConfigDict(extra="forbid")
    relation: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] | None = None
    first: Word | None = None
    last: Word | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    kinds: Annotated[list[ContactKind], Field(max_length=len(ContactKind))] | None = None
    first_at: Word | None = None
    immunity: Immunity | None = None
    prophylaxis: Annotated[list[GivenIn], Field(max_length=MAX_GIVEN)] | None = None
    via_first: Word | None = None
    via_isolated: Word | None = None


class NewExposure(Told):
    """Somebody who met the case, as told; `via` is the contact of the case whom the person met instead of the case."""

    name: Word
    phone: Word | None = None
    age: Annotated[int, Field(ge=0, le=OLDEST)] | None = None
    sex: Sex | None = None
    setting: Setting
    area_code: Word | None = None
    id_kind: DocumentKind | None = None
    id_number: Word | None = None
    id_issuer: Word | None = None
    birth: Word | None = None
    address: Word | None = None
    via: Word | None = None


class NewExposures(Schema):
    """Exposures to one case."""

    model_config = ConfigDict(extra="forbid")
    rows: list[NewExposure] = Field(min_length=1, max_length=MAX_ROWS)


class ToldAgain(Told):
    """What is told of an exposure now: the facts that are sent, and no others, change. `why` is needed where one was known."""

    setting: Setting = Setting.OTHER
    why: str = Field("", max_length=1000, pattern=r"^[^\x00]*$")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row that is read rests on: its day of first contact so far, and the key of the contact it went through."""

    first: Dated | None = None
    via: int | None = None


def exposure_row(
    row: NewExposure, at: datetime, zone: str, contacts: Mapping[str, int]
) -> ExposureRow | Sequence[FieldProblem]:
    """Read an exposure; give the row, or everything that is wrong with it. Days after `at` are refused.

    `contacts` are the keys of the persons whom rows may name in `via`, by the contact's id.
    """
    reading = Reading(at, zone)
    via = contacts.get(row.via) if row.via else None
    if row.via and via is None:
        reading.refuse("via", Problem("VIA_UNKNOWN", named("via", row.via)))
    told = read_told(row, [name for name in FIELDS if name in row.model_fields_set], reading, Known(via=via))
    birth = reading.day("birth", row.birth)
    document = read_document(row.id_number, row.id_kind, row.id_issuer)
    if isinstance(document, DocumentFlaw):
        reading.refuse("id_number", Problem(document, named("id_number", "…")))
        document = None
    identity = row.model_dump(exclude=_APART)
    return reading.problems or ExposureRow(**identity, **told, via=via, birth=birth, document=document)


def read_told(row: Told, names: Sequence[str], reading: Reading, known: Known) -> dict[str, Any]:
    """Read the facts that a row tells, as the rulebook knows them; what is wrong is among the reading's problems."""
    told: dict[str, Any] = {name: getattr(row, name) for name in names if name not in _READ}
    told |= {name: reading.day(name, getattr(row, name)) for name in names if name in DAYS}
    if "kinds" in names:
        told["kinds"] = None if row.kinds is None else tuple(kind for kind in ContactKind if kind in row.kinds)
    if "prophylaxis" in names:
        told["prophylaxis"] = (
            None if row.prophylaxis is None else tuple(_given(one, reading) for one in row.prophylaxis)
        )
    if "first_at" in names:
        told["first_at"] = reading.moment("first_at", row.first_at)
        _settle_first(told, known, reading)
    if known.via is None and any(told.get(name) is not None for name in ("via_first", "via_isolated")):
        reading.refuse("via", Problem("VIA_MISSING", {}))
    _refuse_crossed(told, reading)
    return told


def _settle_first(told: dict[str, Any], known: Known, reading: Reading) -> None:
    """A moment says its day too; one on another day than was told beside it is refused."""
    first, at = told.get("first", known.first), told["first_at"]
    if at is None:
        return
    if first is None:
        told["first"] = Dated(local_day(at, reading.zone))
    else:
        reading.same_day("first_at", at, first)


def _given(one: GivenIn, reading: Reading) -> Given:
    day, at = reading.day("prophylaxis", one.day), reading.moment("prophylaxis", one.at)
    if at is not None and day is not None:
        reading.same_day("prophylaxis", at, day)
    return Given(means=one.means, day=Dated(local_day(at, reading.zone)) if at and day is None else day, at=at)


def _refuse_crossed(told: Mapping[str, Any], reading: Reading) -> None:
    first, last = told.get("first"), told.get("last")
    if first and last and first.day > last.day:
        reading.refuse("first", Problem("EXPOSURE_DATES_CROSSED", {"first": str(first), "last": str(last)}))
