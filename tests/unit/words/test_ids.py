"""Public ids: every key comes back, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outpace.words.ids import ALPHABET, LENGTH, IdKind, decode, encode, random_key

KEYS = st.integers(0, 2**63 - 1)
KINDS = st.sampled_from(IdKind)


@given(KINDS, KEYS)
def test_a_key_comes_back(kind: IdKind, key: int) -> None:
    assert decode(kind, encode(kind, key)) == key


@given(KINDS, KEYS)
def test_an_id_is_a_prefix_and_thirteen_letters(kind: IdKind, key: int) -> None:
    prefix, _, digits = encode(kind, key).partition("_")
    assert prefix == kind
    assert len(digits) == LENGTH
    assert set(digits) <= set(ALPHABET)


@given(KINDS, KEYS, KEYS)
def test_ids_sort_as_their_keys(kind: IdKind, one: int, other: int) -> None:
    assert (encode(kind, one) < encode(kind, other)) == (one < other)


@given(KINDS, KINDS, KEYS)
def test_an_id_of_one_kind_is_none_of_another(kind: IdKind, other: IdKind, key: int) -> None:
    assert (decode(other, encode(kind, key)) is None) == (kind != other)


@given(KINDS, st.text(max_size=20))
def test_what_is_read_is_what_would_be_written(kind: IdKind, text: str) -> None:
    key = decode(kind, text)
    assert key is None or encode(kind, key) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cas",
        "cas_",
        "cas_000000000000",
        "cas_00000000000001",
        "cas_000000000000i",
        "cas_000000000000A",
        "CAS_0000000000001",
        "cas_8000000000000",
        " cas_0000000000001",
        "cas_0000000000001\n",
    ],
)
def test_a_malformed_id_is_none(text: str) -> None:
    assert decode(IdKind.CASE, text) is None


@pytest.mark.parametrize("key", [-1, 2**63])
def test_a_key_outside_63_bits_is_refused(key: int) -> None:
    with pytest.raises(ValueError, match="63 bits"):
        encode(IdKind.CASE, key)


def test_prefixes_are_three_letters_and_none_stands_twice() -> None:
    assert {len(kind) for kind in IdKind} == {3}
    assert len(set(IdKind)) == len(IdKind.__members__)


def test_a_random_key_can_be_written() -> None:
    keys = {random_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(decode(IdKind.PERSON, encode(IdKind.PERSON, key)) == key for key in keys)
