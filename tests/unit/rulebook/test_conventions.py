"""Day zero and the day of release are fields of the edition: both readings of "> 14 days" come out of the same rule."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outpace.protocols import Edition, load_edition
from outpace.protocols.sections.contacts import DAY_ZERO, DayZero, ReleaseDay
from outpace.rulebook.follow_up import FollowUp, follow_up
from outpace.rulebook.release import Release, TestResult, release
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

EDITION = load_edition("covid19-cn-8")
AS_OF = datetime(2022, 1, 4, 2, tzinfo=UTC)
LAST = Dated(date(2021, 12, 21))
SWABS = (TestResult(date(2022, 1, 4), negative=True),) * 2


def with_count(**changes: DayZero | ReleaseDay) -> Edition:
    count = replace(EDITION.part(DAY_ZERO), **changes)
    return replace(EDITION, sections={**EDITION.sections, DAY_ZERO.key: count})


def planned(convention: DayZero) -> FollowUp:
    decision = follow_up("close", LAST, with_count(convention=convention), AS_OF, "Asia/Shanghai")
    assert isinstance(decision, Decision)
    return decision.outcome


def released(day: ReleaseDay) -> Release:
    edition = with_count(release_day=day)
    decision = release(planned(DayZero.LAST_EXPOSURE_IS_ZERO), SWABS, edition, AS_OF, "Asia/Shanghai")
    assert isinstance(decision, Decision)
    return decision.outcome


def test_the_day_of_exposure_counts_as_zero_or_as_one() -> None:
    assert planned(DayZero.LAST_EXPOSURE_IS_ZERO).stages[0].end == date(2022, 1, 4)
    assert planned(DayZero.LAST_EXPOSURE_IS_ONE).stages[0].end == date(2022, 1, 3)
    assert planned(DayZero.LAST_EXPOSURE_IS_ONE).tests[0].on == LAST.day


def test_a_full_period_releases_on_its_last_day_or_on_the_day_after() -> None:
    assert released(ReleaseDay.LAST_DAY) == Release(True, (), date(2022, 1, 4))
    later = released(ReleaseDay.DAY_AFTER)
    assert (later.allowed, later.earliest, [b.code for b in later.blocked_by]) == (False, date(2022, 1, 5), ["period"])


def test_the_day_is_the_local_day() -> None:
    late_evening = datetime(2021, 12, 20, 17, tzinfo=UTC)
    assert isinstance(follow_up("close", LAST, EDITION, late_evening, "Asia/Shanghai"), Decision)
    with pytest.raises(ProblemError) as refusal:
        follow_up("close", LAST, EDITION, late_evening, "Europe/London")
    assert refusal.value.problem.code == "FACT_IN_FUTURE"


def test_a_zone_that_is_not_there_is_refused() -> None:
    with pytest.raises(ProblemError) as refusal:
        follow_up("close", LAST, EDITION, AS_OF, "Asia/Hangzhou")
    assert refusal.value.problem.code == "ZONE_UNKNOWN"


def test_a_result_from_the_future_is_refused() -> None:
    with pytest.raises(ProblemError) as refusal:
        release(planned(EDITION.day_zero), (TestResult(date(2022, 1, 5), True),), EDITION, AS_OF, "Asia/Shanghai")
    assert refusal.value.problem.code == "FACT_IN_FUTURE"


def test_a_month_that_has_begun_is_no_future() -> None:
    open_month = Dated(date(2022, 1, 31), Precision.MONTH)
    assert isinstance(follow_up("close", open_month, EDITION, AS_OF, "Asia/Shanghai"), Undecided)
    with pytest.raises(ProblemError):
        follow_up("close", Dated(date(2022, 2, 1), Precision.MONTH), EDITION, AS_OF, "Asia/Shanghai")
