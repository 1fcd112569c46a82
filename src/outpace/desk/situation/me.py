"""A resident's own record in plain words: what is proposed or decided about her, why, by whom, who looked at it, and
what she asked about it.

Reads under her own scope, which holds nothing but the rows about herself and about the records that a decision joined to
hers: no case she met is named, and of a joined record no name. A proposal is called a proposal; nothing here is an order.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from outpace.desk.cases.models import Case
from outpace.desk.isolation.models import Plan
from outpace.desk.openings.opening import own_identity
from outpace.desk.people.identity import Identity
from outpace.desk.people.models import Person
from outpace.desk.scope.actor import Actor
from outpace.desk.situation import asked
from outpace.desk.situation.contact_rows import tier_label
from outpace.desk.situation.opened import to_herself
from outpace.desk.situation.sentences import say
from outpace.desk.situation.shapes import dated_json, display, iso
from outpace.desk.tracing.models import Contact
from outpace.words.contact import ContactState
from outpace.words.decision import Text
from outpace.words.moment import local_day
from outpace.words.purpose import Purpose

Record = dict[str, Any]
PURPOSE = Purpose.OWN_RECORD


@cache
def phones() -> Mapping[str, str]:
    """The numbers to call: `urgent` and `help`."""
    return tomllib.loads((files("outpace.desk.situation") / "phones.toml").read_text("utf-8"))


def me(by: Actor, as_of: datetime) -> dict[str, Any]:
    """Everything held about the person behind an account; empty where the account belongs to nobody."""
    person = Person.objects.filter(pk=by.subject).first() if by.subject is not None else None
    identity = own_identity(person.pk, as_of) if person else Identity()
    persons = [person.pk, *_joined(person)] if person else []
    records = [*_contacts(persons), *_plans(persons, as_of), *_cases(persons)]
    return {
        "person": {"name": identity.name, "phone": identity.phone},
        "records": sorted(records, key=lambda record: record["since"], reverse=True),
        "opened_by": to_herself(persons),
        "requests": asked.by_herself(person.pk) if person else [],
        "phone": dict(phones()),
        "as_of": as_of.isoformat(),
    }


def _joined(person: Person) -> Iterable[int]:
    """The other records that are hers: her scope shows no other person."""
    return Person.objects.exclude(pk=person.pk).order_by("pk").values_list("pk", flat=True)


def _contacts(persons: Sequence[int]) -> Iterable[Record]:
    for contact in Contact.objects.filter(person__in=persons).select_related("decided_by"):
        since = contact.decided_at or contact.recorded
        yield _record(contact.state, _contact_words(contact), contact.decision, since.isoformat()) | {
            "joined": contact.person_id != persons[0],
            "decided_by": display(contact.decided_by) or say("me", "rules"),
        }


def _contact_words(contact: Contact) -> dict[str, str]:
    label = tier_label(contact)
    match contact.state:
        case ContactState.REFUTED:
            return say("me", "contact_refuted")
        case ContactState.CONFIRMED if label:
            return say("me", "contact_confirmed", tier=Text(**label))
        case _ if label:
            return say("me", "contact", tier=Text(**label))
    return say("me", "contact_undecided" if contact.decision["undecided"] else "contact_none")


def _plans(persons: Sequence[int], as_of: datetime) -> Iterable[Record]:
    plans = Plan.objects.filter(person__in=persons, superseded_by=None, starts__isnull=False)
    for plan in plans.select_related("area", "incident__area"):
        today = local_day(as_of, (plan.area or plan.incident.area).zone)
        yield _record("proposed", say("me", "plan"), plan.decision, str(plan.starts)) | {
            "joined": plan.person_id != persons[0],
            "end": iso(plan.ends),
            "stages": plan.stages,
            "tests": _tests(plan, today.isoformat()),
            "decided_by": say("me", "rules"),
        }


def _tests(plan: Plan, today: str) -> list[Record]:
    """The plan's tests as the rulebook listed them: their own rows belong to staff."""
    found = plan.decision["outcome"]["tests"]
    return [
        {
            "day": test["day"],
            "on": test["on"],
            "purpose": test["purpose"],
            "label": test["label"],
            "state": "overdue" if test["on"] < today else "due" if test["on"] == today else "later",
        }
        for test in found
    ]


def _cases(persons: Sequence[int]) -> Iterable[Record]:
    for case in Case.objects.filter(person__in=persons):
        since = dated_json(case, "reported") or case.recorded.isoformat()
        yield _record(case.case_class or "unknown", say("me", "case"), None, since) | {
            "joined": case.person_id != persons[0],
            "why": say("me", "case_reason"),
        }


def _record(state: str, what: Mapping[str, str], decision: Mapping[str, Any] | None, since: str) -> Record:
    reasons = decision["reasons"] if decision else []
    return {
        "what": what,
        "why": reasons[0]["text"] if reasons else say("me", "no_reason"),
        "clause": reasons[0]["clause"] if reasons else None,
        "since": since,
        "end": None,
        "stages": [],
        "tests": [],
        "decided_by": None,
        "state": state,
        "order": False,
    }
