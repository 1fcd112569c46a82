"""The glue of the loop: what each line of `loop.LOOP` reads, asks the rulebook, and hands to an act.

Each effect takes a service actor, events of one kind in one incident, and the instant. No rule and no SQL of its own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from outpace.desk.areas.law import law_over
from outpace.desk.areas.models import Incident
from outpace.desk.cases import queries as cases
from outpace.desk.cases.facts import facts_of
from outpace.desk.cases.models import Case
from outpace.desk.isolation import acts as isolation
from outpace.desk.ledger.models import Pending
from outpace.desk.scope.actor import Actor
from outpace.desk.tasks import acts as tasks
from outpace.desk.tracing import acts as tracing
from outpace.desk.tracing import proposals, queries
from outpace.desk.tracing.models import Contact
from outpace.protocols import Edition, Fact
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.render import as_json
from outpace.rulebook.timers import TaskTimer, timers
from outpace.words.case import CaseClass
from outpace.words.contact import ContactState
from outpace.words.decision import Decision
from outpace.words.moment import Dated


def _keys(events: Sequence[Pending]) -> list[int]:
    return [event.event_id for event in events]


def _incident(events: Sequence[Pending]) -> Incident:
    return Incident.objects.select_related("area").get(pk=events[0].incident_id or 0)


def issue_case_tasks(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Issue the tasks that a registered case starts; their clocks run from its registration."""
    incident = _incident(events)
    if incident.retrospective:
        return
    found = [case for case in cases.of_events(_keys(events)) if case.case_class != CaseClass.DISCARDED]
    duties = [
        _case_duty(case, timer)
        for case in found
        for timer in timers(Fact.CASE_REGISTERED, case.recorded, law_over(incident, case.area_path, at))
    ]
    tasks.issue_tasks(by=by, duties=duties, at=at)


