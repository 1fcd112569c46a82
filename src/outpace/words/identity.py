"""What a person is known by on paper: a document of a closed kind, its value, who issued it.

The national number is GB 11643: 17 digits (area, birth date, order) and a check character by ISO 7064 MOD 11-2. A spreadsheet
keeps 15 digits and turns the rest to zero, or writes 1.10101E+17: both are refused here, before they become somebody else's.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NATIONAL_ISSUER = "CN"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NATIONAL = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_NATIONAL = re.compile(r"\d{15}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.ASCII)
_LIKE_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,9}", re.ASCII)
_NOISE = re.compile(r"[\s'’‘`-]+")
_KEPT_BY_SPREADSHEETS = 15
LONGEST = 40


class DocumentKind(StrEnum):
    """Kinds of documents. `none` says that somebody has none: it is an answer, not a gap."""

    NATIONAL = "national"
    PASSPORT = "passport"
    OTHER = "other"
    NONE = "none"


class DocumentFlaw(StrEnum):
    """Why a number can't be taken: the codes of the catalogue."""

    ROUNDED = "ID_NUMBER_CUT"
    CHECK = "ID_NUMBER_CHECK"
    SHAPE = "ID_NUMBER_SHAPE"
    MISSING = "ID_NUMBER_MISSING"
    SURPLUS = "ID_NUMBER_SURPLUS"


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A document's kind, number and issuer ("" is unknown). The number is in its one written form."""

    kind: DocumentKind
    value: str
    issuer: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.issuer}:{self.value}"


def read_document(
    text: str | None, kind: DocumentKind | None = None, issuer: str | None = None
) -> Document | DocumentFlaw | None:
    """Read a document's number; give its flaw, or None where nothing is known. Without a kind its shape decides."""
    value = _NOISE.sub("", unicodedata.normalize("NFKC", text or "")).upper()
    if not value:
        return _without_number(kind)
    if kind is DocumentKind.NONE:
        return DocumentFlaw.SURPLUS
    if _SCIENTIFIC.fullmatch(value):
        return DocumentFlaw.ROUNDED
    settled = kind or _kind_of(value)
    if settled is DocumentKind.NATIONAL:
        return _national(value)
    if len(value) > LONGEST or (settled is DocumentKind.PASSPORT and not _PASSPORT.fullmatch(value)):
        return DocumentFlaw.SHAPE
    return Document(settled, value, unicodedata.normalize("NFKC", issuer or "").strip().upper())


def _without_number(kind: DocumentKind | None) -> Document | DocumentFlaw | None:
    if kind is None:
        return None
    return Document(kind, "") if kind is DocumentKind.NONE else DocumentFlaw.MISSING


def _kind_of(value: str) -> DocumentKind:
    """A number that looks like a national one is held to its rules; letters and digits are a passport."""
    if len(value) >= _KEPT_BY_SPREADSHEETS and value[:_KEPT_BY_SPREADSHEETS].isdigit():
        return DocumentKind.NATIONAL
    return DocumentKind.PASSPORT if _LIKE_PASSPORT.fullmatch(value) else DocumentKind.OTHER


def _national(value: str) -> Document | DocumentFlaw:
    if _OLD_NATIONAL.fullmatch(value):
        longer = f"{value[:6]}19{value[6:]}"
        value = longer + check_character(longer)
    if not _NATIONAL.fullmatch(value):
        return DocumentFlaw.SHAPE
    if check_character(value[:17]) != value[17]:
        return DocumentFlaw.ROUNDED if value.endswith("000") else DocumentFlaw.CHECK
    if birth_in(value) is None:
        return DocumentFlaw.SHAPE
    return Document(DocumentKind.NATIONAL, value, NATIONAL_ISSUER)


def check_character(digits: str) -> str:
    """The check character of 17 digits (ISO 7064 MOD 11-2): 0-9 or X."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def birth_in(value: str) -> date | None:
    """The birth date that stands in a national number; None where there is no such day."""
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def ends_like_a_rounded_one(document: Document) -> bool:
    """Whether a national number ends in 000: right by its check one time in eleven even when a spreadsheet rounded it."""
    return document.kind is DocumentKind.NATIONAL and document.value.endswith("000")
