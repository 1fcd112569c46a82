"""Zones of an edition, strictest first: which unit becomes one, what it asks of people, when it is lifted or starts anew."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.contacts import ReleaseDay
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text
from outpace.words.zone import Ground, Likelihood, Link, UnitKind


class CaseDay(StrEnum):
    """How the day of the last case is counted: as day 0, or already as day 1."""

    ZERO = "case_day_is_zero"
    ONE = "case_day_is_one"


class CountsFrom(StrEnum):
    """Where quiet days start: at the last case, or at the later of last case and the day the zone was set."""

    LAST_CASE = "last_case"
    ZONE_SET = "zone_set"


class Reach(StrEnum):
    """How far a new start reaches: always the whole unit, or only its parts where spread stayed within them."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneCriterion:
    """One way to become this zone: every condition that is set must hold."""

    links: frozenset[Link] | None = None
    likelihoods: frozenset[Likelihood] | None = None
    frequent: bool | None = None
    hard_to_trace: bool | None = None
    positive_in: frozenset[str] | None = None
    county_affected: bool | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """So many days without a new case of the unit."""

    days: Number
    release_day: ReleaseDay
    counts_from: CountsFrom
    clause: Clause


@dataclass(frozen=True, slots=True)
class ContactsOut:
    """The last contact left the unit so many days ago and tested negative."""

    days: Number
    release_day: ReleaseDay
    clause: Clause


@dataclass(frozen=True, slots=True)
class FinalRound:
    """A full round with only negative results.

    Sampled at most so many days or hours before lifting, or on the last of the quiet days or later.
    """

    within_days: Number | None
    within_hours: Number | None
    from_day: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Together:
    """The zones it belongs to have been lifted."""

    zones: frozenset[str]
    clause: Clause


LiftCondition = Quiet | ContactsOut | FinalRound | Together


@dataclass(frozen=True, slots=True)
class Lift:
    """A way out of a zone: what it becomes (None: no zone) once all conditions are met.

    `came_from` limits it to units that were stepped down from that zone.
    """

    to: str | None
    came_from: str | None
    conditions: tuple[LiftCondition, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class ZoneClass:
    """A zone: which kinds of units can be one (None: any), ways to become it, what it asks of people, ways out."""

    id: str
    label: Text
    duties: Text
    units: frozenset[UnitKind] | None
    any_of: tuple[ZoneCriterion, ...]
    lifts: tuple[Lift, ...]
    clause: Clause

    def lift(self, came_from: str | None) -> Lift:
        """The way out for a unit that was stepped down from another zone, or set so from the start."""
        special = (lift for lift in self.lifts if lift.came_from is not None and lift.came_from == came_from)
        return next(special, next(lift for lift in self.lifts if lift.came_from is None))


@dataclass(frozen=True, slots=True)
class Restart:
    """Which infections found after sealing start the clock anew, and for how much of the unit."""

    grounds: tuple[Ground, ...]
    reach: Reach
    clause: Clause


@dataclass(frozen=True, slots=True)
class Zones:
    """All zones of the edition, strictest first."""

    classes: tuple[ZoneClass, ...]
    case_day: CaseDay
    restart: Restart
    clause: Clause


def _zones(spot: Spot, ledger: Ledger) -> Zones:
    fields = spot.keys("clause case_day classes restart")
    ids = [item.keys("id", "label duties units clause any_of lift")["id"] for item in fields["classes"].items()]
    names = [one.word() for one in ids]
    for one in ids:
        if names.count(one.word()) > 1:
            raise one.refuse("PROTOCOL_KEY_TWICE", key=one.word())
    return Zones(
        classes=tuple(_zone(item, ledger, names) for item in fields["classes"].items()),
        case_day=fields["case_day"].choice(CaseDay),
        restart=_restart(fields["restart"], ledger),
        clause=ledger.clause(fields["clause"]),
    )


def _zone(spot: Spot, ledger: Ledger, names: list[str]) -> ZoneClass:
    fields = spot.keys("id label duties clause any_of lift", "units")
    units = fields.get("units")
    lifts = tuple(_lift(item, ledger, names) for item in fields["lift"].items())
    if sum(lift.came_from is None for lift in lifts) != 1:
        raise fields["lift"].refuse("PROTOCOL_TYPE", name="lift", expected="one way out without came_from")
    return ZoneClass(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        duties=ledger.text(fields["duties"]),
        units=frozenset(item.choice(UnitKind) for item in units.items()) if units else None,
        any_of=tuple(_criterion(item, names) for item in fields["any_of"].items()),
        lifts=lifts,
        clause=ledger.clause(fields["clause"]),
    )


def _criterion(spot: Spot, names: list[str]) -> ZoneCriterion:
    fields = spot.keys("", "links likelihood frequent hard_to_trace positive_in county_affected")
    if not fields:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="links", name=spot.name)
    links, likelihood, inside = (fields.get(key) for key in ("links", "likelihood", "positive_in"))
    truths = {key: fields[key].truth() for key in ("frequent", "hard_to_trace", "county_affected") if key in fields}
    return ZoneCriterion(
        links=frozenset(item.choice(Link) for item in links.items()) if links else None,
        likelihoods=frozenset(item.choice(Likelihood) for item in likelihood.items()) if likelihood else None,
        positive_in=frozenset(_known(item, names) for item in inside.items()) if inside else None,
        **truths,
    )


