"""What is proposed, what is looked at, what is two people, and what is joined without anybody."""

from datetime import date

import pytest

from benchmarks.matching import generate, quality
from outpace.matching.profile import Profile
from outpace.matching.score import Verdict, compare, is_certain
from outpace.words.identity import Document, DocumentKind, check_character
from outpace.words.moment import Dated, Precision


def _number(digits: str) -> Document:
    return Document(DocumentKind.NATIONAL, digits + check_character(digits), "CN")


ONE, OTHER = _number("11010519491231002"), _number("11010519491231004")
BORN = Dated(date(1949, 12, 31))
LIN = Profile(name="林若川", phone="13900001234", birth=BORN, sex="m", area_path="90/9001/")


def verdict(a: Profile, b: Profile) -> Verdict:
    return compare(a, b).verdict


def test_a_name_and_a_telephone_propose_and_a_name_alone_is_looked_at() -> None:
    assert (
        verdict(Profile(name="林若川", phone="13900001234"), Profile(name="林若川", phone="139 0000 1234"))
        is Verdict.SAME
    )
    assert (
        verdict(Profile(name="林若川", area_path="90/9001/"), Profile(name="林若川", area_path="90/9001/"))
        is Verdict.LOOK
    )


def test_two_valid_numbers_are_a_veto_whatever_else_agrees() -> None:
    assert verdict(Profile(name="林若川", phone="13900001234", birth=BORN, document=ONE),
                   Profile(name="林若川", phone="13900001234", birth=BORN, document=OTHER)) is Verdict.DIFFERENT  # fmt: skip


def test_twins_and_relatives_are_never_proposed() -> None:
    twin = Profile(name="林若山", phone="13900001234", birth=BORN, sex="m", area_path="90/9001/")
    assert verdict(LIN, twin) is Verdict.LOOK
    mother = Profile(name="石梅", phone="13900001234", sex="f", area_path="90/9001/", age=60, seen=date(2022, 3, 7))
    assert verdict(LIN, mother) is Verdict.DIFFERENT


def test_another_sex_or_birth_date_is_never_proposed() -> None:
    from dataclasses import replace

    assert verdict(LIN, replace(LIN, sex="f")) is Verdict.LOOK
    assert verdict(LIN, replace(LIN, birth=Dated(date(1960, 1, 1)))) is not Verdict.SAME


def test_a_swapped_day_and_month_and_an_age_still_speak_for() -> None:
    a = Profile(name="林若川", birth=Dated(date(1949, 3, 7)), area_path="90/9001/")
    assert compare(a, Profile(name="林若川", birth=Dated(date(1949, 7, 3)))).agreement("birth") == "swapped"
    aged = Profile(name="林若川", age=72, seen=date(2022, 3, 7))
    assert compare(a, aged).agreement("birth") == "year"
    assert (
        compare(a, Profile(name="林若川", birth=Dated(date(1949, 3, 1), Precision.MONTH))).agreement("birth") == "month"
    )


@pytest.mark.parametrize(
    ("other", "certain"),
    [
        (Profile(name="LIN Ruochuan", document=ONE), True),
        (Profile(name="林若川", document=ONE, birth=BORN), True),
        (Profile(name="林若川", document=ONE, birth=Dated(date(1949, 12, 30))), False),
        (Profile(name="林若川", document=ONE, sex="f"), False),
        (Profile(name="石梅", document=ONE), False),
        (Profile(document=ONE), False),
        (Profile(name="林若川", phone="13900001234", birth=BORN), False),
    ],
)
def test_only_an_equal_number_with_an_agreeing_name_joins_by_itself(other: Profile, certain: bool) -> None:
    known = Profile(name="林若川", document=ONE, sex="m", phone="13900001234")
    assert is_certain(known, other, compare(known, other)) is certain


def test_no_passport_joins_by_itself() -> None:
    passport = Document(DocumentKind.PASSPORT, "E12345678", "CN")
    a = Profile(name="林若川", document=passport, birth=BORN)
    assert compare(a, a).verdict is Verdict.SAME
    assert not is_certain(a, a, compare(a, a))


def test_reasons_hold_no_value() -> None:
    text = repr(compare(LIN, LIN))
    assert not [value for value in ("林若川", "13900001234", "1949") if value in text]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_quality_on_people_with_a_known_truth(seed: int) -> None:
    found = quality(generate(1_000, seed))
    assert found.recall >= 0.94
    assert found.precision >= 0.98
    assert found.proposed_recall >= 0.8
    assert found.wrongly_certain == 0
    assert found.load <= 1.6
