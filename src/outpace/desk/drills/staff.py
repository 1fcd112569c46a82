"""Simulated staff: confirms proposals and finishes tasks at a human pace, and leaves some undone. Fictional, ours."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.desk.tasks.acts import assign_tasks, finish_tasks, try_task
from outpace.desk.tasks.models import Task
from outpace.desk.tracing.acts import decide_contacts
from outpace.desk.tracing.models import Contact
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
        """Do what a shift would have done by an instant."""
        for path, account in self.accounts.items():
            with scope(Actor(account, Role.TRACER, (path,)), Purpose.TRACE_CONTACTS) as by:
                self._share_out(by, account, at)
                self._decide(by, at)
                self._finish(by, at)

    def _share_out(self, by: Actor, account: int, at: datetime) -> None:
        assign_tasks(by=by, tasks=list(Task.objects.filter(done_at=None, owner=None)), owner=account, at=at)

    def _decide(self, by: Actor, at: datetime) -> None:
        waiting = Contact.objects.filter(state=ContactState.PROPOSED, tier__isnull=False)
        ready = list(waiting.filter(recorded__lte=at - timedelta(hours=self.pace.decision_h)))
        luck = {contact.pk: _luck("decide", contact.pk) for contact in ready}
        asked = waiting_for_an_answer(at - timedelta(hours=self.pace.asked_h))
        decide_contacts(by=by, contacts=asked, state=ContactState.CONFIRMED, tier=self.tier, why=ASKED, at=at)
        refuted = [c for c in ready if luck[c.pk] > 1 - self.pace.refuted]
        confirmed = [c for c in ready if self.pace.left_undone <= luck[c.pk] <= 1 - self.pace.refuted]
        decide_contacts(by=by, contacts=confirmed, state=ContactState.CONFIRMED, at=at)
        decide_contacts(by=by, contacts=refuted, state=ContactState.REFUTED, why=ROSTER, at=at)

    def _finish(self, by: Actor, at: datetime) -> None:
        finished = []
        for task in Task.objects.filter(done_at=None, created_at__lt=at).order_by("due_at", "id"):
            luck = _luck("finish", task.pk)
            limit = (task.due_at - task.created_at) * self.pace.limit_share * (0.5 + luck)
            if luck < self.pace.left_undone:
                self._try(by, task, at)
            elif at >= task.created_at + limit:
                finished.append(task)
        finish_tasks(by=by, tasks=finished, outcome="done", at=at)

    def _try(self, by: Actor, task: Task, at: datetime) -> None:
        if _luck("try", task.pk) < self.pace.unanswered and not task.attempts.exists():
            try_task(by=by, task=task, outcome="no_answer", note="", at=at)


def waiting_for_an_answer(since: datetime) -> list[Contact]:
    """The contacts the rules could not decide on, once somebody had the time to ask again."""
    undecided = Contact.objects.filter(state=ContactState.PROPOSED, tier=None, recorded__lte=since)
    return [contact for contact in undecided.filter(decision__undecided=True) if _luck("ask", contact.pk) > ASKED_SHARE]


def _luck(*what: object) -> float:
    """A number in [0, 1) that depends on nothing but its key."""
    digest = hashlib.sha256(":".join(map(str, what)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
