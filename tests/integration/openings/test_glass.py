"""Break-glass: a reason, one person, four hours, seen at once, reviewed in three days or no other until it is."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import Problem, ProblemError
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW
from tests.integration.openings.conftest import World

WHY = "病人昏迷送到急诊，需要立即联系家属"


def _break(world: World, *, by: Actor | None = None, at: datetime = NOW, person: str = "A-2", why: str = WHY) -> Any:
    from outpace.desk.openings.acts import break_glass
    from outpace.desk.openings.words import GlassReason

    actor = by or world.tracer
    with scope(actor, Purpose.BREAK_GLASS):
        return break_glass(by=actor, subject=world.persons[person], reason=GlassReason.URGENT_CARE, text=why, at=at)


def _open(world: World, glass: Any, person: str = "A-2", at: datetime = NOW, by: Actor | None = None) -> Any:
    from outpace.desk.openings.words import OpenFor

    return world.open(
        by or world.tracer,
        world.persons[person],
        "glass",
        glass.pk,
        at=at,
        purpose=OpenFor.GLASS,  # type: ignore[arg-type]
    )


def _review(
    world: World, glass: Any, verdict: str, *, by: Actor | None = None, at: datetime = NOW, text: str = WHY
) -> Any:
    from outpace.desk.openings.acts import review_glass
    from outpace.desk.openings.words import Verdict

    actor = by or world.ombudsman
    with scope(actor, Purpose.REVIEW_OPENINGS):
        return review_glass(by=actor, glass=glass, verdict=Verdict(verdict), text=text, at=at)


def _tick(at: datetime) -> int:
    from outpace.desk.openings.acts import lapse_reviews
    from outpace.desk.scope.actor import EVERYWHERE, service

    by = service(EVERYWHERE)
    with scope(by, Purpose.TICK):
        return lapse_reviews(by=by, at=at)


def test_it_opens_one_person_for_four_hours_and_no_longer(world: World) -> None:
    glass = _break(world)
    opened = _open(world, glass)
    assert opened.identity.name == "顾文斌"
    assert opened.until == glass.until == NOW + timedelta(hours=4)
    assert world.shown(world.tracer, world.persons["A-2"], NOW + timedelta(hours=3, minutes=59)).is_whole
    assert not world.shown(world.tracer, world.persons["A-2"], NOW + timedelta(hours=4)).is_whole
    assert isinstance(_open(world, glass, at=NOW + timedelta(hours=4)), Problem)
    assert isinstance(_open(world, glass, person="石梅"), Problem)


def test_it_is_nobody_elses(world: World) -> None:
    colleague = Actor(777, Role.TRACER, world.tracer.paths)
    assert isinstance(_open(world, _break(world), by=colleague), Problem)


def test_reviewers_see_it_at_once_and_the_event_names_the_person_by_key(world: World) -> None:
    from outpace.desk.ledger.models import Event
    from outpace.desk.openings.queries import glasses

    glass = _break(world)
    for reviewer in (world.ombudsman, world.province.commander):
        with scope(reviewer, Purpose.REVIEW_OPENINGS):
            assert [row.pk for row in glasses(waiting=True)] == [glass.pk]
    with scope(world.province.tracer_b, Purpose.TEST):
        assert not glasses(waiting=True).exists()
    with scope(world.province.commander, Purpose.TEST):
        [event] = Event.objects.filter(kind="glass.broken")
    assert (event.subject_id, event.area_path) == (world.persons["A-2"], world.province.a.path)
    assert "顾文斌" not in bytes(event.body).decode()


def test_a_second_blow_within_the_four_hours_is_the_same_glass(world: World) -> None:
    assert _break(world).pk == _break(world, at=NOW + timedelta(hours=1)).pk


@pytest.mark.parametrize("why", ["", "  ", "urgent"])
def test_a_reason_is_a_sentence(world: World, why: str) -> None:
    with pytest.raises(ProblemError, match="WORDS_NEEDED"):
        _break(world, why=why)


def test_nobody_reviews_herself_and_nobody_twice(world: World) -> None:
    glass = _break(world)
    herself = Actor(world.tracer.account, Role.COMMANDER, (world.province.root.path,))
    with pytest.raises(ProblemError, match="REVIEW_OWN"):
        _review(world, glass, "approved", by=herself)
    with pytest.raises(ProblemError, match="WORDS_NEEDED"):
        _review(world, glass, "approved", text="ok")
    reviewed = _review(world, glass, "approved")
    assert (reviewed.verdict, reviewed.reviewed_by) == ("approved", world.ombudsman.account)
    with pytest.raises(ProblemError, match="REVIEW_DONE"):
        _review(world, glass, "objected")


def test_a_glass_without_a_review_ends_the_right_after_three_days_and_not_before(world: World) -> None:
    glass = _break(world)
    assert _tick(NOW + timedelta(hours=71, minutes=59)) == 0
    _break(world, at=NOW + timedelta(hours=71), person="石梅")
    due = NOW + timedelta(hours=72)
    assert _tick(due) == 1
    assert _tick(due) == 0
    with pytest.raises(ProblemError, match="GLASS_SUSPENDED"):
        _break(world, at=due)
    _break(world, by=world.province.commander, at=due)
    late = _review(world, glass, "approved", at=due + timedelta(hours=1))
    assert late.verdict == "approved"
    _break(world, at=due + timedelta(hours=2))


def test_a_reviewed_glass_never_ends_the_right(world: World) -> None:
    _review(world, _break(world), "approved")
    assert _tick(NOW + timedelta(hours=100)) == 0
    _break(world, at=NOW + timedelta(hours=100))


def test_an_objection_ends_the_right_at_once_and_ordinary_work_goes_on(world: World) -> None:
    _review(world, _break(world), "objected")
    with pytest.raises(ProblemError, match="GLASS_SUSPENDED"):
        _break(world, at=NOW + timedelta(hours=5))
    assert not isinstance(world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"]), Problem)


def test_a_person_out_of_sight_is_absent(world: World) -> None:
    with pytest.raises(ProblemError, match="NOT_FOUND"):
        _break(world, person="B-1")


def test_the_table_refuses_five_hours(world: World) -> None:
    from django.db import IntegrityError, transaction

    from outpace.desk.openings.models import Glass

    glass = _break(world)
    with scope(world.tracer, Purpose.BREAK_GLASS), pytest.raises(IntegrityError), transaction.atomic():
        Glass.objects.filter(pk=glass.pk).update(until=NOW + timedelta(hours=5))
