"""What fails is tried again, ever more seldom, and neither holds up the others nor is forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import NOW, Province
from tests.integration.review.facts import World


class Line:
    """The only line of a loop: counts what it was given, and fails as it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from outpace.desk import drain, loop

        self.failure: Exception | None = None
        self.tried = 0
        lines = (loop.Line("case.registered", self.act, ()),)
        monkeypatch.setattr(loop, "LOOP", lines)
        monkeypatch.setattr(drain, "LOOP", lines)

    @property
    def act(self) -> Any:
        def act(by: object, given: Sequence[Any], at: datetime) -> None:
            self.tried += 1
            if self.failure:
                raise self.failure

        return act


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, province: Province) -> Line:
    """A loop of one line, with one case waiting."""
    made = Line(monkeypatch)
    World(province, None, ContactState.CONFIRMED, lambda: None).register()
    return made


def _waiting() -> int:
    from outpace.desk.ledger.models import Pending
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        return Pending.objects.filter(kind="case.registered").count()


def test_a_failing_event_is_tried_ever_more_seldom_and_heals(line: Line) -> None:
    from outpace.desk.drain import drain

    line.failure = ValueError("the facts do not fit yet")
    for second in range(100):
        drain(NOW + timedelta(seconds=second))
    assert line.tried == len(["at once", 2, 4, 8, 16, 32, 64])
    assert _waiting() == 1
    line.failure = None
    drain(NOW + timedelta(days=1))
    assert _waiting() == 0


def test_an_event_that_never_works_is_not_tried_for_ever(line: Line) -> None:
    from outpace.desk.drain import MAX_ATTEMPTS, drain

    line.failure = ValueError("never")
    for day in range(2 * MAX_ATTEMPTS):
        drain(NOW + timedelta(days=day))
    assert line.tried == MAX_ATTEMPTS
    assert _waiting() == 1


def test_a_full_disk_is_no_failure_of_an_event(line: Line) -> None:
    import psycopg
    from django.db import OperationalError

    from outpace.desk.drain import drain

    line.failure = OperationalError("no space left")
    line.failure.__cause__ = psycopg.errors.DiskFull()
    for _ in range(10):
        with pytest.raises(OperationalError):
            drain(NOW)
    line.failure = None
    drain(NOW)
    assert _waiting() == 0
