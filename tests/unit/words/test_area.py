"""Area paths: an area and all below it are one range of bytes, and nobody else is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outpace.words.area import LEVELS, Level, is_within, join_path, path_range

CODES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters="/"), min_size=1, max_size=6)
PATHS = st.lists(CODES, max_size=len(LEVELS)).map(lambda codes: "".join(join_path("", code) for code in codes))


def is_in_range(path: str, low: str, high: str) -> bool:
    """Compare as the database does in the C collation: byte by byte."""
    return low.encode() <= path.encode() < high.encode()


@given(PATHS, CODES)
def test_a_descendant_falls_inside_the_range(above: str, code: str) -> None:
    assert is_in_range(join_path(above, code), *path_range(above))
    assert is_in_range(above, *path_range(above))


@given(PATHS, PATHS)
def test_nothing_else_falls_inside(path: str, above: str) -> None:
    assert is_in_range(path, *path_range(above)) == is_within(path, above)


@given(PATHS.filter(bool), CODES, CODES)
def test_siblings_share_no_path(parent: str, one: str, other: str) -> None:
    first, second = join_path(parent, one), join_path(parent, other)
    assert is_in_range(second, *path_range(first)) == (one == other)


def test_a_code_that_continues_another_is_not_below_it() -> None:
    assert not is_in_range("3301000/", *path_range("330100/"))
    assert is_in_range("330100/330106/", *path_range("330100/"))


@pytest.mark.parametrize("code", ["", "33/01", "杭州", "33\n01"])
def test_a_code_that_breaks_the_order_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        join_path("330000/", code)


def test_levels_run_from_the_whole_down() -> None:
    assert LEVELS[0] is Level.PROVINCE
    assert LEVELS[-1] is Level.GRID
