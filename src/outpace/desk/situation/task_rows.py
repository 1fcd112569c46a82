"""Tasks as rows of the API: state, limit, clause, whom they are about."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from outpace.desk.areas.law import law_over
from outpace.desk.cases.models import Case
from outpace.desk.openings.opening import Shown, names, open_assigned
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.shapes import area_json, clause_of, display, iso
from outpace.desk.tasks.models import Attempt, Task
from outpace.desk.tracing.models import Contact
from outpace.rulebook.timers import standing
from outpace.words.ids import IdKind, encode

_KINDS = {"case": IdKind.CASE, "contact": IdKind.CONTACT, "person": IdKind.PERSON}


def loaded(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with all that `task_rows` reads of them."""
    tried = Attempt.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk")).values("n")
    counted = Coalesce(Subquery(tried, output_field=IntegerField()), 0)
    return tasks.select_related("subject", "area", "owner", "incident__area").annotate(tries=counted)


def task_rows(tasks: Iterable[Task], as_of: datetime, *, opening: Actor | None = None) -> list[dict[str, Any]]:
    """Tasks (from `loaded`) as rows; a few statements however many.

    `opening`: to whom the names of her assigned work are opened by this list, and written down.
    """
    found = list(tasks)
    contacts = dict(Contact.objects.filter(pk__in=[task.subject_id for task in found]).values_list("pk", "person_id"))
    cases = Case.objects.filter(pk__in={task.about_case_id for task in found if task.about_case_id})
    numbers = dict(cases.values_list("pk", "number"))
    people = dict(cases.values_list("pk", "person_id"))
    persons = {**people, **contacts}
    if opening is not None and persons:
        open_assigned(by=opening, persons=persons.values(), at=as_of)
    known = names(persons.values(), as_of) if persons else {}
    return [_row(task, numbers, persons, known, as_of) for task in found]


def _row(
    task: Task, numbers: Mapping[int, str], persons: Mapping[int, int], known: Mapping[int, Shown], as_of: datetime
) -> dict[str, Any]:
    kind, person = task.subject.kind, persons.get(task.subject_id)
    shown = None if person is None else known.get(person)
    number = task.label or numbers.get(task.about_case_id or 0, "")
    return {
        "id": encode(IdKind.TASK, task.pk),
        "version": task.version,
        "kind": task.kind,
        "title": {"zh": task.title_zh, "en": task.title_en},
        "subject": {
            "kind": kind,
            "id": encode(_KINDS[kind], task.subject_id),
            "number": number,
            "person_id": None if person is None else encode(IdKind.PERSON, person),
            "name": shown.name if shown else None,
            "is_whole": shown is not None and shown.is_whole,
        },
        "case_id": None if task.about_case_id is None else encode(IdKind.CASE, task.about_case_id),
        "area": area_json(task.area),
        "due_at": iso(task.due_at),
        "created_at": iso(task.created_at),
        "done_at": iso(task.done_at),
        "owner": task.owner and {"id": encode(IdKind.ACCOUNT, task.owner.pk), "display": display(task.owner)},
        "clause": clause_of(law_over(task.incident, task.area_path, task.created_at), task.clause),
        "state": standing(task.due_at, task.done_at, as_of).state.value,
        "outcome": task.outcome or None,
        "attempts": task.tries,  # type: ignore[attr-defined]
    }
