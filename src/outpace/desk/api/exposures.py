"""Exposures as an interview form sends them, and each as a row of the act, or why not. No route is here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

from outpace.desk.http.shapes import Word
from outpace.desk.ledger.outcome import FieldProblem
from outpace.desk.tracing.acts import ExposureRow
from outpace.exchange.dates import NoDate, parse_date
from outpace.words.case import Sex
from outpace.words.contact import Setting
from outpace.words.decision import Text
from outpace.words.identity import DocumentFlaw, DocumentKind, read_document
from outpace.words.moment import Dated, Precision
from outpace.words.problem import Problem

MAX_ROWS = 5000
OLDEST = 120
ZONE_ALLOWANCE = timedelta(days=1)
LABELS = {
    "first": Text(zh="首次接触日期", en="first day of contact"),
    "last": Text(zh="末次接触日期", en="last day of contact"),
    "birth": Text(zh="出生日期", en="birth date"),
    "id_number": Text(zh="证件号码", en="document number"),
}
_DAYS = ("first", "last", "birth")
_APART = {"first", "last", "birth", "id_kind", "id_number", "id_issuer"}


class NewExposure(Schema):
    """Somebody who met the case, as told."""

    model_config = ConfigDict(extra="forbid")
    name: Word
    phone: Word | None = None
    age: Annotated[int, Field(ge=0, le=OLDEST)] | None = None
    sex: Sex | None = None
    relation: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] | None = None
    setting: Setting
    first: Word | None = None
    last: Word | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    area_code: Word | None = None
    id_kind: DocumentKind | None = None
    id_number: Word | None = None
    id_issuer: Word | None = None
    birth: Word | None = None
    address: Word | None = None


class NewExposures(Schema):
    """Exposures to one case."""

    model_config = ConfigDict(extra="forbid")
    rows: list[NewExposure] = Field(min_length=1, max_length=MAX_ROWS)


def exposure_row(row: NewExposure, at: datetime) -> ExposureRow | Sequence[FieldProblem]:
    """Read an exposure; give the row, or everything that is wrong with its dates. Days after `at` are refused."""
    problems: list[FieldProblem] = []
    days: dict[str, Dated | None] = {}
    for name in _DAYS:
        text = getattr(row, name)
        found = _day(name, text, at) if text else None
        if isinstance(found, Problem):
            problems.append((name, found))
        else:
            days[name] = found
    first, last = days.get("first"), days.get("last")
    if first and last and first.day > last.day:
        problems.append(("first", Problem("EXPOSURE_DATES_CROSSED", {"first": str(first), "last": str(last)})))
    document = read_document(row.id_number, row.id_kind, row.id_issuer)
    if isinstance(document, DocumentFlaw):
        problems.append(("id_number", Problem(document, _named("id_number", "…"))))
        document = None
    told = row.model_dump(exclude=_APART)
    return problems or ExposureRow(**told, first=first, last=last, birth=days.get("birth"), document=document)


def _named(name: str, value: str) -> dict[str, str | int]:
    return {"field": name, "label_zh": LABELS[name].zh, "label_en": LABELS[name].en, "value": value}


def _day(name: str, text: str, at: datetime) -> Dated | Problem:
    """Read a day. A month is refused: an exposure is counted in days and nothing may stand in for them."""
    named = _named(name, "…" if name == "birth" else text)
    found, latest = parse_date(text, None), (at + ZONE_ALLOWANCE).date()
    if isinstance(found, NoDate):
        return Problem(found.code, named)
    if found.precision is Precision.MONTH:
        return Problem("EXPOSURE_DAY_NEEDED", named)
    if found.day > latest:
        return Problem("DATE_IN_FUTURE", named | {"latest": latest.isoformat()})
    return found
