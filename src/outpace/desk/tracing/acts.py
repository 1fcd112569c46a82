"""What can be done in tracing: record exposures as told, propose contacts from them, decide on a proposal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet

from outpace.desk.areas.models import Incident
from outpace.desk.areas.queries import Place, places
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.people.acts import Newcomer, register_persons
from outpace.desk.people.keys import keyed
from outpace.desk.people.models import Subject
from outpace.desk.scope.actor import Actor
from outpace.desk.tracing.facts import FIELDS, stored
from outpace.desk.tracing.items import Decided, Proposed
from outpace.desk.tracing.models import Contact, Exposure
from outpace.exchange.canonical import row_hash
from outpace.words.contact import ContactKind, ContactState, Given, Immunity, Setting
from outpace.words.identity import Document
from outpace.words.ids import random_key
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRow:
    """An exposure as told about a case: who, where, from when to when, how. None is unknown.

    `via` is the key of the person met, where that was a contact of the case. A row that tells none of what editions came to
    ask for has the hash it always had.
    """

    setting: Setting
    name: str | None = None
    phone: str | None = None
    age: int | None = None
    sex: str | None = None
    relation: str | None = None
    first: Dated | None = None
    last: Dated | None = None
    minutes: int | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    area_code: str | None = None
    document: Document | None = None
    birth: Dated | None = None
    address: str | None = None
    kinds: tuple[ContactKind, ...] | None = None
    first_at: datetime | None = None
    immunity: Immunity | None = None
    prophylaxis: tuple[Given, ...] | None = None
    via: int | None = None
    via_first: Dated | None = None
    via_isolated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The case that exposures are about, as tracing needs it."""

    subject: int
    incident: Incident
    place: Place


def record_exposures(*, by: Actor, source: Source, rows: Sequence[ExposureRow], at: datetime) -> Outcome:
    """Record exposures to a case. The same exposure told twice is a duplicate."""
    outcome = Outcome()
    known = places((row.area_code for row in rows if row.area_code), by)
    stored = _stored(source.subject)
    fresh: list[tuple[int, ExposureRow, Newcomer, bytes]] = []
    for index, row in enumerate(rows):
        where = known.get(row.area_code) if row.area_code else source.place
        content = keyed(row_hash(row))
        if where is None:
            outcome.refuse(index, "area_code", "AREA_UNKNOWN", code=row.area_code or "")
        elif content in stored:
            outcome.duplicate[index] = stored[content]
        else:
            stored[content] = 0
            fresh.append((index, row, _newcomer(row, where, at), content))
    if fresh:
        _write(by, source, fresh, at, outcome)
    return outcome


def _stored(case: int) -> dict[bytes, int]:
    """The exposures told of a case by their keyed hash; those stored before there was a key are found too."""
    held = Exposure.objects.filter(case_subject=case).values_list("pk", "row_hash")
    return {form: pk for pk, found in held for form in (bytes(found), keyed(bytes(found)))}


def _newcomer(row: ExposureRow, where: Place, at: datetime) -> Newcomer:
    return Newcomer(
        place=where,
        name=row.name,
        phone=row.phone,
        sex=row.sex,
        age=row.age,
        document=row.document,
        birth=row.birth,
        address=row.address,
        seen=at.date(),
    )


def _write(
    by: Actor, source: Source, fresh: Sequence[tuple[int, ExposureRow, Newcomer, bytes]], at: datetime, outcome: Outcome
) -> None:
    event = random_key()
    register_persons(persons=[person for _, _, person, _ in fresh], event=event)
    stored = Exposure.objects.bulk_create(_exposure(source, row, who, h, event, at) for _, row, who, h in fresh)
    _reach(source.subject, {person.place.path for _, _, person, _ in fresh})
    outcome.accepted.update({index: made.pk for (index, *_), made in zip(fresh, stored, strict=True)})
    record(
        Event(
            id=event,
            kind="exposure.recorded",
            by=by,
            area_path=source.place.path,
            incident=source.incident.pk,
            subject=source.subject,
            happened=at,
            recorded=at,
            items=[h for *_, h in fresh],
            data={"count": len(fresh)},
        )
    )
    outcome.events.append(event)


def _reach(case: int, paths: Iterable[str]) -> None:
    """Keep the areas that a case's exposures lie in; one that stands there already stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into tracing_reach (case_subject_id, area_path) select %s, unnest(%s::text[]) on conflict do nothing",
            [case, sorted(paths)],
        )


def _exposure(source: Source, row: ExposureRow, who: Newcomer, content: bytes, event: int, at: datetime) -> Exposure:
    return Exposure(
        case_subject_id=source.subject,
        person_id=who.key,
        incident=source.incident,
        area_id=who.place.id,
        via_id=row.via,
        **stored({name: getattr(row, name) for name in FIELDS}),
        row_hash=content,
        area_path=who.place.path,
        event_id=event,
        recorded=at,
    )


_FOLLOWS = ["tier", "proposed_tier", "decision", "last_exposure", "setting", "relation", "version", "event_id"]
"""What of a contact follows the exposures."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rulebook proposes for an exposure: a tier (None: no contact, or undecided) with the decision as JSON."""

    exposure: Exposure
    tier: str | None
    decision: dict[str, object]
    edition: str


