"""Release: whether a quarantine may end today, and what still stands in the way. Does not release anybody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.contacts import ReleaseDay
from outpace.rulebook.facts import refuse_future, today
from outpace.rulebook.follow_up import FollowUp, Stage
from outpace.rulebook.sentences import say, why
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
    """What stands in the way of a release: `period`, `positive` or `swabs`, and the sentence for it."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Release:
    """Whether the stage that confines (else the last one) may end, what blocks it, and the earliest day it can."""

    allowed: bool
    blocked_by: tuple[Blocker, ...]
    earliest: date | None


def release(
    plan: FollowUp, results: tuple[TestResult, ...], edition: Edition, as_of: datetime, zone: str
) -> Decision[Release] | Undecided:
    """Judge whether confinement may end on the local day of `as_of`.

    The period must be full, no test positive, and the last swabs negative.

    A plan without stages restricts nothing and is always free. Raises ProblemError FACT_IN_FUTURE, ZONE_UNKNOWN.
    """
    day = today(as_of, zone)
    for result in results:
        refuse_future("result", Dated(result.on), day)
    if not plan.stages:
        clause = edition.tier(plan.tier).follow_up_clause
        return Decision(Release(True, (), None), (why(clause, "no_follow_up"),), as_of)
    stage = _stage_to_end(plan)
    earliest = stage.end + timedelta(days=edition.release_day is ReleaseDay.DAY_AFTER)
    blockers = (*_period(day, earliest), *_positive(results), *_swabs(plan, stage, results))
    outcome = Release(not blockers, blockers, earliest)
    return Decision(outcome, _reasons(edition.tier(plan.tier).release_clause, stage, outcome), as_of)


def _stage_to_end(plan: FollowUp) -> Stage:
    confining = [stage for stage in plan.stages if stage.state.confines]
    return confining[-1] if confining else plan.stages[-1]


def _period(day: date, earliest: date) -> tuple[Blocker, ...]:
    return () if day >= earliest else (Blocker("period", say("blocked_period", earliest=earliest)),)


def _positive(results: tuple[TestResult, ...]) -> tuple[Blocker, ...]:
    positives = sorted(result.on for result in results if not result.negative)
    return tuple(Blocker("positive", say("blocked_positive", on=on)) for on in dict.fromkeys(positives))


def _swabs(plan: FollowUp, stage: Stage, results: tuple[TestResult, ...]) -> tuple[Blocker, ...]:
    blockers = []
    for due in plan.tests:
        if due.swabs is None or not stage.start <= due.on <= stage.end:
            continue
        have = sum(result.negative and result.on >= due.on for result in results)
        if have < due.swabs:
            blockers.append(Blocker("swabs", say("blocked_swabs", on=due.on, needed=due.swabs, have=have)))
    return tuple(blockers)


def _reasons(clause: Clause, stage: Stage, outcome: Release) -> tuple[Reason, ...]:
    if outcome.allowed:
        return (why(clause, "release_allowed", label=stage.label, end=stage.end),)
    first = why(clause, "release_blocked", label=stage.label, earliest=str(outcome.earliest))
    return (first, *(Reason(clause, blocker.text, {"blocked_by": blocker.code}) for blocker in outcome.blocked_by))
