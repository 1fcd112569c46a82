"""Local overlays: what a place changes, for how long, which way, and who may not."""

from datetime import date

import pytest

from outpace.protocols import law_in_force
from outpace.protocols.numbers import Direction
from outpace.protocols.shelf import Shelf, shelf
from outpace.words.problem import ProblemError
from tests.unit.protocols.documents import edition, overlay, shelf_of

EIGHT = edition("eight", "{from: 2021-05, until: 2022-06-27}")
LOOSER = overlay(numbers="look_back_days: 3", direction="fewer")
DAY = date(2022, 2, 1)
HERE = "330000/330100/"


def with_overlays(*, base: dict[str, str] = EIGHT, **overlays: str) -> Shelf:
    return shelf_of({"eight": base}, **overlays)


def refused(code: str, *, base: dict[str, str] = EIGHT, **overlays: str) -> str:
    with pytest.raises(ProblemError) as refusal:
        law_in_force("covid19", DAY, HERE, with_overlays(base=base, **overlays))
    assert refusal.value.problem.code == code, refusal.value
    return refusal.value.problem.text.en


def test_a_stricter_overlay_changes_number_text_and_label_where_it_holds() -> None:
    law = law_in_force("covid19", DAY, HERE, with_overlays(local=overlay()))
    monitoring = law.tier("close").follow_up[1]
    assert monitoring.days.value == 9
    assert (monitoring.days.changed_by, monitoring.days.was, monitoring.days.certainty) == ("overlay LOCAL", (7,), "M2")
    assert monitoring.clause.label == "CN8 3.3 + overlay LOCAL"
    assert monitoring.clause.text.en.startswith("After central quarantine, 9 days")
    assert monitoring.clause.text.zh.startswith("解除集中隔离后居家健康监测 9 天")
    assert monitoring.clause.certainty == "M2"
    assert law.clause("3.2").label == "CN8 3.2"
    assert law.overlays == ("local",)


@pytest.mark.parametrize(
    ("on", "area", "days"),
    [
        (date(2022, 1, 9), HERE, 7),
        (date(2022, 1, 10), HERE, 9),
        (date(2022, 2, 20), HERE, 9),
        (date(2022, 2, 21), HERE, 7),
        (DAY, "330000/", 9),
        (DAY, "310000/", 7),
        (DAY, "", 7),
    ],
)
def test_it_holds_on_its_days_at_its_place_and_then_falls_away(on: date, area: str, days: int) -> None:
    law = law_in_force("covid19", on, area, with_overlays(local=overlay()))
    assert law.tier("close").follow_up[1].days.value == days


def test_a_looser_one_is_declared_so() -> None:
    law = law_in_force("covid19", DAY, HERE, with_overlays(local=LOOSER))
    assert law.look_back.days.value == 3
    assert law.clause("2.2").label == "CN8 2.2 + overlay LOCAL"


@pytest.mark.parametrize(
    ("numbers", "declared", "computed"),
    [
        ("close_home_days: 5", "more", "fewer"),
        ("close_home_days: 9", "fewer", "more"),
        ("close_home_days: 9", "neutral", "more"),
        ("report_hours: 1", "more", "neutral"),
        ('close_central_test_days: "[1, 2, 3, 4, 7]"'.replace('"', ""), "fewer", "more"),
    ],
)
def test_the_direction_is_computed_not_believed(numbers: str, declared: str, computed: str) -> None:
    told = refused("OVERLAY_DIRECTION", local=overlay(numbers=numbers, direction=declared))
    assert f"'{computed}'" in told
    assert "overlays/330000/local.yaml:7" in told


