"""Follow-up: the stages and tests that a tier and the last exposure bring. A schedule; placing a person is an order.

Days count from the last exposure by the edition's day-zero convention, so that a later exposure never ends a follow-up
earlier.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.contacts import DayZero, StageRule, Tier
from outpace.protocols.sections.following import RISK_GROUPS, GroupRule
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.contact import LegalState
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import Dated

_LATEST_ZONE = "Pacific/Kiritimati"


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a follow-up, first and last day included."""

    state: LegalState
    label: Text
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class TestDue:
    """A test of the schedule. `day` counts from the last exposure, `stage_day` within its stage.

    `swabs` is how many negative results a release needs; None where the test is no condition of release.
    """

    __test__ = False

    day: int
    on: date
    purpose: str
    label: Text
    state: LegalState
    stage_day: int
    swabs: int | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a person is asked to do, and until when. No stages: informed only, nothing is restricted.

    `tier` is the contact's tier, or the risk group.
    """

    tier: str
    stages: tuple[Stage, ...]
    tests: tuple[TestDue, ...]
    end: date | None


def follow_up(
    tier: str, last_exposure: Dated | None, edition: Edition, as_of: datetime, zone: str
) -> Decision[FollowUp] | Undecided:
    """Schedule the follow-up of a contact. Local days of `zone`.

    Undecided without an exact last day. Raises ProblemError TIER_UNKNOWN, FACT_IN_FUTURE, ZONE_UNKNOWN.
    """
    rule = edition.tier(tier)
    refuse_future("exposure_last", last_exposure, today(as_of, zone))
    if not rule.follow_up:
        return Decision(FollowUp(tier, (), (), None), (why(rule.follow_up_clause, "no_follow_up"),), as_of)
    last = exact(last_exposure)
    if last is None:
        return Undecided(("exposure_last",), (why(edition.day_zero_clause, "last_contact_needed"),), as_of)
    return planned(tier, rule.follow_up, last, edition, as_of)


def planned(
    name: str, rules: tuple[StageRule, ...], last: date, edition: Edition, as_of: datetime
) -> Decision[FollowUp]:
    """Lay stages out from a day by the edition's day-zero convention. At least one stage."""
    stages, tests = _schedule(rules, last, edition)
    plan = FollowUp(name, stages, tests, stages[-1].end)
    return Decision(plan, (_counting(edition, last), *map(_stage_reason, rules, stages)), as_of)


def duties(name: str, edition: Edition) -> Tier | GroupRule:
    """Find what a plan follows: a tier or a risk group of the edition. Raises ProblemError TIER_UNKNOWN."""
    groups = edition.part(RISK_GROUPS) if edition.has(RISK_GROUPS) else ()
    return next((rule for rule in groups if rule.group == name), None) or edition.tier(name)


def follow_up_end(last_exposure: Dated | None, edition: Edition, as_of: datetime) -> Decision[date | None] | Undecided:
    """The last day of the follow-up that this last exposure would have had, in the edition's nearest tier.

    For links that nobody traced: a figure to compare with, never an order. No zone is needed; only a day that is future
    everywhere on earth is refused. None where the edition follows nobody up.
    """
    nearest = next((tier for tier in edition.tiers if tier.follow_up), None)
    if nearest is None:
        return Decision(None, (why(edition.traces_clause, "nobody_traced"),), as_of)
    found = follow_up(nearest.id, last_exposure, edition, as_of, _LATEST_ZONE)
    if isinstance(found, Undecided):
        return found
    return Decision(found.outcome.stages[-1].end, found.reasons, as_of)


def day_zero(last: date, edition: Edition) -> date:
    """The day from which day one is the next."""
    return last if edition.day_zero is DayZero.LAST_EXPOSURE_IS_ZERO else last - timedelta(days=1)


def _schedule(
    rules: tuple[StageRule, ...], last: date, edition: Edition
) -> tuple[tuple[Stage, ...], tuple[TestDue, ...]]:
    zero = base = day_zero(last, edition)
    stages: list[Stage] = []
    tests: list[TestDue] = []
    for rule in rules:
        end = base + timedelta(days=rule.days.value)
        start = base + timedelta(days=1) if stages else last
        stages.append(Stage(rule.state, rule.label, start, end))
        tests += _tests(rule, base, zero)
        base = end
    return tuple(stages), tuple(tests)


def _tests(rule: StageRule, base: date, zero: date) -> list[TestDue]:
    due = [
        TestDue(
            day=(base - zero).days + day,
            on=base + timedelta(days=day),
            purpose=test.purpose,
            label=test.label,
            state=rule.state,
            stage_day=day,
            swabs=test.swabs.value if test.swabs else None,
        )
        for test in rule.tests
        for day in test.days.days
    ]
    return sorted(due, key=lambda test: test.day)


def _counting(edition: Edition, last: date) -> Reason:
    return why(edition.day_zero_clause, "counting", last=last, convention=edition.day_zero)


def _stage_reason(rule: StageRule, stage: Stage) -> Reason:
    return why(rule.clause, "stage", label=stage.label, days=rule.days.value, start=stage.start, end=stage.end)
