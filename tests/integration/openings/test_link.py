"""An identity opens only because of work that links the account to the person now; all else is refused and kept."""

from datetime import timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import Problem
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW
from tests.integration.openings.conftest import World


def _accesses(world: World, person: int) -> list[Any]:
    from outpace.desk.ledger.models import Access

    with scope(world.ombudsman, Purpose.READ_ACCESS):
        return list(Access.objects.filter(subject_id=person).order_by("pk"))


def test_a_case_in_her_area_opens_and_is_written_down_once(world: World) -> None:
    person, case = world.persons["A-1"], world.cases["A-1"]
    opened = world.open(world.tracer, person, "case", case)
    assert not isinstance(opened, Problem)
    assert (opened.identity.name, opened.identity.phone) == ("罗燕", "13800005678")
    again = world.open(world.tracer, person, "case", case, at=NOW + timedelta(minutes=5))
    assert again == opened
    [row] = _accesses(world, person)
    assert (row.account_id, row.purpose, row.because, row.because_id, row.level, row.role) == (
        world.tracer.account, "call", "case", case, "identity", "tracer",
    )  # fmt: skip
    assert row.office == world.province.a.path
    assert row.until == NOW + timedelta(minutes=30) == opened.until


def test_a_name_is_masked_until_opened_and_again_afterwards(world: World) -> None:
    person, case = world.persons["A-1"], world.cases["A-1"]
    before = world.shown(world.tracer, person)
    assert (before.name, before.is_whole, before.phone) == ("罗*", False, "138****5678")
    world.open(world.tracer, person, "case", case)
    opened = world.shown(world.tracer, person, NOW + timedelta(minutes=29))
    assert (opened.name, opened.is_whole) == ("罗燕", True)
    colleague = Actor(777, Role.TRACER, world.tracer.paths)
    assert world.shown(colleague, person).name == "罗*"
    assert world.shown(world.tracer, person, NOW + timedelta(minutes=30)).name == "罗*"


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR, Role.OMBUDSMAN, Role.SERVICE])
def test_roles_without_work_on_people_see_not_even_a_mask(world: World, role: Role) -> None:
    by = Actor(9, role, (world.province.root.path,))
    assert world.shown(by, world.persons["A-1"]) is None
    refused = world.open(by, world.persons["A-1"], "case", world.cases["A-1"])
    assert isinstance(refused, Problem)


@pytest.mark.parametrize(
    ("person", "kind", "key"),
    [
        ("A-2", "case", "A-2"),
        ("A-1", "case", "A-2"),
        ("石梅", "case", "A-1"),
        ("A-1", "contact", "contact"),
        ("A-1", "glass", "A-1"),
        ("A-1", "request", "A-1"),
        ("A-1", "nonsense", "A-1"),
    ],
)
def test_what_does_not_link_her_now_is_refused_and_kept(world: World, person: str, kind: Any, key: str) -> None:
    from outpace.desk.openings.models import Refusal

    because = world.contact if key == "contact" else world.cases[key]
    refused = world.open(world.tracer, world.persons[person], kind, because)
    assert refused == Problem("PERSON_NOT_LINKED", {})
    with scope(world.ombudsman, Purpose.READ_ACCESS):
        [row] = Refusal.objects.all()
    assert (row.account_id, row.subject_id) == (world.tracer.account, world.persons[person])
    assert world.shown(world.tracer, world.persons[person]).is_whole is False


def test_a_closed_case_links_nobody(world: World) -> None:
    from outpace.desk.tasks.models import Task

    with scope(world.province.commander, Purpose.TEST):
        from outpace.desk.tasks.acts import finish_tasks

        tasks = list(Task.objects.filter(about_case_id=world.cases["A-1"], done_at=None))
        finish_tasks(by=world.province.commander, tasks=tasks, outcome="done", at=NOW)
    assert isinstance(world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"]), Problem)


def test_a_contact_opens_while_followed_up(world: World) -> None:
    person = world.persons["石梅"]
    assert not isinstance(world.open(world.tracer, person, "contact", world.contact), Problem)
    late = NOW + timedelta(days=400)
    with scope(world.province.commander, Purpose.TEST):
        from outpace.desk.tasks.acts import finish_tasks
        from outpace.desk.tasks.models import Task

        tasks = list(Task.objects.filter(subject=world.contact, done_at=None))
        finish_tasks(by=world.province.commander, tasks=tasks, outcome="done", at=NOW)
    assert isinstance(world.open(world.tracer, person, "contact", world.contact, at=late), Problem)


def test_another_county_gets_the_answer_of_an_absent_person(world: World) -> None:
    foreign = world.open(world.tracer, world.persons["B-1"], "case", world.cases["B-1"])
    absent = world.open(world.tracer, 4711, "case", world.cases["B-1"])
    assert foreign == absent == Problem("NOT_FOUND", {})
    assert world.shown(world.tracer, world.persons["B-1"]) is None


def _task(world: World, subject: int) -> Any:
    from outpace.desk.tasks.models import Task

    with scope(world.province.commander, Purpose.TEST):
        return Task.objects.filter(subject=subject, done_at=None).order_by("pk").first()


def _assign(world: World, by: Actor, task: Any, owner: int) -> None:
    from outpace.desk.tasks.acts import assign_tasks

    with scope(by, Purpose.ASSIGN_TASKS):
        assign_tasks(by=by, tasks=[task], owner=owner, at=NOW)


def test_a_task_of_somebody_else_links_nobody(world: World) -> None:
    task = _task(world, world.contact)
    _assign(world, world.province.commander, task, 777)
    assert isinstance(world.open(world.tracer, world.persons["石梅"], "task", task.pk), Problem)
    _assign(world, world.province.commander, task, world.tracer.account)
    assert not isinstance(world.open(world.tracer, world.persons["石梅"], "task", task.pk), Problem)
