"""Case outcome: what an ending of the edition's list ends and starts. Records nothing and releases nobody."""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.protocols import Edition
from outpace.protocols.sections.outcomes import OUTCOMES, Ends, OutcomeRule, Starts
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.case import Outcome
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Ending:
    """How and when a case ended, what that ends and what it starts."""

    outcome: str
    recorded: Outcome
    on: date
    ends: tuple[Ends, ...]
    starts: tuple[Starts, ...]


def case_outcome(
    outcome: str | None, on: Dated | None, edition: Edition, as_of: datetime, zone: str
) -> Decision[Ending] | Undecided:
    """Say what follows from an outcome. Undecided without an outcome or its exact day.

    Raises ProblemError OUTCOME_UNKNOWN, FACT_IN_FUTURE, EDITION_SILENT.
    """
    rules = edition.part(OUTCOMES)
    refuse_future("outcome_day", on, today(as_of, zone))
    if outcome is None:
        return Undecided(("outcome",), (why(rules[0].clause, "outcome_needed"),), as_of)
    rule = _rule(outcome, rules, edition)
    day = exact(on)
    if day is None:
        return Undecided(("outcome_day",), (why(rule.clause, "outcome_day_needed", label=rule.label),), as_of)
    ending = Ending(rule.id, rule.recorded, day, rule.ends, rule.starts)
    return Decision(ending, (why(rule.clause, "outcome_follows", label=rule.label, on=day),), as_of)


def _rule(outcome: str, rules: tuple[OutcomeRule, ...], edition: Edition) -> OutcomeRule:
    for rule in rules:
        if rule.id == outcome:
            return rule
    known = ", ".join(rule.id for rule in rules)
    raise ProblemError("OUTCOME_UNKNOWN", edition=edition.id, outcome=outcome, outcomes=known)
