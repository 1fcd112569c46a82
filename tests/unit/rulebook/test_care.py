"""Questions, burial and survivors where an example would be clumsy: what hidden questions wait for, what can't be."""

from datetime import UTC, date, datetime

import pytest

from outpace.protocols import load_edition
from outpace.rulebook.burial import Death, StepState, burial_steps
from outpace.rulebook.questions import Known, open_questions
from outpace.rulebook.survivors import Survivor, Taken, VisitState, survivor_steps
from outpace.words.case import CaseClass, CaseFacts, Sex
from outpace.words.contact import ExposureFacts, Setting
from outpace.words.decision import Decision
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

AS_OF = datetime(2015, 4, 20, 9, tzinfo=UTC)
ZONE = "Africa/Freetown"
EBOLA = load_edition("ebola-2014")
CASE = CaseFacts(case_class=CaseClass.CONFIRMED, onset=Dated(date(2015, 4, 5)))


def test_a_question_waits_for_the_answer_before_it() -> None:
    met = ExposureFacts(setting=Setting.WORK, first=Dated(date(2015, 4, 6)), last=Dated(date(2015, 4, 6)))
    asked = open_questions("contact", Known(case=CASE, exposure=met), EBOLA, AS_OF, ZONE).outcome
    assert [question.id for question in asked] == ["kinds"], "protection is asked of carers only"


def test_a_semen_test_that_is_positive_again_starts_over() -> None:
    taken = [("2015-03-20", True), ("2015-04-05", False), ("2015-04-19", True)]
    visits = semen(taken)
    assert VisitState.STOPPED not in visits
    assert VisitState.STOPPED in semen([*taken, ("2015-04-20", True)])


def semen(taken: list[tuple[str, bool]]) -> set[VisitState]:
    tests = tuple(Taken(step="semen", on=date.fromisoformat(on), negative=negative) for on, negative in taken)
    known = Survivor(onset=Dated(date(2014, 12, 20)), discharged=Dated(date(2015, 1, 10)), sex=Sex.MALE, taken=tests)
    decision = survivor_steps(known, EBOLA, AS_OF, ZONE)
    assert isinstance(decision, Decision)
    return {visit.state for visit in decision.outcome if visit.step == "semen"}


def test_a_burial_that_is_over_says_so() -> None:
    steps = frozenset({"report", "team", "family", "swab", "body", "burial", "home"})
    death = Death(case_class=CaseClass.CONFIRMED, died_at=AS_OF, family_agrees=True, done=steps)
    decision = burial_steps(death, EBOLA, AS_OF, ZONE)
    assert isinstance(decision, Decision)
    assert {step.state for step in decision.outcome} == {StepState.DONE, StepState.NOT_NEEDED}
    assert [reason.clause.number for reason in decision.reasons] == ["14.3"]


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: burial_steps(Death(died_at=datetime(2015, 5, 1, tzinfo=UTC)), EBOLA, AS_OF, ZONE), "FACT_IN_FUTURE"),
        (lambda: survivor_steps(Survivor(discharged=Dated(date(2015, 5, 1))), EBOLA, AS_OF, ZONE), "FACT_IN_FUTURE"),
        (lambda: survivor_steps(Survivor(taken=(Taken(step="spa", on=date(2015, 4, 1)),)), EBOLA, AS_OF, ZONE), "STEP_UNKNOWN"),
        (lambda: open_questions("case", Known(), load_edition("covid19-cn-8"), AS_OF, ZONE), "EDITION_SILENT"),
        (lambda: burial_steps(Death(), EBOLA, AS_OF, "Mars/Base"), "ZONE_UNKNOWN"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused(ask, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ProblemError) as refusal:
        ask()
    assert refusal.value.problem.code == code
