"""Time with precision: a naive time is refused, a local day has its own first instant."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outpace.words.moment import Dated, Precision, instant, local_day, start_of_day

ZONES = st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Asia/Seoul", "Europe/Berlin", "America/New_York", "UTC"])
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_an_instant_is_told_in_utc() -> None:
    assert instant(datetime(2015, 5, 20, 8, tzinfo=timezone(timedelta(hours=8)))) == datetime(2015, 5, 20, tzinfo=UTC)
    assert instant(datetime(2015, 5, 20, 8, tzinfo=timezone(timedelta(hours=8)))).tzinfo is UTC


def test_a_time_without_zone_is_refused() -> None:
    naive = datetime(2015, 5, 20, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        instant(naive)
    with pytest.raises(ValueError, match="time zone"):
        local_day(naive, "Asia/Shanghai")


def test_a_day_in_hangzhou_begins_the_evening_before_in_greenwich() -> None:
    assert start_of_day(date(2021, 12, 5), "Asia/Shanghai") == datetime(2021, 12, 4, 16, tzinfo=UTC)


@given(DAYS, ZONES)
def test_the_first_instant_of_a_day_lies_in_it(day: date, zone: str) -> None:
    first = start_of_day(day, zone)
    assert local_day(first, zone) == day
    assert local_day(first - timedelta(microseconds=1), zone) == day - timedelta(days=1)


def test_a_day_is_23_hours_long_when_clocks_go_forward() -> None:
    forward = date(2024, 3, 31)
    length = start_of_day(forward + timedelta(days=1), "Europe/Berlin") - start_of_day(forward, "Europe/Berlin")
    assert length == timedelta(hours=23)


def test_a_date_is_written_as_exactly_as_it_is_known() -> None:
    assert str(Dated(date(2015, 5, 20))) == "2015-05-20"
    assert str(Dated(date(2015, 5, 1), Precision.MONTH)) == "2015-05"


def test_a_date_is_not_equal_to_its_month() -> None:
    assert Dated(date(2015, 5, 1)) != Dated(date(2015, 5, 1), Precision.MONTH)
