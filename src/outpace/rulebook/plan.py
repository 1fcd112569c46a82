"""Plan triggers: which response level the counts propose, what the runbook then asks by when, and standing down.

The rule only proposes. A level is active when a named person of the right office has activated it, and stays so until one
of them stands it down.
"""

from dataclasses import dataclass
from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.plan import PLAN, Bound, Plan, ResponseLevel, Trigger
from outpace.rulebook.instants import local_minute
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import instant
from outpace.words.power import Office
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The situation in counts; None is unknown. The periods they cover are the plan's own words."""

    local_infections: int | None = None
    infections_without_source: int | None = None
    clusters: int | None = None
    counties: int | None = None
    cities: int | None = None
    deaths: int | None = None
    days_since_last_outside_control: int | None = None
    days_since_last_infection: int | None = None
    closed_zones: int | None = None
    people_in_quarantine: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """Who activated which level, for which office, and when."""

    level: ResponseLevel
    person: str
    office: Office
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The counts, when the trigger came true, and the activation if there is one."""

    counts: Counts
    triggered_at: datetime | None = None
    active: Activation | None = None


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step of the runbook and when it is due (UTC)."""

    kind: str
    title: Text
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed (None: nothing stronger than what is active), who may activate it, what is active, the runbook."""

    proposed: ResponseLevel | None
    trigger: str | None
    may_activate: Office | None
    active: ResponseLevel | None
    runbook: tuple[StepDue, ...]
    stronger_needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandDown:
    """Whether standing down may be proposed, and which conditions are not met."""

    may_propose: bool
    open: tuple[Text, ...]


def propose_level(situation: Situation, edition: Edition, as_of: datetime, zone: str) -> Decision[Proposal] | Undecided:
    """Propose the strongest level whose trigger is met; counts that could make it stronger are named beside it.

    Raises ProblemError FACT_NEGATIVE, EDITION_SILENT.
    """
    plan = edition.part(PLAN)
    _refuse_negative(situation.counts)
    needs: list[str] = []
    for trigger in plan.triggers:
        missing = _missing(trigger.bounds, situation.counts)
        if missing == ():
            return _proposed(trigger, tuple(dict.fromkeys(needs)), situation, plan, as_of, zone)
        needs += missing or ()
    if needs:
        return Undecided(tuple(dict.fromkeys(needs)), (why(plan.activation_clause, "plan_open"),), as_of)
    active = _active(situation, plan, as_of)
    reasons = (why(plan.activation_clause, "plan_no_trigger"), *_activation(situation, plan, as_of))
    return Decision(Proposal(None, None, None, active, ()), reasons, as_of)


def stand_down(situation: Situation, edition: Edition, as_of: datetime, _: str) -> Decision[StandDown] | Undecided:
    """Say whether standing down may be proposed: every condition has to be met, and an unknown one is no yes."""
    plan = edition.part(PLAN)
    _refuse_negative(situation.counts)
    if _active(situation, plan, as_of) is None:
        return Decision(StandDown(False, ()), (why(plan.stand_down_clause, "plan_nothing_active"),), as_of)
    found = [(bound, _met(bound, situation.counts)) for bound in plan.stand_down]
    broken = tuple(bound.label for bound, met in found if met is False)
    unknown = tuple(bound.fact for bound, met in found if met is None)
    if unknown and not broken:
        return Undecided(unknown, (why(plan.stand_down_clause, "stand_down_open"),), as_of)
    if broken:
        reasons = tuple(why(plan.stand_down_clause, "stand_down_blocked", title=label) for label in broken)
        return Decision(StandDown(False, broken), reasons, as_of)
    return Decision(StandDown(True, ()), (why(plan.stand_down_clause, "stand_down_proposed"),), as_of)


def _proposed(
    trigger: Trigger, stronger_needs: tuple[str, ...], situation: Situation, plan: Plan, as_of: datetime, zone: str
) -> Decision[Proposal]:
    active = _active(situation, plan, as_of)
    stronger = active is None or trigger.level.strength > active.strength
    level = trigger.level if stronger else None
    wanted = trigger.level if stronger else active
    outcome = Proposal(
        proposed=level,
        trigger=trigger.id,
        may_activate=plan.activated_by(trigger.level) if stronger else None,
        active=active,
        runbook=_runbook(wanted, situation, plan),
        stronger_needs=stronger_needs,
    )
    key = "plan_proposed" if stronger else "plan_active_enough"
    first = why(trigger.clause, key, title=trigger.label, level=trigger.level)
    ran = _runbook_said(wanted, situation, plan, zone)
    return Decision(outcome, (first, *_activation(situation, plan, as_of), *ran), as_of)


def _runbook_said(level: ResponseLevel | None, situation: Situation, plan: Plan, zone: str) -> tuple[Reason, ...]:
    if situation.triggered_at is None:
        return ()
    start = local_minute(instant(situation.triggered_at), zone)
    clauses = {step.clause.number: step.clause for step in plan.runbook if level in step.levels}
    return tuple(why(clause, "plan_runbook", start=start) for clause in clauses.values())


def _runbook(level: ResponseLevel | None, situation: Situation, plan: Plan) -> tuple[StepDue, ...]:
    """The steps and their times; none while nobody knows when the trigger came true."""
    if level is None or situation.triggered_at is None:
        return ()
    start = instant(situation.triggered_at)
    steps = [StepDue(step.kind, step.title, start + step.time) for step in plan.runbook if level in step.levels]
    return tuple(sorted(steps, key=lambda step: step.due_at))


def _active(situation: Situation, plan: Plan, as_of: datetime) -> ResponseLevel | None:
    """The level in force: only one that a named person of the right office has activated."""
    found = situation.active
    if found is None or not found.person.strip() or instant(found.at) > as_of:
        return None
    return found.level if found.office is plan.activated_by(found.level) else None


def _activation(situation: Situation, plan: Plan, as_of: datetime) -> tuple[Reason, ...]:
    found = situation.active
    if found is None:
        return ()
    if _active(situation, plan, as_of) is None:
        return (why(plan.activation_clause, "plan_not_activated", level=found.level),)
    return (why(plan.activation_clause, "plan_activated", level=found.level, person=found.person),)


def _missing(bounds: tuple[Bound, ...], counts: Counts) -> tuple[str, ...] | None:
    """The counts a trigger still needs: none of them when it is met, None when it can't be met any more."""
    found = [(bound.fact, _met(bound, counts)) for bound in bounds]
    if any(met is False for _, met in found):
        return None
    return tuple(fact for fact, met in found if met is None)


def _met(bound: Bound, counts: Counts) -> bool | None:
    count: int | None = getattr(counts, bound.fact)
    if count is None:
        return None
    if bound.at_least is not None:
        return count >= bound.at_least.value
    return bound.at_most is None or count <= bound.at_most.value


def _refuse_negative(counts: Counts) -> None:
    for name in Counts.__dataclass_fields__:
        value = getattr(counts, name)
        if value is not None and value < 0:
            raise ProblemError("FACT_NEGATIVE", fact=name, value=value)
