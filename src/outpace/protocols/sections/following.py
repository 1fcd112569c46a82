"""How a follow-up is carried through: risk groups, the home option, missed tests, and exposures during it."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.contacts import StageRule, read_stage
from outpace.protocols.spot import Spot
from outpace.words.contact import Again, LegalState, RiskGroup
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A risk group and what follows, counted from the day named in its clause (arrival, leaving, discharge)."""

    group: RiskGroup
    label: Text
    clause: Clause
    follow_up: tuple[StageRule, ...]
    follow_up_clause: Clause
    release_clause: Clause


@dataclass(frozen=True, slots=True)
class HomeOption:
    """Who may spend central quarantine at home, if the home allows it. Ages in years, both included."""

    child_until: Number
    old_from: Number
    state: LegalState
    label: Text
    clause: Clause


class MadeUp(StrEnum):
    """What makes up for a missed test: any later swab, or a swab of its own for each."""

    NEXT_SWAB = "next_swab"
    OWN_SWAB = "own_swab"


@dataclass(frozen=True, slots=True)
class MissedTests:
    """A missed test is due at once. What makes up for it, and whether an open one blocks the release."""

    made_up_by: MadeUp
    blocks_release: bool
    clause: Clause


@dataclass(frozen=True, slots=True)
class Cap:
    """The most days a follow-up may last from the first exposure, however often it is counted again."""

    days: Number
    clause: Clause


@dataclass(frozen=True, slots=True)
class ReExposure:
    """Which exposures during a follow-up start the count again, and where that ends."""

    restarts: frozenset[Again]
    cap: Cap | None
    clause: Clause


def _groups(spot: Spot, ledger: Ledger) -> tuple[GroupRule, ...]:
    groups: dict[RiskGroup, GroupRule] = {}
    for item in spot.items():
        rule = _group(item, ledger)
        if rule.group in groups:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=rule.group)
        groups[rule.group] = rule
    return tuple(groups.values())


def _group(spot: Spot, ledger: Ledger) -> GroupRule:
    fields = spot.keys("group label clause release stages")
    clause = ledger.clause(fields["clause"])
    return GroupRule(
        group=fields["group"].choice(RiskGroup),
        label=ledger.text(fields["label"]),
        clause=clause,
        follow_up=tuple(read_stage(item, ledger) for item in fields["stages"].items()),
        follow_up_clause=clause,
        release_clause=ledger.clause(fields["release"]),
    )


def _home_option(spot: Spot, ledger: Ledger) -> HomeOption:
    fields = spot.keys("child_until old_from state label clause")
    return HomeOption(
        child_until=ledger.number(fields["child_until"], Unit.YEAR),
        old_from=ledger.number(fields["old_from"], Unit.YEAR),
        state=fields["state"].choice(LegalState),
        label=ledger.text(fields["label"]),
        clause=ledger.clause(fields["clause"]),
    )


def _missed_tests(spot: Spot, ledger: Ledger) -> MissedTests:
    fields = spot.keys("made_up_by blocks_release clause")
    return MissedTests(
        fields["made_up_by"].choice(MadeUp), fields["blocks_release"].truth(), ledger.clause(fields["clause"])
    )


def _re_exposure(spot: Spot, ledger: Ledger) -> ReExposure:
    fields = spot.keys("restarts clause", "cap")
    return ReExposure(
        restarts=frozenset(item.choice(Again) for item in fields["restarts"].items()),
        cap=_cap(fields["cap"], ledger) if "cap" in fields else None,
        clause=ledger.clause(fields["clause"]),
    )


def _cap(spot: Spot, ledger: Ledger) -> Cap:
    fields = spot.keys("days clause")
    return Cap(ledger.number(fields["days"], Unit.DAY), ledger.clause(fields["clause"]))


RISK_GROUPS = Section("risk_groups", _groups)
HOME_OPTION = Section("home_option", _home_option)
MISSED_TESTS = Section("missed_tests", _missed_tests)
RE_EXPOSURE = Section("re_exposure", _re_exposure)
