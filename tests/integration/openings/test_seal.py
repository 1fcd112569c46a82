"""The access log stands in the ledger: every row in exactly one seal, and a row that is changed or gone is found."""

from datetime import timedelta
from typing import Any

from outpace.desk.clock import wall_now
from outpace.desk.scope.actor import EVERYWHERE, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Installation
from tests.integration.openings.conftest import World


def _seal() -> int:
    from outpace.desk.openings.seal import seal

    by = service(EVERYWHERE)
    with scope(by, Purpose.TICK):
        return seal(by=by, at=NOW, before=wall_now() + timedelta(minutes=1))


def _three(world: World) -> None:
    from outpace.desk.openings.opening import read_record

    world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"])
    world.open(world.tracer, world.persons["石梅"], "contact", world.contact)
    with scope(world.province.commander, Purpose.OPEN_CASE):
        read_record(subject=world.persons["A-2"], purpose=Purpose.OPEN_CASE, at=NOW)


def test_every_access_is_sealed_once(world: World) -> None:
    from outpace.desk.ledger.models import Access, Event
    from outpace.desk.openings.models import Sealed

    _three(world)
    assert (_seal(), _seal()) == (3, 0)
    with scope(service(EVERYWHERE), Purpose.TICK):
        assert set(Sealed.objects.values_list("access_id", flat=True)) == set(
            Access.objects.values_list("pk", flat=True)
        )
        assert sum(event.rows for event in Event.objects.filter(kind="access.sealed")) == 3


def test_a_row_of_the_minute_that_runs_waits(world: World) -> None:
    from outpace.desk.openings.seal import seal

    _three(world)
    by = service(EVERYWHERE)
    with scope(by, Purpose.TICK):
        assert seal(by=by, at=NOW, before=wall_now() - timedelta(minutes=1)) == 0


def test_a_faithful_log_is_found_faithful_and_any_change_is_not(world: World) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.openings.seal import unfaithful

    _three(world)
    _seal()
    with scope(service(EVERYWHERE), Purpose.TICK):
        rows = list(Access.objects.all())
        assert unfaithful(rows) == []
        for change in (
            ("account_id", 1),
            ("purpose", "call "),
            ("at", NOW + timedelta(1)),
            ("because_id", 3),
            ("until", None),
        ):
            assert unfaithful([_changed(rows[0], *change), *rows[1:]]) == [rows[0].pk], change


def _changed(row: Any, name: str, value: Any) -> Any:
    from copy import copy

    twin = copy(row)
    setattr(twin, name, value)
    return twin


def test_a_row_that_is_gone_is_missed(world: World, installation: Installation) -> None:
    from outpace.desk.openings.models import Sealed
    from outpace.desk.openings.seal import missing

    _three(world)
    _seal()
    with scope(service(EVERYWHERE), Purpose.TICK):
        assert missing() == []
        event = Sealed.objects.order_by("pk")[0].event_id
        Sealed.objects.create(access_id=999_999_999, event_id=event, number=99)
        assert missing() == [999_999_999]


def test_the_tick_seals_the_finished_minutes(world: World, monkeypatch: Any) -> None:
    from outpace.desk import ticking
    from outpace.desk.openings.models import Sealed

    _three(world)
    monkeypatch.setattr(ticking, "this_minute", lambda: wall_now() + timedelta(minutes=1))
    ticking.tick(NOW)
    with scope(service(EVERYWHERE), Purpose.TICK):
        assert Sealed.objects.count() == 3
