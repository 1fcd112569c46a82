"""The names of assigned work: opened a page at a time, written down, hers as long as the work is, no way around a limit."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, decode
from outpace.words.problem import Problem
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, case_row, incident, register, staff
from tests.integration.conftest import NOW, Province, tell_of_doctored_rows
from tests.integration.openings.conftest import World
from tests.integration.openings.test_limits import LIMIT, town

__all__ = ["incident", "staff", "town"]
SHIFT = timedelta(hours=12)


def _tasks(persons: list[tuple[int, int]]) -> list[Any]:
    from outpace.desk.tasks.models import Task

    return list(Task.objects.filter(subject_id__in=[case for _, case in persons], done_at=None).order_by("pk"))


def _give(world: World, by: Actor, persons: list[tuple[int, int]], to: Actor) -> None:
    from outpace.desk.tasks.acts import assign_tasks

    with scope(by, Purpose.TEST):
        assign_tasks(by=by, tasks=_tasks(persons), owner=to.account, at=NOW)


def _list(by: Actor, persons: list[tuple[int, int]], at: datetime = NOW) -> int:
    """How many whole names her list of these persons' tasks shows."""
    from outpace.desk.situation.task_rows import loaded, task_rows
    from outpace.desk.tasks.models import Task

    with scope(by, Purpose.TEST):
        tasks = loaded(Task.objects.filter(pk__in=[task.pk for task in _tasks(persons)]))
        whole = {row["subject"]["id"] for row in task_rows(tasks, at, opening=by) if row["subject"]["is_whole"]}
    return len(whole)


def _log(world: World, by: Actor) -> list[Any]:
    from outpace.desk.ledger.models import Access

    with scope(world.ombudsman, Purpose.READ_ACCESS):
        return list(Access.objects.filter(account_id=by.account).order_by("pk"))


def _stops(world: World) -> list[str]:
    from outpace.desk.openings.models import Stop

    with scope(world.ombudsman, Purpose.REVIEW_OPENINGS):
        return [stop.cause for stop in Stop.objects.order_by("pk")]


def test_a_name_of_assigned_work_is_written_down_once_a_shift(world: World, town: list[tuple[int, int]]) -> None:
    mine = town[:3]
    _give(world, world.province.commander, mine, world.tracer)
    assert not world.shown(world.tracer, mine[0][0]).is_whole
    assert [_list(world.tracer, mine, NOW + timedelta(minutes=m)) for m in (0, 20, 700)] == [3, 3, 3]
    rows = _log(world, world.tracer)
    assert {row.subject_id for row in rows} == {person for person, _ in mine}
    assert {(row.level, row.purpose, row.because, row.role) for row in rows} == {
        ("assigned", "do tasks", "task", "tracer")
    }
    assert len(rows) == 3
    assert world.shown(world.tracer, mine[0][0]).is_whole
    assert _list(world.tracer, mine, NOW + SHIFT) == 3
    assert len(_log(world, world.tracer)) == 6


def test_a_night_of_a_commanders_work_is_listed_and_leaves_the_hour_alone(
    world: World, town: list[tuple[int, int]]
) -> None:
    _give(world, world.province.commander, town, world.tracer)
    assert _list(world.tracer, town) == len(town) > LIMIT
    assert _stops(world) == []
    assert not isinstance(world.open(world.tracer, town[0][0], "case", town[0][1]), Problem)


def test_two_who_assign_each_other_work_are_stopped_within_sixty(world: World, town: list[tuple[int, int]]) -> None:
    """The look-ups of the Dutch call centre, by two: neither the list nor the openings show more than sixty names."""
    friend = Actor(777, Role.TRACER, world.tracer.paths)
    _give(world, friend, town, world.tracer)
    assert _list(world.tracer, town) == 0
    seen = {person for person, case in town if not isinstance(world.open(world.tracer, person, "case", case), Problem)}
    assert len(seen) == _list(world.tracer, town) == LIMIT
    assert _stops(world) == ["opens_hour"]
    _give(world, world.tracer, town, friend)
    assert _list(friend, town) == 0


def test_work_she_took_herself_stays_masked(world: World, town: list[tuple[int, int]]) -> None:
    _give(world, world.tracer, town[:2], world.tracer)
    assert _list(world.tracer, town[:2]) == 0


