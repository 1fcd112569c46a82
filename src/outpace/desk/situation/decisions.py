"""What the rulebook says of a case at the instant of reading. Stored nowhere.

Facts that can't be (a day to come, a contradiction) are answered as undecided, with the problem.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outpace.desk.areas.law import law_over
from outpace.desk.cases.facts import facts_of
from outpace.desk.cases.models import Case
from outpace.desk.cases.queries import zone_of
from outpace.protocols import Edition
from outpace.rulebook.case_class import classify
from outpace.rulebook.look_back import Window, look_back
from outpace.rulebook.render import as_json
from outpace.words.case import CaseClass
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import Problem, ProblemError


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions on a case; a Problem where its facts contradict each other or the calendar."""

    case_class: Decision[CaseClass] | Undecided | Problem
    look_back: Decision[Window | None] | Undecided | Problem
    as_of: datetime


def decide(case: Case, as_of: datetime, edition: Edition | None = None) -> Decided:
    """Ask the rulebook about a case, under the law over it unless an edition is given."""
    facts, edition = facts_of(case), edition or law_over(case.incident, case.area_path, as_of)
    return Decided(
        _asked(lambda: classify(facts, edition, as_of)),
        _asked(lambda: look_back(facts, edition, as_of, zone_of(case))),
        as_of,
    )


def _asked(question: Callable[[], Decision[Any] | Undecided]) -> Decision[Any] | Undecided | Problem:
    try:
        return question()
    except ProblemError as refused:
        return refused.problem


def decision_json(answer: Decision[Any] | Undecided | Problem, as_of: datetime) -> dict[str, Any]:
    """{outcome, undecided, needs, reasons, as_of, problem}."""
    if isinstance(answer, Problem):
        problem = {"code": answer.code, "title": {"zh": answer.text.zh, "en": answer.text.en}}
        nothing: dict[str, Any] = {"outcome": None, "undecided": True, "needs": [], "reasons": []}
        return {**nothing, "as_of": as_of.isoformat(), "problem": problem}
    return {**as_json(answer), "problem": None}
