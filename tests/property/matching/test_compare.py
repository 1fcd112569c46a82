"""What holds of any two records: order doesn't matter, reasons add up, whoever is the same shares a key with herself."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from outpace.matching.blocking import blocking_keys
from outpace.matching.profile import Profile
from outpace.matching.score import Verdict, compare, is_certain, weights
from outpace.words.identity import Document, DocumentKind, check_character
from outpace.words.moment import Dated

LETTERS = "张王李赵欧阳单曾晓明伟娜国强川Zhang Wei-xiao"
names = st.none() | st.text(alphabet=LETTERS, min_size=1, max_size=6)
numbers = (
    st.integers(0, 999)
    .map(lambda n: f"11010519491231{n:03}")
    .map(lambda digits: Document(DocumentKind.NATIONAL, digits + check_character(digits), "CN"))
)
passports = st.integers(0, 9).map(lambda n: Document(DocumentKind.PASSPORT, f"E1234567{n}"))
profiles = st.builds(
    Profile,
    name=names,
    phone=st.none() | st.text(alphabet="0123456789+- ", max_size=14),
    document=st.none() | numbers | passports,
    birth=st.none() | st.dates(date(1930, 1, 1), date(2020, 1, 1)).map(Dated),
    age=st.none() | st.integers(0, 110),
    seen=st.just(date(2022, 3, 7)),
    sex=st.none() | st.sampled_from("fm"),
    area_path=st.sampled_from(("90/9001/", "90/9002/", "90/9001/900101/")),
    address=st.none() | st.text(max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(profiles, profiles)
def test_the_order_of_two_records_does_not_matter(a: Profile, b: Profile) -> None:
    assert compare(a, b) == compare(b, a)


@settings(max_examples=60, deadline=None)
@given(profiles, profiles)
def test_a_score_is_the_sum_of_its_reasons(a: Profile, b: Profile) -> None:
    score = compare(a, b)
    assert score.bits == round(sum(reason.bits for reason in score.reasons), 2)
    assert all(weights()[reason.field][reason.agreement] == reason.bits for reason in score.reasons)


@settings(max_examples=60, deadline=None)
@given(profiles, profiles)
def test_what_is_joined_alone_is_proposed_and_has_one_number(a: Profile, b: Profile) -> None:
    score = compare(a, b)
    if is_certain(a, b, score):
        assert score.verdict is Verdict.SAME
        assert a.document == b.document is not None


@settings(max_examples=60, deadline=None)
@given(profiles)
def test_keys_are_few_and_the_same_for_the_same_record(a: Profile) -> None:
    keys = blocking_keys(a)
    assert keys == blocking_keys(a)
    assert len(set(keys)) == len(keys) <= 5
