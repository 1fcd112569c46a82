"""Blocking keys: two records are compared only where they share one. Plain text here; the vault keeps them as keyed hashes.

Three to five a person: document; telephone; name and birth date; name, birth year and area; family name and birth date.
None of them depends on the order, the spacing or the spelling of a name, nor on which of day and month stands first.
"""

from collections.abc import Iterator

from outpace.matching.names import Name, family_key, read_name, sound_key
from outpace.matching.profile import Profile, birth_years, county_of, full_birth, phone_digits
from outpace.words.identity import Document, DocumentKind

SHORTEST_PHONE = 5


def blocking_keys(profile: Profile) -> tuple[str, ...]:
    """The keys of a person, each with its kind in front."""
    return tuple(dict.fromkeys(_keys(profile)))


def _keys(profile: Profile) -> Iterator[str]:
    document = document_key(profile.document)
    if document:
        yield document
    phone = phone_key(profile.phone)
    if phone:
        yield phone
    name = read_name(profile.name) if profile.name else None
    if name:
        yield from _named(name, profile)


def document_key(document: Document | None) -> str | None:
    """The key of a document; None without a number. The issuer of a passport is often unknown, so it is left out."""
    if document is None or document.kind is DocumentKind.NONE:
        return None
    return f"document|{document.kind}|{document.value}"


def phone_key(phone: str | None) -> str | None:
    """The key of a telephone number; None for one too short to tell people apart."""
    digits = phone_digits(phone) if phone else ""
    return f"phone|{digits}" if len(digits) >= SHORTEST_PHONE else None


def name_key(name: str) -> str:
    """The key of a name exactly as written, but for case and spaces: what an exact search looks for."""
    return f"name|{read_name(name).written}"


def _named(name: Name, profile: Profile) -> Iterator[str]:
    sound, born = sound_key(name), full_birth(profile)
    if born is not None:
        low, high = sorted((born.month, born.day))
        yield f"born|{sound}|{born.year}|{low}|{high}"
        yield f"family|{family_key(name)}|{born.year}|{low}|{high}"
    years = birth_years(profile)
    county = county_of(profile.area_path)
    for year in years:
        yield f"year|{sound}|{year}|{county}"
    if not years:
        yield f"area|{sound}|{county}"
