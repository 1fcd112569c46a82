"""Clearance of a unit or an area: open, community zero, isolation zero, closed; a step back is as quick as the facts.

States are read off the daily counts of one unit, never off a wish: a day without a figure is not a day without cases.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.areas import CLEARANCE, ClosingFrom, QuietDays
from outpace.protocols.sections.areas import Clearance as ClearanceRule
from outpace.rulebook.facts import not_after, refuse_future, today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.words.decision import Clause, Decision, Reason, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


class Clear(StrEnum):
    """How clear a unit is, in the order in which it gets there."""

    OPEN = "open"
    COMMUNITY_ZERO = "community_zero"
    ISOLATION_ZERO = "isolation_zero"
    CLOSED = "closed"


class Step(StrEnum):
    """Whether a state is further than that of the day before."""

    FORWARD = "forward"
    BACK = "back"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """New infections of a day: found outside control, and found under control. None is unknown, not zero."""

    on: date
    outside: int | None = None
    inside: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceFacts:
    """Daily figures of one unit (only days that are closed), zones still in force and people still followed.

    `last_patient_clear`: the day the last patient tested negative for the second time, or was buried safely.
    """

    unit: str
    days: tuple[DayFigures, ...]
    zones_in_force: int | None = None
    people_followed: int | None = None
    last_patient_clear: Dated | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """The state of a unit on the last closed day, the quiet days outside control and altogether, and the step taken."""

    unit: str
    state: Clear
    on: date
    quiet_outside: int
    quiet_anywhere: int
    step: Step


def clearance(facts: ClearanceFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[Clearance] | Undecided:
    """Give the state of a unit.

    Undecided where a day or a count that could still matter is missing. Raises ProblemError FACT_IN_FUTURE,
    FACT_NEGATIVE, DAY_TWICE, EDITION_SILENT.
    """
    today_ = today(as_of, zone)
    _refuse_impossible(facts, today_)
    rule = edition.part(CLEARANCE)
    if not facts.days:
        return Undecided(("days",), (why(rule.community.clause, "clear_open_facts", unit=facts.unit),), as_of)
    on = max(max(day.on for day in facts.days), today_ - timedelta(days=1))
    found = _state(facts, rule, on)
    if isinstance(found, tuple):
        clause = _clause(rule, found)
        return Undecided(found, (why(clause, "clear_open_facts", unit=facts.unit),), as_of)
    outcome = Clearance(facts.unit, found, on, *_quiet_runs(facts, on), _step(facts, rule, found, on))
    return Decision(outcome, (_reason(rule, outcome), *_last_patient(facts, rule, outcome)), as_of)


def _refuse_impossible(facts: ClearanceFacts, day: date) -> None:
    seen: set[date] = set()
    for each in facts.days:
        refuse_future("days", Dated(each.on), day)
        refuse_negative("outside", each.outside)
        refuse_negative("inside", each.inside)
        if each.on in seen:
            raise ProblemError("DAY_TWICE", day=each.on.isoformat())
        seen.add(each.on)
    refuse_negative("zones_in_force", facts.zones_in_force)
    refuse_negative("people_followed", facts.people_followed)
    refuse_future("last_patient_clear", facts.last_patient_clear, day)


def _state(facts: ClearanceFacts, rule: ClearanceRule, on: date) -> Clear | tuple[str, ...]:
    """The state on a day, or the facts it still needs."""
    figures = {day.on: day for day in facts.days}
    community = _quiet(figures, rule.community, on, anywhere=False)
    if community is not True:
        return Clear.OPEN if community is False else ("days",)
    isolation = _quiet(figures, rule.isolation, on, anywhere=True)
    if isolation is not True:
        return Clear.COMMUNITY_ZERO if isolation is False else ("days",)
    closing, patient = _quiet(figures, rule.closing, on, anywhere=True), _last_patient_long_clear(facts, rule, on)
    if closing is False or patient is False or facts.zones_in_force or facts.people_followed:
        return Clear.ISOLATION_ZERO
    known = {"days": closing, "last_patient_clear": patient}
    known |= {name: getattr(facts, name) for name in ("zones_in_force", "people_followed")}
    return tuple(name for name, value in known.items() if value is None) or Clear.CLOSED


def _last_patient_long_clear(facts: ClearanceFacts, rule: ClearanceRule, on: date) -> bool | None:
    """Whether the last patient has been clear for the days until closing; always where the edition counts infections only."""
    if rule.closing_from is ClosingFrom.LAST_INFECTION:
        return True
    return not_after(facts.last_patient_clear, on - timedelta(days=rule.closing.days.value))


def _quiet(figures: dict[date, DayFigures], rule: QuietDays, on: date, *, anywhere: bool) -> bool | None:
    """Whether the last days up to `on` were all without a new infection; unknown where one of them is."""
    window = [figures.get(on - timedelta(days=back)) for back in range(rule.days.value)]
    counts = [None if day is None else day.outside for day in window]
    counts += [None if day is None else day.inside for day in window] if anywhere else []
    if any(counts):
        return False
    return None if None in counts else True


def _quiet_runs(facts: ClearanceFacts, on: date) -> tuple[int, int]:
    figures = {day.on: day for day in facts.days}
    return _run(figures, on, anywhere=False), _run(figures, on, anywhere=True)


def _run(figures: dict[date, DayFigures], on: date, *, anywhere: bool) -> int:
    days = 0
    while (day := figures.get(on - timedelta(days=days))) and day.outside == 0 and (not anywhere or day.inside == 0):
        days += 1
    return days


def _step(facts: ClearanceFacts, rule: ClearanceRule, now: Clear, on: date) -> Step:
    before = _state(replace(facts, days=tuple(day for day in facts.days if day.on < on)), rule, on - timedelta(days=1))
    if isinstance(before, tuple):
        return Step.UNKNOWN
    order = list(Clear)
    change = order.index(now) - order.index(before)
    return Step.FORWARD if change > 0 else Step.BACK if change < 0 else Step.SAME


def _last_patient(facts: ClearanceFacts, rule: ClearanceRule, outcome: Clearance) -> tuple[Reason, ...]:
    """The day the last patient was clear, once the unit is near its end and where the edition counts from it."""
    if rule.closing_from is ClosingFrom.LAST_INFECTION or facts.last_patient_clear is None:
        return ()
    if outcome.state not in (Clear.ISOLATION_ZERO, Clear.CLOSED):
        return ()
    days = rule.closing.days.value
    return (why(rule.closing.clause, "clear_last_patient", day=str(facts.last_patient_clear), days=days),)


def _clause(rule: ClearanceRule, needs: tuple[str, ...]) -> Clause:
    return rule.community.clause if needs == ("days",) else rule.closing.clause


def _reason(rule: ClearanceRule, outcome: Clearance) -> Reason:
    values: dict[str, str | int] = {
        "unit": outcome.unit,
        "outside": outcome.quiet_outside,
        "anywhere": outcome.quiet_anywhere,
    }
    match outcome.state:
        case Clear.OPEN:
            return why(rule.community.clause, "clear_open", days=rule.community.days.value, **values)
        case Clear.COMMUNITY_ZERO:
            return why(rule.community.clause, "clear_community", days=rule.isolation.days.value, **values)
        case Clear.ISOLATION_ZERO:
            return why(rule.isolation.clause, "clear_isolation", days=rule.closing.days.value, **values)
        case Clear.CLOSED:
            return why(rule.closing.clause, "clear_closed", **values)
