"""How far two records agree, field by field, in words a person can check. What one of them doesn't know is left out."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein
from rapidfuzz.fuzz import token_sort_ratio

from outpace.matching.names import Name, family_names, read_name, spellings, transliterations
from outpace.matching.profile import Profile, birth_of, birth_years, county_of, full_birth, phone_digits
from outpace.matching.sounds import plain_letters
from outpace.words.identity import Document, DocumentKind


class Agreement(StrEnum):
    """How far one field agrees; not every field knows every degree."""

    EXACT = "exact"
    EXACT_SHORT = "exact_short"
    SOUND = "sound"
    SOUND_SHORT = "sound_short"
    TRANSLITERATED = "transliterated"
    FAMILY = "family"
    SAME = "same"
    NEAR = "near"
    SWAPPED = "swapped"
    MONTH = "month"
    YEAR = "year"
    DIFFERENT = "different"
    CONFLICT = "conflict"


_SHORT_NAME = 2
_LONG_WORD = 6
_ALIKE = 88.0

Found = Iterator[tuple[str, Agreement]]


def agreements(a: Profile, b: Profile) -> Found:
    """Each field that both records know, with how far it agrees."""
    if a.name and b.name:
        yield "name", name_agreement(read_name(a.name), read_name(b.name))
    if a.phone and b.phone:
        yield "phone", phone_agreement(a.phone, b.phone)
    yield from _documents(a.document, b.document)
    yield from _births(a, b)
    if a.sex and b.sex:
        yield "sex", Agreement.SAME if a.sex == b.sex else Agreement.DIFFERENT
    if a.area_path and b.area_path:
        together = county_of(a.area_path) == county_of(b.area_path)
        yield "area", Agreement.SAME if together else Agreement.DIFFERENT
    yield from _addresses(a.address, b.address)


def name_agreement(a: Name, b: Name) -> Agreement:
    """How far two names agree, whatever they are written in and whichever part stands first."""
    short = max(len(a.han), len(b.han)) <= _SHORT_NAME and (a.is_han or b.is_han)
    if a.written == b.written or (a.is_han and a.han == b.han):
        return Agreement.EXACT_SHORT if short else Agreement.EXACT
    if not spellings(a).isdisjoint(spellings(b)):
        return Agreement.SOUND_SHORT if short else Agreement.SOUND
    if not transliterations(a).isdisjoint(transliterations(b)):
        return Agreement.TRANSLITERATED
    if _is_near(a, b):
        return Agreement.NEAR
    return Agreement.DIFFERENT if family_names(a).isdisjoint(family_names(b)) else Agreement.FAMILY


def _is_near(a: Name, b: Name) -> bool:
    """One slip: a letter of a long name, a character of three, or characters that changed places."""
    if a.is_han and b.is_han:
        if sorted(a.han) == sorted(b.han):
            return True
        slips = DamerauLevenshtein.distance(a.han, b.han, score_cutoff=1)
        return slips <= 1 and min(len(a.han), len(b.han)) > _SHORT_NAME
    return any(
        min(len(one), len(other)) >= _LONG_WORD and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
        for one in spellings(a)
        for other in spellings(b)
    )


def phone_agreement(a: str, b: str) -> Agreement:
    """How far two telephone numbers agree, without country prefix and punctuation."""
    one, other = phone_digits(a), phone_digits(b)
    if one == other:
        return Agreement.SAME
    slips = DamerauLevenshtein.distance(one, other, score_cutoff=1)
    return Agreement.NEAR if slips <= 1 and min(len(one), len(other)) >= _LONG_WORD else Agreement.DIFFERENT


def _documents(a: Document | None, b: Document | None) -> Found:
    if a is None or b is None or DocumentKind.NONE in (a.kind, b.kind) or a.kind is not b.kind:
        return
    issuers = {a.issuer, b.issuer} - {""}
    if a.value == b.value and len(issuers) < 2:
        yield "document", Agreement.SAME
    elif a.kind is DocumentKind.NATIONAL:
        yield "document", Agreement.CONFLICT
    elif len(issuers) < 2 and Levenshtein.distance(a.value, b.value, score_cutoff=1) <= 1:
        yield "document", Agreement.NEAR
    else:
        yield "document", Agreement.DIFFERENT


def _births(a: Profile, b: Profile) -> Found:
    one, other = full_birth(a), full_birth(b)
    if one and other:
        yield "birth", _days(one, other)
        return
    first, second = birth_of(a), birth_of(b)
    if first and second:
        same = (first.day.year, first.day.month) == (second.day.year, second.day.month)
        yield "birth", Agreement.MONTH if same else Agreement.DIFFERENT
    elif (years := birth_years(a)) and (others := birth_years(b)):
        close = min(abs(x - y) for x in years for y in others) <= (0 if first or second else 1)
        yield "birth", Agreement.YEAR if close else Agreement.DIFFERENT


def _days(one: date, other: date) -> Agreement:
    if one == other:
        return Agreement.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Agreement.SWAPPED
    slips = DamerauLevenshtein.distance(one.isoformat(), other.isoformat(), score_cutoff=1)
    return Agreement.NEAR if slips <= 1 else Agreement.DIFFERENT


def _addresses(a: str | None, b: str | None) -> Found:
    """An address speaks only where it agrees: people move and write it in a hundred ways."""
    if not (a and b):
        return
    one, other = plain_letters(a).replace(" ", ""), plain_letters(b).replace(" ", "")
    if one == other:
        yield "address", Agreement.SAME
    elif token_sort_ratio(one, other) >= _ALIKE:
        yield "address", Agreement.NEAR
