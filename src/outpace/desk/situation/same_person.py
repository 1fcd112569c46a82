"""What else is recorded about the person of a case: her other cases, and the cases she is a contact of.

Records of other persons count where a steward linked them to this one. Only what is in scope is shown, nothing of the rest.
"""

from typing import Any

from outpace.desk.cases.models import Case
from outpace.desk.people.queries import members
from outpace.desk.situation.contact_rows import tier_label
from outpace.desk.situation.shapes import area_json, case_ref, iso
from outpace.desk.tracing.models import Contact


def same_person(case: Case) -> list[dict[str, Any]]:
    """The other records of a case's person, cases first; `linked` where a decision joined two records."""
    persons = {*members(case.person_id), case.person_id}
    cases = (
        Case.objects.filter(person__in=persons).exclude(pk=case.pk).select_related("area").order_by("recorded", "pk")
    )
    contacts = Contact.objects.filter(person__in=persons).select_related("area").order_by("recorded", "pk")
    met = list(contacts)
    sources = Case.objects.in_bulk({contact.case_subject_id for contact in met})
    return [_case(row, case) for row in cases] + [
        _contact(row, sources[row.case_subject_id], case) for row in met if row.case_subject_id in sources
    ]


def _case(row: Case, about: Case) -> dict[str, Any]:
    return {
        "kind": "case",
        "case": case_ref(row),
        "area": area_json(row.area),
        "case_class": row.case_class,
        "tier_label": None,
        "last_exposure": None,
        "linked": row.person_id != about.person_id,
    }


def _contact(row: Contact, source: Case, about: Case) -> dict[str, Any]:
    return {
        "kind": "contact",
        "case": case_ref(source),
        "area": area_json(row.area),
        "case_class": None,
        "tier_label": tier_label(row),
        "last_exposure": iso(row.last_exposure),
        "linked": row.person_id != about.person_id,
    }
