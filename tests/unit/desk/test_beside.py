"""Work beside the database's: in order, one ahead, over when it is left."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from outpace.desk.beside import ahead, beside

PATIENCE_S = 30


def test_the_next_item_is_made_while_the_last_one_is_used() -> None:
    made = [threading.Event() for _ in range(3)]

    def items() -> Iterator[int]:
        for n, event in enumerate(made):
            event.set()
            yield n

    used = []
    for item in ahead(items()):
        used.append(item)
        assert made[min(item + 1, 2)].wait(PATIENCE_S)
        assert item > 0 or not made[2].is_set()
    assert used == [0, 1, 2]


def test_what_goes_wrong_comes_after_what_went_right() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("the file is cut")

    found = ahead(items())
    assert next(found) == 1
    with pytest.raises(ValueError, match="cut"):
        next(found)


def test_nothing_is_made_after_it_is_left() -> None:
    made = []

    def items() -> Iterator[int]:
        for n in range(100):
            made.append(n)
            yield n

    before = threading.active_count()
    with closing(ahead(items())) as found:
        next(found)
    assert threading.active_count() == before
    assert made in ([0], [0, 1])


def test_a_result_is_waited_for_and_a_failure_comes_with_it() -> None:
    with beside(lambda: 6 * 7) as result:
        assert result() == 42
    with beside(threading.get_ident) as elsewhere, beside(threading.get_ident, worth=False) as here:
        assert elsewhere() != here() == threading.get_ident()
    with beside(lambda: 1 // 0) as broken, pytest.raises(ZeroDivisionError):
        broken()
