"""Persons an exact search found: a masked name and the records in scope that may link the reader to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from ninja import Schema

from outpace.desk.cases.models import Case
from outpace.desk.openings.opening import names
from outpace.desk.tracing.models import Contact
from outpace.words.contact import ContactState
from outpace.words.ids import IdKind, encode


class Hit(Schema):
    """A record about a person found. A contact is called by the number of the case it belongs to."""

    kind: Literal["case", "contact"]
    id: str
    number: str


def found_rows(persons: Sequence[int], at: datetime) -> list[dict[str, Any]]:
    """Persons as rows, in the order given; three statements however many."""
    shown = names(persons, at)
    links: dict[int, list[dict[str, str]]] = {person: [] for person in persons}
    for case in Case.objects.filter(person__in=persons).order_by("pk"):
        links[case.person_id].append({"kind": "case", "id": encode(IdKind.CASE, case.pk), "number": case.number})
    for contact, number in _contacts(persons):
        links[contact.person_id].append({"kind": "contact", "id": encode(IdKind.CONTACT, contact.pk), "number": number})
    return [
        {
            "id": encode(IdKind.PERSON, person),
            "name": shown[person].name if person in shown else None,
            "links": links[person],
        }
        for person in persons
    ]


def _contacts(persons: Sequence[int]) -> list[tuple[Contact, str]]:
    found = list(Contact.objects.filter(person__in=persons).exclude(state=ContactState.REFUTED).order_by("pk"))
    sources = Case.objects.filter(pk__in={contact.case_subject_id for contact in found})
    numbers = dict(sources.values_list("pk", "number"))
    return [(contact, numbers.get(contact.case_subject_id, "")) for contact in found]