def test_a_name_goes_with_the_work(world: World, town: list[tuple[int, int]]) -> None:
    from outpace.desk.tasks.acts import finish_tasks

    commander, (one, other) = world.province.commander, town[:2]
    _give(world, commander, [one, other], world.tracer)
    assert _list(world.tracer, [one, other]) == 2
    with scope(commander, Purpose.TEST):
        finish_tasks(by=commander, tasks=_tasks([one]), outcome="done", at=NOW)
    _give(world, commander, [other], Actor(777, Role.TRACER, world.tracer.paths))
    assert not world.shown(world.tracer, one[0]).is_whole
    assert not world.shown(world.tracer, other[0]).is_whole


def test_who_gave_work_must_be_a_commander_of_that_area_now(world: World, town: list[tuple[int, int]]) -> None:
    from outpace.desk.accounts.models import Post
    from outpace.desk.accounts.post_acts import end_post
    from outpace.desk.clock import wall_now
    from outpace.desk.scope.actor import local_operator

    _give(world, world.province.commander, town[:2], world.tracer)
    assert _list(world.tracer, town[:1]) == 1
    with scope(local_operator(), Purpose.TEST) as by:
        end_post(by=by, post=Post.objects.get(account_id=world.province.commander.account), at=wall_now())
    assert _list(world.tracer, town[:2]) == 0


def test_a_days_limit_holds_for_assigned_names_and_stops_the_account(world: World, town: list[tuple[int, int]]) -> None:
    _give(world, world.province.commander, town, world.tracer)
    shifts = [_list(world.tracer, town, NOW + n * SHIFT) for n in range(8)]
    assert shifts == [80] * 6 + [0, 0]
    assert len(_log(world, world.tracer)) == 500
    assert _stops(world) == ["opens_day"]


@pytest.mark.parametrize(("called", "stopped"), [("others", ["opens_day"]), ("listed", [])])
def test_names_of_a_list_count_for_the_day_of_single_openings(
    world: World, town: list[tuple[int, int]], called: str, stopped: list[str]
) -> None:
    """480 names in lists and twenty other persons are a day's 500; who is listed and then called counts once."""
    listed, others = town[:60], town[60:]
    _give(world, world.province.commander, listed, world.tracer)
    assert sum(_list(world.tracer, listed, NOW + n * SHIFT) for n in range(8)) == 480
    persons = others if called == "others" else listed[: len(others)]
    opened = [world.open(world.tracer, person, "case", case) for person, case in persons]
    assert (len(opened), [one for one in opened if isinstance(one, Problem)]) == (20, [])
    assert _stops(world) == stopped


@pytest.mark.parametrize("role", ["tracer_a", "tracer_b", "commander"])
def test_the_list_opens_for_its_owner_alone_and_she_who_is_named_reads_it(
    staff: dict[str, Browser], incident: str, settle: Any, province: Province, role: str
) -> None:
    row = {**case_row("A-1"), "name": "罗燕", "phone": "13800005678", "case_class": "confirmed"}
    case = register(staff["tracer_a"], incident, row)[0]
    settle()
    tasks = [task for task in staff["commander"].get("/tasks").json()["items"] if task["subject"]["id"] == case]
    owner = staff["tracer_a"].get("/session").json()["account"]["id"]
    given = staff["commander"].post("/tasks/assign", {"ids": [task["id"] for task in tasks], "owner": owner})
    assert given.status_code == 200, given.content
    assert "罗燕".encode() not in _csv(staff[role])
    shown = {task["subject"]["name"] for task in staff[role].get("/tasks").json()["items"]}
    assert ("罗燕" in shown) is (role == "tracer_a")
    assert ("罗燕".encode() in _csv(staff["tracer_a"])) is (role == "tracer_a")
    levels = _own_page(staff["resident"], tasks[0]["subject"]["person_id"])
    assert levels.count("assigned") == (role == "tracer_a")


def _csv(browser: Browser) -> bytes:
    answer = browser.get("/tasks.csv")
    return b"".join(answer.streaming_content)


def _own_page(resident: Browser, person: str) -> list[str]:
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator

    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        Account.objects.filter(name="resident").update(subject_id=decode(IdKind.PERSON, person))
        tell_of_doctored_rows(by, "")
    return [row["level"] for row in resident.get("/me").json()["opened_by"]]
