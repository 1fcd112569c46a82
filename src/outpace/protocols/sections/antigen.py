"""Antigen tests: who takes them on which days, and the clauses that say what a result means. A result makes no case."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause
from outpace.words.sampling import AntigenGroup


@dataclass(frozen=True, slots=True)
class AntigenDays:
    """Groups and their days: the first so many, each day, or no later than so many after onset. No days: as they wish."""

    groups: frozenset[AntigenGroup]
    days: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Antigen:
    """Daily from the day quarantine or the zone began; within days of onset; freely; and what a result leads to."""

    daily: AntigenDays
    after_onset: AntigenDays
    free: AntigenDays
    positive_clause: Clause
    negative_clause: Clause


def _antigen(spot: Spot, ledger: Ledger) -> Antigen:
    fields = spot.keys("daily after_onset free positive negative")
    daily, after_onset, free = (_days(fields[key], ledger) for key in ("daily", "after_onset", "free"))
    named = [group for one in (daily, after_onset, free) for group in one.groups]
    if sorted(named) != sorted(AntigenGroup):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="each group once")
    return Antigen(daily, after_onset, free, ledger.clause(fields["positive"]), ledger.clause(fields["negative"]))


def _days(spot: Spot, ledger: Ledger) -> AntigenDays:
    fields = spot.keys("groups clause" if spot.name == "free" else "groups days clause")
    return AntigenDays(
        groups=frozenset(item.choice(AntigenGroup) for item in fields["groups"].items()),
        days=ledger.number(fields["days"], Unit.DAY) if "days" in fields else None,
        clause=ledger.clause(fields["clause"]),
    )


ANTIGEN = Section("antigen", _antigen)
