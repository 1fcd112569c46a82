"""Who opened a record, as it is shown: on the record to staff, in the log to reviewers, and to the person herself.

Staff see the colleague's name; the person sees office and role, never anything private about the colleague.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area
from outpace.desk.ledger.models import Access
from outpace.desk.openings.models import Glass
from outpace.desk.openings.queries import of_persons
from outpace.desk.openings.words import Because, Shown
from outpace.desk.situation.sentences import keys, say
from outpace.desk.situation.shapes import display, name_json
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

SHOWN = 50
_LINKS: Mapping[str, IdKind] = {
    Because.TASK: IdKind.TASK,
    Because.CASE: IdKind.CASE,
    Because.CONTACT: IdKind.CONTACT,
    Because.GLASS: IdKind.GLASS,
    Because.REQUEST: IdKind.REQUEST,
    "match": IdKind.MATCH,
}


def opened_by(subjects: Iterable[int], limit: int = SHOWN) -> list[dict[str, Any]]:
    """The latest openings of records, newest first: when, who (name and role), for which purpose."""
    rows = list(of_persons(subjects)[:limit])
    accounts = Account.objects.in_bulk({row.account_id for row in rows})
    return [
        {
            "at": row.at.isoformat(),
            "display": display(accounts.get(row.account_id)),
            "role": say("role", row.role or "none"),
            **_what(row),
        }
        for row in rows
    ]


def to_herself(persons: Sequence[int]) -> list[dict[str, Any]]:
    """Every opening of a person's records, her own first among them, newest first, without a colleague's name: office, role,
    purpose, what was seen.
    """
    rows = list(of_persons(persons))
    offices = offices_of(rows)
    glasses = Glass.objects.in_bulk({row.because_id for row in rows if row.because == Because.GLASS and row.because_id})
    return [
        {
            "id": encode(IdKind.ACCESS, row.pk),
            "at": row.at.isoformat(),
            "who": _office_and_role(row, offices),
            **_what(row),
            "joined": row.subject_id != persons[0],
            "reason": _reason(glasses.get(row.because_id or 0)) if row.because == Because.GLASS else None,
        }
        for row in rows
    ]


def log_rows(rows: Sequence[Access]) -> list[dict[str, Any]]:
    """Rows of the access log for reviewers; persons by their id alone."""
    accounts = Account.objects.in_bulk({row.account_id for row in rows})
    offices = offices_of(rows)
    return [
        {
            "id": encode(IdKind.ACCESS, row.pk),
            "at": row.at.isoformat(),
            "account": {
                "id": encode(IdKind.ACCOUNT, row.account_id),
                "display": display(accounts.get(row.account_id)) or say("role", "none"),
            },
            "role": row.role or None,
            "office": _name(offices.get(row.office)),
            "person": encode(IdKind.PERSON, row.subject_id),
            **_what(row),
            "because": _link(row),
            "until": row.until and row.until.isoformat(),
        }
        for row in rows
    ]


def offices_of(rows: Iterable[Access]) -> Mapping[str, Area]:
    """The areas that accounts answered for, by path."""
    return {area.path: area for area in Area.objects.filter(path__in={row.office for row in rows})}


def _what(row: Access) -> dict[str, Any]:
    return {
        "purpose": row.purpose,
        "purpose_text": purpose_text(row.purpose),
        "level": row.level,
        "level_text": say("level", Shown(row.level)),
        "glass": row.because == Because.GLASS,
    }


def purpose_text(purpose: str) -> dict[str, str]:
    """A purpose in words; one that is no longer on the list is called so."""
    if purpose not in set(Purpose):
        return say("purpose", "other")
    text = Purpose(purpose).text
    return {"zh": text.zh, "en": text.en}


def _link(row: Access) -> dict[str, str] | None:
    if not row.because or row.because_id is None:
        return None
    return {"kind": row.because, "id": encode(_LINKS[row.because], row.because_id)}


def _reason(glass: Glass | None) -> dict[str, str] | None:
    return None if glass is None else say("glass", glass.reason)


def _office_and_role(row: Access, offices: Mapping[str, Area]) -> dict[str, str]:
    role, office = say("role", row.role or "none"), _name(offices.get(row.office))
    if office is None:
        return role
    return {"zh": f"{office['zh']} {role['zh']}", "en": f"{role['en']}, {office['en']}"}


def _name(area: Area | None) -> dict[str, str] | None:
    return None if area is None else name_json(area)


def unworded() -> set[str]:
    """Codes of this page that have no sentence."""
    return {*map(str, Shown)} - keys("level")
