"""Safe and dignified burial: which steps are due as of a moment. Orders nothing; without the family's word nothing is forced."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from outpace.protocols import Edition
from outpace.protocols.sections.burial import BURIAL, Burial, BurialStepRule, Consent
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.words.case import CaseClass
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import instant
from outpace.words.problem import ProblemError


class StepState(StrEnum):
    """How a step stands: done, due, late, waiting for something before it, or not needed any more."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    WAITING = "waiting"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """What is known of a death: class of the case, the moment, the family's answer, and the steps already taken.

    `family_agrees` is None while nobody has asked or the family has not answered.
    """

    case_class: CaseClass | None = None
    died_at: datetime | None = None
    family_agrees: bool | None = None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BurialStep:
    """One step, who takes it, by when (UTC), and how it stands."""

    id: str
    title: Text
    who: Text
    due_at: datetime
    state: StepState


def burial_steps(
    death: Death, edition: Edition, as_of: datetime, zone: str
) -> Decision[tuple[BurialStep, ...]] | Undecided:
    """List the steps of a safe and dignified burial with their limits; none where the class asks for none.

    Undecided without class or moment of death. Raises ProblemError STEP_UNKNOWN, FACT_IN_FUTURE, EDITION_SILENT.
    """
    rules = edition.part(BURIAL)
    today(as_of, zone)
    _refuse_impossible(death, rules, edition, as_of)
    if death.case_class is not None and death.case_class not in rules.classes:
        reason = why(rules.clause, "burial_not_needed", case_class=death.case_class)
        return Decision((), (reason,), as_of)
    if death.case_class is None or death.died_at is None:
        return _undecided(death, rules, as_of)
    steps = tuple(_step(rule, death, death.died_at, as_of) for rule in rules.steps)
    return Decision(steps, _reasons(rules, steps, zone), as_of)


def _refuse_impossible(death: Death, rules: Burial, edition: Edition, as_of: datetime) -> None:
    known = [rule.id for rule in rules.steps]
    for step in sorted(death.done - set(known)):
        raise ProblemError("STEP_UNKNOWN", edition=edition.id, step=step, steps=", ".join(known))
    if death.died_at is not None and death.died_at > as_of:
        raise ProblemError("FACT_IN_FUTURE", fact="died_at", day=f"{death.died_at:%Y-%m-%dT%H:%M}", as_of=str(as_of))


def _undecided(death: Death, rules: Burial, as_of: datetime) -> Undecided:
    needs = [("case_class", "burial_class_needed")] if death.case_class is None else []
    needs += [("died_at", "burial_death_needed")] if death.died_at is None else []
    return Undecided(tuple(need for need, _ in needs), tuple(why(rules.clause, key) for _, key in needs), as_of)


def _step(rule: BurialStepRule, death: Death, died_at: datetime, as_of: datetime) -> BurialStep:
    due = instant(died_at) + timedelta(hours=rule.hours.value)
    return BurialStep(rule.id, rule.title, rule.who, due, _state(rule, death, due, as_of))


def _state(rule: BurialStepRule, death: Death, due: datetime, as_of: datetime) -> StepState:
    if rule.id in death.done:
        return StepState.DONE
    if (rule.consent, death.family_agrees) == (Consent.REFUSED, True):
        return StepState.NOT_NEEDED
    if not _may_begin(rule, death):
        return StepState.WAITING
    return StepState.DUE if as_of <= due else StepState.OVERDUE


def _may_begin(rule: BurialStepRule, death: Death) -> bool:
    wanted = {Consent.AGREED: True, Consent.REFUSED: False}
    if rule.consent in wanted and death.family_agrees is not wanted[rule.consent]:
        return False
    return set(rule.after) <= death.done


def _reasons(rules: Burial, steps: tuple[BurialStep, ...], zone: str) -> tuple[Reason, ...]:
    said = [_reason(rule, step, zone) for rule, step in zip(rules.steps, steps, strict=True)]
    return tuple(reason for reason in said if reason) or (why(rules.clause, "burial_nothing_left"),)


def _reason(rule: BurialStepRule, step: BurialStep, zone: str) -> Reason | None:
    match step.state:
        case StepState.DUE | StepState.OVERDUE:
            due = f"{step.due_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
            return why(rule.clause, "burial_step", title=rule.title, who=rule.who, due=due)
        case StepState.WAITING:
            return why(rule.clause, "burial_step_waits", title=rule.title)
    return None
