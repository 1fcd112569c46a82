"""Lifting a zone: each condition met, not met yet or unknown, since when, and the earliest day. Lifts nothing itself.

A unit, not a city: each has its own last case, contacts and rounds. `last_case` is the last one that counts for the unit
by `zone_restart`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.zones import ZONES, ContactsOut, FinalRound, Lift, Quiet, Together
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.rulebook.zone_class import zone_named
from outpace.rulebook.zone_conditions import Condition, Met, contacts_out, final_round, quiet, together
from outpace.rulebook.zone_facts import ZoneFacts, refuse_impossible
from outpace.words.decision import Decision, Reason, Undecided


@dataclass(frozen=True, slots=True)
class ZoneRelease:
    """Whether a zone may be lifted today, what it becomes (None: no zone), all conditions, the earliest possible day."""

    allowed: bool
    to: str | None
    conditions: tuple[Condition, ...]
    earliest: date


def zone_release(facts: ZoneFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[ZoneRelease] | Undecided:
    """Judge whether a zone may be lifted on the local day of `as_of`.

    One condition that is not met decides; unknown ones keep the answer open only while all others are met.
    Raises ProblemError ZONE_CLASS_UNKNOWN, FACT_IN_FUTURE, FACTS_CONTRADICT, FACT_NEGATIVE, EDITION_SILENT.
    """
    day = today(as_of, zone)
    lift = _lift(facts, edition)
    refuse_impossible(facts, day)
    conditions = lift_conditions(facts, edition, as_of, zone)
    reasons = tuple(
        Reason(each.clause, each.text, {"condition": each.kind, "state": each.state}) for each in conditions
    )
    earliest = max((day, *(each.earliest for each in conditions if each.earliest)))
    states = {each.state for each in conditions}
    if Met.NOT_YET not in states and Met.UNKNOWN in states:
        needs = tuple(dict.fromkeys(need for each in conditions for need in each.needs))
        return Undecided(needs, (why(lift.clause, "lift_open"), *reasons), as_of)
    outcome = ZoneRelease(Met.NOT_YET not in states, lift.to, conditions, earliest)
    return Decision(outcome, (_verdict(facts, lift, outcome, edition), *reasons), as_of)


def lift_conditions(facts: ZoneFacts, edition: Edition, as_of: datetime, zone: str) -> tuple[Condition, ...]:
    """List where each condition stands, in the order of the edition: what a screen shows live.

    A round must hold on the day on which all the rest can be met, so it is judged last.
    """
    day = today(as_of, zone)
    rules = _lift(facts, edition).conditions
    early = {rule: _judge(rule, facts, edition, day) for rule in rules if not isinstance(rule, FinalRound)}
    start = max((day, *(each.earliest for each in early.values() if each.earliest)))
    moment = as_of if start == day else as_of + timedelta(days=(start - day).days)
    return tuple(
        final_round(rule, facts, edition, day, start, moment, zone) if isinstance(rule, FinalRound) else early[rule]
        for rule in rules
    )


def _judge(rule: Quiet | ContactsOut | Together, facts: ZoneFacts, edition: Edition, day: date) -> Condition:
    case_day = edition.part(ZONES).case_day
    match rule:
        case Quiet():
            return quiet(rule, facts, case_day, day)
        case ContactsOut():
            return contacts_out(rule, facts, case_day, day)
        case Together():
            return together(rule, facts, day)


def _lift(facts: ZoneFacts, edition: Edition) -> Lift:
    zones = edition.part(ZONES)
    if facts.came_from is not None:
        zone_named(zones, facts.came_from, edition)
    return zone_named(zones, facts.zone_class, edition).lift(facts.came_from)


def _verdict(facts: ZoneFacts, lift: Lift, outcome: ZoneRelease, edition: Edition) -> Reason:
    zones = edition.part(ZONES)
    title = zone_named(zones, facts.zone_class, edition).label
    if not outcome.allowed:
        return why(lift.clause, "lift_blocked", title=title, earliest=outcome.earliest)
    if lift.to is None:
        return why(lift.clause, "lift_allowed", title=title)
    return why(lift.clause, "step_allowed", title=title, to=zone_named(zones, lift.to, edition).label)
