"""One row of a list of exposures: who met which case, when, where and how, as the contact told it.

A row names the case by its number; whether that is registered is looked up elsewhere. Nothing is decided here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from outpace.exchange.dates import DateOrder
from outpace.exchange.linelist import (
    READERS,
    ZONE_ALLOWANCE,
    FieldProblem,
    RefusedError,
    Values,
    missing_problem,
    read_coded,
    read_documents,
    value_problem,
)
from outpace.exchange.mapping import FileKind
from outpace.exchange.moments import DAY_LETTERS, parse_moment
from outpace.exchange.vocabulary import is_unknown, plain
from outpace.words.case import Sex
from outpace.words.contact import ContactKind, Given, Immunity, Means, Setting
from outpace.words.identity import Document
from outpace.words.moment import Dated, Precision, instant, local_day
from outpace.words.problem import Problem

KIND = FileKind.EXPOSURES
LONGEST_RELATION = 60
NONE = "none"
_SEPARATORS = re.compile(r"[,，、;；+|]")
_WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?\s*(?:分钟|分|min|mins|minute|minutes)?", re.ASCII)
_SHARED = ("name", "phone", "sex", "age", "area_code", "birth", "address", "id_kind", "id_issuer")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRecord:
    """An exposure as a file tells it, about the case of a number. None is unknown; an empty list is asked, none of them."""

    case: str
    setting: Setting
    name: str | None = None
    phone: str | None = None
    age: int | None = None
    sex: Sex | None = None
    relation: str | None = None
    first: Dated | None = None
    last: Dated | None = None
    minutes: int | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    area_code: str | None = None
    document: Document | None = None
    birth: Dated | None = None
    address: str | None = None
    kinds: tuple[ContactKind, ...] | None = None
    first_at: datetime | None = None
    immunity: Immunity | None = None
    prophylaxis: tuple[Given, ...] | None = None


def read_exposure(
    values: Values, *, as_of: datetime, zone: str, date_order: DateOrder | None = None
) -> ExposureRecord | tuple[FieldProblem, ...]:
    """Read one row, given as field name to text; give the record, or all its problems. Times are those of the zone."""
    row = _Row({name: text for name, text in values.items() if text is not None and not is_unknown(text)}, as_of, zone)
    read = row.read(date_order)
    if row.problems:
        return tuple(row.problems)
    return ExposureRecord(**read)


class _Row:
    """A row on its way to a record: what is wrong gathers in `problems`."""

    def __init__(self, values: Mapping[str, str], as_of: datetime, zone: str) -> None:
        self.values, self.as_of, self.zone = values, as_of, zone
        self.latest = instant(as_of).date() + ZONE_ALLOWANCE
        self.problems: list[FieldProblem] = []

    def read(self, order: DateOrder | None) -> dict[str, Any]:
        """All fields of the record that are known."""
        read: dict[str, Any] = {name: self._field(name, partial(self._shared, name, order)) for name in _SHARED}
        read |= {name: self._field(name, reader) for name, reader in _OWN.items()}
        read |= {name: self._field(name, lambda text: self._day(text, order)) for name in ("first", "last")}
        read["first_at"] = self._field("first_at", self._moment)
        read["prophylaxis"] = self._prophylaxis(order)
        known = {name: value for name, value in read.items() if value is not None}
        self.problems += read_documents(KIND, self.values, known)
        for name in ("case", "setting"):
            if name not in self.values:
                self.problems.append((name, missing_problem(KIND, name)))
        self._settle_days(known)
        return known

    def _field(self, name: str, reader: Callable[[str], Any]) -> Any:
        text = self.values.get(name)
        if text is None:
            return None
        try:
            return reader(text)
        except RefusedError as refused:
            self.problems.append((name, value_problem(KIND, name, text, refused)))
            return None

    def _shared(self, name: str, order: DateOrder | None, text: str) -> object:
        return READERS[name](text, self.latest, order)

    def _day(self, text: str, order: DateOrder | None) -> Dated:
        found = READERS["onset"](text, self.latest, order)
        assert isinstance(found, Dated)
        if found.precision is Precision.MONTH:
            raise RefusedError("EXPOSURE_DAY_NEEDED")
        return found

    def _moment(self, text: str) -> datetime:
        found = parse_moment(text, self.zone)
        if found is None:
            raise RefusedError("MOMENT_UNREADABLE")
        self._day(text[:DAY_LETTERS], None)
        if found > self.as_of:
            raise RefusedError("DATE_IN_FUTURE", latest=f"{self.as_of:%Y-%m-%d %H:%M}")
        return found

    def _prophylaxis(self, order: DateOrder | None) -> tuple[Given, ...] | None:
        means = self._field("prophylaxis", lambda text: read_coded("prophylaxis", text))
        day = self._field("prophylaxis_day", lambda text: self._day(text, order))
        at = self._field("prophylaxis_at", self._moment)
        if means is None or means == NONE:
            return () if means else None
        if at is not None and day is not None:
            self._same_day("prophylaxis_at", at, day)
        return (Given(means=Means(means), day=Dated(local_day(at, self.zone)) if at and day is None else day, at=at),)

    def _settle_days(self, known: dict[str, Any]) -> None:
        """A moment says its day too; days that can't both be right are refused."""
        first, last, at = known.get("first"), known.get("last"), known.get("first_at")
        if at is not None and first is None:
            first = known["first"] = Dated(local_day(at, self.zone))
        elif at is not None and first is not None:
            self._same_day("first_at", at, first)
        if first and last and first.day > last.day:
            crossed = {"first": str(first), "last": str(last)}
            self.problems.append(("first", Problem("EXPOSURE_DATES_CROSSED", crossed)))

    def _same_day(self, name: str, at: datetime, day: Dated) -> None:
        if local_day(at, self.zone) != day.day:
            refused = RefusedError("MOMENT_OTHER_DAY", day=str(day))
            self.problems.append((name, value_problem(KIND, name, self.values[name], refused)))


def _minutes(text: str) -> int:
    if match := _WHOLE.fullmatch(plain(text)):
        return int(match[1])
    raise RefusedError("NUMBER_UNREADABLE")


def _relation(text: str) -> str:
    if len(text) > LONGEST_RELATION:
        raise RefusedError("VALUE_TOO_LONG", length=len(text), limit=LONGEST_RELATION)
    return text


def _kinds(text: str) -> tuple[ContactKind, ...]:
    """Kinds of contact, several with a comma between them; the word for none of them stands alone."""
    found = {read_coded("kinds", part) for part in _SEPARATORS.split(text) if part.strip()}
    if NONE in found and len(found) > 1:
        raise RefusedError("WORDS_CONTRADICT")
    return tuple(kind for kind in ContactKind if kind in found)


_OWN: Mapping[str, Callable[[str], Any]] = {
    "case": lambda text: READERS["number"](text, date.max, None),
    "setting": lambda text: Setting(read_coded("setting", text)),
    "relation": _relation,
    "minutes": _minutes,
    "protected": lambda text: read_coded("yes_no", text) == "yes",
    "closed_space": lambda text: read_coded("yes_no", text) == "yes",
    "kinds": _kinds,
    "immunity": lambda text: Immunity(read_coded("immunity", text)),
}
