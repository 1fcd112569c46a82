"""Routes of tasks: the list, assigning, attempts, finishing."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from django.db.models import Q
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.accounts.models import Account
from outpace.desk.accounts.queries import holder
from outpace.desk.api.narrow import in_area, of_incident
from outpace.desk.clock import now, wall_now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import Limit, Page, Word
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.answers.records import TaskOut
from outpace.desk.situation.framing import Then, listed
from outpace.desk.situation.task_rows import loaded, task_rows
from outpace.desk.tasks.acts import assign_tasks, finish_task, try_task
from outpace.desk.tasks.models import Task
from outpace.words.area import common_path
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["tasks"])
READ, DO = Purpose.READ_TASKS, Purpose.DO_TASKS
NOTE = r"^[^\x00]*$"


class TaskState(StrEnum):
    """How a task stands. In a filter, `open` is every unfinished task, those overdue among them."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


class Tried(StrEnum):
    """What became of an attempt."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    INTERPRETER = "interpreter"
    CALL_BACK = "call_back"


class TaskNarrow(Then):
    """Which tasks; the one that is due first comes first."""

    incident: Word | None = None
    area: Word | None = None
    case: Word | None = None
    kind: Word | None = None
    state: TaskState | None = None
    mine: bool = False
    sort: Literal["due"] = "due"


class TaskFilter(TaskNarrow):
    """Which tasks, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


class TaskPage(Page[TaskOut]):
    """A page of tasks."""


class TaskList(Schema):
    """Tasks after a bulk write, in the order they were sent."""

    items: list[TaskOut]


class Done(Schema):
    """How a task ended."""

    model_config = ConfigDict(extra="forbid")
    outcome: str = Field("", max_length=40, pattern=NOTE)
    note: str = Field("", max_length=1000, pattern=NOTE)


class Attempted(Schema):
    """What became of one attempt."""

    model_config = ConfigDict(extra="forbid")
    outcome: Tried
    note: str = Field("", max_length=1000, pattern=NOTE)


class Assignment(Schema):
    """Tasks, and who shall do them (null: nobody)."""

    model_config = ConfigDict(extra="forbid")
    ids: list[Word] = Field(min_length=1, max_length=500)
    owner: Word | None


ORDER = Order("due_at", IdKind.TASK, datetime.fromisoformat)


@reading(router, "/tasks", purpose=READ)
def list_tasks(request: Asked, filters: Query[TaskFilter]) -> TaskPage:
    """Tasks in the sender's areas. The names of work that a commander gave the sender are opened, and written down."""
    with listed(request.actor, filters, now()) as at:
        listing = _listing(request.actor, filters, at)
        found, onward = listing.page(filters.cursor, filters.limit)
        opening = None if filters.is_asked else request.actor
        return TaskPage(items=_rows(found, at, opening=opening), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/tasks.csv", purpose=READ)
def export_tasks(request: Asked, filters: Query[TaskNarrow]) -> StreamingHttpResponse:
    """The same tasks as a CSV file."""
    asked = now()
    at = filters.at(asked)
    return csv_file(
        request.actor,
        READ,
        name="tasks",
        columns=COLUMNS,
        listing=lambda: _listing(request.actor, filters, at),
        cells=lambda found: [_cells(row) for row in _rows(list(found), at)],
        within=lambda: listed(request.actor, filters, asked),
    )


def _listing(actor: Actor, filters: TaskNarrow, at: datetime) -> Listing[Task]:
    rows = in_area(of_incident(Task.objects.all(), filters.incident), filters.area)
    if filters.case:
        rows = rows.filter(about_case_id=key_of(IdKind.CASE, filters.case))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.mine:
        rows = rows.filter(owner=actor.account)
    if filters.state:
        rows = rows.filter(_STANDING[filters.state](at))
    return Listing.of(loaded(rows), ORDER, actor, "tasks", filters_of(filters))


_STANDING = {
    TaskState.OPEN: lambda at: Q(done_at=None),
    TaskState.OVERDUE: lambda at: Q(done_at=None, due_at__lt=at),
    TaskState.DONE: lambda at: Q(done_at__isnull=False),
}


def _rows(found: list[Task], at: datetime, opening: Actor | None = None) -> list[TaskOut]:
    return [TaskOut.model_validate(row) for row in task_rows(found, at, opening=opening)]


def _one(key: int) -> TaskOut:
    return _rows(list(loaded(Task.objects.filter(pk=key))), now())[0]


def _held(id: str) -> Task:
    return find(Task.objects.select_for_update(), IdKind.TASK, id)


@writing(router, "/tasks/assign", purpose=Purpose.ASSIGN_TASKS)
def assign(request: Asked, payload: Assignment) -> TaskList:
    """Give tasks to somebody, or to nobody. All of them or none."""
    keys = [key_of(IdKind.TASK, id) for id in payload.ids]
    tasks = list(Task.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if len(tasks) != len(set(keys)):
        raise ProblemError("NOT_FOUND")
    owner = None if payload.owner is None else _owner(payload.owner, tasks)
    assign_tasks(by=request.actor, tasks=tasks, owner=owner.pk if owner else None, at=now())
    found = {task.pk: task for task in loaded(Task.objects.filter(pk__in=keys))}
    return TaskList(items=_rows([found[key] for key in dict.fromkeys(keys)], now()))


def _owner(id: str, tasks: list[Task]) -> Account:
    owner = holder(id, common_path([task.area_path for task in tasks]), wall_now())
    if owner is None:
        raise ProblemError("OWNER_UNKNOWN")
    return owner


@writing(router, "/tasks/{id}/done", purpose=DO)
def finish(request: Asked, id: str, payload: Done) -> TaskOut:
    """Finish a task."""
    yours = expected_version(request)
    task = _held(id)
    check_version(yours, task.version, lambda: _one(task.pk))
    finish_task(by=request.actor, task=task, outcome=payload.outcome, note=payload.note, at=now())
    return _one(task.pk)


@writing(router, "/tasks/{id}/attempt", purpose=DO)
def attempt(request: Asked, id: str, payload: Attempted) -> TaskOut:
    """Record one attempt; the task stays open."""
    task = _held(id)
    try_task(by=request.actor, task=task, outcome=payload.outcome, note=payload.note, at=now())
    return _one(task.pk)


COLUMNS = (
    "id",
    "kind",
    "title",
    "number",
    "name",
    "area_code",
    "area",
    "due_at",
    "created_at",
    "done_at",
    "owner",
    "state",
    "outcome",
    "attempts",
    "clause",
)


def _cells(row: TaskOut) -> list[object]:
    beside: dict[str, Any] = {
        "title": row.title.zh,
        "number": row.subject.number,
        "name": row.subject.name,
        "owner": row.owner.display.zh if row.owner else None,
        "area_code": row.area.code if row.area else None,
        "area": row.area.name.zh if row.area else None,
        "clause": row.clause.label if row.clause else None,
    }
    return [beside[name] if name in beside else getattr(row, name) for name in COLUMNS]
