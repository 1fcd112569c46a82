"""Release: whether a quarantine may end today, and what still stands in the way. Does not release anybody."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.contacts import ReleaseDay
from outpace.protocols.sections.following import MISSED_TESTS
from outpace.rulebook.facts import refuse_future, today
from outpace.rulebook.follow_up import FollowUp, Stage, TestDue, duties
from outpace.rulebook.sentences import say, why
from outpace.rulebook.tests_due import tests_due
from outpace.words.decision import Clause, Decision, Reason, Text, Undecided
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True)
class TestResult:
    """A result: the local day the swab was taken, and whether it was negative. One row a swab."""

    __test__ = False

    on: date
    negative: bool


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way of a release: `period`, `positive`, `swabs` or `missed`, and the sentence for it."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Release:
    """Whether the stage that confines (else the last one) may end, what blocks it, and the earliest day it can.

    `case_question`: a test is positive, so it is a question for the rules of cases now.
    """

    allowed: bool
    blocked_by: tuple[Blocker, ...]
    earliest: date | None
    case_question: bool = False


def release(
    plan: FollowUp, results: tuple[TestResult, ...], edition: Edition, as_of: datetime, zone: str
) -> Decision[Release] | Undecided:
    """Judge whether confinement may end on the local day of `as_of`.

    The period must be full, no test positive, the last swabs negative, and no test of that time missed where the edition
    says so.

    A plan without stages restricts nothing and is always free. Raises ProblemError FACT_IN_FUTURE, ZONE_UNKNOWN.
    """
    day = today(as_of, zone)
    for result in results:
        refuse_future("result", Dated(result.on), day)
    if not plan.stages:
        clause = duties(plan.tier, edition).follow_up_clause
        return Decision(Release(True, (), None), (why(clause, "no_follow_up"),), as_of)
    stage = _stage_to_end(plan)
    earliest = stage.end + timedelta(days=edition.release_day is ReleaseDay.DAY_AFTER)
    positives, missed = _positive(results), _missed(plan, stage, results, edition, as_of, zone)
    blockers = (*_period(day, earliest), *positives, *_swabs(plan, stage, results), *missed)
    outcome = Release(not blockers, blockers, earliest, bool(positives))
    return Decision(outcome, _reasons(duties(plan.tier, edition).release_clause, stage, outcome), as_of)


def _stage_to_end(plan: FollowUp) -> Stage:
    confining = [stage for stage in plan.stages if stage.state.confines]
    return confining[-1] if confining else plan.stages[-1]


def _period(day: date, earliest: date) -> tuple[Blocker, ...]:
    return () if day >= earliest else (Blocker("period", say("blocked_period", earliest=earliest)),)


def _positive(results: tuple[TestResult, ...]) -> tuple[Blocker, ...]:
    positives = sorted(result.on for result in results if not result.negative)
    return tuple(Blocker("positive", say("blocked_positive", on=on)) for on in dict.fromkeys(positives))


def _swabs(plan: FollowUp, stage: Stage, results: tuple[TestResult, ...]) -> tuple[Blocker, ...]:
    return tuple(
        Blocker("swabs", say("blocked_swabs", on=due.on, needed=due.swabs or 0, have=_negatives(due, results)))
        for due in plan.tests
        if stage.start <= due.on <= stage.end and _lacks_swabs(due, results)
    )


def _lacks_swabs(due: TestDue, results: tuple[TestResult, ...]) -> bool:
    return due.swabs is not None and _negatives(due, results) < due.swabs


def _negatives(due: TestDue, results: tuple[TestResult, ...]) -> int:
    return sum(result.negative and result.on >= due.on for result in results)


def _missed(
    plan: FollowUp, stage: Stage, results: tuple[TestResult, ...], edition: Edition, as_of: datetime, zone: str
) -> tuple[Blocker, ...]:
    """Tests of the confined time that nobody took. Those told as lacking swabs are not told twice."""
    if not edition.has(MISSED_TESTS) or not edition.part(MISSED_TESTS).blocks_release:
        return ()
    until = replace(plan, tests=tuple(test for test in plan.tests if test.on <= stage.end))
    standings = tests_due(until, tuple(result.on for result in results), edition, as_of, zone).outcome
    pairs = zip(until.tests, standings, strict=True)
    days = ", ".join(str(one.on) for due, one in pairs if one.is_open and not _lacks_swabs(due, results))
    return (Blocker("missed", say("blocked_missed", days=days)),) if days else ()


def _reasons(clause: Clause, stage: Stage, outcome: Release) -> tuple[Reason, ...]:
    if outcome.allowed:
        return (why(clause, "release_allowed", label=stage.label, end=stage.end),)
    first = why(clause, "release_blocked", label=stage.label, earliest=str(outcome.earliest))
    return (first, *(Reason(clause, blocker.text, {"blocked_by": blocker.code}) for blocker in outcome.blocked_by))
