"""Change of class: from what was known of a person to what is known now, what changed, and whether it counts again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.counting import COUNTING, PRELIMINARY
from outpace.rulebook.case_class import classify
from outpace.rulebook.sentences import why
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import ProblemError

GROUNDS = ("lab_positive", "symptoms", "linked")


class Change(StrEnum):
    """What happened to a class. A conversion stays one infection; a withdrawal takes one back."""

    NONE = "none"
    FIRST = "first"
    CONFIRMED = "confirmed"
    CONVERTED = "converted"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class Changed:
    """The class before and now, the kind of change, the facts that differ, and whether a known fact was corrected."""

    was: CaseClass | None
    now: CaseClass
    change: Change
    facts: tuple[str, ...]
    correction: bool


class Handling(StrEnum):
    """What a preliminary positive leads to: held and checked again, taken as a result, or let go."""

    HOLD_AND_RECHECK = "hold_and_recheck"
    RESULT = "result"
    LET_GO = "let_go"


def change_class(
    before: CaseFacts, after: CaseFacts, edition: Edition, as_of: datetime, reason: str | None = None
) -> Decision[Changed] | Undecided:
    """Say how the class changes from old facts to new ones. A corrected fact needs a `reason`.

    Symptoms that come later are a development, not a correction. Undecided while the new facts give no class.
    """
    now = classify(after, edition, as_of)
    if isinstance(now, Undecided):
        return now
    earlier = classify(before, edition, as_of)
    was = earlier.outcome if isinstance(earlier, Decision) else None
    facts = tuple(name for name in GROUNDS if getattr(before, name) is not getattr(after, name))
    correction = any(_corrected(name, before) for name in facts)
    if correction and not reason:
        return Undecided(("why",), (why(now.reasons[0].clause, "change_why"),), as_of)
    outcome = Changed(was, now.outcome, _change(was, now.outcome, edition), facts, correction)
    clause = earlier.reasons[0].clause if outcome.change is Change.CONVERTED else now.reasons[0].clause
    said = why(clause, f"change_{outcome.change}", now=now.reasons[0].clause.title, why=reason or "")
    return Decision(outcome, (said, *now.reasons), as_of)


def preliminary(
    positive: bool | None, recheck: bool | None, edition: Edition, as_of: datetime
) -> Decision[Handling] | Undecided:
    """Say what a preliminary result leads to; a preliminary positive is never a case. `recheck` is the final result.

    Raises ProblemError EDITION_SILENT, FACTS_CONTRADICT for a recheck of what was not positive.
    """
    clause = edition.part(PRELIMINARY).clause
    if positive is None and recheck is None:
        return Undecided(("preliminary",), (why(clause, "preliminary_open"),), as_of)
    if positive is False and recheck is not None:
        raise ProblemError("FACTS_CONTRADICT", first="preliminary", second="recheck")
    if recheck is not None:
        handling = Handling.RESULT if recheck else Handling.LET_GO
        return Decision(handling, (why(clause, f"preliminary_{handling}"),), as_of)
    handling = Handling.HOLD_AND_RECHECK if positive else Handling.LET_GO
    return Decision(handling, (why(clause, f"preliminary_{handling}"),), as_of)


def _corrected(name: str, before: CaseFacts) -> bool:
    old = getattr(before, name)
    return old is not None and (name != "symptoms" or old is True)


def _change(was: CaseClass | None, now: CaseClass, edition: Edition) -> Change:
    counted = edition.part(COUNTING).classes
    if was is now:
        return Change.NONE
    if was is None:
        return Change.FIRST
    if was in counted and now in counted:
        return Change.CONVERTED
    if now is CaseClass.DISCARDED:
        return Change.WITHDRAWN if was in counted else Change.DISCARDED
    return Change.CONFIRMED if now in counted else Change.RECLASSIFIED