def withdraw_case_tasks(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Withdraw what a case asked for that turned out to be none."""
    incident = _incident(events)
    gone = [case for case in cases.of_events(_keys(events)) if case.case_class == CaseClass.DISCARDED]
    kinds = _kinds((law_over(incident, case.area_path, at) for case in gone), Fact.CASE_REGISTERED)
    idle = tasks.open_tasks([case.pk for case in gone], kinds)
    tasks.withdraw(by=by, tasks=idle, why={task.pk: {"case_class": CaseClass.DISCARDED} for task in idle}, at=at)


def _kinds(laws: Iterable[Edition], *facts: Fact) -> set[str]:
    """The kinds of tasks that facts start under any of some laws."""
    return {timer.kind for law in set(laws) for timer in law.timers if timer.fact in facts}


def _case_duty(case: Case, timer: TaskTimer) -> tasks.Duty:
    return tasks.Duty(
        timer=timer,
        subject=case.pk,
        label=case.number,
        incident=case.incident_id,
        area=case.area_id,
        area_path=case.area_path,
        about_case=case.pk,
    )


def homes_of_exposed_to_cases(events: Sequence[Pending]) -> list[str]:
    """The areas where people live who were exposed to cases that were registered or corrected."""
    return queries.reach_of(case.pk for case in cases.of_events(_keys(events)))


def homes_of_exposed(events: Sequence[Pending]) -> list[str]:
    """The areas where people live who were exposed to the cases that exposures were just recorded about."""
    return queries.reach_of(queries.cases_of_events(_keys(events)))


def homes_and_sources_of_exposed(events: Sequence[Pending]) -> list[str]:
    """The same, and the areas of the cases: what was told of an exposure is corrected where the exposed live."""
    found = queries.cases_of_events(_keys(events))
    return sorted({*queries.reach_of(found), *queries.sources_of(found)})


def propose_contacts_of_cases(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Propose contacts from the exposures already told about cases that were registered or corrected."""
    _propose(by, events, cases.of_events(_keys(events)), at)


def propose_contacts_of_exposures(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Propose contacts from exposures just recorded, corrected or withdrawn."""
    _propose(by, events, cases.by_subjects(queries.cases_of_events(_keys(events))), at)


def _propose(by: Actor, events: Sequence[Pending], found: Iterable[Case], at: datetime) -> None:
    incident = _incident(events)
    sources = {case.pk: proposals.About(facts_of(case), cases.zone_of(case)) for case in found}
    told = queries.exposures_of(sources)
    made = proposals.propose(sources, told, lambda path: law_over(incident, path, at), at)
    tracing.propose_contacts(by=by, proposals=made, at=at)


def schedule_follow_up(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Schedule what the edition would have for contacts: stages, tests, end. What rests on nothing any more is taken back."""
    incident = _incident(events)
    contacts = queries.contacts_of_events(_keys(events))
    under = {contact.pk: law_over(incident, contact.area_path, at) for contact in contacts}
    followed = [contact for contact in contacts if contact.tier and _stands(contact, under[contact.pk])]
    isolation.schedule(by=by, plans=[_plan(contact, under[contact.pk], at) for contact in followed], at=at)
    kept = {contact.pk for contact in followed}
    isolation.take_back(by=by, reasons={c.pk: _reason(c) for c in contacts if c.pk not in kept}, at=at)


def _stands(contact: Contact, edition: Edition) -> bool:
    """Whether anything may be derived from a contact: nobody refuted it, and its case is one whose contacts are traced."""
    return contact.state != ContactState.REFUTED and proposals.has_source(contact.decision, edition)


def _reason(contact: Contact) -> dict[str, object]:
    """Why nothing follows from a contact: somebody refuted it, or the clause and sentence of the rules."""
    if contact.state == ContactState.REFUTED:
        return {"state": contact.state}
    for reason in contact.decision["reasons"]:
        return {"clause": reason["clause"]["number"], "text": reason["text"]}
    return {"needs": contact.decision["needs"]}


def _plan(contact: Contact, edition: Edition, at: datetime) -> isolation.Scheduled:
    last = Dated(contact.last_exposure) if contact.last_exposure else None
    zone = queries.zone_of(contact)
    decision = follow_up(contact.tier or "", last, edition, at, zone)
    return isolation.Scheduled(
        contact=contact.pk,
        person=contact.person_id,
        incident=contact.incident_id,
        area=contact.area_id,
        area_path=contact.area_path,
        zone=zone,
        follow_up=decision.outcome if isinstance(decision, Decision) else None,
        decision=as_json(decision),
        edition=edition.id,
    )


def issue_contact_tasks(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Issue the tasks that a proposed or a confirmed contact starts."""
    incident = _incident(events)
    if incident.retrospective:
        return
    duties = [
        tasks.Duty(
            timer=timer,
            subject=contact.pk,
            label="",
            incident=contact.incident_id,
            area=contact.area_id,
            area_path=contact.area_path,
            about_case=contact.case_subject_id,
        )
        for contact in queries.contacts_of_events(_keys(events))
        for timer in _duties(contact, law_over(incident, contact.area_path, at))
    ]
    tasks.issue_tasks(by=by, duties=duties, at=at)


def finish_settled_tasks(by: Actor, events: Sequence[Pending], at: datetime) -> None:
    """Finish what contacts ask for no longer: reviewed where somebody decided, withdrawn where the facts changed."""
    incident = _incident(events)
    contacts = {contact.pk: contact for contact in queries.contacts_of_events(_keys(events))}
    under = {contact.pk: law_over(incident, contact.area_path, at) for contact in contacts.values()}
    asked = {(key, timer.kind) for key, contact in contacts.items() for timer in _duties(contact, under[key])}
    review = _kinds(under.values(), Fact.CONTACT_PROPOSED)
    kinds = review | _kinds(under.values(), Fact.CONTACT_CONFIRMED)
    idle = [task for task in tasks.open_tasks(contacts, kinds) if (task.subject_id, task.kind) not in asked]
    reviewed = [t for t in idle if t.kind in review and contacts[t.subject_id].state != ContactState.PROPOSED]
    withdrawn = [task for task in idle if task not in reviewed]
    tasks.finish_tasks(by=by, tasks=reviewed, outcome="decided", at=at)
    why = {task.pk: _reason(contacts[task.subject_id]) for task in withdrawn}
    tasks.withdraw(by=by, tasks=withdrawn, why=why, at=at)


def _duties(contact: Contact, edition: Edition) -> tuple[TaskTimer, ...]:
    """The tasks that a contact asks for as it stands."""
    if not (_stands(contact, edition) and _asks_for_work(contact)):
        return ()
    return timers(_fact(contact), contact.decided_at or contact.recorded, edition, tier=contact.tier)


def _asks_for_work(contact: Contact) -> bool:
    """Somebody must act on a contact with a tier, and on one that the rules could not decide."""
    return bool(contact.tier or contact.decision["undecided"])


def _fact(contact: Contact) -> Fact:
    return Fact.CONTACT_CONFIRMED if contact.state == ContactState.CONFIRMED else Fact.CONTACT_PROPOSED
