"""Delays and curves: every row is counted somewhere, and quantiles equal an independent computation."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outpace.insight.curve import daily
from outpace.insight.delays import weekly_delays

days = st.integers(0, 40).map(lambda step: date(2015, 12, 20) + timedelta(days=step))
GROUPS = ("control", "screening", "community")


@given(st.lists(st.tuples(st.none() | days, st.none() | days)))
def test_every_pair_is_counted_once(pairs: list[tuple[date | None, date | None]]) -> None:
    found = weekly_delays(pairs)
    assert found.n + found.unknown + found.negative == len(pairs)
    assert found.n == sum(week.n for week in found.weeks)
    for week in found.weeks:
        kept = [
            (b - a).days
            for a, b in pairs
            if a and b and a <= b and week.week == f"{b.isocalendar()[0]}-W{b.isocalendar()[1]:02d}"
        ]
        assert (week.n, week.min, week.max) == (len(kept), min(kept, default=None), max(kept, default=None))
        if kept:
            assert week.median == pytest.approx(np.quantile(kept, 0.5))
            assert week.p80 == pytest.approx(np.quantile(kept, 0.8))


def test_weeks_in_between_are_there_across_the_year() -> None:
    found = weekly_delays([(date(2015, 12, 20), date(2015, 12, 23)), (date(2016, 1, 1), date(2016, 1, 12))])
    assert [week.week for week in found.weeks] == ["2015-W52", "2015-W53", "2016-W01", "2016-W02"]
    assert (found.weeks[1].n, found.weeks[1].median) == (0, None)


def test_negative_and_unknown_stand_apart() -> None:
    june = date(2015, 6, 1)
    found = weekly_delays([(june, june - timedelta(days=1)), (None, june), (june, None), (None, None), (june, june)])
    assert (found.n, found.negative, found.unknown) == (1, 1, 3)
    assert [(week.week, week.n, week.unknown, week.negative) for week in found.weeks] == [
        ("2015-W22", 0, 0, 1),
        ("2015-W23", 1, 1, 0),
    ]


def test_nothing_gives_nothing() -> None:
    assert weekly_delays([]).weeks == ()
    assert daily([], GROUPS).days == ()


@given(st.lists(st.tuples(st.none() | days, st.sampled_from(GROUPS), st.integers(0, 9))))
def test_a_curve_loses_nobody_and_skips_no_day(counts: list[tuple[date | None, str, int]]) -> None:
    found = daily(counts, GROUPS)
    assert found.total == sum(count for _, _, count in counts)
    assert found.total == found.unknown_day + sum(sum(day.counts.values()) for day in found.days)
    assert all(b.day - a.day == timedelta(days=1) for a, b in pairwise(found.days))
    assert all(set(day.counts) == set(GROUPS) for day in found.days)


@pytest.mark.parametrize("row", [(None, "rumour", 1), (None, "control", -1)])
def test_what_is_no_count_is_refused(row: tuple[None, str, int]) -> None:
    with pytest.raises(ValueError, match="not a count"):
        daily([row], GROUPS)