def _lift(spot: Spot, ledger: Ledger, names: list[str]) -> Lift:
    fields = spot.keys("clause conditions", "to came_from")
    return Lift(
        to=_known(fields["to"], names) if "to" in fields else None,
        came_from=_known(fields["came_from"], names) if "came_from" in fields else None,
        conditions=tuple(_condition(item, ledger, names) for item in fields["conditions"].items()),
        clause=ledger.clause(fields["clause"]),
    )


def _condition(spot: Spot, ledger: Ledger, names: list[str]) -> LiftCondition:
    found = spot.mapping()
    if "no_new_case" in found:
        fields = spot.keys("no_new_case release_day clause", "counts_from")
        start = fields["counts_from"].choice(CountsFrom) if "counts_from" in fields else CountsFrom.LAST_CASE
        days = ledger.number(fields["no_new_case"], Unit.DAY)
        return Quiet(days, fields["release_day"].choice(ReleaseDay), start, ledger.clause(fields["clause"]))
    if "contacts_out" in found:
        fields = spot.keys("contacts_out release_day clause")
        days = ledger.number(fields["contacts_out"], Unit.DAY)
        return ContactsOut(days, fields["release_day"].choice(ReleaseDay), ledger.clause(fields["clause"]))
    if "together_with" in found:
        fields = spot.keys("together_with clause")
        zones = frozenset(_known(item, names) for item in fields["together_with"].items())
        return Together(zones, ledger.clause(fields["clause"]))
    return _final_round(spot, ledger)


def _final_round(spot: Spot, ledger: Ledger) -> FinalRound:
    fields = spot.keys("round clause")
    limits = fields["round"].keys("", "within_days within_hours from_day")
    if not limits:
        raise fields["round"].refuse("PROTOCOL_KEY_MISSING", key="within_days", name="round")
    return FinalRound(
        within_days=ledger.number(limits["within_days"], Unit.DAY) if "within_days" in limits else None,
        within_hours=ledger.number(limits["within_hours"], Unit.HOUR) if "within_hours" in limits else None,
        from_day=ledger.number(limits["from_day"], Unit.DAY) if "from_day" in limits else None,
        clause=ledger.clause(fields["clause"]),
    )


def _restart(spot: Spot, ledger: Ledger) -> Restart:
    fields = spot.keys("grounds reach clause")
    grounds = tuple(item.choice(Ground) for item in fields["grounds"].items())
    return Restart(grounds, fields["reach"].choice(Reach), ledger.clause(fields["clause"]))


def _known(spot: Spot, names: list[str]) -> str:
    if spot.word() not in names:
        raise spot.refuse("PROTOCOL_CHOICE", name=spot.name, value=spot.word(), allowed=", ".join(names))
    return spot.word()


ZONES = Section("zones", _zones)
