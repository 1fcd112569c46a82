"""Who a person is, as the vault holds it sealed; and the mask of it that lists may show."""

import json
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from outpace.exchange.canonical import json_value
from outpace.matching.profile import Profile, phone_digits
from outpace.words.identity import Document, DocumentKind
from outpace.words.moment import Dated, Precision

_KEYS = ('"n":', '"p":', '"a":', '"b":', '"y":', '"t":', '"s":', '"w":')
_VALUES = attrgetter("name", "phone", "address", "birth", "age", "seen", "sex", "area_path")
_HEAD, _TAIL, _WHOLE_NUMBER = 3, 4, 11
_SHORT_TAIL = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's identifying values. None is unknown."""

    name: str | None = None
    phone: str | None = None
    document: Document | None = None
    birth: Dated | None = None
    address: str | None = None

    def __bool__(self) -> bool:
        return any((self.name, self.phone, self.document, self.birth, self.address))


@dataclass(frozen=True, slots=True)
class Mask:
    """What a list may show of somebody: the first letter of a name, the ends of numbers, the year of birth."""

    name: str | None = None
    phone: str | None = None
    document: str | None = None
    birth: str | None = None


def mask_of(identity: Identity | Profile) -> Mask:
    """The mask of an identity."""
    document = identity.document
    return Mask(
        name=mask_name(identity.name) if identity.name else None,
        phone=mask_number(phone_digits(identity.phone)) if identity.phone else None,
        document=mask_number(document.value) if document and document.value else None,
        birth=f"{identity.birth.day.year}-**-**" if identity.birth else None,
    )


def mask_name(name: str) -> str:
    """A name's first letter and a star."""
    return f"{name.strip()[:1]}*"


def mask_number(number: str) -> str:
    """The ends of a number, as bills show them; of a short one the last two characters only."""
    if len(number) >= _WHOLE_NUMBER:
        return f"{number[:_HEAD]}****{number[-_TAIL:]}"
    return f"****{number[-_SHORT_TAIL:]}"


def to_bytes(profile: Profile) -> bytes:
    """A profile as the vault seals it: what it knows, as compact JSON."""
    known = [key + json_value(value) for key, value in zip(_KEYS, _VALUES(profile), strict=True) if value is not None]
    if document := profile.document:
        known.append(f'"d":[{",".join(map(json_value, (document.kind, document.value, document.issuer)))}]')
    return f"{{{','.join(known)}}}".encode()


def from_bytes(content: bytes) -> Profile:
    """The profile that `to_bytes` wrote."""
    held = json.loads(content)
    document, birth, seen = held.get("d"), held.get("b"), held.get("t")
    return Profile(
        name=held.get("n"),
        phone=held.get("p"),
        document=Document(DocumentKind(document[0]), document[1], document[2]) if document else None,
        birth=_dated(birth) if birth else None,
        address=held.get("a"),
        age=held.get("y"),
        seen=date.fromisoformat(seen) if seen else None,
        sex=held.get("s"),
        area_path=held.get("w", ""),
    )


def _dated(text: str) -> Dated:
    month_only = text.count("-") == 1
    return Dated(date.fromisoformat(f"{text}-01"), Precision.MONTH) if month_only else Dated(date.fromisoformat(text))


def identity_of(profile: Profile) -> Identity:
    """The identifying part of a profile."""
    return Identity(profile.name, profile.phone, profile.document, profile.birth, profile.address)


def mask_to_bytes(mask: Mask) -> bytes:
    """A mask as compact JSON."""
    return f"[{','.join(map(json_value, (mask.name, mask.phone, mask.document, mask.birth)))}]".encode()


def mask_from_bytes(content: bytes) -> Mask:
    """The mask that `mask_to_bytes` wrote."""
    return Mask(*json.loads(content))
