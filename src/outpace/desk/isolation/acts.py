"""What can be done with follow-up plans: schedule what the edition would have, take back what rests on nothing any more.

A plan restricts nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from outpace.desk.isolation.models import DueTest, Plan
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.scope.actor import Actor
from outpace.rulebook.follow_up import FollowUp
from outpace.words.moment import start_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """A contact and the follow-up that the rulebook gives it; `follow_up` is None where it could not decide."""

    contact: int
    person: int
    incident: int
    area: int | None
    area_path: str
    zone: str
    follow_up: FollowUp | None
    decision: dict[str, object]
    edition: str


def schedule(*, by: Actor, plans: Sequence[Scheduled], at: datetime) -> list[int]:
    """Store plans; one that says the same as the contact's current plan changes nothing. Gives the events."""
    current = _current(plan.contact for plan in plans)
    fresh = [plan for plan in plans if _differs(plan, current.get(plan.contact))]
    shares = spread(by, fresh, lambda plan: plan.area_path)
    _replace(fresh, current, {plan.contact: share.event for share in shares for plan in share.rows}, at)
    return [_say(by, share, at) for share in shares]


def _current(contacts: Iterable[int]) -> dict[int, Plan]:
    """The plan in force of each contact that has one."""
    found = Plan.objects.filter(contact_subject__in=list(contacts), superseded_by=None)
    return {plan.contact_subject_id: plan for plan in found}


def _say(by: Actor, share: Share[Scheduled], at: datetime) -> int:
    return record(
        Event(
            id=share.event,
            kind="plan.scheduled",
            by=by,
            area_path=share.path,
            incident=share.rows[0].incident,
            happened=at,
            recorded=at,
            data={"count": len(share.rows)},
        )
    )


def take_back(*, by: Actor, reasons: Mapping[int, Mapping[str, object]], at: datetime) -> list[int]:
    """End the plans of contacts that are to have none (any more), each with its reason. Gives the events.

    The tests of a plan end with it. A contact without a plan in force is left out.
    """
    ended = list(_current(reasons).values())
    shares = spread(by, ended, lambda plan: plan.area_path)
    _end(ended)
    return [_say_taken_back(by, share, reasons, at) for share in shares]


def _say_taken_back(by: Actor, share: Share[Plan], reasons: Mapping[int, Mapping[str, object]], at: datetime) -> int:
    plans = [{"plan": plan.pk, **reasons[plan.contact_subject_id]} for plan in share.rows]
    return record(
        Event(
            id=share.event,
            kind="plan.taken_back",
            by=by,
            area_path=share.path,
            incident=share.rows[0].incident_id,
            happened=at,
            recorded=at,
            data={"count": len(plans), "plans": plans},
        )
    )


def _differs(plan: Scheduled, held: Plan | None) -> bool:
    return held is None or held.stages != _stages(plan) or held.edition != plan.edition


def _stages(plan: Scheduled) -> list[dict[str, object]]:
    if plan.follow_up is None:
        return []
    return [
        {
            "state": stage.state,
            "label": {"zh": stage.label.zh, "en": stage.label.en},
            "start": stage.start.isoformat(),
            "end": stage.end.isoformat(),
        }
        for stage in plan.follow_up.stages
    ]


def _replace(fresh: Sequence[Scheduled], current: Mapping[int, Plan], events: Mapping[int, int], at: datetime) -> None:
    _end([current[plan.contact] for plan in fresh if plan.contact in current])
    made = Plan.objects.bulk_create(_plan(plan, events[plan.contact], at) for plan in fresh)
    replaced = [(current[plan.contact_subject_id], plan) for plan in made if plan.contact_subject_id in current]
    for before, after in replaced:
        before.superseded_by = after
    Plan.objects.bulk_update([before for before, _ in replaced], ["superseded_by"])
    DueTest.objects.bulk_create(test for plan, row in zip(fresh, made, strict=True) for test in _tests(plan, row))


def _end(plans: Sequence[Plan]) -> None:
    """End plans: each is superseded by itself until another takes its place."""
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(superseded_by=F("id"))


def _plan(plan: Scheduled, event: int, at: datetime) -> Plan:
    whole = plan.follow_up
    return Plan(
        contact_subject_id=plan.contact,
        person_id=plan.person,
        incident_id=plan.incident,
        area_id=plan.area,
        area_path=plan.area_path,
        stages=_stages(plan),
        starts=whole.stages[0].start if whole and whole.stages else None,
        ends=whole.end if whole else None,
        decision=plan.decision,
        edition=plan.edition,
        event_id=event,
        recorded=at,
    )


def _tests(plan: Scheduled, row: Plan) -> Iterator[DueTest]:
    for test in plan.follow_up.tests if plan.follow_up else ():
        yield DueTest(
            plan=row,
            day=test.day,
            on_day=test.on,
            due_at=start_of_day(test.on + timedelta(days=1), plan.zone),
            purpose=test.purpose,
            label_zh=test.label.zh,
            label_en=test.label.en,
            area_path=plan.area_path,
        )


def mark_tests_overdue(*, by: Actor, at: datetime, limit: int = 5000) -> int:
    """Mark the tests of current plans whose day has passed."""
    free = DueTest.objects.select_for_update(skip_locked=True, of=("self",))
    late = list(free.filter(overdue_at=None, due_at__lt=at, plan__superseded_by=None).order_by("due_at")[:limit])
    if late:
        DueTest.objects.filter(pk__in=[test.pk for test in late]).update(overdue_at=at)
    for share in spread(by, late, lambda test: test.area_path):
        data = {"count": len(share.rows)}
        record(Event(kind="test.overdue", by=by, area_path=share.path, happened=at, recorded=at, data=data))
    return len(late)
