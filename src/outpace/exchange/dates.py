"""Dates as people write them: to a day or a month, or a reason why not.

An order of day and month that can't be told is refused, not guessed. No clock: the latest day that may stand is given.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from outpace.words.moment import Dated, Precision

FIRST_YEAR = 1900


class DateOrder(StrEnum):
    """The order in which a file writes day, month and year, where the digits alone don't tell."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class NoDate:
    """Why a text is no date: a problem code of the catalogue."""

    code: str


_TIME = r"(?:[ t]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})[ -]*([a-z]{3,9})|([a-z]{3,9})[ .]+(\d{1,2}))[ ,.-]*(\d{4})", re.ASCII)
_MONTHS: tuple[str, ...] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
)
_MONTHS += ("november", "december")


def looks_like_a_date(text: str) -> bool:
    """Whether a text has the shape of a date, possible or not."""
    found = parse_date(text, None)
    return isinstance(found, Dated) or found.code != "DATE_UNREADABLE"


@lru_cache(maxsize=65_536)
def parse_date(text: str, order: DateOrder | None) -> Dated | NoDate:
    """Read a date. A time of day is left out: the fields that use this are calendar days."""
    text = unicodedata.normalize("NFKC", text).strip().lower()
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return _day(year, month, day)
    if match := _MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]))
    if match := _YEAR_LAST.fullmatch(text):
        return _day_and_month(int(match[1]), int(match[2]), int(match[3]), order)
    if match := _NAMED.fullmatch(text):
        return _named_month(match)
    return NoDate("DATE_UNREADABLE")


def _day(year: int, month: int, day: int) -> Dated | NoDate:
    if year < FIRST_YEAR:
        return NoDate("DATE_YEAR_UNLIKELY")
    try:
        return Dated(date(year, month, day))
    except ValueError:
        return NoDate("DATE_IMPOSSIBLE")


def _month(year: int, month: int) -> Dated | NoDate:
    first = _day(year, month, 1)
    return Dated(first.day, Precision.MONTH) if isinstance(first, Dated) else first


def _day_and_month(one: int, two: int, year: int, order: DateOrder | None) -> Dated | NoDate:
    if order is DateOrder.DMY:
        return _day(year, two, one)
    if order is DateOrder.MDY:
        return _day(year, one, two)
    if one <= 12 and two <= 12 and one != two:
        return NoDate("DATE_AMBIGUOUS")
    return _day(year, two, one) if one > 12 else _day(year, one, two)


def _named_month(match: re.Match[str]) -> Dated | NoDate:
    day, name = (match[1], match[2]) if match[1] else (match[4], match[3])
    months = [at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)]
    return _day(int(match[5]), months[0], int(day)) if len(months) == 1 else NoDate("DATE_UNREADABLE")


def last_day(dated: Dated) -> date:
    """The latest day a date can stand for: itself, or the end of its month."""
    if dated.precision is not Precision.MONTH:
        return dated.day
    return dated.day.replace(day=monthrange(dated.day.year, dated.day.month)[1])