@pytest.mark.parametrize(
    ("stricter", "looser", "refused_one", "allowed_one"),
    [("forbidden", "allowed", "stricter", "looser"), ("allowed", "forbidden", "looser", "stricter")],
)
def test_an_edition_may_forbid_a_direction_and_its_clause_is_named(
    stricter: str, looser: str, refused_one: str, allowed_one: str
) -> None:
    section = f'\noverlays: {{stricter: {stricter}, looser: {looser}, clause: "2.5"}}\n'
    base = {"edition.yaml": EIGHT["edition.yaml"] + section}
    text = {"stricter": overlay(), "looser": LOOSER}
    assert "CN8 2.5 (一般接触者 · General contact)" in refused("OVERLAY_FORBIDDEN", base=base, local=text[refused_one])
    law = law_in_force("covid19", DAY, HERE, with_overlays(base=base, local=text[allowed_one]))
    assert law.overlays == ("local",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (overlay(valid="{from: 2022-01-10}"), "OVERLAY_WITHOUT_END"),
        (overlay(approver=""), "PROTOCOL_KEY_MISSING"),
        (overlay(reason=""), "PROTOCOL_KEY_MISSING"),
        (overlay(direction=""), "PROTOCOL_KEY_MISSING"),
        (overlay(edition="ten"), "PROTOCOL_CHOICE"),
        (overlay(numbers="close_hotel_days: 9"), "PROTOCOL_NUMBER_UNKNOWN"),
        (overlay(numbers="close_home_days: 7"), "OVERLAY_CHANGES_NOTHING"),
        (overlay(numbers="close_home_days: nine"), "PROTOCOL_TYPE"),
        (overlay(numbers="close_home_days: 9; close_central_days: 12"), "OVERLAY_BOTH_WAYS"),
        (overlay(numbers="close_home_test_days: [2, 7, 8]"), "OVERLAY_UNFIT"),
        (overlay(reason="{zh: 共 9 天, en: 9 days}"), "PROTOCOL_DIGIT"),
        (overlay(name="other"), "PROTOCOL_ID"),
        (overlay() + "mood: calm\n", "PROTOCOL_KEY_UNKNOWN"),
    ],
)
def test_a_careless_overlay_is_refused_with_its_place(text: str, code: str) -> None:
    assert "overlays/330000/local.yaml:" in refused(code, local=text)


def test_two_of_one_place_on_one_number_are_refused_unless_their_days_part() -> None:
    other = overlay("other", "close_home_days: 10")
    assert "local.yaml" in refused("OVERLAY_CLASH", local=overlay(), other=other)
    later = overlay("other", "close_home_days: 10", valid="{from: 2022-02-21, until: 2022-03-20}")
    found = with_overlays(local=overlay(), other=later)
    assert law_in_force("covid19", date(2022, 2, 21), HERE, found).tier("close").follow_up[1].days.value == 10


def test_the_smaller_place_prevails() -> None:
    city = overlay("city", "close_home_days: 10", area=HERE)
    found = with_overlays(city=city, local=overlay())
    assert law_in_force("covid19", DAY, HERE, found).tier("close").follow_up[1].days.value == 10
    assert law_in_force("covid19", DAY, "330000/330200/", found).tier("close").follow_up[1].days.value == 9


def test_a_number_that_works_unsaid_marks_the_clause_too() -> None:
    quiet = edition(
        "eight",
        "{from: 2021-05}",
        ("观察 {close_central_days} 天", "观察"),
        ("for {close_central_days} days,", "for a time,"),
    )
    text = overlay(numbers="close_central_days: 21")
    law = law_in_force("covid19", DAY, HERE, with_overlays(base=quiet, local=text))
    assert law.clause("3.2").label == "CN8 3.2 + overlay LOCAL"
    assert law.tier("close").clause.label == "CN8 2.3"


def test_zhejiang_tests_more_often_in_spring_2022() -> None:
    one = next(each for each in shelf().overlays if each.id == "zj-test-days-2022")
    assert one.direction is Direction.MORE
    law = law_in_force("covid19", date(2022, 3, 18), "330000/330600/")
    assert [test.days.days for test in law.tier("close").follow_up[0].tests] == [(1, 2, 3, 4, 7), (14,)]
    assert law.clause("3.2").label == "CN8 3.2 + overlay ZJ-T"
    assert "1、2、3、4、7、14" in law.clause("3.2").text.zh
    assert law_in_force("covid19", date(2022, 3, 18), "310000/").clause("3.2").label == "CN8 3.2"


def test_the_twenty_measures_forbid_places_to_add_more_and_not_to_ease() -> None:
    files = shelf().files.editions["covid19-cn-20"]
    fields = {"edition": "covid19-cn-20", "valid": "{from: 2022-11-12, until: 2022-11-30}"}
    stricter = overlay(numbers="close_central_days: 9", **fields)
    with pytest.raises(ProblemError) as refusal:
        shelf_of({"covid19-cn-20": files}, local=stricter)
    assert refusal.value.problem.code == "OVERLAY_FORBIDDEN"
    assert "CN20 10.20" in refusal.value.problem.text.zh
    looser = overlay(numbers="close_home_days: 2; close_release_test_days: [2]", direction="fewer", **fields)
    law = law_in_force("covid19", date(2022, 11, 20), HERE, shelf_of({"covid19-cn-20": files}, local=looser))
    assert law.clause("3.2").edition == "covid19-cn-20"
    assert law.overlays == ("local",)
