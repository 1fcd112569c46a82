"""Tests of many people: pools, how samples are taken where, rounds in zones and cities."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause
from outpace.words.sampling import Form, Group, PoolResult


@dataclass(frozen=True, slots=True)
class Pools:
    """What a pool's result brings, when pooling fits, and how large a pool may be."""

    suspect: frozenset[PoolResult]
    suspect_clause: Clause
    negative_clause: Clause
    prevalence_below: Number
    fit_clause: Clause
    single_only: frozenset[Group]
    single_clause: Clause
    sizes: tuple[Number, ...]
    sizes_clause: Clause


@dataclass(frozen=True, slots=True)
class SamplingRule:
    """How samples are taken of certain groups; pools in these sizes."""

    groups: frozenset[Group]
    form: Form
    sizes: tuple[Number, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class ZoneTests:
    """Rounds of a zone: days counted from the day it was set (day one), and how late the last one may be taken."""

    zone: str
    days: Number
    last_within: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Frequency:
    """A round every so many days for the places that meet it; no condition: for all others."""

    isolation_site: bool
    case_in_rounds: Number | None
    case_in_days: Number | None
    every: Number
    clause: Clause


@dataclass(frozen=True, slots=True)
class MassTests:
    """Full rounds while the source is unclear, then rounds by how recent the last case is, most frequent first."""

    full_rounds: Number
    full_clause: Clause
    frequencies: tuple[Frequency, ...]


@dataclass(frozen=True, slots=True)
class RoundLimit:
    """How long a round may take in a city of at most so many people (None: of any size), and laboratory sites to keep."""

    population_at_most: Number | None
    days: Number | None
    hours: Number | None
    support_sites: Number | None
    clause: Clause


def _pools(spot: Spot, ledger: Ledger) -> Pools:
    fields = spot.keys("suspect negative fits single_only sizes")
    suspect, fits = fields["suspect"].keys("results clause"), fields["fits"].keys("prevalence_below clause")
    single, sizes = fields["single_only"].keys("groups clause"), fields["sizes"].keys("allowed clause")
    return Pools(
        suspect=frozenset(item.choice(PoolResult) for item in suspect["results"].items()),
        suspect_clause=ledger.clause(suspect["clause"]),
        negative_clause=ledger.clause(fields["negative"].keys("clause")["clause"]),
        prevalence_below=ledger.number(fits["prevalence_below"], Unit.SHARE),
        fit_clause=ledger.clause(fits["clause"]),
        single_only=frozenset(item.choice(Group) for item in single["groups"].items()),
        single_clause=ledger.clause(single["clause"]),
        sizes=_sizes(sizes["allowed"], ledger),
        sizes_clause=ledger.clause(sizes["clause"]),
    )


def _sizes(spot: Spot, ledger: Ledger) -> tuple[Number, ...]:
    sizes = tuple(ledger.number(item, Unit.COUNT) for item in spot.items())
    if not sizes or [size.value for size in sizes] != sorted({size.value for size in sizes} - {0, 1}):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="pool sizes above one, ascending")
    return sizes


def _sampling(spot: Spot, ledger: Ledger) -> tuple[SamplingRule, ...]:
    rules = tuple(_sampling_rule(item, ledger) for item in spot.items())
    named = [group for rule in rules for group in rule.groups]
    if len(named) != len(set(named)):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="each group once")
    return rules


def _sampling_rule(spot: Spot, ledger: Ledger) -> SamplingRule:
    fields = spot.keys("groups form clause", "sizes")
    form = fields["form"].choice(Form)
    if (form is Form.POOL) != ("sizes" in fields):
        raise fields["form"].refuse("PROTOCOL_TYPE", name="form", expected="sizes beside a pool, and only there")
    groups = frozenset(item.choice(Group) for item in fields["groups"].items())
    sizes = _sizes(fields["sizes"], ledger) if "sizes" in fields else ()
    return SamplingRule(groups, form, sizes, ledger.clause(fields["clause"]))


def _zone_tests(spot: Spot, ledger: Ledger) -> tuple[ZoneTests, ...]:
    return tuple(_zone_rounds(item, ledger) for item in spot.items())


def _zone_rounds(spot: Spot, ledger: Ledger) -> ZoneTests:
    fields = spot.keys("zone days clause", "last_within")
    within = ledger.number(fields["last_within"], Unit.HOUR) if "last_within" in fields else None
    days = ledger.numbers_of(fields["days"], Unit.DAY_OF_STAGE)
    return ZoneTests(fields["zone"].word(), days, within, ledger.clause(fields["clause"]))


def _mass_tests(spot: Spot, ledger: Ledger) -> MassTests:
    fields = spot.keys("full_rounds frequency")
    full = fields["full_rounds"].keys("at_least clause")
    found = tuple(_frequency(item, ledger) for item in fields["frequency"].items())
    last = found[-1] if found else None
    if last is None or last.isolation_site or last.case_in_rounds or last.case_in_days:
        raise fields["frequency"].refuse("PROTOCOL_TYPE", name="frequency", expected="a last one without condition")
    return MassTests(ledger.number(full["at_least"], Unit.COUNT), ledger.clause(full["clause"]), found)


def _frequency(spot: Spot, ledger: Ledger) -> Frequency:
    fields = spot.keys("every_days clause", "isolation_site case_in_rounds case_in_days")
    return Frequency(
        isolation_site=fields["isolation_site"].truth() if "isolation_site" in fields else False,
        case_in_rounds=ledger.number(fields["case_in_rounds"], Unit.COUNT) if "case_in_rounds" in fields else None,
        case_in_days=ledger.number(fields["case_in_days"], Unit.DAY) if "case_in_days" in fields else None,
        every=ledger.number(fields["every_days"], Unit.DAY),
        clause=ledger.clause(fields["clause"]),
    )


def _round_limits(spot: Spot, ledger: Ledger) -> tuple[RoundLimit, ...]:
    found = tuple(_round_limit(item, ledger) for item in spot.items())
    if not found or found[-1].population_at_most is not None:
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="a last limit for cities of any size")
    return found


def _round_limit(spot: Spot, ledger: Ledger) -> RoundLimit:
    fields = spot.keys("clause", "population_at_most days hours support_sites")
    if ("days" in fields) == ("hours" in fields):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="either days or hours")
    kinds = {"population_at_most": Unit.PERSON, "days": Unit.DAY, "hours": Unit.HOUR, "support_sites": Unit.COUNT}
    numbers = {key: ledger.number(fields[key], unit) if key in fields else None for key, unit in kinds.items()}
    return RoundLimit(**numbers, clause=ledger.clause(fields["clause"]))


POOLS = Section("pools", _pools)
SAMPLING = Section("sampling", _sampling)
ZONE_TESTS = Section("zone_tests", _zone_tests)
MASS_TESTS = Section("mass_tests", _mass_tests)
ROUND_LIMITS = Section("round_limits", _round_limits)
