"""Contingency plan: which facts propose which response level, the runbook with its minutes, and when to stand down.

A trigger proposes; a named person activates. Nothing here activates anything.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text
from outpace.words.power import Office

COUNTS = frozenset(
    {
        "local_infections",
        "infections_without_source",
        "clusters",
        "counties",
        "cities",
        "deaths",
        "days_since_last_outside_control",
        "days_since_last_infection",
        "closed_zones",
        "people_in_quarantine",
    }
)


class ResponseLevel(StrEnum):
    """Response levels, strongest first."""

    I = "I"  # noqa: E741
    II = "II"
    III = "III"
    IV = "IV"

    @property
    def strength(self) -> int:
        return len(ResponseLevel) - list(ResponseLevel).index(self)


@dataclass(frozen=True, slots=True)
class Bound:
    """A count that must be at least, or at most, a number."""

    fact: str
    at_least: Number | None
    at_most: Number | None
    label: Text


@dataclass(frozen=True, slots=True)
class Trigger:
    """Bounds that together propose a level."""

    id: str
    level: ResponseLevel
    bounds: tuple[Bound, ...]
    label: Text
    clause: Clause


@dataclass(frozen=True, slots=True)
class RunbookStep:
    """What has to be done by when after the trigger, and by whom."""

    kind: str
    title: Text
    minutes: Number | None
    hours: Number | None
    levels: frozenset[ResponseLevel]
    clause: Clause

    @property
    def time(self) -> timedelta:
        """How long after the trigger."""
        if self.minutes is not None:
            return timedelta(minutes=self.minutes.value)
        return timedelta(hours=self.hours.value if self.hours else 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Levels with the office that activates each, triggers (strongest first), runbook, conditions of standing down."""

    activates: tuple[tuple[ResponseLevel, Office], ...]
    triggers: tuple[Trigger, ...]
    runbook: tuple[RunbookStep, ...]
    stand_down: tuple[Bound, ...]
    activation_clause: Clause
    stand_down_clause: Clause

    def activated_by(self, level: ResponseLevel) -> Office:
        """The office that may activate a level."""
        return dict(self.activates)[level]


def _plan(spot: Spot, ledger: Ledger) -> Plan:
    fields = spot.keys("levels triggers runbook stand_down activation_clause stand_down_clause")
    levels = fields["levels"].keys(" ".join(ResponseLevel))
    triggers = tuple(_trigger(item, ledger) for item in fields["triggers"].items())
    strengths = [trigger.level.strength for trigger in triggers]
    if not triggers or strengths != sorted(strengths, reverse=True):
        raise fields["triggers"].refuse("PROTOCOL_TYPE", name="triggers", expected="the strongest level first")
    return Plan(
        activates=tuple((level, levels[level].choice(Office)) for level in ResponseLevel),
        triggers=triggers,
        runbook=tuple(_step(item, ledger) for item in fields["runbook"].items()),
        stand_down=tuple(_bound(item, ledger) for item in fields["stand_down"].items()),
        activation_clause=ledger.clause(fields["activation_clause"]),
        stand_down_clause=ledger.clause(fields["stand_down_clause"]),
    )


def _trigger(spot: Spot, ledger: Ledger) -> Trigger:
    fields = spot.keys("id level when label clause")
    bounds = tuple(_bound(item, ledger) for item in fields["when"].items())
    if not bounds:
        raise fields["when"].refuse("PROTOCOL_TYPE", name="when", expected="at least one bound")
    level = fields["level"].choice(ResponseLevel)
    return Trigger(fields["id"].word(), level, bounds, ledger.text(fields["label"]), ledger.clause(fields["clause"]))


def _bound(spot: Spot, ledger: Ledger) -> Bound:
    fields = spot.keys("fact label", "at_least at_most")
    fact = fields["fact"].word()
    if fact not in COUNTS:
        raise fields["fact"].refuse("PROTOCOL_CHOICE", name="fact", value=fact, allowed=", ".join(sorted(COUNTS)))
    if ("at_least" in fields) == ("at_most" in fields):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="at_least | at_most")
    least, most = (ledger.number(fields[key], Unit.COUNT) if key in fields else None for key in ("at_least", "at_most"))
    return Bound(fact, least, most, ledger.text(fields["label"]))


def _step(spot: Spot, ledger: Ledger) -> RunbookStep:
    fields = spot.keys("kind title levels clause", "minutes hours")
    if ("minutes" in fields) == ("hours" in fields):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="minutes | hours")
    return RunbookStep(
        kind=fields["kind"].word(),
        title=ledger.text(fields["title"]),
        minutes=ledger.number(fields["minutes"], Unit.MINUTE) if "minutes" in fields else None,
        hours=ledger.number(fields["hours"], Unit.HOUR) if "hours" in fields else None,
        levels=frozenset(item.choice(ResponseLevel) for item in fields["levels"].items()),
        clause=ledger.clause(fields["clause"]),
    )


PLAN = Section("plan", _plan)
