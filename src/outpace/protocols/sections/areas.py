"""Areas as a whole: risk levels by counts, when an area is clear again, and what a quarantine site must keep to."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCriterion:
    """One way to reach a level: every count that is set must be reached. No count: always."""

    new_at_least: Number | None = None
    cumulative_over: Number | None = None
    clusters_at_least: Number | None = None


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """A level by counts."""

    id: str
    label: Text
    any_of: tuple[LevelCriterion, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class RiskLevels:
    """All levels, highest first, and the days in which new cases and clusters count."""

    window: Number
    levels: tuple[RiskLevel, ...]


@dataclass(frozen=True, slots=True)
class QuietDays:
    """So many days without a new infection."""

    days: Number
    clause: Clause


class ClosingFrom(StrEnum):
    """What the days until closing count from: the last new infection, or the last patient's clear test or burial as well."""

    LAST_INFECTION = "last_infection"
    LAST_PATIENT = "last_patient"


@dataclass(frozen=True, slots=True)
class Clearance:
    """Days without a new infection outside control, without any, and until closing."""

    community: QuietDays
    isolation: QuietDays
    closing: QuietDays
    closing_from: ClosingFrom


@dataclass(frozen=True, slots=True)
class Sites:
    """Quarantine sites: rooms the population needs, batches kept apart, new starts after a case, hours between checks."""

    rooms_per_10k: Number
    capacity_clause: Clause
    batch_clause: Clause
    restart_clause: Clause
    check_hours: Number
    check_clause: Clause


def _risk_levels(spot: Spot, ledger: Ledger) -> RiskLevels:
    fields = spot.keys("window levels")
    levels: dict[str, RiskLevel] = {}
    for item in fields["levels"].items():
        level = _level(item, ledger)
        if level.id in levels:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=level.id)
        levels[level.id] = level
    found = tuple(levels.values())
    if not found or LevelCriterion() not in found[-1].any_of:
        raise fields["levels"].refuse("PROTOCOL_TYPE", name="levels", expected="a last level that always holds ({})")
    return RiskLevels(ledger.number(fields["window"], Unit.DAY), found)


def _level(spot: Spot, ledger: Ledger) -> RiskLevel:
    fields = spot.keys("id label any_of clause")
    criteria = tuple(_criterion(item, ledger) for item in fields["any_of"].items())
    return RiskLevel(fields["id"].word(), ledger.text(fields["label"]), criteria, ledger.clause(fields["clause"]))


def _criterion(spot: Spot, ledger: Ledger) -> LevelCriterion:
    fields = spot.keys("", "new_at_least cumulative_over clusters_at_least")
    return LevelCriterion(**{key: ledger.number(found, Unit.COUNT) for key, found in fields.items()})


def _clearance(spot: Spot, ledger: Ledger) -> Clearance:
    fields = spot.keys("community isolation closing", "closing_from")
    counts_from = fields["closing_from"].choice(ClosingFrom) if "closing_from" in fields else ClosingFrom.LAST_INFECTION
    community, isolation, closing = (_quiet(fields[key], ledger) for key in ("community", "isolation", "closing"))
    return Clearance(community, isolation, closing, counts_from)


def _quiet(spot: Spot, ledger: Ledger) -> QuietDays:
    fields = spot.keys("days clause")
    found = QuietDays(ledger.number(fields["days"], Unit.DAY), ledger.clause(fields["clause"]))
    if not found.days.value:
        raise fields["days"].refuse("PROTOCOL_TYPE", name="days", expected="at least one day")
    return found


def _sites(spot: Spot, ledger: Ledger) -> Sites:
    fields = spot.keys("capacity batches restart checks")
    capacity, checks = fields["capacity"].keys("rooms_per_10k clause"), fields["checks"].keys("hours clause")
    return Sites(
        rooms_per_10k=ledger.number(capacity["rooms_per_10k"], Unit.PER_10K),
        capacity_clause=ledger.clause(capacity["clause"]),
        batch_clause=ledger.clause(fields["batches"].keys("clause")["clause"]),
        restart_clause=ledger.clause(fields["restart"].keys("clause")["clause"]),
        check_hours=ledger.number(checks["hours"], Unit.HOUR),
        check_clause=ledger.clause(checks["clause"]),
    )


RISK_LEVELS = Section("risk_levels", _risk_levels)
CLEARANCE = Section("clearance", _clearance)
SITES = Section("sites", _sites)
