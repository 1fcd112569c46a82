"""Contact tiers of an edition, nearest first, and what follows for whoever falls into one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.cases import TRACES_CONTACTS
from outpace.protocols.sections.criteria import Criterion, read_criterion, refuse_unknown_means
from outpace.protocols.sections.telling import tell_day_count, tell_tiers
from outpace.protocols.spot import Spot
from outpace.words.contact import LegalState
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition


class DayZero(StrEnum):
    """How the day of the last exposure is counted: as day 0, or already as day 1."""

    LAST_EXPOSURE_IS_ZERO = "last_exposure_is_zero"
    LAST_EXPOSURE_IS_ONE = "last_exposure_is_one"


class ReleaseDay(StrEnum):
    """Whether a period that is full releases on its last day or on the day after (the "more than" reading)."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


@dataclass(frozen=True, slots=True)
class DayCount:
    """The day-zero convention and the day of release."""

    convention: DayZero
    release_day: ReleaseDay
    clause: Clause


@dataclass(frozen=True, slots=True)
class TestRule:
    """Tests on given days of a stage: why they are taken, and how many swabs each time."""

    __test__ = False

    days: Number
    purpose: str
    label: Text
    swabs: Number | None


@dataclass(frozen=True, slots=True)
class StageRule:
    """One part of a follow-up: legal state, length in days, tests."""

    state: LegalState
    label: Text
    days: Number
    tests: tuple[TestRule, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Tier:
    """A contact tier of the edition: whom it meets, ways to fall into it, and what follows."""

    id: str
    label: Text
    of_contact: bool
    any_of: tuple[Criterion, ...]
    clause: Clause
    follow_up: tuple[StageRule, ...]
    follow_up_clause: Clause
    release_clause: Clause


def _day_count(spot: Spot, ledger: Ledger) -> DayCount:
    fields = spot.keys("convention release_day clause")
    convention, day = fields["convention"].choice(DayZero), fields["release_day"].choice(ReleaseDay)
    return DayCount(convention, day, ledger.clause(fields["clause"]))


def _tiers(spot: Spot, ledger: Ledger) -> tuple[Tier, ...]:
    tiers: dict[str, Tier] = {}
    for item in spot.items():
        tier = _tier(item, ledger)
        if tier.id in tiers:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=tier.id)
        tiers[tier.id] = tier
    return tuple(tiers.values())


def _tier(spot: Spot, ledger: Ledger) -> Tier:
    fields = spot.keys("id label clause of_contact any_of follow_up")
    follow_up = fields["follow_up"].keys("clause release stages")
    return Tier(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        of_contact=fields["of_contact"].truth(),
        any_of=tuple(read_criterion(item, ledger) for item in fields["any_of"].items()),
        clause=ledger.clause(fields["clause"]),
        follow_up=tuple(read_stage(item, ledger) for item in follow_up["stages"].items()),
        follow_up_clause=ledger.clause(follow_up["clause"]),
        release_clause=ledger.clause(follow_up["release"]),
    )


def read_stage(spot: Spot, ledger: Ledger) -> StageRule:
    """Read one stage. Raises PROTOCOL_TEST_AFTER_STAGE for a test after its end."""
    fields = spot.keys("state label days clause tests")
    stage = StageRule(
        state=fields["state"].choice(LegalState),
        label=ledger.text(fields["label"]),
        days=ledger.number(fields["days"], Unit.DAY),
        tests=tuple(_test(item, ledger) for item in fields["tests"].items()),
        clause=ledger.clause(fields["clause"]),
    )
    last = max((day for test in stage.tests for day in test.days.days), default=0)
    if last > stage.days.value or not stage.days.value:
        raise spot.refuse("PROTOCOL_TEST_AFTER_STAGE", day=last, days=stage.days.value)
    return stage


def _test(spot: Spot, ledger: Ledger) -> TestRule:
    fields = spot.keys("days purpose label", "swabs")
    swabs = ledger.number(fields["swabs"], Unit.COUNT) if "swabs" in fields else None
    days = ledger.numbers_of(fields["days"], Unit.DAY_OF_STAGE)
    return TestRule(days, fields["purpose"].word(), ledger.text(fields["label"]), swabs)


def _check_tiers(spot: Spot, tiers: tuple[Tier, ...], edition: "Edition") -> None:
    """Tiers and tracing must agree: who is traced has a tier with a follow-up, and nobody else has one."""
    follows = any(tier.follow_up for tier in tiers)
    if edition.has(TRACES_CONTACTS) and bool(edition.traces_contacts) is not follows:
        raise spot.refuse("PROTOCOL_TIERS_IDLE" if follows else "PROTOCOL_TIERS_EMPTY")
    refuse_unknown_means(spot, edition)


DAY_ZERO = Section("day_zero", _day_count, tell=tell_day_count)
TIERS = Section("tiers", _tiers, _check_tiers, tell_tiers)
