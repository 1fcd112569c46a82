"""A curious account is stopped at the limit and its reviewers see it at once; only another person gives the right back."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Province
from tests.integration.openings.conftest import World

LIMIT = 60


@pytest.fixture
def town(world: World) -> list[tuple[int, int]]:
    """Eighty persons of the county, each with a case under investigation: (person, case)."""
    return _crowd(world, "K", 80, with_tasks=True)


@pytest.fixture
def celebrities(world: World) -> list[tuple[int, int]]:
    """A hundred persons whose cases nobody works on any more."""
    return _crowd(world, "C", 100, with_tasks=False)


def _crowd(world: World, letter: str, count: int, *, with_tasks: bool) -> list[tuple[int, int]]:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.models import Case
    from outpace.desk.drain import drain
    from outpace.desk.tasks.acts import finish_tasks
    from outpace.desk.tasks.models import Task
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.case import CaseClass

    by = world.province.commander
    rows = [
        CaseRecord(number=f"{letter}-{n}", area_code="9001", name=f"名{n}", case_class=CaseClass.CONFIRMED)
        for n in range(count)
    ]
    with scope(by, Purpose.TEST):
        register_cases(by=by, incident=world.province.incident, rows=rows, at=NOW)
    while drain(NOW):
        pass
    with scope(by, Purpose.TEST):
        cases = list(Case.objects.filter(number__startswith=f"{letter}-"))
        if not with_tasks:
            tasks = list(Task.objects.filter(about_case_id__in=[case.pk for case in cases], done_at=None))
            finish_tasks(by=by, tasks=tasks, outcome="done", at=NOW)
        return [(case.person_id, case.pk) for case in cases]


def _stops(world: World) -> list[Any]:
    from outpace.desk.openings.models import Stop

    with scope(world.ombudsman, Purpose.REVIEW_OPENINGS):
        return list(Stop.objects.order_by("pk"))


def _opened(world: World, account: int) -> int:
    from outpace.desk.ledger.models import Access

    with scope(world.ombudsman, Purpose.READ_ACCESS):
        return Access.objects.filter(account_id=account, level="identity").count()


def test_a_curious_account_is_stopped_within_sixty_and_reported_at_once(
    world: World, town: list[tuple[int, int]]
) -> None:
    """The look-ups of the Dutch call centre: one person after the other, at random, all within her area."""
    random.Random(7).shuffle(town)
    answers = [
        world.open(world.tracer, person, "case", case, at=NOW + timedelta(seconds=20 * n))
        for n, (person, case) in enumerate(town)
    ]
    opened = [answer for answer in answers if not isinstance(answer, Problem)]
    assert 0 < len(opened) <= LIMIT
    assert _opened(world, world.tracer.account) == len(opened)
    assert answers[LIMIT:] == [Problem("OPENINGS_STOPPED", {})] * (len(town) - LIMIT)
    [stop] = _stops(world)
    last = NOW + timedelta(seconds=20 * (LIMIT - 1))
    assert (stop.account_id, stop.cause, stop.count, stop.at) == (world.tracer.account, "opens_hour", LIMIT, last)
    assert _told(world, "opening.stopped") == 1


def _told(world: World, kind: str) -> int:
    from outpace.desk.ledger.models import Event

    with scope(world.province.commander, Purpose.TEST):
        return Event.objects.filter(kind=kind).count()


def test_a_hundred_celebrities_without_a_link_open_for_nobody(world: World, celebrities: list[tuple[int, int]]) -> None:
    from outpace.desk.openings.models import Refusal

    answers = [world.open(world.tracer, person, "case", case) for person, case in celebrities]
    assert all(isinstance(answer, Problem) for answer in answers)
    assert _opened(world, world.tracer.account) == 0
    [stop] = _stops(world)
    assert stop.cause == "refusals_hour"
    with scope(world.ombudsman, Purpose.READ_ACCESS):
        assert Refusal.objects.count() == stop.count == 20
    assert {answer.code for answer in answers[20:] if isinstance(answer, Problem)} == {"OPENINGS_STOPPED"}


@pytest.fixture
def pairs(world: World, town: list[tuple[int, int]]) -> list[int]:
    """Forty pairs of persons of the county that a steward may compare."""
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.people.models import Candidate
    from outpace.words.ids import random_key

    event, path, by = random_key(), world.province.a.path, world.province.commander
    persons = [person for person, _ in town]
    made = [
        Candidate(person_id=one, other_id=other, score=9.0, verdict="look", reasons=[], area_path=path, found_at=NOW)
        for one, other in zip(persons[::2], persons[1::2], strict=True)
    ]
    for candidate in made:
        candidate.event_id = event
    with scope(by, Purpose.TEST):
        Candidate.objects.bulk_create(made)
        kind = "match.proposed"
        record(Event(id=event, kind=kind, by=by, area_path=path, happened=NOW, recorded=NOW, data={"count": len(made)}))
    return [candidate.pk for candidate in made]


def _compare(world: World, steward: Actor, candidate: int, at: datetime = NOW) -> Any:
    from outpace.desk.openings.opening import open_pair

    with scope(steward, Purpose.TEST):
        return open_pair(by=steward, candidate=candidate, at=at)


def _steward(world: World) -> Actor:
    return Actor(777, Role.STEWARD, (world.province.root.path,))


def test_a_curious_steward_is_stopped_as_everybody_is(world: World, pairs: list[int]) -> None:
    """Each pair shows two persons: the thirtieth is the last, and who reviews openings sees it at once."""
    steward = _steward(world)
    answers = [_compare(world, steward, pair, NOW + timedelta(seconds=n)) for n, pair in enumerate(pairs)]
    opened = [answer for answer in answers if not isinstance(answer, Problem)]
    assert [len(answer) for answer in opened] == [2] * (LIMIT // 2)
    assert _opened(world, steward.account) == LIMIT
    assert answers[LIMIT // 2 :] == [Problem("OPENINGS_STOPPED", {})] * (len(pairs) - LIMIT // 2)
    [stop] = _stops(world)
    assert (stop.account_id, stop.cause, stop.count) == (steward.account, "opens_hour", LIMIT)
    assert _told(world, "opening.stopped") == 1


def test_an_odd_count_does_not_let_one_more_through(
    world: World, town: list[tuple[int, int]], pairs: list[int]
) -> None:
    """Somebody who is tracer and steward: fifty-nine persons, and the next pair would be sixty-one."""
    both = world.tracer
    for person, case in town[: LIMIT - 1]:
        assert not isinstance(world.open(both, person, "case", case), Problem)
    steward = Actor(both.account, Role.STEWARD, (world.province.root.path,))
    assert _compare(world, steward, pairs[-1]) == Problem("OPENINGS_STOPPED", {})
    assert _opened(world, both.account) == LIMIT - 1
    assert [stop.cause for stop in _stops(world)] == ["opens_hour"]


def test_a_pair_in_sight_opens_again_though_another_would_not(
    world: World, town: list[tuple[int, int]], pairs: list[int]
) -> None:
    """Fifty-nine are in sight, two of them this pair: seeing it again is no new opening, and stops nobody."""
    steward = Actor(world.tracer.account, Role.STEWARD, (world.province.root.path,))
    assert len(_compare(world, steward, pairs[-1])) == 2
    for person, case in town[: LIMIT - 3]:
        assert not isinstance(world.open(world.tracer, person, "case", case), Problem)
    assert len(_compare(world, steward, pairs[-1])) == 2
    assert (_opened(world, steward.account), _stops(world)) == (LIMIT - 1, [])


def test_a_pair_in_sight_is_not_counted_again_and_one_out_of_sight_is(world: World, pairs: list[int]) -> None:
    steward = _steward(world)
    for minutes, persons in ((0, 2), (29, 2), (31, 4)):
        assert len(_compare(world, steward, pairs[0], NOW + timedelta(minutes=minutes))) == 2
        assert _opened(world, steward.account) == persons


def test_a_pair_opens_for_a_steward_of_its_areas_alone(world: World, pairs: list[int]) -> None:
    elsewhere = Actor(777, Role.STEWARD, (world.province.b.path,))
    for by, candidate in ((elsewhere, pairs[0]), (world.tracer, pairs[0]), (_steward(world), 1)):
        assert _compare(world, by, candidate) == Problem("NOT_FOUND", {})
    assert _opened(world, 777) == _opened(world, world.tracer.account) == 0


def _release(world: World, by: Actor, why: str = "查过通话记录，属于正常工作") -> Any:
    from outpace.desk.openings.acts import release_stop

    with scope(by, Purpose.REVIEW_OPENINGS):
        return release_stop(by=by, stop=_first_stop(), why=why, at=NOW)


def _first_stop() -> Any:
    from outpace.desk.openings.models import Stop

    return Stop.objects.order_by("-pk")[0]


def _stop_her(world: World) -> None:
    for _ in range(20):
        world.open(world.tracer, world.persons["A-2"], "case", world.cases["A-2"])


def test_only_another_person_with_a_reason_releases(world: World) -> None:
    _stop_her(world)
    herself = Actor(world.tracer.account, Role.COMMANDER, (world.province.root.path,))
    for by, why, code in ((herself, "本人确认没有问题，请恢复", "REVIEW_OWN"), (world.ombudsman, "ok", "WORDS_NEEDED")):
        with pytest.raises(ProblemError) as refused:
            _release(world, by, why)
        assert refused.value.problem.code == code
    person, case = world.persons["A-1"], world.cases["A-1"]
    assert world.open(world.tracer, person, "case", case) == Problem("OPENINGS_STOPPED", {})
    released = _release(world, world.ombudsman)
    assert (released.released_by, released.reason) == (world.ombudsman.account, "查过通话记录，属于正常工作")
    assert not isinstance(world.open(world.tracer, person, "case", case), Problem)
    with pytest.raises(ProblemError, match="REVIEW_DONE"):
        _release(world, world.ombudsman)


def test_a_released_account_starts_to_count_anew(world: World) -> None:
    _stop_her(world)
    _release(world, world.ombudsman)
    world.open(world.tracer, world.persons["A-2"], "case", world.cases["A-2"])
    assert [stop.released_at is None for stop in _stops(world)] == [False]


def test_a_stop_goes_with_the_account_into_another_area(world: World) -> None:
    _stop_her(world)
    moved = Actor(world.tracer.account, Role.TRACER, (world.province.b.path,))
    assert world.open(moved, world.persons["B-1"], "case", world.cases["B-1"]) == Problem("OPENINGS_STOPPED", {})


def test_the_table_itself_refuses_a_release_by_oneself(world: World) -> None:
    from django.db import IntegrityError, transaction
    from django.db.models import F

    from outpace.desk.openings.models import Stop

    _stop_her(world)
    with scope(world.ombudsman, Purpose.REVIEW_OPENINGS), pytest.raises(IntegrityError), transaction.atomic():
        Stop.objects.update(released_at=NOW, released_by=F("account_id"), reason="x")


FORBIDDEN = {
    "wind the clock back": "update ledger_access set wall = wall - interval '2 hours'",
    "write an access": "insert into ledger_access (subject_id, account_id, purpose, at, area_path)"
    " values (1, 1, 'x', '2022-01-01', '90/')",
    "raise the limit": "update openings_limit set value = 100000",
    "forget the stop": "delete from openings_stop",
    "ask for a start": "select vault.since()",
    "stop nobody": "select * from vault.stop_at_limit(now(), now(), 0)",
    "link oneself": "select vault.linked(1, 'case', 1, '2022-01-01')",
    "read names as they lie": "select * from vault.identity",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_app_role_can_not_undo_the_counting(province: Province, statement: str) -> None:
    from django.db import ProgrammingError, connection, transaction

    with (
        scope(province.tracer_a, Purpose.TEST),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_deleting_accesses_deletes_none(world: World) -> None:
    from outpace.desk.ledger.models import Access

    world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"])
    with scope(world.tracer, Purpose.TEST):
        Access.objects.all().delete()
    assert _opened(world, world.tracer.account) == 1


def test_deleting_refusals_deletes_none(world: World) -> None:
    """The service that keeps the retention may, past their limit; whoever was refused may not, nor may a reviewer."""
    from outpace.desk.openings.models import Refusal

    assert isinstance(world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"] + 1), Problem)
    for by in (world.tracer, world.ombudsman):
        with scope(by, Purpose.READ_ACCESS if by is world.ombudsman else Purpose.TEST):
            assert Refusal.objects.all().delete()[0] == 0
    with scope(world.ombudsman, Purpose.READ_ACCESS):
        assert Refusal.objects.count() == 1


def test_the_limits_are_data_with_a_source(province: Province) -> None:
    from outpace.desk.openings.models import Limit

    with scope(province.commander, Purpose.TEST):
        limits = {row.name: row for row in Limit.objects.all()}
    assert (limits["opens_hour"].value, limits["opens_day"].value) == (60, 500)
    assert all(row.source for row in limits.values())
