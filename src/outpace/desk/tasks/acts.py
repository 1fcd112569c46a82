"""What can be done with tasks: issue, assign, try, finish; and what time does to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.scope.actor import Actor
from outpace.desk.tasks.models import Attempt, Task
from outpace.rulebook.timers import TaskTimer
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

WITHDRAWN = "withdrawn"
"""The outcome of a task that nothing asks for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Somebody must do something about a subject: the timer says what and until when."""

    timer: TaskTimer
    subject: int
    label: str
    incident: int
    area: int | None
    area_path: str
    about_case: int | None = None


def issue_tasks(*, by: Actor, duties: Sequence[Duty], at: datetime) -> list[int]:
    """Issue tasks that don't exist yet: one of a kind for a subject. One that was withdrawn is open again.

    Gives the events, none where nothing was new.
    """
    if not duties:
        return []
    held = {(t.subject_id, t.kind): t for t in Task.objects.filter(subject_id__in=[duty.subject for duty in duties])}
    new = [duty for duty in duties if (duty.subject, duty.timer.kind) not in held]
    again = [duty for duty in duties if (t := held.get((duty.subject, duty.timer.kind))) and _withdrawn(t)]
    shares = spread(by, new + again, lambda duty: duty.area_path)
    events = {(duty.subject, duty.timer.kind): share.event for share in shares for duty in share.rows}
    Task.objects.bulk_create(
        (_task(duty, at, events[duty.subject, duty.timer.kind]) for duty in new), ignore_conflicts=True
    )
    _reopen([held[duty.subject, duty.timer.kind] for duty in again])
    return [_say_issued(by, share, at) for share in shares]


def _say_issued(by: Actor, share: Share[Duty], at: datetime) -> int:
    return record(
        Event(
            id=share.event,
            kind="task.issued",
            by=by,
            area_path=share.path,
            incident=share.rows[0].incident,
            happened=at,
            recorded=at,
            data={"count": len(share.rows)},
        )
    )


def _withdrawn(task: Task) -> bool:
    return task.done_at is not None and task.outcome == WITHDRAWN


def _reopen(tasks: Sequence[Task]) -> None:
    """Open withdrawn tasks again, under the limit they had: ageing never resets."""
    keys = [task.pk for task in tasks]
    Task.objects.filter(pk__in=keys).update(done_at=None, done_by=None, outcome="", version=F("version") + 1)


def _task(duty: Duty, at: datetime, event: int) -> Task:
    timer = duty.timer
    return Task(
        kind=timer.kind,
        title_zh=timer.title.zh,
        title_en=timer.title.en,
        subject_id=duty.subject,
        label=duty.label,
        about_case_id=duty.about_case,
        incident_id=duty.incident,
        area_id=duty.area,
        area_path=duty.area_path,
        created_at=at,
        due_at=timer.due_at,
        clause=timer.clause.number,
        event_id=event,
    )


def finish_task(*, by: Actor, task: Task, outcome: str, note: str, at: datetime) -> Task:
    """Finish a task. Raises TASK_DONE where it is finished already."""
    finish_tasks(by=by, tasks=[task], outcome=outcome, note=note, at=at)
    return Task.objects.get(pk=task.pk)


def finish_tasks(*, by: Actor, tasks: Sequence[Task], outcome: str, note: str = "", at: datetime) -> None:
    """Finish tasks of one incident, with the outcome and a note. Raises TASK_DONE where one is finished already."""
    _close(by, tasks, outcome, at)
    for share in spread(by, tasks, lambda task: task.area_path):
        for task in share.rows if note else ():
            _try(by, task, outcome or "done", note, at, share.event)
        _say_together(by, share, "task.finished", at, {"outcome": outcome})


def withdraw(*, by: Actor, tasks: Sequence[Task], why: Mapping[int, object], at: datetime) -> None:
    """Withdraw tasks of one incident that nothing asks for any more; the event says why, for each. Raises TASK_DONE."""
    _close(by, tasks, WITHDRAWN, at)
    for share in spread(by, tasks, lambda task: task.area_path):
        _say_together(
            by, share, "task.finished", at, {"outcome": WITHDRAWN, "why": [why[task.pk] for task in share.rows]}
        )


def _close(by: Actor, tasks: Sequence[Task], outcome: str, at: datetime) -> None:
    for task in tasks:
        _open(task)
    keys = [task.pk for task in tasks]
    done = Task.objects.filter(pk__in=keys, done_at=None)
    if done.update(done_at=at, done_by_id=by.account, outcome=outcome, version=F("version") + 1) != len(keys):
        raise ProblemError("TASK_DONE")


def _say_together(by: Actor, share: Share[Task], kind: str, at: datetime, data: dict[str, object]) -> int:
    """Say one thing about several tasks of an incident."""
    tasks = share.rows
    return record(
        Event(
            id=share.event,
            kind=kind,
            by=by,
            area_path=share.path,
            incident=tasks[0].incident_id,
            subject=tasks[0].subject_id if len(tasks) == 1 else None,
            happened=at,
            recorded=at,
            data={"tasks": [task.pk for task in tasks], "count": len(tasks), **data},
        )
    )


def open_tasks(subjects: Iterable[int], kinds: Iterable[str]) -> list[Task]:
    """The open tasks of some kinds about some subjects."""
    return list(Task.objects.filter(subject__in=list(subjects), kind__in=list(kinds), done_at=None).order_by("id"))


def try_task(*, by: Actor, task: Task, outcome: str, note: str, at: datetime) -> Task:
    """Record one attempt at a task; the task stays open and its clock runs on."""
    _open(task)
    event = random_key()
    _try(by, task, outcome, note, at, event)
    _say(by, task, "task.tried", at, {"outcome": outcome}, event)
    return Task.objects.get(pk=task.pk)


def assign_tasks(*, by: Actor, tasks: Sequence[Task], owner: int | None, at: datetime) -> None:
    """Give open tasks of one incident to an account, or to nobody. Raises TASK_DONE where one is finished already."""
    for task in tasks:
        _open(task)
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(
        owner_id=owner, assigned_by=by.account, version=F("version") + 1
    )
    for share in spread(by, tasks, lambda task: task.area_path):
        _say_together(by, share, "task.assigned", at, {"owner": owner})


def mark_overdue(*, by: Actor, at: datetime, limit: int = 5000) -> int:
    """Mark the open tasks whose limit has passed. A task somebody works on waits its turn."""
    waiting = Task.objects.select_for_update(skip_locked=True).filter(done_at=None, overdue_at=None, due_at__lt=at)
    late = list(waiting.order_by("due_at")[:limit])
    if late:
        Task.objects.filter(pk__in=[task.pk for task in late]).update(overdue_at=at)
    for share in spread(by, late, lambda task: task.area_path):
        data = {"count": len(share.rows)}
        record(Event(kind="task.overdue", by=by, area_path=share.path, happened=at, recorded=at, data=data))
    return len(late)


def _open(task: Task) -> None:
    if task.done_at is not None:
        raise ProblemError("TASK_DONE")


def _try(by: Actor, task: Task, outcome: str, note: str, at: datetime, event: int) -> None:
    Attempt.objects.create(
        task=task, at=at, by_id=by.account, outcome=outcome, note=note, area_path=task.area_path, event_id=event
    )


def _say(by: Actor, task: Task, kind: str, at: datetime, data: dict[str, object], event: int) -> int:
    return record(
        Event(
            id=event,
            kind=kind,
            by=by,
            area_path=task.area_path,
            incident=task.incident_id,
            subject=task.subject_id,
            happened=at,
            recorded=at,
            data={"task": task.pk, **data},
        )
    )
