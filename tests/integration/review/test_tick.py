"""Two ticks at once mark what is overdue once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import NOW, Province
from tests.integration.review.facts import World
from tests.integration.review.test_delivery import _elsewhere, _first_time


def test_a_second_tick_leaves_alone_what_the_first_is_marking(
    committed_province: Province, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.isolation import acts as isolation
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks import acts as tasks
    from outpace.desk.ticking import tick

    world, late, others = World(committed_province, None, ContactState.CONFIRMED, settle), NOW + timedelta(days=60), []
    world.register()
    world.steps["late"]()
    settle()
    for room in (tasks, isolation):
        monkeypatch.setattr(
            room, "record", _first_time(room.record, lambda: others.append(_elsewhere(lambda: tick(late))))
        )
    first = tick(late)
    with scope(committed_province.commander, "test"):
        kinds = sorted(Event.objects.filter(kind__endswith=".overdue").values_list("kind", flat=True))
    assert first > 0
    assert tick(late) == 0
    assert kinds == ["task.overdue", "test.overdue"]
    assert all(isinstance(answer, int) for answer in others)
