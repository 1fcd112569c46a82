"""Guessing is slowed down in the database: by name, by address, for every server process, and it tells nobody's name."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

AT = datetime(2022, 3, 7, 6, 0, tzinfo=UTC)
A, B = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def door(database: object) -> Iterator[None]:
    """An open scope at the door."""
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.session import scope

    with scope(DOOR, PURPOSE):
        yield


def _try(name: str, address: str, at: datetime = AT) -> int:
    """Try once; the seconds to wait, 0 where the try was counted."""
    from outpace.desk.accounts.throttle import PER_ADDRESS, PER_NAME, begin
    from outpace.words.problem import ProblemError

    try:
        begin([(PER_NAME, name), (PER_ADDRESS, address)], at)
    except ProblemError as paused:
        return int(paused.problem.params["retry_s"])
    return 0


def test_a_name_is_paused_and_the_pause_ends(door: None) -> None:
    from outpace.desk.accounts.throttle import PER_NAME, WINDOW

    assert [_try("a", A) for _ in range(PER_NAME.tries)] == [0] * PER_NAME.tries
    assert _try("a", B) == WINDOW.total_seconds()
    assert _try("b", A) == 0
    assert _try("a", B, AT + WINDOW) == 0


def test_many_names_from_one_address_are_paused_too(door: None) -> None:
    from outpace.desk.accounts.throttle import PER_ADDRESS

    assert {_try(f"name{n}", A) for n in range(PER_ADDRESS.tries)} == {0}
    assert _try("another", A, AT + timedelta(seconds=1)) > 0
    assert _try("another", B, AT + timedelta(seconds=1)) == 0


def test_a_success_forgets_the_tries_of_its_name_and_its_own_of_the_address(door: None) -> None:
    from outpace.desk.accounts.models import Attempt
    from outpace.desk.accounts.throttle import PER_ADDRESS, PER_NAME, forget

    for _ in range(3):
        _try("a", A)
    forget([(PER_NAME, "a"), (PER_ADDRESS, A)])
    assert Attempt.objects.count() == 2


def test_a_refused_try_is_not_counted(door: None) -> None:
    from outpace.desk.accounts.models import Attempt
    from outpace.desk.accounts.throttle import PER_NAME

    for _ in range(PER_NAME.tries + 5):
        _try("a", A)
    assert Attempt.objects.count() == 2 * PER_NAME.tries


def test_the_table_tells_neither_name_nor_address_and_forgets(door: None) -> None:
    from outpace.desk.accounts.models import Attempt
    from outpace.desk.accounts.throttle import WINDOW, forget_old

    _try("lin", A)
    assert all(
        len(key) == 64 and "lin" not in key and A not in key for key in Attempt.objects.values_list("key", flat=True)
    )
    assert forget_old(AT + WINDOW) == 2
