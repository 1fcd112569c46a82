"""What is compared: a person as one record tells of her. None is unknown and speaks neither for nor against."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from outpace.words.identity import Document, DocumentKind, birth_in
from outpace.words.moment import Dated, Precision

_DIGITS = re.compile(r"\d+")
_HOME = "86"
_MOBILE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person in one record. `seen` is the day her age was said, so that an age gives two possible years of birth."""

    name: str | None = None
    phone: str | None = None
    document: Document | None = None
    birth: Dated | None = None
    age: int | None = None
    seen: date | None = None
    sex: str | None = None
    area_path: str = ""
    address: str | None = None


@lru_cache(maxsize=65_536)
def phone_digits(text: str) -> str:
    """A telephone number as its digits, without the country's own prefix and trunk zeros; "" where there are none."""
    digits = "".join(_DIGITS.findall(unicodedata.normalize("NFKC", text))).lstrip("0")
    if len(digits) == _MOBILE + len(_HOME) and digits.startswith(_HOME):
        digits = digits[len(_HOME) :]
    return digits


def birth_of(profile: Profile) -> Dated | None:
    """The birth date as told, or as it stands in a national number."""
    if profile.birth is not None:
        return profile.birth
    document = profile.document
    if document is None or document.kind is not DocumentKind.NATIONAL:
        return None
    found = birth_in(document.value)
    return None if found is None else Dated(found)


def birth_years(profile: Profile) -> tuple[int, ...]:
    """The years somebody can be born in: one where the date is known, two from an age, none otherwise."""
    birth = birth_of(profile)
    if birth is not None:
        return (birth.day.year,)
    if profile.age is None or profile.seen is None:
        return ()
    return (profile.seen.year - profile.age - 1, profile.seen.year - profile.age)


def full_birth(profile: Profile) -> date | None:
    """The day of birth where it is known to the day."""
    birth = birth_of(profile)
    return birth.day if birth is not None and birth.precision is not Precision.MONTH else None


def county_of(area_path: str) -> str:
    """The first two steps of a path: what counts as the same area for two records of one person."""
    return "/".join(area_path.split("/")[:2])
