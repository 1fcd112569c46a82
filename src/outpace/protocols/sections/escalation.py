"""Who is told when a task nears its limit, is over it, and is twice over; and how a day's tasks are closed out."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


class Told(StrEnum):
    """Who is told."""

    OWNER = "owner"
    TEAM_LEAD = "team_lead"
    COUNTY_COMMAND = "county_command"
    CITY_COMMAND = "city_command"


@dataclass(frozen=True, slots=True)
class Level:
    """From which share of the limit (per cent) whom to tell."""

    share: Number
    tell: tuple[Told, ...]
    label: Text


@dataclass(frozen=True, slots=True)
class Escalation:
    """The levels, mildest first, and the daily close-out: from what age (hours) a task is counted as old."""

    levels: tuple[Level, ...]
    clause: Clause
    old_hours: Number
    close_clause: Clause


def _escalation(spot: Spot, ledger: Ledger) -> Escalation:
    fields = spot.keys("levels clause old_hours close")
    levels = tuple(_level(item, ledger) for item in fields["levels"].items())
    shares = [level.share.amount for level in levels]
    if not levels or shares != sorted(set(shares)):
        raise fields["levels"].refuse("PROTOCOL_TYPE", name="levels", expected="shares of the limit, ascending")
    return Escalation(
        levels=levels,
        clause=ledger.clause(fields["clause"]),
        old_hours=ledger.number(fields["old_hours"], Unit.HOUR),
        close_clause=ledger.clause(fields["close"]),
    )


def _level(spot: Spot, ledger: Ledger) -> Level:
    fields = spot.keys("share tell label")
    tell = tuple(item.choice(Told) for item in fields["tell"].items())
    if not tell:
        raise fields["tell"].refuse("PROTOCOL_TYPE", name="tell", expected="somebody")
    return Level(ledger.number(fields["share"], Unit.SHARE), tell, ledger.text(fields["label"]))


ESCALATION = Section("escalation", _escalation)