def propose_contacts(*, by: Actor, proposals: Sequence[Proposal], at: datetime) -> list[int]:
    """Store proposals as contacts; a confirmed contact keeps its tier, where it has one, and shows the new proposal beside it.

    Gives the events, none where nothing is new. Each stands in the contacts' own area, wherever the case is.
    """
    sources = {p.exposure.case_subject_id for p in proposals}
    held = {(c.case_subject_id, c.person_id): c for c in _held(sources)} if sources else {}
    fresh = [_contact(p, at) for p in proposals if _is_new(p.exposure, held)]
    changed = [c for p in proposals if (c := _changed(p, held)) is not None]
    shares = spread(by, fresh + changed, lambda contact: contact.area_path)
    for share in shares:
        for contact in share.rows:
            contact.event_id = share.event
    Subject.objects.bulk_create(Subject(id=c.subject_id, kind="contact", area_path=c.area_path) for c in fresh)
    Contact.objects.bulk_create(fresh)
    Contact.objects.bulk_update(changed, _FOLLOWS)
    return [_say_proposed(by, share, at) for share in shares]


def _is_new(told: Exposure, held: Mapping[tuple[int, int], Contact]) -> bool:
    return not told.withdrawn and (told.case_subject_id, told.person_id) not in held


def _say_proposed(by: Actor, share: Share[Contact], at: datetime) -> int:
    return record(
        Event(
            id=share.event,
            kind="contact.proposed",
            by=by,
            area_path=share.path,
            incident=share.rows[0].incident_id,
            happened=at,
            recorded=at,
            items=[row_hash(Proposed.of(contact)) for contact in share.rows],
            data={"count": len(share.rows)},
        )
    )


def _contact(proposal: Proposal, at: datetime) -> Contact:
    told = proposal.exposure
    return Contact(
        subject_id=random_key(),
        case_subject_id=told.case_subject_id,
        person_id=told.person_id,
        incident_id=told.incident_id,
        area_id=told.area_id,
        area_path=told.area_path,
        tier=proposal.tier,
        proposed_tier=proposal.tier,
        state=ContactState.PROPOSED,
        last_exposure=told.last,
        relation=told.relation,
        setting=told.setting,
        decision=proposal.decision,
        edition=proposal.edition,
        recorded=at,
    )


def _changed(proposal: Proposal, held: Mapping[tuple[int, int], Contact]) -> Contact | None:
    told = proposal.exposure
    contact = held.get((told.case_subject_id, told.person_id))
    if contact is None or (_says(contact.decision) == _says(proposal.decision) and _shows(contact, told)):
        return None
    if contact.state != ContactState.CONFIRMED or contact.tier is None:
        contact.tier = proposal.tier
    contact.proposed_tier, contact.decision = proposal.tier, proposal.decision
    contact.last_exposure, contact.setting, contact.relation = told.last, told.setting, told.relation
    contact.version += 1
    return contact


def _shows(contact: Contact, told: Exposure) -> bool:
    """Whether a contact shows what the exposure behind it tells."""
    shown = (contact.last_exposure, contact.setting, contact.relation)
    return shown == (told.last, told.setting, told.relation)


def _held(cases: Iterable[int]) -> QuerySet[Contact]:
    """The contacts of cases, kept from whoever would decide on them meanwhile."""
    return Contact.objects.select_for_update().filter(case_subject__in=cases).order_by("subject_id")


def _says(decision: Mapping[str, object]) -> dict[str, object]:
    """What a decision says, whenever it was asked for."""
    return {name: value for name, value in decision.items() if name != "as_of"}


def decide_contact(
    *, by: Actor, contact: Contact, state: ContactState, tier: str | None, why: str, at: datetime
) -> Contact:
    """Confirm or refute one proposal (see `decide_contacts`)."""
    decide_contacts(by=by, contacts=[contact], state=state, tier=tier, why=why, at=at)
    return Contact.objects.get(pk=contact.pk)


def decide_contacts(
    *, by: Actor, contacts: Sequence[Contact], state: ContactState, tier: str | None = None, why: str = "", at: datetime
) -> None:
    """Confirm or refute proposals of one incident, or confirm another tier.

    Raises CONTACT_WITHOUT_TIER where there is nothing to confirm, REASON_NEEDED where that departs from a proposal
    without a reason.
    """
    said = why.strip()
    if state is ContactState.CONFIRMED and not all(tier or contact.tier for contact in contacts):
        raise ProblemError("CONTACT_WITHOUT_TIER")
    if not said and any(state is ContactState.REFUTED or (tier or c.tier) != c.proposed_tier for c in contacts):
        raise ProblemError("REASON_NEEDED")
    decided: dict[str, object] = {"state": state, "why": said, "decided_by": by.account, "decided_at": at}
    decided |= {"tier": tier} if tier else {}
    for share in spread(by, contacts, lambda contact: contact.area_path):
        rows = Contact.objects.filter(pk__in=[contact.pk for contact in share.rows])
        rows.update(version=F("version") + 1, event_id=share.event, **decided)
        _say_decided(by, share, state, tier, bool(said), at)


def _say_decided(
    by: Actor, share: Share[Contact], state: ContactState, tier: str | None, departs: bool, at: datetime
) -> int:
    contacts = share.rows
    return record(
        Event(
            id=share.event,
            kind="contact.decided",
            by=by,
            area_path=share.path,
            incident=contacts[0].incident_id,
            subject=contacts[0].pk if len(contacts) == 1 else None,
            happened=at,
            recorded=at,
            items=[row_hash(Decided(c.pk, state, tier or c.tier)) for c in contacts] if len(contacts) > 1 else [],
            data={"contacts": [c.pk for c in contacts], "state": state, "tier": tier, "departs": departs},
        )
    )
