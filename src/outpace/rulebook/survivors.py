"""Survivors: which steps of the programme are due as of a day. All of it is offered; nothing of it restricts anybody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from outpace.protocols import Edition
from outpace.protocols.sections.survivors import SURVIVORS, CountedFrom, Survivors, SurvivorStepRule
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.case import Sex
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


class VisitState(StrEnum):
    """How a step stands: to come, due, done, missed, or stopped because it has served its purpose."""

    COMING = "coming"
    DUE = "due"
    DONE = "done"
    MISSED = "missed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that was taken: the local day, and the result where there was a test."""

    step: str
    on: date
    negative: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor:
    """What is known of a person who survived."""

    onset: Dated | None = None
    discharged: Dated | None = None
    sex: Sex | None = None
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One step on one day, and how it stands."""

    step: str
    title: Text
    day: int
    on: date
    state: VisitState


def survivor_steps(
    survivor: Survivor, edition: Edition, as_of: datetime, zone: str
) -> Decision[tuple[Visit, ...]] | Undecided:
    """List the steps of the programme for a survivor, by day.

    Undecided where a day or the sex that a step turns on is unknown. Raises ProblemError STEP_UNKNOWN, FACT_IN_FUTURE,
    EDITION_SILENT.
    """
    programme, day = edition.part(SURVIVORS), today(as_of, zone)
    _refuse_impossible(survivor, programme, edition, day)
    needs = _needs(survivor, programme)
    if needs:
        return Undecided(needs, (why(programme.clause, "survivor_facts_needed"),), as_of)
    rules = [rule for rule in programme.steps if rule.sex in (None, survivor.sex)]
    zeros = [(rule, zero) for rule in rules if (zero := _zero(rule, survivor))]
    visits = [visit for rule, zero in zeros for visit in _visits(rule, zero, survivor, programme, day)]
    ordered = tuple(sorted(visits, key=lambda visit: (visit.on, visit.step)))
    return Decision(ordered, _reasons(programme, ordered), as_of)


def _refuse_impossible(survivor: Survivor, programme: Survivors, edition: Edition, day: date) -> None:
    refuse_future("onset", survivor.onset, day)
    refuse_future("discharged", survivor.discharged, day)
    known = [rule.id for rule in programme.steps]
    for taken in survivor.taken:
        refuse_future(taken.step, Dated(taken.on), day)
        if taken.step not in known:
            raise ProblemError("STEP_UNKNOWN", edition=edition.id, step=taken.step, steps=", ".join(known))


def _needs(survivor: Survivor, programme: Survivors) -> tuple[str, ...]:
    rules = [rule for rule in programme.steps if rule.sex is None or survivor.sex in (None, rule.sex)]
    counted = {rule.counted_from for rule in rules}
    missing = {
        "discharged": CountedFrom.DISCHARGE in counted and exact(survivor.discharged) is None,
        "onset": CountedFrom.ONSET in counted and exact(survivor.onset) is None,
        "sex": survivor.sex is None and any(rule.sex for rule in rules),
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)


def _zero(rule: SurvivorStepRule, survivor: Survivor) -> date | None:
    return exact(survivor.discharged if rule.counted_from is CountedFrom.DISCHARGE else survivor.onset)


def _visits(rule: SurvivorStepRule, zero: date, survivor: Survivor, programme: Survivors, day: date) -> list[Visit]:
    taken = sorted((one for one in survivor.taken if one.step == rule.id), key=lambda one: one.on)
    over = _over(rule, taken)
    opens = [zero + timedelta(days=count - programme.early_days.value) for count in rule.days.days]
    found = []
    for count, start, end in zip(rule.days.days, opens, (*opens[1:], date.max), strict=True):
        on = zero + timedelta(days=count)
        state = _state(on, (start, end), [one.on for one in taken], over, day)
        found.append(Visit(rule.id, rule.title, count, on, state))
    return found


def _state(on: date, span: tuple[date, date], taken: list[date], over: date | None, day: date) -> VisitState:
    start, end = span
    if any(start <= one < end for one in taken):
        return VisitState.DONE
    if over is not None and start > over:
        return VisitState.STOPPED
    if day >= end:
        return VisitState.MISSED
    return VisitState.DUE if day >= on else VisitState.COMING


def _over(rule: SurvivorStepRule, taken: list[Taken]) -> date | None:
    """The day on which the last negative result that was wanted came in; None while the step goes on."""
    if rule.negatives is None:
        return None
    in_a_row = list(takewhile(lambda one: one.negative is True, reversed(taken)))
    return taken[-1].on if len(in_a_row) >= rule.negatives.value else None


def _reasons(programme: Survivors, visits: tuple[Visit, ...]) -> tuple[Reason, ...]:
    clauses = {rule.id: rule for rule in programme.steps}
    due = [
        why(clauses[visit.step].clause, "survivor_step", title=visit.title, day=visit.day, on=visit.on)
        for visit in visits
        if visit.state is VisitState.DUE
    ]
    stopped = [
        why(rule.clause, "survivor_stopped", title=rule.title, negatives=rule.negatives.value)
        for rule in programme.steps
        if rule.negatives and any(v.step == rule.id and v.state is VisitState.STOPPED for v in visits)
    ]
    return (*due, *stopped) or (why(programme.clause, "survivor_nothing_due"),)
