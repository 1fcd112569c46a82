"""Tables answer as the rules do, for every edition, on random facts that reach every class a table knows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

import numpy as np
import pytest

from outpace.protocols import Edition, editions
from outpace.protocols.sections.contacts import TIERS
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.fact_classes import Contact, place_of
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.plans import (
    CASES,
    OPEN,
    PLACES,
    STATES,
    TRUTHS,
    ContactTable,
    class_table,
    contact_table,
    follow_up_table,
)
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import (
    ContactFacts,
    ContactKind,
    ExposureFacts,
    Given,
    Immunity,
    Means,
    Setting,
    Susceptibility,
)
from outpace.words.decision import Decision
from outpace.words.moment import Dated

ZONE = "Asia/Shanghai"
ONSET = date(2022, 3, 10)
AS_OF = datetime(2022, 6, 1, tzinfo=UTC)
TRACING = [edition for edition in editions() if edition.has(TIERS)]
EVERYDAY, LONG = 2_000, 100_000
"""Contacts compared for each edition."""
BOUNDS = {rule.minutes.value for law in TRACING for tier in law.tiers for rule in tier.any_of if rule.minutes}
MINUTES = (None, 0, *sorted({bound + step for bound in BOUNDS for step in (-1, 0, 1)}))
EDITIONS = pytest.mark.parametrize("edition", TRACING, ids=lambda edition: edition.id)


@cache
def table(edition: str) -> ContactTable:
    return contact_table(next(one for one in TRACING if one.id == edition))


def some_day(random: Random, first: int, last: int) -> Dated | None:
    return None if random.random() < 0.15 else Dated(ONSET + timedelta(days=random.randint(first, last)))


def some_exposure(random: Random) -> ExposureFacts:
    first, last = some_day(random, -8, 8), some_day(random, -8, 8)
    if first and last and first.day > last.day:
        first, last = last, first
    kinds = random.sample(sorted(ContactKind), random.choice((0, 1, 1, 2, 3)))
    via = ContactFacts(first_exposure=some_day(random, -4, 4), isolated=some_day(random, 2, 6))
    return ExposureFacts(
        setting=random.choice(list(Setting)),
        first=first,
        last=last,
        first_at=datetime.combine(first.day, time(random.randrange(8)), UTC)
        if first and random.random() < 0.8
        else None,
        minutes=random.choice(MINUTES),
        protected=random.choice((None, False, True)),
        closed_space=random.choice((None, False, True)),
        kinds=random.choice((None, frozenset(kinds))),
        via=via if random.random() < 0.3 else None,
    )


def some_given(random: Random, exposure: ExposureFacts) -> tuple[Given, ...] | None:
    if random.random() < 0.2:
        return None
    base = exposure.first_at or datetime.combine(ONSET, time(1), UTC)
    moments = [
        base + timedelta(hours=random.choice((0, 1, 24, 71, 72, 73, 95, 97, 143, 145, 200, 400))) for _ in range(2)
    ]
    chosen = random.sample(list(Means), random.choice((0, 1, 1, 2)))
    return tuple(Given(means=means, day=None, at=at) for means, at in zip(chosen, moments, strict=False))


def some_contact(random: Random) -> Contact:
    exposure = some_exposure(random)
    person = Susceptibility(immunity=random.choice((None, *Immunity)), prophylaxis=some_given(random, exposure))
    case = CaseFacts(
        case_class=random.choice((None, *CaseClass, *[CaseClass.CONFIRMED] * 6)),
        onset=None if random.random() < 0.1 else Dated(ONSET),
        isolated=None if random.random() < 0.3 else Dated(ONSET + timedelta(days=3)),
    )
    return Contact(exposure, case, person)


def compared(edition: Edition, count: int) -> Iterator[tuple[int, int]]:
    """Compare on that many contacts; gives the codes of those that fall into a class."""
    random, tables = Random(edition.id), table(edition.id)
    for _ in range(count):
        contact = some_contact(random)
        rule = propose_tier(contact.exposure, contact.case, edition, AS_OF, ZONE, contact.person)
        place = place_of(contact.exposure, contact.case, edition, AS_OF, ZONE)
        code = tables.code(contact, place, ZONE)
        if code is None:
            continue
        found = int(tables.decide(np.array([code[0]]), np.array([code[1]]))[0])
        expected = tables.tiers.index(rule.outcome) if isinstance(rule, Decision) and rule.outcome else None
        if isinstance(rule, Decision):
            assert (tables.tiers[found] if found >= 0 else None) == rule.outcome, (contact, expected)
            assert found != OPEN, contact
        else:
            assert found == OPEN, contact
        yield code


def hold(edition: Edition, count: int) -> None:
    codes = list(compared(edition, count))
    assert len(codes) > 0.6 * count
    tables = table(edition.id)
    cells = {cell for _, cell in codes}
    for position, axis in enumerate(tables.axes):
        reached = {int(np.unravel_index(cell, tables.outcome.shape)[position]) for cell in cells}
        assert reached == set(range(len(axis))), axis.name
    if edition.traces_contacts:
        assert {PLACES[gate % len(PLACES)] for gate, _ in codes} == set(PLACES)


@EDITIONS
def test_a_table_of_tiers_answers_as_the_rule(edition: Edition) -> None:
    hold(edition, EVERYDAY)


@pytest.mark.long
@EDITIONS
def test_a_table_of_tiers_answers_as_the_rule_at_length(edition: Edition) -> None:
    hold(edition, LONG)


@EDITIONS
def test_a_table_of_classes_answers_as_the_rule(edition: Edition) -> None:
    tables = class_table(edition)
    for index in np.ndindex(3, 3, 3):
        lab, signs, link = (TRUTHS[code] for code in index)
        rule = classify(CaseFacts(lab_positive=lab, symptoms=signs, linked=link), edition, AS_OF)
        found = int(tables[index])
        assert (None if found == OPEN else CASES[found]) == (rule.outcome if isinstance(rule, Decision) else None)


@EDITIONS
def test_a_table_of_follow_ups_answers_as_the_rule(edition: Edition) -> None:
    tables, random = follow_up_table(edition), Random(edition.id)
    for _ in range(20):
        last = ONSET + timedelta(days=random.randint(-400, 60))
        for row, tier in enumerate(tables.tiers):
            rule = follow_up(tier, Dated(last), edition, AS_OF, ZONE)
            assert isinstance(rule, Decision)
            plan, length = rule.outcome, int(tables.length[row])
            assert plan.end == (None if length < 0 else last + timedelta(days=length))
            due = [last + timedelta(days=int(day)) for day in np.flatnonzero(tables.tests[row])]
            assert due == sorted({test.on for test in plan.tests})
            for stage in plan.stages:
                assert STATES[tables.state[row, (stage.end - last).days]] is stage.state


def test_a_table_that_was_tampered_with_is_found_out() -> None:
    edition = TRACING[0]
    tables = table(edition.id)
    tables.outcome[tables.outcome == 0] = 1
    try:
        with pytest.raises(AssertionError):
            list(compared(edition, 3_000))
    finally:
        table.cache_clear()
