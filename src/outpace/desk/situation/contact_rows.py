"""Contacts as rows of the API: the proposal with its reasons, what a person decided, the plan and its tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from outpace.desk.cases.models import Case
from outpace.desk.isolation.models import DueTest, Plan
from outpace.desk.openings.opening import Shown, names
from outpace.desk.people.queries import together
from outpace.desk.situation.outcome_words import needs_words
from outpace.desk.situation.shapes import area_json, case_ref, display, iso, person_json
from outpace.desk.tracing.models import Contact
from outpace.protocols.shelf import load_edition
from outpace.words.case import CaseClass
from outpace.words.ids import IdKind, encode
from outpace.words.moment import local_day


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a set of contacts in other rooms, by key."""

    names: Mapping[int, Shown]
    plans: Mapping[int, Plan]
    cases: Mapping[int, Case]
    became: Mapping[int, Case]


def loaded(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """The contacts with all that `contact_rows` reads of them."""
    return contacts.select_related("person", "area", "incident__area", "decided_by")


def contact_rows(contacts: Iterable[Contact], as_of: datetime) -> list[dict[str, Any]]:
    """Contacts (from `loaded`) as rows; six statements however many. Telephone numbers stay in the vault."""
    found = list(contacts)
    beside = _beside(found, as_of) if found else None
    return [_row(contact, beside, as_of) for contact in found if beside]


def _beside(found: list[Contact], as_of: datetime) -> _Beside:
    persons = [contact.person_id for contact in found]
    tests = Prefetch("tests", DueTest.objects.order_by("on_day", "pk"))
    subjects = [contact.pk for contact in found]
    plans = Plan.objects.filter(contact_subject__in=subjects, superseded_by=None).prefetch_related(tests)
    return _Beside(
        names(persons, as_of),
        {plan.contact_subject_id: plan for plan in plans},
        {case.pk: case for case in Case.objects.filter(pk__in={contact.case_subject_id for contact in found})},
        _became(found),
    )


def _became(contacts: list[Contact]) -> dict[int, Case]:
    """By contact, the first case of the same incident that she has become, under her record or one joined to it."""
    joined = together(contact.person_id for contact in contacts)
    people = {contact.pk: {contact.person_id, *joined.get(contact.person_id, ())} for contact in contacts}
    everybody = {person for persons in people.values() for person in persons}
    cases = Case.objects.filter(person__in=everybody, incident__in={contact.incident_id for contact in contacts})
    standing = [case for case in cases.order_by("-recorded", "-pk") if case.case_class != CaseClass.DISCARDED]
    first = {(case.incident_id, case.person_id): case for case in standing}
    own = {
        contact.pk: [first[key] for person in people[contact.pk] if (key := (contact.incident_id, person)) in first]
        for contact in contacts
    }
    return {contact: min(found, key=lambda case: (case.recorded, case.pk)) for contact, found in own.items() if found}


def _row(contact: Contact, beside: _Beside, as_of: datetime) -> dict[str, Any]:
    case = beside.cases.get(contact.case_subject_id)
    became = beside.became.get(contact.pk)
    plan = beside.plans.get(contact.pk)
    zone = (contact.area or contact.incident.area).zone
    return {
        "id": encode(IdKind.CONTACT, contact.pk),
        "version": contact.version,
        "case": case and case_ref(case),
        "person": {**person_json(contact.person, beside.names.get(contact.person_id)), "phone_masked": None},
        "area": area_json(contact.area),
        "tier": contact.tier,
        "tier_label": tier_label(contact),
        "state": contact.state,
        "last_exposure": iso(contact.last_exposure),
        "relation": contact.relation,
        "setting": contact.setting,
        "reasons": contact.decision["reasons"],
        "undecided": contact.decision["undecided"],
        "needs": contact.decision["needs"],
        "needs_words": needs_words("contact_tier", load_edition(contact.edition), contact.decision["needs"]),
        "proposed_tier": contact.proposed_tier,
        "why": contact.why or None,
        "decided_by": display(contact.decided_by),
        "decided_at": iso(contact.decided_at),
        "plan": plan and plan_json(plan, as_of, local_day(as_of, zone)),
        "became_case": became and case_ref(became),
    }


def tier_label(contact: Contact) -> dict[str, str] | None:
    """The edition's name of the contact's tier; None where it has none."""
    found = next((tier for tier in load_edition(contact.edition).tiers if tier.id == contact.tier), None)
    return None if found is None else {"zh": found.label.zh, "en": found.label.en}


def plan_json(plan: Plan, as_of: datetime, today: date) -> dict[str, Any]:
    """A follow-up plan. It is a proposal: `order` is always false here."""
    return {
        "id": encode(IdKind.PLAN, plan.pk),
        "order": False,
        "stages": plan.stages,
        "tests": [_test(test, as_of, today) for test in plan.tests.all()],
        "end": iso(plan.ends),
        "reasons": plan.decision["reasons"],
        "undecided": plan.decision["undecided"],
        "needs": plan.decision["needs"],
    }


def _test(test: DueTest, as_of: datetime, today: date) -> dict[str, Any]:
    state = "overdue" if test.due_at <= as_of else "due" if test.on_day <= today else "later"
    return {
        "day": test.day,
        "on": iso(test.on_day),
        "purpose": test.purpose,
        "label": {"zh": test.label_zh, "en": test.label_en},
        "state": state,
    }
