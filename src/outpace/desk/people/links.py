"""Decide whether two records are one person. A merge is a link that can end; no id is ever rewritten, nothing is moved.

Links form a forest: a head is joined to another head only, so there is no cycle to run into.
"""

from datetime import datetime

from django.db import connection

from outpace.desk.ledger.record import Event, record
from outpace.desk.people.models import Candidate, Link, Person
from outpace.desk.people.queries import heads
from outpace.desk.scope.actor import Actor, Role
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

OPEN, SAME, DIFFERENT, UNDONE = "open", "same", "different", "undone"


def decide_same(*, by: Actor, candidate: Candidate, at: datetime, why: str = "") -> Candidate:
    """Say that two records are one person, and link them. Raises MATCH_DECIDED."""
    _still_open(candidate)
    return join(by=by, candidate=candidate, at=at, why=why)


def join(*, by: Actor, candidate: Candidate, at: datetime, why: str = "") -> Candidate:
    """Link the heads of a candidate's two persons; where they are one already, only the decision is kept."""
    event = random_key()
    with connection.cursor() as cursor:
        cursor.execute("select member, head from vault.join_persons(%s, %s)", [candidate.person_id, candidate.other_id])
        member, head = cursor.fetchone()
    decided = _decide(by, candidate, SAME, why, at, event)
    if member != head:
        Link.objects.create(
            member_id=member,
            head_id=head,
            candidate=candidate,
            area_path=candidate.area_path,
            account_id=by.account,
            at=at,
            event_id=event,
            why=why.strip(),
        )
    _say(by, "person.linked", decided, at, event, joined=member != head)
    return decided


def decide_different(*, by: Actor, candidate: Candidate, at: datetime, why: str = "") -> Candidate:
    """Say that two records are two people. Raises MATCH_DECIDED, and MATCH_CONTRADICTS where a link says otherwise."""
    _still_open(candidate)
    found = heads([candidate.person_id, candidate.other_id])
    if len(set(found.values())) == 1:
        raise ProblemError("MATCH_CONTRADICTS")
    event = random_key()
    decided = _decide(by, candidate, DIFFERENT, why, at, event)
    _say(by, "match.refuted", decided, at, event)
    return decided


def unmerge(*, by: Actor, candidate: Candidate, why: str, at: datetime) -> Candidate:
    """End the link that a candidate led to; the two stand alone again, each with what was joined to it before.

    Raises MATCH_REASON_NEEDED, and MATCH_NOT_LINKED where there is no such link.
    """
    if not why.strip():
        raise ProblemError("MATCH_REASON_NEEDED")
    link = Link.objects.select_for_update().filter(candidate=candidate, ended_at=None).first()
    if link is None:
        raise ProblemError("MATCH_NOT_LINKED")
    with connection.cursor() as cursor:
        cursor.execute("select vault.part_persons(%s, %s)", [link.member_id, link.head_id])
    event = random_key()
    link.ended_at, link.ended_by, link.why = at, by.account, why.strip()
    link.save(update_fields=["ended_at", "ended_by", "why"])
    decided = _decide(by, candidate, UNDONE, why, at, event)
    _say(by, "person.unlinked", decided, at, event)
    return decided


def _still_open(candidate: Candidate) -> None:
    if candidate.state not in (OPEN, UNDONE):
        raise ProblemError("MATCH_DECIDED")


def _decide(by: Actor, candidate: Candidate, state: str, why: str, at: datetime, event: int) -> Candidate:
    account = None if by.role is Role.SERVICE else by.account
    stood = Candidate.objects.filter(pk=candidate.pk, version=candidate.version)
    changed = stood.update(
        state=state,
        decided_by=account,
        decided_at=at,
        why=why.strip(),
        version=candidate.version + 1,
        event_id=event,
    )
    if not changed:
        raise ProblemError("MATCH_DECIDED")
    _release(candidate.person_id)
    return Candidate.objects.select_related("person__area", "other__area", "decided_by").get(pk=candidate.pk)


def _release(person: int) -> None:
    """Hold a person no longer once nothing about her is open."""
    if not Candidate.objects.filter(person=person, state=OPEN).exists():
        Person.objects.filter(pk=person, held=True).update(held=False)


def _say(by: Actor, kind: str, candidate: Candidate, at: datetime, event: int, **more: object) -> None:
    record(
        Event(
            id=event,
            kind=kind,
            by=by,
            area_path=candidate.area_path,
            subject=candidate.person_id,
            happened=at,
            recorded=at,
            data={"match": candidate.pk, "other": candidate.other_id, "score": candidate.score, **more},
        )
    )
