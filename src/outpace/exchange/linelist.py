"""One row of a line list as a case record, or every reason why not.

Reads values, never invents one: what is not known is None. Areas and duplicates are looked up elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from outpace.exchange.dates import DateOrder, NoDate, last_day, parse_date
from outpace.exchange.mapping import FileKind, label
from outpace.exchange.vocabulary import is_unknown, known, plain, words
from outpace.words.case import CaseClass, FoundBy, Outcome, Sex
from outpace.words.identity import Document, DocumentFlaw, DocumentKind, read_document
from outpace.words.moment import Dated, instant
from outpace.words.problem import Problem

FieldProblem = tuple[str, Problem]
Values = Mapping[str, str | None]

MAX_TEXT = 200
OLDEST = 120
IDENTIFYING = frozenset({"name", "phone", "id_number", "birth", "address"})
ZONE_ALLOWANCE = timedelta(days=1)
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2,3}", re.ASCII)
_YEARS = re.compile(r"(\d{1,4})(?:\.0+)?\s*(?:岁|周岁|y|yr|yrs|year|years|years old)?", re.ASCII)
_PART_YEARS = re.compile(
    r"(?:<\s*1|(\d{1,3})(?:\.\d+)?\s*(个月|月龄|月|m|mo|month|months|周|周龄|week|weeks|天|日|日龄|day|days))\s*(?:岁|year|years)?",
    re.ASCII,
)
_PER_YEAR = {"周": 52, "w": 52, "天": 365, "日": 365, "d": 365}
_IN_ORDER = (("birth", "reported"), ("onset", "reported"), ("exposure_start", "exposure_end"), ("onset", "death"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case as a file tells it. None is unknown."""

    number: str
    area_code: str | None = None
    name: str | None = None
    phone: str | None = None
    sex: Sex | None = None
    age: int | None = None
    case_class: CaseClass | None = None
    found_by: FoundBy | None = None
    onset: Dated | None = None
    specimen: Dated | None = None
    diagnosis: Dated | None = None
    reported: Dated | None = None
    exposure_start: Dated | None = None
    exposure_end: Dated | None = None
    isolated: Dated | None = None
    place: str | None = None
    outcome: Outcome | None = None
    death: Dated | None = None
    document: Document | None = None
    birth: Dated | None = None
    address: str | None = None


