"""A contact lives in one county, the case in another: the county that follows the contact up may see the source case.

The grant is for tracing alone, on the case's row alone, and ends with the contact's follow-up plan. What the page of a contact
shows of the case under it is the number. No plan with an end, no grant.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from outpace.desk.cases import queries as cases
from outpace.desk.cases.models import Case
from outpace.desk.isolation.models import Plan
from outpace.desk.ledger.models import Pending
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.grants import Shared, settle_grants
from outpace.desk.tracing import queries
from outpace.desk.tracing.models import Contact
from outpace.words.area import is_within
from outpace.words.contact import ContactState
from outpace.words.moment import start_of_day
from outpace.words.purpose import Purpose


def areas_of_source_cases(events: Sequence[Pending]) -> list[str]:
    """The areas of the cases whose contacts events touched: what the service has to see beside the contacts' own."""
    touched = queries.contacts_of_events([event.event_id for event in events])
    return queries.sources_of({contact.case_subject_id for contact in touched})


def homes_of_contacts(events: Sequence[Pending]) -> list[str]:
    """The areas in which contacts of cases that moved live."""
    return queries.reach_of(case.pk for case in cases.of_events([event.event_id for event in events]))


def share_source_cases(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Show the source cases of contacts that events touched to the areas that follow the contacts up, and no longer.

    A case that this service doesn't see is left to the one that does.
    """
    touched = queries.contacts_of_events([event.event_id for event in events])
    _share(by, {contact.case_subject_id for contact in touched}, at)


def share_moved_cases(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Show cases that moved to the areas that follow their contacts up from elsewhere now."""
    _share(by, {case.pk for case in cases.of_events([event.event_id for event in events])}, at)


def _share(by: Actor, keys: Iterable[int], at: datetime) -> None:
    found = {case.pk: case for case in cases.by_subjects(keys)}
    contacts = Contact.objects.filter(case_subject__in=list(found)).exclude(state=ContactState.REFUTED)
    wanted = _wanted(found, {contact.pk: contact for contact in contacts}, at)
    incident = next((case.incident_id for case in found.values()), None)
    settle_grants(by=by, purpose=Purpose.TRACE_CONTACTS, subjects=found, wanted=wanted, incident=incident, at=at)


def _wanted(found: dict[int, Case], contacts: dict[int, Contact], at: datetime) -> dict[tuple[int, str], Shared]:
    plans = Plan.objects.filter(contact_subject__in=list(contacts), superseded_by=None, ends__isnull=False)
    wanted: dict[tuple[int, str], Shared] = {}
    for plan in plans.select_related("area", "incident__area"):
        contact = contacts[plan.contact_subject_id]
        case = found[contact.case_subject_id]
        ends = _end(plan)
        held = wanted.get((case.pk, contact.area_path))
        if ends > at and not is_within(case.area_path, contact.area_path) and (held is None or ends > held.ends):
            wanted[(case.pk, contact.area_path)] = Shared(
                subject=case.pk, area_path=case.area_path, to_path=contact.area_path, ends=ends
            )
    return wanted


def _end(plan: Plan) -> datetime:
    """The end of a plan's last day where the contact lives."""
    assert plan.ends is not None
    return start_of_day(plan.ends + timedelta(days=1), (plan.area or plan.incident.area).zone)
