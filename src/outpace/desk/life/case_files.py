"""Whose case file nobody has worked on for so long that it need not say any more who she is, and how it is made to stop.

A file that is worked on is never past its limit: a task or a pair of records open, a plan that has not ended, a request or a
broken glass unanswered. Records merged into one person stay or go together. The rows stay, of nobody in particular.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from outpace.desk.accounts.models import Account, Session
from outpace.desk.cases.models import Case, Version
from outpace.desk.isolation.models import Plan
from outpace.desk.ledger.models import Access, Event
from outpace.desk.openings.models import Glass, Request
from outpace.desk.people.acts import shred
from outpace.desk.people.links import OPEN, UNDONE
from outpace.desk.people.models import Candidate, Link, Person
from outpace.desk.scope.models import Grant
from outpace.desk.tasks.models import Attempt, Task
from outpace.desk.tracing.models import Contact, Exposure

EMPTIED: Mapping[str, frozenset[str]] = {
    "cases_case": frozenset({"place"}),
    "cases_link": frozenset({"setting_text"}),
    "cases_version": frozenset({"facts", "changes", "why"}),
    "openings_glass": frozenset({"text", "review"}),
    "openings_request": frozenset({"text", "answer"}),
    "people_candidate": frozenset({"why"}),
    "people_link": frozenset({"why"}),
    "tasks_attempt": frozenset({"note"}),
    "tracing_contact": frozenset({"why", "relation"}),
    "tracing_exposure": frozenset({"why", "relation"}),
    "vault.data_key": frozenset({"wrapped"}),
    "vault.identity": frozenset({"name", "phone", "whole", "mask", "keys", "name_key"}),
    "vault.key": frozenset({"key"}),
    "vault.parent": frozenset({"member", "head"}),
}
"""What goes of each table: of the vault the rows, of the others what people have typed (of facts and changes: the place)."""

KEYS_ONLY = frozenset(
    {
        "isolation_duetest",
        "isolation_plan",
        "ledger_superseded",
        "people_person",
        "people_subject",
        "scope_grant",
        "tasks_task",
        "tracing_reach",
    }
)
"""Tables of a case file that stay as they are: random keys, days and coded words, nothing that somebody typed about her."""

Since = datetime | OuterRef


def past(before: datetime) -> QuerySet[Person]:
    """The persons about whom nothing was recorded since an instant and nothing is open, of whom the vault may still know."""
    found = Person.objects.filter(Exists(Event.objects.filter(pk=OuterRef("event_id"), recorded__lt=before)))
    if not found.exists():
        return found.none()
    for touch in _touches(before):
        found = found.filter(~touch)
    return found.filter(_is_somebody())


def _is_somebody() -> Q:
    """Nobody shredded her yet, or something was recorded about her since."""
    known = Q(shredded__isnull=True)
    for touch in _touches(OuterRef("shredded")):
        known |= Q(touch)
    return known


def _touches(since: Since) -> Iterator[Exists]:
    """Each way in which somebody may have worked on a person since an instant, or works on her now."""
    for rows, names in _of_persons(since):
        for name in names:
            yield Exists(rows.filter(**{name: OuterRef("pk")}))
    for rows, name in _of_subjects(since):
        yield Exists(rows.filter(**{name: OuterRef("pk")}))
    for rows, name in _of_subjects(OuterRef(since) if isinstance(since, OuterRef) else since):
        for kind in (Case, Contact):
            yield Exists(kind.objects.filter(person=OuterRef("pk"), pk__in=rows.values(name)))


def _of_persons(since: Since) -> Iterator[tuple[QuerySet[Any], Sequence[str]]]:
    """Rows that tell of work since an instant, and by what they name a person."""
    yield Case.objects.filter(recorded__gte=since), ["person"]
    yield Version.objects.filter(recorded__gte=since), ["case__person"]
    yield Exposure.objects.filter(recorded__gte=since), ["person", "via", "case_subject__case__person"]
    yield Contact.objects.filter(Q(recorded__gte=since) | Q(decided_at__gte=since)), ["person"]
    yield Plan.objects.filter(Q(recorded__gte=since) | _runs(since)), ["person"]
    yield Link.objects.filter(Q(at__gte=since) | Q(ended_at__gte=since)), ["member", "head"]
    yield Candidate.objects.filter(_found_or_decided(since)), ["person", "other"]
    yield Account.objects.filter(last_login__gte=since), ["subject_id"]


def _of_subjects(since: Since) -> Iterator[tuple[QuerySet[Any], str]]:
    """Rows that tell of work since an instant, and by what they name a person, her case, or herself as a contact."""
    yield Task.objects.filter(Q(created_at__gte=since) | Q(done_at__gte=since) | Q(done_at=None)), "subject_id"
    yield Task.objects.filter(done_at=None, about_case_id__isnull=False), "about_case_id"
    yield Attempt.objects.filter(at__gte=since), "task__subject_id"
    yield Access.objects.filter(at__gte=since), "subject_id"
    yield Glass.objects.filter(Q(at__gte=since) | Q(reviewed_at__gte=since)), "subject_id"
    yield Glass.objects.filter(reviewed_at=None, lapsed_at=None), "subject_id"
    yield Request.objects.filter(Q(at__gte=since) | Q(answered_at__gte=since) | Q(answered_at=None)), "subject_id"
    yield Grant.objects.filter(ends__gte=since), "subject_id"
    yield Event.objects.filter(recorded__gte=since, subject_id__isnull=False), "subject_id"


def _runs(since: Since) -> Q:
    """Plans that end on or after an instant, and current ones that nobody gave an end."""
    return Q(ends__gte=since) | Q(superseded_by=None, ends=None)


def _found_or_decided(since: Since) -> Q:
    return Q(found_at__gte=since) | Q(decided_at__gte=since) | Q(state__in=(OPEN, UNDONE))


def joined(free: QuerySet[Person]) -> set[int]:
    """Of persons past their limit those who are merged, however far, with somebody who is not: she is one person still."""
    standing = Link.objects.filter(ended_at=None)
    if not standing.exists():
        return set()
    at = standing.filter(Q(member__in=free.values("pk")) | Q(head__in=free.values("pk")))
    links = list(at.values_list("member_id", "head_id"))
    ends = {person for link in links for person in link}
    going = set(free.filter(pk__in=ends).values_list("pk", flat=True))
    living = set(Person.objects.filter(pk__in=ends - going).filter(_is_somebody()).values_list("pk", flat=True))
    return _reached(living, links) & going


def _reached(reached: set[int], links: Sequence[tuple[int, int]]) -> set[int]:
    while more := {end for link in links if reached & set(link) for end in link} - reached:
        reached = reached | more
    return reached


def same_person(key: int) -> list[int]:
    """The persons whom a key names, be it a person's, a case's or a contact's, with all merged with them: what a hold keeps."""
    of_case, of_contact = (m.objects.filter(pk=key).values_list("person_id", flat=True) for m in (Case, Contact))
    named = [key, *of_case, *of_contact]
    with connection.cursor() as cursor:
        cursor.execute("select m.person_id from unnest(%s::bigint[]) p, vault.members(p) m", [named])
        return named + [person for (person,) in cursor.fetchall()]


def end_files(persons: Sequence[int], as_of: datetime) -> int:
    """Erase who persons are and what was typed about them; give how many. Their own accounts close and name them no more."""
    shred(persons=persons)
    hers = Account.objects.filter(subject_id__in=persons)
    Session.objects.filter(account__in=hers.values("pk")).delete()
    hers.filter(closed=None).update(active=False, closed=as_of, password="")
    hers.update(subject_id=None)
    with connection.cursor() as cursor:
        cursor.execute("select scope.unname(%s::bigint[], %s)", [list(persons), as_of])
        return int(cursor.fetchone()[0])
