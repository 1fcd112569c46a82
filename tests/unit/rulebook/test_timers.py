"""Limits: to the second, in UTC, and with the assumed hour where only a day is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outpace.protocols import load_edition
from outpace.rulebook.timers import Standing, assumed_instant, standing, timers
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

EDITION = load_edition("covid19-cn-8")
DUE = datetime(2021, 12, 12, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("done_at", "as_of", "state", "seconds"),
    [
        (None, DUE - SECOND, Standing.OPEN, 1),
        (None, DUE, Standing.OPEN, 0),
        (None, DUE + SECOND, Standing.OVERDUE, -1),
        (DUE - SECOND, DUE + SECOND, Standing.DONE, 1),
        (DUE + SECOND, DUE + 2 * SECOND, Standing.DONE, -1),
        (DUE + SECOND, DUE, Standing.OPEN, 0),
        (DUE - SECOND, DUE - SECOND, Standing.DONE, 1),
    ],
)
def test_standing(done_at: datetime | None, as_of: datetime, state: Standing, seconds: int) -> None:
    found = standing(DUE, done_at, as_of)
    assert (found.state, found.seconds, found.kept) == (state, seconds, seconds >= 0)


def test_part_of_a_second_over_is_over() -> None:
    found = standing(DUE, None, DUE + timedelta(milliseconds=1))
    assert (found.state, found.kept) == (Standing.OVERDUE, False)


def test_timers_are_due_in_utc_and_quote_their_clause() -> None:
    first = timers("case_registered", datetime.fromisoformat("2021-12-12T10:00+08:00"), EDITION)[0]
    assert first.due_at == datetime(2021, 12, 12, 4, tzinfo=UTC)
    assert first.clause.number == "4.1"
    assert first.title.zh == "网络直报"


def test_a_day_is_timed_from_the_cut_off_hour_and_says_so() -> None:
    decision = assumed_instant(Dated(date(2021, 12, 11)), EDITION, DUE, "Asia/Shanghai")
    assert isinstance(decision, Decision)
    assert decision.outcome == datetime(2021, 12, 11, 16, tzinfo=UTC)
    assert decision.reasons[0].text.en == "Only the day 2021-12-11 is known; time counts from hour 24 of that day."


@pytest.mark.parametrize("fact", [None, Dated(date(2021, 12, 1), Precision.MONTH)])
def test_no_day_no_instant(fact: Dated | None) -> None:
    assert isinstance(assumed_instant(fact, EDITION, DUE, "Asia/Shanghai"), Undecided)


@pytest.mark.parametrize(
    ("fact", "tier", "code"),
    [("case_forgotten", None, "TIMER_FACT_UNKNOWN"), ("contact_confirmed", "near", "TIER_UNKNOWN")],
)
def test_what_starts_no_timer_is_refused(fact: str, tier: str | None, code: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        timers(fact, DUE, EDITION, tier)
    assert refusal.value.problem.code == code
