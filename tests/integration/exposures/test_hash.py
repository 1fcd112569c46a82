"""The hash of an exposure covers all that is told, and is for older files what it always was."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from outpace.words.contact import ContactKind, Given, Immunity, Means, Setting
from outpace.words.moment import Dated

BEFORE = "4b36c992985878b5a75e47f09b9ef2ec7590c7a037b5c2c2d1b14be7ae68b361"
"""Of this very row, as it was computed before there was more to tell."""


def row() -> Any:
    from outpace.desk.tracing.acts import ExposureRow

    days = {"first": Dated(date(2022, 3, 1)), "last": Dated(date(2022, 3, 2))}
    told = {"minutes": 30, "protected": False, "closed_space": True, "area_code": "9001"}
    return ExposureRow(setting=Setting.MEAL, name="石梅", age=41, **days, **told)  # type: ignore[arg-type]


def hashed(told: Any) -> str:
    from outpace.exchange.canonical import row_hash

    return row_hash(told).hex()


def test_a_row_that_tells_none_of_it_keeps_its_hash(database: object) -> None:
    assert hashed(row()) == BEFORE


@pytest.mark.parametrize(
    "told",
    [
        {"kinds": ()},
        {"kinds": (ContactKind.SKIN,)},
        {"first_at": datetime(2022, 3, 1, 6, 30, tzinfo=UTC)},
        {"immunity": Immunity.DOCUMENTED},
        {"prophylaxis": ()},
        {"prophylaxis": (Given(means=Means.VACCINE),)},
        {"prophylaxis": (Given(means=Means.VACCINE, day=Dated(date(2022, 3, 3))),)},
        {"via": 7},
        {"via_first": Dated(date(2022, 3, 1))},
        {"via_isolated": Dated(date(2022, 3, 1))},
    ],
)
def test_everything_that_is_told_is_in_the_hash(database: object, told: dict[str, Any]) -> None:
    assert hashed(replace(row(), **told)) != BEFORE
