"""What must hold for every edition and any facts: later never ends earlier, knowing more never undoes a decision."""

from dataclasses import fields, replace
from datetime import timedelta
from functools import partial
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from outpace.protocols import Edition, incident_editions, load_edition
from outpace.protocols.sections.contacts import TIERS
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.follow_up import FollowUp, follow_up, follow_up_end
from outpace.rulebook.release import TestResult, release
from outpace.words.case import CaseFacts
from outpace.words.contact import ExposureFacts, Given, Susceptibility
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from tests.property.rulebook.facts import (
    AS_OF,
    FIRST,
    ZONE,
    all_editions,
    cases,
    days,
    exact_days,
    exposures,
    people,
    prophylaxis,
)


def plan(tier: str, last: Dated, edition: Edition) -> FollowUp:
    decision = follow_up(tier, last, edition, AS_OF, ZONE)
    assert isinstance(decision, Decision)
    return decision.outcome


@given(all_editions, exact_days, st.integers(0, 30))
def test_a_later_exposure_never_ends_the_follow_up_earlier(edition: Edition, last: Dated, later: int) -> None:
    after = Dated(last.day + timedelta(days=later))
    for tier in edition.tiers:
        early, late = plan(tier.id, last, edition), plan(tier.id, after, edition)
        assert early.end is None or (late.end is not None and late.end - early.end == timedelta(days=later))
        assert [stage.state for stage in early.stages] == [stage.state for stage in late.stages]


@given(all_editions, exact_days)
def test_stages_follow_each_other_without_gap_and_hold_their_tests(edition: Edition, last: Dated) -> None:
    for tier in edition.tiers:
        found = plan(tier.id, last, edition)
        assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(found.stages))
        assert sum(rule.days.value for rule in tier.follow_up) == (
            (found.stages[-1].end - last.day).days if found.stages else 0
        )
        for test in found.tests:
            assert any(s.state is test.state and s.start <= test.on <= s.end for s in found.stages)
            assert test.on == last.day + timedelta(days=test.day)


@given(all_editions, exact_days)
def test_the_end_for_untraced_links_is_the_longest_of_all_tiers(edition: Edition, last: Dated) -> None:
    end = follow_up_end(last, edition, AS_OF)
    assert isinstance(end, Decision)
    ends = [found.end for tier in edition.tiers if (found := plan(tier.id, last, edition)).end]
    assert end.outcome == max(ends, default=None)


def held(edition: Edition, last: Dated) -> list[tuple[int, int]]:
    """For each tier that is followed, nearest first: days until the end, and days under a state that confines."""
    plans = [found for tier in edition.tiers if (found := plan(tier.id, last, edition)).stages]
    return [
        (
            (found.stages[-1].end - last.day).days,
            sum((stage.end - stage.start).days + 1 for stage in found.stages if stage.state.confines),
        )
        for found in plans
    ]


@settings(max_examples=30)
@given(exact_days)
def test_a_stricter_tier_never_ends_its_follow_up_earlier_or_confines_less(last: Dated) -> None:
    for edition in incident_editions():
        for nearer, farther in pairwise(held(edition, last)):
            assert nearer[0] >= farther[0], edition.id
            assert nearer[1] >= farther[1], edition.id


def test_tiers_in_the_wrong_order_are_found() -> None:
    edition = load_edition("covid19-cn-8")
    backwards = {**edition.sections, TIERS.key: tuple(reversed(edition.tiers))}
    (first, _), (second, _) = held(replace(edition, sections=backwards), Dated(FIRST))
    assert first < second


def learnt(known: Any, told: Any, *held: str) -> Any:
    """The facts with their gaps filled from another telling; what is held stays as it was."""
    gaps = {one.name for one in fields(known) if getattr(known, one.name) is None} - set(held)
    return replace(known, **{name: getattr(told, name) for name in gaps})


@given(all_editions, exposures(), exposures(), cases(), people, people)
def test_learning_more_never_undoes_a_tier(
    edition: Edition,
    known: ExposureFacts,
    told: ExposureFacts,
    case: CaseFacts,
    person: Susceptibility,
    other: Susceptibility,
) -> None:
    before = propose_tier(known, case, edition, AS_OF, ZONE, person)
    more = learnt(known, told, "via", "first", "last", "first_at")
    after = propose_tier(more, case, edition, AS_OF, ZONE, learnt(person, other))
    if isinstance(before, Decision):
        assert isinstance(after, Decision)
        assert after.outcome == before.outcome


FACTS = {CaseFacts: cases(), ExposureFacts: exposures(), Susceptibility: people, Given: prophylaxis()}


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, one.name) for kind in FACTS for one in fields(kind)], ids=lambda part: str(part)
)
def test_every_fact_is_among_the_random_facts(kind: type[Any], name: str) -> None:
    two = st.tuples(FACTS[kind], FACTS[kind])
    known = partial(both_known, name)
    assert find(two, known, settings=settings(max_examples=5_000, phases=(Phase.generate,), database=None))


def both_known(name: str, pair: tuple[Any, Any]) -> bool:
    return None not in (getattr(pair[0], name), getattr(pair[1], name)) and pair[0] != pair[1]


@given(all_editions, exposures(), cases())
def test_an_open_tier_names_facts_that_are_missing(edition: Edition, told: ExposureFacts, case: CaseFacts) -> None:
    answer = propose_tier(told, case, edition, AS_OF, ZONE)
    if not isinstance(answer, Undecided):
        assert answer.outcome is None or edition.tier(answer.outcome)
        return
    assert answer.needs
    known = {field.name for field in fields(told) if getattr(told, field.name) is not None}
    assert not known & set(answer.needs)


def test_no_answer_to_every_question_fits_no_class() -> None:
    """Nothing is left to ask then, and nobody would know what to do."""
    known = (None, True, False)
    for edition, positive, ill, linked in product(incident_editions(), known, known, known):
        answer = classify(CaseFacts(lab_positive=positive, symptoms=ill, linked=linked), edition, AS_OF)
        assert isinstance(answer, Decision) or answer.needs, (edition.id, positive, ill, linked)


@given(all_editions, cases())
def test_a_class_is_decided_or_names_what_is_missing(edition: Edition, case: CaseFacts) -> None:
    answer = classify(case, edition, AS_OF)
    if isinstance(answer, Undecided):
        assert answer.needs
        assert all(getattr(case, fact) is None for fact in answer.needs)


@given(all_editions, cases())
def test_the_recorded_class_does_not_decide_the_class(edition: Edition, case: CaseFacts) -> None:
    blank = classify(replace(case, case_class=None), edition, AS_OF)
    answer = classify(case, edition, AS_OF)
    assert getattr(answer, "outcome", None) == getattr(blank, "outcome", None)


@given(all_editions, exact_days, st.lists(st.builds(TestResult, on=days, negative=st.booleans()), max_size=6))
def test_a_release_needs_the_full_period_and_no_positive(
    edition: Edition, last: Dated, results: list[TestResult]
) -> None:
    for tier in edition.tiers:
        answer = release(plan(tier.id, last, edition), tuple(results), edition, AS_OF, ZONE)
        assert isinstance(answer, Decision)
        if answer.outcome.allowed and answer.outcome.earliest:
            assert answer.outcome.earliest <= AS_OF.date()
            assert all(result.negative for result in results)
        more = release(
            plan(tier.id, last, edition), (*results, TestResult(last.day, negative=True)), edition, AS_OF, ZONE
        )
        assert isinstance(more, Decision)
        assert more.outcome.allowed or not answer.outcome.allowed
