"""Forms ask all that can still change a decision and nothing else; a body waits for the family; time undoes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outpace.protocols import Edition, editions
from outpace.protocols.sections.burial import BURIAL, Consent
from outpace.protocols.sections.questions import QUESTIONNAIRE, Form, Question
from outpace.protocols.sections.survivors import SURVIVORS
from outpace.rulebook.burial import Death, StepState, burial_steps
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.look_back import look_back
from outpace.rulebook.questions import Known, answered, fact_of, open_questions
from outpace.rulebook.survivors import Survivor, Taken, VisitState, survivor_steps
from outpace.words.case import CaseClass, CaseFacts, Sex
from outpace.words.contact import ExposureFacts, Susceptibility
from outpace.words.decision import Decision
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError
from tests.property.rulebook.facts import AS_OF, ZONE, cases, exposures, people

asking = st.sampled_from([edition for edition in editions() if edition.has(QUESTIONNAIRE)])
burying = st.sampled_from([edition for edition in editions() if edition.has(BURIAL)])
following = st.sampled_from([edition for edition in editions() if edition.has(SURVIVORS)])
DIED = datetime(2022, 1, 1, tzinfo=UTC)
LEFT = date(2021, 1, 1)

direct = exposures().map(lambda exposure: replace(exposure, via=None))


def outcomes(form: Form, known: Known, edition: Edition) -> list[object]:
    """What the decisions of a form come to: the outcome, or nothing while they are open."""
    found: list[Any] = [classify(known.case, edition, AS_OF), look_back(known.case, edition, AS_OF, ZONE)]
    if known.exposure is not None and form.id == "contact":
        found = [propose_tier(known.exposure, known.case, edition, AS_OF, ZONE, known.person)]
    return [answer.outcome if isinstance(answer, Decision) else ("open",) for answer in found]


def is_hidden(question: Question, known: Known) -> bool:
    if question.when is None:
        return False
    value = fact_of(question.when.fact, known)
    return str(value).lower() not in question.when.values


STANDS_FOR = {"exposure.first": "exposure.last", "exposure.last": "exposure.first"}
"""Either day may place a contact by itself; only the nearer one is asked for."""


def unasked_changes_nothing(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(edition.part(QUESTIONNAIRE)))
    known = Known(case=case, exposure=exposure, person=person)
    try:
        asked = {question.fills for question in open_questions(form.id, known, edition, AS_OF, ZONE).outcome}
    except ProblemError:
        assume(False)
    settled = asked | {fact for fact, other in STANDS_FOR.items() if other in asked}
    quiet = [one for one in form.questions if one.fills not in settled and fact_of(one.fills, known) is None]
    assume(quiet)
    question = data.draw(st.sampled_from(quiet))
    assume(not is_hidden(question, known))
    other = Known(case=data.draw(cases()), exposure=data.draw(direct), person=data.draw(people))
    value = fact_of(question.fills, other)
    try:
        changed = outcomes(form, answered(question.fills, value, known), edition)
    except ProblemError:
        assume(False)
    assert changed == outcomes(form, known, edition)


EVERYDAY, LONG = settings(max_examples=40, deadline=None), settings(max_examples=600, deadline=None)


@EVERYDAY
@given(asking, cases(), direct, people, st.data())
def test_what_is_not_asked_changes_nothing(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility, data: st.DataObject
) -> None:
    unasked_changes_nothing(edition, case, exposure, person, data)


@pytest.mark.long
@LONG
@given(asking, cases(), direct, people, st.data())
def test_what_is_not_asked_changes_nothing_at_length(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility, data: st.DataObject
) -> None:
    unasked_changes_nothing(edition, case, exposure, person, data)


def no_fact_of_its_own_is_missing(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility
) -> None:
    known = Known(case=case, exposure=exposure, person=person)
    try:
        asked = open_questions("contact", known, edition, AS_OF, ZONE).outcome
        tier = propose_tier(exposure, case, edition, AS_OF, ZONE, person)
    except ProblemError:
        assume(False)
    assume(not asked)
    own = {"kinds", "minutes", "protected", "closed_space", "immunity", "prophylaxis", "exposure_last"}
    assert isinstance(tier, Decision) or not own & set(tier.needs)


@EVERYDAY
@given(asking, cases(), direct, people)
def test_a_form_without_open_questions_leaves_no_fact_of_its_own_missing(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility
) -> None:
    no_fact_of_its_own_is_missing(edition, case, exposure, person)


@pytest.mark.long
@LONG
@given(asking, cases(), direct, people)
def test_a_form_without_open_questions_leaves_no_fact_of_its_own_missing_at_length(
    edition: Edition, case: CaseFacts, exposure: ExposureFacts, person: Susceptibility
) -> None:
    no_fact_of_its_own_is_missing(edition, case, exposure, person)


answers = st.sampled_from([None, True, False])


@given(burying, st.sampled_from(CaseClass), answers, st.integers(0, 80), st.integers(0, 80), st.data())
def test_nothing_touches_the_body_before_the_family_agrees(
    edition: Edition, case_class: CaseClass, agrees: bool | None, early: int, late: int, data: st.DataObject
) -> None:
    rules = {rule.id: rule for rule in edition.part(BURIAL).steps}
    done = data.draw(st.frozensets(st.sampled_from(sorted(rules))))
    death = Death(case_class=case_class, died_at=DIED, family_agrees=agrees, done=done)
    first, last = sorted((early, late))
    before, after = (burial_steps(death, edition, DIED + timedelta(hours=hour), ZONE) for hour in (first, last))
    assert isinstance(before, Decision)
    assert isinstance(after, Decision)
    for one, other in zip(before.outcome, after.outcome, strict=True):
        if rules[one.id].consent is Consent.AGREED and agrees is not True and one.id not in done:
            assert one.state is other.state is StepState.WAITING
        assert (one.state, other.state) != (StepState.OVERDUE, StepState.DUE)


@given(following, st.sampled_from(Sex), st.lists(st.integers(0, 400), max_size=6), st.integers(0, 400), st.data())
def test_a_visit_that_was_made_stays_made(
    edition: Edition, sex: Sex, made: list[int], more: int, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from([rule.id for rule in edition.part(SURVIVORS).steps]))
    as_of = datetime(2022, 3, 1, tzinfo=UTC)

    def states(days: list[int]) -> list[VisitState]:
        taken = tuple(Taken(step=step, on=LEFT + timedelta(days=day), negative=True) for day in days)
        known = Survivor(onset=Dated(LEFT), discharged=Dated(LEFT), sex=sex, taken=taken)
        decision = survivor_steps(known, edition, as_of, ZONE)
        assert isinstance(decision, Decision)
        return [visit.state for visit in decision.outcome]

    for before, after in zip(states(made), states([*made, more]), strict=True):
        assert before is not VisitState.DONE or after is VisitState.DONE
