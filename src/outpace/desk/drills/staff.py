"""Simulated staff: confirms proposals and finishes tasks at a human pace, and leaves some undone. Fictional, ours."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from outpace.desk.scope.actor import Actor, Role, local_operator
from outpace.desk.scope.session import scope
from outpace.desk.tasks.acts import assign_tasks, finish_tasks, try_task
from outpace.desk.tasks.models import Attempt, Task
from outpace.desk.tracing.acts import decide_contacts
from outpace.desk.tracing.models import Contact
from outpace.words.area import is_within
from outpace.words.contact import ContactState
from outpace.words.purpose import Purpose

ASKED_SHARE = 0.2
ROSTER = "本人当日不在场，单位考勤可证 / was not there that day, the roster shows it"


ASKED = "补充询问：同处室内、无防护 / asked again: same room, unprotected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the fictional staff works: hours from a proposal to its decision, share of a limit used, shares left undone."""

    decision_h: float = 1.0
    limit_share: float = 0.75
    left_undone: float = 0.03
    asked_h: float = 2.0
    refuted: float = 0.03
    unanswered: float = 0.25


@dataclass(frozen=True, slots=True)
class Staff:
    """The accounts that work in each county, by path; `tier` is what they put a contact in when they had to ask again."""

    accounts: Mapping[str, int]
    tier: str
    pace: Pace = Pace()

    def work(self, at: datetime) -> None:
        """Do what a shift would have done by an instant. What waits is read once; a quiet county is left alone."""
        with scope(local_operator(), Purpose.DEMO):
            tasks = list(Task.objects.filter(done_at=None).order_by("due_at", "id"))
            tried = set(Attempt.objects.filter(task__done_at=None).values_list("task_id", flat=True))
            ready = self._ready(at)
            asked = waiting_for_an_answer(at - timedelta(hours=self.pace.asked_h))
        for path, account in self.accounts.items():
            own = [task for task in tasks if is_within(task.area_path, path)]
            shift = Shift(
                at,
                account,
                free=[task for task in own if task.owner_id is None],
                finished=[task for task in own if self._is_finished(task, at)],
                tried=[task for task in own if task.pk not in tried and self._is_tried(task, at)],
                **self._decisions([contact for contact in ready if is_within(contact.area_path, path)]),
                asked=[contact for contact in asked if is_within(contact.area_path, path)],
            )
            if shift.has_work():
                with scope(Actor(account, Role.TRACER, (path,)), Purpose.TRACE_CONTACTS) as by:
                    shift.work(by, self.tier)

    def _ready(self, at: datetime) -> list[Contact]:
        waiting = Contact.objects.filter(state=ContactState.PROPOSED, tier__isnull=False).defer("decision")
        return list(waiting.filter(recorded__lte=at - timedelta(hours=self.pace.decision_h)))

    def _decisions(self, ready: Sequence[Contact]) -> dict[str, list[Contact]]:
        luck = {contact.pk: _luck("decide", contact.pk) for contact in ready}
        low, high = self.pace.left_undone, 1 - self.pace.refuted
        return {
            "confirmed": [contact for contact in ready if low <= luck[contact.pk] <= high],
            "refuted": [contact for contact in ready if luck[contact.pk] > high],
        }

    def _is_finished(self, task: Task, at: datetime) -> bool:
        luck = _luck("finish", task.pk)
        limit = (task.due_at - task.created_at) * self.pace.limit_share * (0.5 + luck)
        return luck >= self.pace.left_undone and at > task.created_at and at >= task.created_at + limit

    def _is_tried(self, task: Task, at: datetime) -> bool:
        undone = at > task.created_at and _luck("finish", task.pk) < self.pace.left_undone
        return undone and _luck("try", task.pk) < self.pace.unanswered


@dataclass(frozen=True, slots=True)
class Shift:
    """What one county's staff has got done by an instant."""

    at: datetime
    account: int
    free: list[Task]
    finished: list[Task]
    tried: list[Task]
    confirmed: list[Contact]
    refuted: list[Contact]
    asked: list[Contact]

    def has_work(self) -> bool:
        """Whether anything is to be done at all."""
        return bool(self.free or self.finished or self.tried or self.confirmed or self.refuted or self.asked)

    def work(self, by: Actor, tier: str) -> None:
        """Do it: share out, decide, try, finish."""
        at = self.at
        assign_tasks(by=by, tasks=self.free, owner=self.account, at=at)
        decide_contacts(by=by, contacts=self.asked, state=ContactState.CONFIRMED, tier=tier, why=ASKED, at=at)
        decide_contacts(by=by, contacts=self.confirmed, state=ContactState.CONFIRMED, at=at)
        decide_contacts(by=by, contacts=self.refuted, state=ContactState.REFUTED, why=ROSTER, at=at)
        for task in self.tried:
            try_task(by=by, task=task, outcome="no_answer", note="", at=at)
        finish_tasks(by=by, tasks=self.finished, outcome="done", at=at)


def waiting_for_an_answer(since: datetime) -> list[Contact]:
    """The contacts the rules could not decide on, once somebody had the time to ask again."""
    undecided = Contact.objects.filter(state=ContactState.PROPOSED, tier=None, recorded__lte=since).defer("decision")
    return [contact for contact in undecided.filter(decision__undecided=True) if _luck("ask", contact.pk) > ASKED_SHARE]


def _luck(*what: object) -> float:
    """A number in [0, 1) that depends on nothing but its key."""
    digest = hashlib.sha256(":".join(map(str, what)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
