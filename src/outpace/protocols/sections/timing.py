"""What a fact starts and the hours it may take; and the hour at which a day's figures close."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.telling import tell_cut_off, tell_timers
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition


class Fact(StrEnum):
    """Facts that start task timers."""

    CASE_REGISTERED = "case_registered"
    CONTACT_PROPOSED = "contact_proposed"
    CONTACT_CONFIRMED = "contact_confirmed"
    CONTACT_ARRIVED = "contact_arrived"
    POSITIVE_RESULT = "positive_result"
    SPECIMEN_TAKEN = "specimen_taken"
    CLASS_WITHOUT_LABORATORY = "class_without_laboratory"
    LETTER_RECEIVED = "letter_received"
    ZONE_CLOSED = "zone_closed"
    SUPPLY_REQUESTED = "supply_requested"
    SCREENING_ORDERED = "screening_ordered"
    ROOMS_ORDERED = "rooms_ordered"
    FINDING_ORDERED = "finding_ordered"
    OUTBREAK_NOTICED = "outbreak_noticed"
    RESTRICTION_APPEALED = "restriction_appealed"


class Step(StrEnum):
    """The link of the loop a task belongs to."""

    REPORT = "report"
    TEST = "test"
    TRACE = "trace"
    ALLOCATE = "allocate"
    TRANSFER = "transfer"
    QUARANTINE = "quarantine"
    SUPPLY = "supply"
    INFORM = "inform"
    INSPECT = "inspect"


class Group(StrEnum):
    """Whom or what a limit is for, where one fact has several."""

    FEVER_CLINIC = "fever_clinic"
    OUTPATIENT = "outpatient"
    CONTACT = "contact"
    SCREENED = "screened"
    URGENT_NEED = "urgent_need"
    DAILY_NEED = "daily_need"
    UP_TO_FIVE_MILLION = "up_to_five_million"
    ABOVE_FIVE_MILLION = "above_five_million"
    NAMED_AREA = "named_area"


@dataclass(frozen=True, slots=True)
class TimerRule:
    """A task that a fact starts, and the hours it may take. `tiers` limits it to contacts of those tiers, `groups` likewise."""

    fact: Fact
    tiers: frozenset[str] | None
    groups: frozenset[Group] | None
    kind: str
    title: Text
    step: Step
    hours: Number
    clause: Clause


@dataclass(frozen=True, slots=True)
class CutOff:
    """The hour of the day at which figures close; a fact known only by its day is timed from it."""

    hour: Number
    clause: Clause


def _timers(spot: Spot, ledger: Ledger) -> tuple[TimerRule, ...]:
    return tuple(_timer(item, ledger) for item in spot.items())


def _timer(spot: Spot, ledger: Ledger) -> TimerRule:
    fields = spot.keys("fact kind title step hours clause", "tiers groups")
    tiers, groups = fields.get("tiers"), fields.get("groups")
    return TimerRule(
        fact=fields["fact"].choice(Fact),
        tiers=frozenset(item.word() for item in tiers.items()) if tiers else None,
        groups=frozenset(item.choice(Group) for item in groups.items()) if groups else None,
        kind=fields["kind"].word(),
        title=ledger.text(fields["title"]),
        step=fields["step"].choice(Step),
        hours=ledger.number(fields["hours"], Unit.HOUR),
        clause=ledger.clause(fields["clause"]),
    )


def _tiers_exist(spot: Spot, timers: tuple[TimerRule, ...], edition: "Edition") -> None:
    known = [tier.id for tier in edition.tiers] if any(timer.tiers for timer in timers) else []
    for timer in spot.items():
        tiers = timer.mapping().get("tiers")
        for item in tiers.items() if tiers else ():
            if item.word() not in known:
                raise item.refuse("PROTOCOL_CHOICE", name="tiers", value=item.word(), allowed=", ".join(known))


def _cut_off(spot: Spot, ledger: Ledger) -> CutOff:
    fields = spot.keys("hour clause")
    return CutOff(ledger.number(fields["hour"], Unit.HOUR_OF_DAY), ledger.clause(fields["clause"]))


TIMERS = Section("timers", _timers, _tiers_exist, tell_timers)
FURTHER_TIMERS = Section("further_timers", _timers, _tiers_exist, tell_timers)
CUT_OFF = Section("cut_off", _cut_off, tell=tell_cut_off)
