"""Scheduled tests against the swabs that were taken: done, late, due, missed, later. Nothing is silently skipped."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.following import MISSED_TESTS, MadeUp
from outpace.rulebook.facts import refuse_future, today
from outpace.rulebook.follow_up import FollowUp, TestDue
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision
from outpace.words.moment import Dated


class TestState(StrEnum):
    """How a scheduled test stands. A missed one is due at once; a late one was made up."""

    __test__ = False

    DONE = "done"
    LATE = "late"
    DUE = "due"
    MISSED = "missed"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TestStanding:
    """A scheduled test, how it stands, and the day of the swab that counts for it."""

    __test__ = False

    day: int
    on: date
    purpose: str
    state: TestState
    swab: date | None

    @property
    def is_open(self) -> bool:
        return self.state in (TestState.DUE, TestState.MISSED)


def tests_due(
    plan: FollowUp, swabs: tuple[date, ...], edition: Edition, as_of: datetime, zone: str
) -> Decision[tuple[TestStanding, ...]]:
    """Say how each scheduled test stands on the local day of `as_of`. `swabs` are days of swabs, whatever the result.

    Raises ProblemError EDITION_SILENT, FACT_IN_FUTURE, ZONE_UNKNOWN.
    """
    rule, day = edition.part(MISSED_TESTS), today(as_of, zone)
    for swab in swabs:
        refuse_future("result", Dated(swab), day)
    standings = _standings(plan.tests, sorted(swabs), day, rule.made_up_by)
    missed = tuple(str(one.on) for one in standings if one.state is TestState.MISSED)
    late = tuple(str(one.on) for one in standings if one.state is TestState.LATE)
    said = [why(rule.clause, "tests_missed", days=", ".join(missed))] if missed else []
    said += [why(rule.clause, "tests_late", days=", ".join(late))] if late else []
    return Decision(standings, tuple(said) or (why(rule.clause, "tests_kept"),), as_of)


def _standings(tests: tuple[TestDue, ...], swabs: list[date], day: date, made_up: MadeUp) -> tuple[TestStanding, ...]:
    found, left = [], list(swabs)
    for test in tests:
        swab = next((one for one in left if one >= test.on), None)
        if swab is not None and (made_up is MadeUp.OWN_SWAB or swab == test.on):
            left.remove(swab)
        found.append(TestStanding(test.day, test.on, test.purpose, _state(test.on, swab, day), swab))
    return tuple(found)


def _state(on: date, swab: date | None, day: date) -> TestState:
    if swab is not None:
        return TestState.DONE if swab == on else TestState.LATE
    if on > day:
        return TestState.LATER
    return TestState.DUE if on == day else TestState.MISSED
