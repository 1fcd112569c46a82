"""Map, curve and delays: what has no place, no day or a negative delay is counted apart."""

from typing import Any

import pytest

from tests.integration.situation.conftest import Outbreak


def _by_code(figures: dict[str, Any]) -> dict[str, dict[str, Any]]:
    from outpace.desk.areas.models import Area
    from outpace.words.ids import IdKind, encode

    codes = {encode(IdKind.AREA, key): code for key, code in Area.objects.values_list("pk", "code")}
    return {codes[str(item["area_id"])]: item for item in figures["items"]}


def test_the_map_places_each_row_or_says_it_cannot(traced: Outbreak) -> None:
    from outpace.desk.situation.figures.map import area_map

    with traced.seen_by(traced.province.commander) as frame:
        figures = area_map(frame, "county")
        rows = _by_code(figures)
    assert {code: (row["cases"], row["cases_7d"], row["contacts"]) for code, row in rows.items()} == {
        "9001": (3, 2, 2),
        "9002": (1, 1, 0),
    }
    assert figures["unplaced"]["cases"] == 1
    assert rows["9001"]["tasks_open"] > 0
    assert not any(row["partial"] for row in rows.values())


def test_without_areas_at_a_level_everything_is_unplaced(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.map import area_map

    with outbreak.seen_by(outbreak.province.commander, outbreak.province.a) as frame:
        figures = area_map(frame, "township")
    assert figures["items"] == []
    assert figures["unplaced"]["cases"] == 3


def test_a_tracer_s_map_holds_her_county_only(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.map import area_map

    with outbreak.seen_by(outbreak.province.tracer_a) as frame:
        counties = area_map(frame, "county")
        assert set(_by_code(counties)) == {"9001"}
        provinces = area_map(frame, "province")
    assert counties["unplaced"]["cases"] == 0
    assert [(item["cases"], item["partial"]) for item in provinces["items"]] == [(3, True)]


def test_the_curve_fills_days_between_and_counts_unknown_days(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.curve import epidemic_curve

    with outbreak.seen_by(outbreak.province.commander) as frame:
        curve = epidemic_curve(frame, "onset")
        reported = epidemic_curve(frame, "report")
    assert [(row["day"], row["control"], row["community"]) for row in curve["days"]] == [
        ("2022-03-01", 0, 1),
        ("2022-03-02", 0, 0),
        ("2022-03-03", 0, 0),
        ("2022-03-04", 1, 0),
        ("2022-03-05", 1, 0),
    ]
    assert (curve["unknown_day"], curve["month_only"], curve["total"]) == (2, 1, 5)
    assert (reported["unknown_day"], reported["total"]) == (1, 5)


def test_delays_count_unknown_and_negative_apart(outbreak: Outbreak) -> None:
    from outpace.desk.situation.figures.delays import case_delays

    with outbreak.seen_by(outbreak.province.commander) as frame:
        delays = case_delays(frame, "onset", "diagnosis")
    assert (delays["n"], delays["unknown"], delays["negative"]) == (2, 2, 1)
    assert [(w["week"], w["n"], w["median"]) for w in delays["weeks"]] == [("2022-W09", 2, 2.5)]


@pytest.mark.parametrize("by", ["onset", "report", "specimen", "diagnosis"])
def test_every_curve_counts_the_same_cases_as_the_summary(outbreak: Outbreak, by: str) -> None:
    from outpace.desk.situation.figures.curve import epidemic_curve
    from outpace.desk.situation.figures.summary import summary

    with outbreak.seen_by(outbreak.province.commander) as frame:
        assert epidemic_curve(frame, by)["total"] == summary(frame)["cases"]["total"]
