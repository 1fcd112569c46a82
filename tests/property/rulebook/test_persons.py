"""What must hold when people are exposed again, miss tests, belong to groups, stay at home, or change their class."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from outpace.protocols import Edition, editions
from outpace.protocols.edition import Line
from outpace.protocols.sections.contacts import Tier
from outpace.protocols.sections.counting import COUNTING
from outpace.protocols.sections.following import (
    HOME_OPTION,
    MISSED_TESTS,
    RE_EXPOSURE,
    RISK_GROUPS,
    Cap,
    MadeUp,
    ReExposure,
)
from outpace.rulebook.counting import Classed, History, count
from outpace.rulebook.follow_up import FollowUp, follow_up
from outpace.rulebook.home_option import HomeFacts, at_home, home_option
from outpace.rulebook.redating import LastExposure, Redated, redate
from outpace.rulebook.release import TestResult, release
from outpace.rulebook.risk_person import Belongs, risk_person
from outpace.rulebook.tests_due import TestState
from outpace.rulebook.tests_due import tests_due as standing_of
from outpace.words.case import CaseClass
from outpace.words.contact import Again, RiskGroup
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from tests.property.rulebook.facts import AS_OF, FIRST, ZONE, days, exact_days

PREVENTION = [edition for edition in editions() if edition.line is Line.PREVENTION]
FOLLOWED = [
    (edition, tier) for edition in PREVENTION if edition.has(RE_EXPOSURE) for tier in edition.tiers if tier.follow_up
]
cheap = settings(max_examples=60, deadline=None)
followed = st.sampled_from(FOLLOWED)
caps = st.sampled_from([None, "close_central_days", "close_home_days", "follow_up_days"])
agains = st.lists(st.builds(LastExposure, day=exact_days, again=st.sampled_from(Again)), max_size=3)


def with_cap(edition: Edition, name: str | None) -> Edition:
    """The edition with one of its own numbers as the cap."""
    rule = edition.part(RE_EXPOSURE)
    days = edition.numbers.get(name or "")
    capped = ReExposure(rule.restarts, Cap(days, rule.clause) if days else None, rule.clause)
    return replace(edition, sections={**edition.sections, RE_EXPOSURE.key: capped})


def making_up(edition: Edition, made_up: MadeUp) -> Edition:
    """The edition with the other reading of what makes up for a missed test."""
    if not edition.has(MISSED_TESTS):
        return edition
    rule = replace(edition.part(MISSED_TESTS), made_up_by=made_up)
    return replace(edition, sections={**edition.sections, MISSED_TESTS.key: rule})


def redated(tier: Tier, told: list[LastExposure], edition: Edition) -> Redated:
    answer = redate(tier.id, tuple(told), edition, AS_OF, ZONE)
    assert isinstance(answer, Decision)
    return answer.outcome


@cheap
@given(followed, exact_days, agains, agains, caps)
def test_another_exposure_never_ends_a_follow_up_earlier(
    where: tuple[Edition, Tier], first: Dated, told: list[LastExposure], more: list[LastExposure], cap: str | None
) -> None:
    edition, tier = with_cap(where[0], cap), where[1]
    before = redated(tier, [LastExposure(day=first), *told], edition)
    after = redated(tier, [LastExposure(day=first), *told, *more], edition)
    assert after.plan.stages[-1].end >= before.plan.stages[-1].end
    assert after.counts_from >= first.day
    limit, length = edition.part(RE_EXPOSURE).cap, sum(stage.days.value for stage in tier.follow_up)
    if limit is not None:
        assert (after.plan.stages[-1].end - first.day).days <= max(limit.days.value, length)


@cheap
@given(followed, exact_days, st.integers(1, 20))
def test_a_day_is_moved_back_only_with_a_reason(where: tuple[Edition, Tier], told: Dated, back: int) -> None:
    edition, tier = where
    earlier = Dated(told.day - timedelta(days=back))
    silent = redate(tier.id, (LastExposure(day=earlier, told_before=told),), edition, AS_OF, ZONE)
    assert isinstance(silent, Undecided)
    assert silent.needs == ("why",)
    assert (
        redated(tier, [LastExposure(day=earlier, told_before=told, why="seen on film")], edition).counts_from
        == earlier.day
    )


@cheap
@given(
    st.sampled_from([e for e in PREVENTION if e.has(MISSED_TESTS)]),
    exact_days,
    st.lists(days, max_size=8),
    days,
    st.sampled_from(MadeUp),
)
def test_no_test_is_silently_skipped(
    edition: Edition, last: Dated, swabs: list[date], more: date, made_up: MadeUp
) -> None:
    changed = making_up(edition, made_up)
    for tier in changed.tiers:
        plan = planned(tier, last, changed)
        found = standing_of(plan, tuple(swabs), changed, AS_OF, ZONE).outcome
        assert [one.on for one in found] == [test.on for test in plan.tests]
        for one in found:
            assert (one.swab is None) is (one.state in (TestState.MISSED, TestState.DUE, TestState.LATER))
            assert one.swab is None or one.swab >= one.on
            assert one.state is not TestState.LATER or one.on > AS_OF.date()
        again = standing_of(plan, (*swabs, more), changed, AS_OF, ZONE).outcome
        assert sum(one.is_open for one in again) <= sum(one.is_open for one in found)


@cheap
@given(followed, exact_days, st.sampled_from(MadeUp), st.data())
def test_nobody_is_released_with_a_test_open(
    where: tuple[Edition, Tier], last: Dated, made_up: MadeUp, data: st.DataObject
) -> None:
    edition, tier = making_up(where[0], made_up), where[1]
    plan = planned(tier, last, edition)
    kept = data.draw(st.lists(st.sampled_from(plan.tests), unique=True)) if plan.tests else []
    end = [TestResult(plan.stages[-1].end, negative=True)] * data.draw(st.sampled_from([0, 2]))
    results = (*(TestResult(test.on, negative=True) for test in kept for _ in range(test.swabs or 1)), *end)
    answer = release(plan, results, edition, AS_OF, ZONE)
    assert isinstance(answer, Decision)
    if answer.outcome.allowed and edition.has(MISSED_TESTS):
        confined = max((one.end for one in plan.stages if one.state.confines), default=last.day)
        due = standing_of(plan, tuple(result.on for result in results), edition, AS_OF, ZONE).outcome
        assert not [one for one in due if one.is_open and one.on <= confined]


recent = st.builds(
    Belongs,
    group=st.sampled_from(RiskGroup),
    day=st.integers(56, 60).map(lambda step: Dated(FIRST + timedelta(days=step))),
)


@cheap
@given(
    st.sampled_from([e for e in PREVENTION if e.has(RISK_GROUPS)]),
    st.lists(recent, min_size=1, max_size=3),
    recent,
)
def test_another_group_never_ends_a_follow_up_earlier(edition: Edition, groups: list[Belongs], more: Belongs) -> None:
    as_of = datetime.combine(FIRST + timedelta(days=60), AS_OF.timetz())
    before = risk_person(tuple(groups), edition, as_of, ZONE)
    after = risk_person((*groups, more), edition, as_of, ZONE)
    assert isinstance(before, Decision)
    assert isinstance(after, Decision)
    if before.outcome is not None:
        assert after.outcome is not None
        assert after.outcome.stages[-1].end >= before.outcome.stages[-1].end


truths = st.sampled_from([None, True, False])
people = st.builds(
    HomeFacts,
    age=st.sampled_from([None, 0, 14, 15, 69, 70, 99]),
    pregnant=truths,
    disabled=truths,
    ill=truths,
    home_fit=truths,
)


@cheap
@given(st.sampled_from([e for e in PREVENTION if e.has(HOME_OPTION)]), people, people, exact_days)
def test_learning_more_never_takes_the_home_away(
    edition: Edition, known: HomeFacts, told: HomeFacts, last: Dated
) -> None:
    before = home_option(known, edition, AS_OF)
    gaps = {one.name: getattr(told, one.name) for one in fields(known) if getattr(known, one.name) is None}
    after = home_option(replace(known, **gaps), edition, AS_OF)
    if isinstance(before, Decision):
        assert isinstance(after, Decision)
        assert after.outcome is before.outcome
    else:
        assert all(getattr(known, name) is None for name in before.needs)
    for tier in edition.tiers:
        plan = planned(tier, last, edition)
        moved = at_home(plan, edition)
        assert [(one.start, one.end) for one in moved.stages] == [(one.start, one.end) for one in plan.stages]
        assert [(one.on, one.swabs) for one in moved.tests] == [(one.on, one.swabs) for one in plan.tests]


def planned(tier: Tier, last: Dated, edition: Edition) -> FollowUp:
    answer = follow_up(tier.id, last, edition, AS_OF, ZONE)
    assert isinstance(answer, Decision)
    return answer.outcome


moments = st.integers(0, 12 * 24).map(lambda hour: datetime.combine(FIRST, AS_OF.timetz()) + timedelta(hours=hour))
histories = st.lists(
    st.builds(Classed, at=moments, case_class=st.sampled_from(CaseClass)), unique_by=lambda one: one.at
)


@cheap
@given(
    st.sampled_from([e for e in PREVENTION if e.has(COUNTING)]),
    st.lists(histories.map(lambda found: History(classes=tuple(found))), max_size=5),
)
def test_every_day_is_the_day_before_with_the_new_and_without_the_withdrawn(
    edition: Edition, people: list[History]
) -> None:
    """Nobody is counted twice: the new of all days, less the withdrawn, are those who stand at the end."""

    def next_day(standing: int, step: int) -> int:
        answer = count(people, FIRST + timedelta(days=step), edition, AS_OF, ZONE)
        assert isinstance(answer, Decision)
        found = answer.outcome
        assert found.infections == sum(number for _, number in found.standing) <= len(people)
        assert found.infections == standing + found.new_infections - found.withdrawn
        return found.infections

    assert reduce(next_day, range(-1, 15), 0) <= len(people)
