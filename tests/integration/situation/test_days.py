"""The reporting day follows the area's zone and cut-off hour, never the server's."""

from datetime import UTC, date, datetime

import pytest


@pytest.mark.parametrize(
    ("as_of", "zone", "cutoff", "day"),
    [
        ("2022-03-07T15:59", "Asia/Shanghai", 24, "2022-03-07"),
        ("2022-03-07T16:00", "Asia/Shanghai", 24, "2022-03-08"),
        ("2022-03-07T06:59", "Asia/Shanghai", 15, "2022-03-07"),
        ("2022-03-07T07:00", "Asia/Shanghai", 15, "2022-03-08"),
        ("2022-03-07T02:00", "America/New_York", 24, "2022-03-06"),
        ("2022-03-07T00:00", "UTC", 0, "2022-03-08"),
    ],
)
def test_an_instant_belongs_to_the_day_that_closes_after_it(as_of: str, zone: str, cutoff: int, day: str) -> None:
    from outpace.desk.situation.days import reporting_day

    moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    found = reporting_day(moment, zone, cutoff)
    assert found.day == date.fromisoformat(day)
    assert found.start <= moment < found.end


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_was() -> None:
    from outpace.desk.situation.days import reporting_day

    spring = reporting_day(datetime(2022, 3, 13, 12, tzinfo=UTC), "America/New_York", 24)
    assert (spring.end - spring.start).total_seconds() == 23 * 3600


def test_a_moment_without_zone_is_refused() -> None:
    from outpace.desk.situation.days import reporting_day

    with pytest.raises(ValueError, match="zone"):
        reporting_day(datetime(2022, 3, 7), "UTC", 24)  # noqa: DTZ001
