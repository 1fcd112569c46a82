"""Pools: what a result brings for the people in one tube, whether pooling fits, and how many tests it saves.

A positive pool is no positive person: everybody in it waits, and each gives a sample of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from outpace.protocols import Edition
from outpace.protocols.sections.testing import POOLS
from outpace.protocols.sections.testing import Pools as PoolRule
from outpace.rulebook.facts import today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import ProblemError
from outpace.words.sampling import Group, PoolResult


class PoolStep(StrEnum):
    """What comes next for a pool."""

    REPORT_NEGATIVE = "report_negative"
    COLLECT_SINGLES = "collect_singles"
    WAIT_FOR_SINGLES = "wait_for_singles"
    RECHECK = "recheck"
    SAMPLE_AGAIN = "sample_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """A pool: its result (None: not out yet), people in it, and the singles collected since, negative and suspect."""

    members: int
    result: PoolResult | None = None
    singles_collected: int = 0
    singles_negative: int = 0
    singles_suspect: int = 0


@dataclass(frozen=True, slots=True)
class PoolConsequence:
    """What comes next, whether the members wait where they are, singles still to collect, preliminary positives."""

    step: PoolStep
    hold_members: bool
    singles_to_collect: int
    preliminary_positives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFitFacts:
    """A group to be tested, the positives among those tested lately, and whether the place had recent cases or is a dense
    old estate. None is unknown."""

    group: Group
    positive: int | None = None
    tested: int | None = None
    recent_case: bool | None = None
    dense_estate: bool | None = None


@dataclass(frozen=True, slots=True)
class PoolSize:
    """A pool size and the tests it takes for a thousand people at the prevalence given, singles after suspect pools included."""

    size: int
    tests_per_1000: float


@dataclass(frozen=True, slots=True)
class PoolFit:
    """Whether samples may share a tube, and the sizes allowed."""

    pools: bool
    sizes: tuple[PoolSize, ...]


def pool_consequence(
    facts: PoolFacts, edition: Edition, as_of: datetime, zone: str
) -> Decision[PoolConsequence] | Undecided:
    """Say what a pool's result brings for its members.

    Undecided while the result is out. Raises ProblemError FACT_NEGATIVE, PART_OVER_WHOLE, EDITION_SILENT.
    """
    today(as_of, zone)
    _refuse_impossible(facts)
    rule = edition.part(POOLS)
    if facts.result is None:
        return Undecided(("result",), (why(rule.suspect_clause, "pool_waits"),), as_of)
    if facts.result is PoolResult.INVALID:
        outcome = PoolConsequence(PoolStep.SAMPLE_AGAIN, False, facts.members, 0)
        return Decision(outcome, (why(rule.suspect_clause, "pool_invalid", members=facts.members),), as_of)
    if facts.result not in rule.suspect:
        outcome = PoolConsequence(PoolStep.REPORT_NEGATIVE, False, 0, 0)
        return Decision(outcome, (why(rule.negative_clause, "pool_negative"),), as_of)
    return _suspect(facts, rule, as_of)


def expected_tests_per_person(size: int, prevalence: Fraction) -> Fraction:
    """Tests a person when pools of `size` are resolved by singles, at an independent prevalence: 1/n + 1 − (1 − p)^n.

    One test a person where `size` is one. Raises ValueError outside 1 ≤ n and 0 ≤ p ≤ 1.
    """
    if size < 1 or not 0 <= prevalence <= 1:
        raise ValueError(f"no pool of {size} at prevalence {prevalence}")
    if size == 1:
        return Fraction(1)
    return Fraction(1, size) + 1 - (1 - prevalence) ** size


def pool_fit(facts: PoolFitFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[PoolFit] | Undecided:
    """Say whether pooling fits a group, and what each allowed size costs.

    One reason against decides. Raises ProblemError FACT_NEGATIVE, PART_OVER_WHOLE, EDITION_SILENT.
    """
    today(as_of, zone)
    refuse_negative("positive", facts.positive)
    refuse_negative("tested", facts.tested)
    if facts.positive is not None and facts.tested is not None:
        _refuse_part("positive", facts.positive, "tested", facts.tested)
    rule = edition.part(POOLS)
    if facts.group in rule.single_only:
        return Decision(PoolFit(False, ()), (why(rule.single_clause, "single_only"),), as_of)
    prevalence = Fraction(facts.positive, facts.tested) if facts.positive is not None and facts.tested else None
    against = _against(facts, rule, prevalence)
    if against:
        limit = str(rule.prevalence_below.amount)
        return Decision(PoolFit(False, ()), tuple(why(rule.fit_clause, key, limit=limit) for key in against), as_of)
    needs = tuple(name for name in ("recent_case", "dense_estate") if getattr(facts, name) is None)
    if prevalence is None:
        needs = ("positive" if facts.positive is None else "tested", *needs)
    if needs or prevalence is None:
        return Undecided(needs, (why(rule.fit_clause, "fit_open"),), as_of)
    sizes = tuple(_size(number.value, prevalence) for number in rule.sizes)
    return Decision(
        PoolFit(True, sizes), (why(rule.fit_clause, "pool_fits"), why(rule.sizes_clause, "pool_sizes")), as_of
    )


def _suspect(facts: PoolFacts, rule: PoolRule, as_of: datetime) -> Decision[PoolConsequence]:
    left = facts.members - facts.singles_collected
    if facts.singles_suspect:
        outcome = PoolConsequence(PoolStep.RECHECK, True, left, facts.singles_suspect)
        reason = why(rule.suspect_clause, "pool_recheck", count=facts.singles_suspect)
    elif facts.singles_negative == facts.members:
        outcome = PoolConsequence(PoolStep.REPORT_NEGATIVE, False, 0, 0)
        reason = why(rule.negative_clause, "pool_all_negative", members=facts.members)
    elif left:
        outcome = PoolConsequence(PoolStep.COLLECT_SINGLES, True, left, 0)
        reason = why(rule.suspect_clause, "pool_collect", members=facts.members, left=left)
    else:
        outcome = PoolConsequence(PoolStep.WAIT_FOR_SINGLES, True, 0, 0)
        reason = why(rule.suspect_clause, "pool_singles_open", negative=facts.singles_negative, members=facts.members)
    return Decision(outcome, (reason,), as_of)


def _refuse_impossible(facts: PoolFacts) -> None:
    for name in ("members", "singles_collected", "singles_negative", "singles_suspect"):
        refuse_negative(name, getattr(facts, name))
    if not facts.members:
        raise ProblemError("POOL_EMPTY")
    resulted = facts.singles_negative + facts.singles_suspect
    _refuse_part("singles_collected", facts.singles_collected, "members", facts.members)
    _refuse_part("singles_negative + singles_suspect", resulted, "singles_collected", facts.singles_collected)


def _refuse_part(part: str, value: int, whole: str, total: int) -> None:
    if value > total:
        raise ProblemError("PART_OVER_WHOLE", part=part, value=value, whole=whole, total=total)


def _against(facts: PoolFitFacts, rule: PoolRule, prevalence: Fraction | None) -> list[str]:
    high = prevalence is not None and prevalence * 100 >= Fraction(rule.prevalence_below.amount)
    told = (("fit_prevalence", high), ("fit_recent", facts.recent_case), ("fit_dense", facts.dense_estate))
    return [key for key, holds in told if holds]


def _size(size: int, prevalence: Fraction) -> PoolSize:
    return PoolSize(size, round(float(expected_tests_per_person(size, prevalence) * 1000), 1))