class RefusedError(Exception):
    """A value that can't be read: carries the code and what its sentence needs beside the value."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_case(
    values: Values, *, as_of: datetime, date_order: DateOrder | None = None
) -> CaseRecord | tuple[FieldProblem, ...]:
    """Read one row, given as field name to text; give the record, or all its problems.

    `as_of` is the instant of the import: a day later than the one after it is refused (zones may be a day ahead).
    """
    latest = instant(as_of).date() + ZONE_ALLOWANCE
    read: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for field, text in values.items():
        reader = READERS.get(field)
        if reader is None or text is None or is_unknown(text):
            continue
        try:
            read[field] = reader(text, latest, date_order)
        except RefusedError as refused:
            problems.append((field, value_problem(FileKind.LINELIST, field, text, refused)))
    problems.extend(read_documents(FileKind.LINELIST, values, read))
    if "number" not in read and not any(field == "number" for field, _ in problems):
        problems.append(("number", missing_problem(FileKind.LINELIST, "number")))
    problems.extend(_out_of_order(read))
    return tuple(problems) if problems else CaseRecord(**read)  # type: ignore[arg-type]


def missing_problem(kind: FileKind, field: str) -> Problem:
    """Say that a required field is empty in this row."""
    words_for = label(kind, field)
    return Problem("VALUE_MISSING", {"field": field, "label_zh": words_for.zh, "label_en": words_for.en})


def value_problem(kind: FileKind, field: str, text: str, refused: RefusedError) -> Problem:
    """Say which field's text can't be read, and why. A text that may identify somebody is not repeated."""
    words_for = label(kind, field)
    shown = "…" if field in IDENTIFYING else text if len(text) <= 60 else f"{text[:60]}…"
    named = {"field": field, "label_zh": words_for.zh, "label_en": words_for.en, "value": shown}
    return Problem(refused.code, {**named, **refused.params})


def read_text(text: str, limit: int = MAX_TEXT) -> str:
    """Take a text as it stands. Raises RefusedError for one that is too long or was rounded by a spreadsheet."""
    if len(text) > limit:
        raise RefusedError("VALUE_TOO_LONG", length=len(text), limit=limit)
    if "+" in text and _ROUNDED.fullmatch(text):
        raise RefusedError("NUMBER_ROUNDED")
    return text


def read_identifier(text: str) -> str:
    """Take a case number as it stands. Raises RefusedError for control characters too: nobody could type it again."""
    if not text.isprintable():
        raise RefusedError("VALUE_NOT_PRINTABLE")
    return read_text(text, 64)


def _read_date(text: str, latest: date, order: DateOrder | None) -> Dated:
    found = parse_date(text, order)
    if isinstance(found, NoDate):
        raise RefusedError(found.code)
    if found.day > latest:
        raise RefusedError("DATE_IN_FUTURE", latest=latest.isoformat())
    return found


@lru_cache(maxsize=4096)
def _age(text: str) -> int:
    """Whole years. Months, weeks and days count as the years completed."""
    said = plain(text)
    if match := _YEARS.fullmatch(said):
        years = int(match[1])
    elif match := _PART_YEARS.fullmatch(said):
        unit = match[2] or "m"
        years = int(match[1] or 0) // _PER_YEAR.get(unit[0], 12)
    else:
        raise RefusedError("AGE_UNREADABLE")
    if years > OLDEST:
        raise RefusedError("AGE_TOO_HIGH", oldest=OLDEST)
    return years


def read_coded(column: str, text: str) -> str:
    """Read a word of a coded column. Raises RefusedError for a word that is not in its list."""
    value = words(column).get(plain(text))
    if value is None:
        raise RefusedError("WORD_UNKNOWN", known_zh=known(column).zh, known_en=known(column).en)
    return value


Reader = Callable[[str, date, DateOrder | None], object]

READERS: Mapping[str, Reader] = {
    "number": lambda text, _latest, _order: read_identifier(text),
    "area_code": lambda text, _latest, _order: read_identifier(text),
    "name": lambda text, _latest, _order: read_text(text),
    "phone": lambda text, _latest, _order: read_text(text, 64),
    "sex": lambda text, _latest, _order: Sex(read_coded("sex", text)),
    "age": lambda text, _latest, _order: _age(text),
    "case_class": lambda text, _latest, _order: CaseClass(read_coded("case_class", text)),
    "found_by": lambda text, _latest, _order: FoundBy(read_coded("found_by", text)),
    "onset": _read_date,
    "specimen": _read_date,
    "diagnosis": _read_date,
    "reported": _read_date,
    "exposure_start": _read_date,
    "exposure_end": _read_date,
    "isolated": _read_date,
    "place": lambda text, _latest, _order: read_text(text),
    "outcome": lambda text, _latest, _order: Outcome(read_coded("outcome", text)),
    "death": _read_date,
    "birth": _read_date,
    "address": lambda text, _latest, _order: read_text(text),
    "id_kind": lambda text, _latest, _order: DocumentKind(read_coded("id_kind", text)),
    "id_issuer": lambda text, _latest, _order: read_text(text, 40),
}


def read_documents(of: FileKind, values: Values, read: dict[str, object]) -> list[FieldProblem]:
    """Put a document's number, kind and issuer together; a number that can't be right is one problem of the row."""
    kind, issuer = read.pop("id_kind", None), read.pop("id_issuer", None)
    text = values.get("id_number")
    number = None if text is None or is_unknown(text) else text
    if number is None and kind is None:
        return []
    found = read_document(
        number, kind if isinstance(kind, DocumentKind) else None, issuer if isinstance(issuer, str) else None
    )
    if isinstance(found, DocumentFlaw):
        return [("id_number", value_problem(of, "id_number", text or "", RefusedError(found)))]
    if found is not None:
        read["document"] = found
    return []


def _out_of_order(read: Mapping[str, object]) -> list[FieldProblem]:
    """Find pairs of dates that can't both be right, however imprecise they are."""
    problems: list[FieldProblem] = []
    for first, second in _IN_ORDER:
        early, late = read.get(first), read.get(second)
        if isinstance(early, Dated) and isinstance(late, Dated) and early.day > last_day(late):
            problems.append((first, _order_problem(first, early, second, late)))
    return problems


def _order_problem(first: str, early: Dated, second: str, late: Dated) -> Problem:
    one, two = label(FileKind.LINELIST, first), label(FileKind.LINELIST, second)
    named = {"first_zh": one.zh, "first_en": one.en, "second_zh": two.zh, "second_en": two.en}
    values = {"field": first, "other": second, "first": str(early), "second": str(late)}
    return Problem("DATES_OUT_OF_ORDER", {**named, **values})
