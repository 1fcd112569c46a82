"""A positive overtakes what waits: it and all that follows from it have a lane and a worker of their own.

Counted in rounds and events, never in seconds. What two workers do at the same time is in `test_two_lanes`.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from outpace.words.contact import ContactState
from tests.integration.conftest import NOW, Province
from tests.integration.review.facts import EXPOSED, World

if TYPE_CHECKING:
    from outpace.desk.loop import Lane

BACKLOG = 600
ROUNDS = 3
"""The case's tasks and contacts; the contacts' plans and tasks; what nothing follows from."""


@pytest.fixture
def world(province: Province) -> World:
    """A case and who met it will be told while a county's exposures wait in small events and in chunks of a file."""
    from outpace.desk.lanes import ROWS
    from outpace.desk.ledger.models import Pending
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        Pending.objects.bulk_create(
            Pending(event_id=n, kind="exposure.recorded", area_path=province.a.path, incident_id=province.incident.pk,
                    rows=1 if n % 3 else ROWS, recorded=NOW)
            for n in range(1, BACKLOG + 1)
        )  # fmt: skip
    return World(province, None, ContactState.CONFIRMED, lambda: None)


def _tell(world: World) -> None:
    world.register()
    world.tell(list(EXPOSED))


def _is_served(world: World) -> bool:
    """Whether the case's tasks are there, its contacts, and their plans and tasks."""
    there = world.ends_in()
    asked = {who for who, _ in there["open"]}
    return set(there["contacts"]) == set(EXPOSED) and bool(there["plans"]) and {"the case", *there["plans"]} <= asked


def _left(lane: "Lane | None" = None) -> list[Any]:
    """The events that wait, with the lane of each; of one lane or of both."""
    from outpace.desk import lanes
    from outpace.desk.ledger.models import Pending
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        found = list(Pending.objects.annotate(waits_in=lanes.lane()).order_by("recorded", "event_id"))
    return [event for event in found if lane is None or event.waits_in == lane]


def _rounds(world: World, deliver: Any, most: int = ROUNDS) -> int | None:
    """How many rounds it takes until the case is served; None where so many are not enough."""
    for count in range(1, most + 1):
        deliver()
        if _is_served(world):
            return count
    return None


def test_a_case_is_served_while_a_backlog_waits_untouched(world: World) -> None:
    from outpace.desk.drain import drain_lane
    from outpace.desk.loop import Lane

    _tell(world)
    assert _rounds(world, lambda: drain_lane(Lane.POSITIVE, NOW)) == ROUNDS - 1
    drain_lane(Lane.POSITIVE, NOW)
    assert _left(Lane.POSITIVE) == []
    assert len([event for event in _left() if event.event_id <= BACKLOG]) == BACKLOG


def test_one_process_alone_serves_it_first(world: World) -> None:
    """A command such as an import, the demo, a drill: both lanes, positives before all else."""
    from outpace.desk.drain import drain

    _tell(world)
    assert _rounds(world, lambda: drain(NOW, batch=50)) == ROUNDS - 1
    assert len([event for event in _left() if event.event_id <= BACKLOG]) > BACKLOG / 2


def test_without_lanes_it_would_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the two tests above."""
    from outpace.desk import drain, lanes
    from outpace.desk.loop import Lane

    monkeypatch.setattr(drain, "_WAITING", drain._WAITING.replace(lanes.LANE, f"'{Lane.ORDINARY}'"))
    _tell(world)
    assert drain.drain_lane(Lane.POSITIVE, NOW) == 0
    assert _rounds(world, lambda: drain.drain(NOW, batch=50)) is None


def test_figures_tell_the_lanes_apart(world: World) -> None:
    """Set aside is nobody's work."""
    from outpace.desk.ledger.models import Pending
    from outpace.desk.life.measures import measured
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    world.register()
    with scope(service(), "test"):
        Pending.objects.filter(event_id=1).update(aside_at=NOW)
    families = text_string_to_metric_families(measured(NOW + timedelta(seconds=90)).decode())
    found = {(s.name, s.labels["lane"]): s.value for one in families for s in one.samples if "lane" in s.labels}
    ordinary = len(_left()) - 2
    assert found == {
        ("outpace_lane_waiting", "positive"): 1,
        ("outpace_lane_waiting", "ordinary"): ordinary,
        ("outpace_lane_age_seconds", "positive"): 90,
        ("outpace_lane_age_seconds", "ordinary"): 90,
    }


@pytest.fixture
def quiet(province: Province, settle: Callable[[], None]) -> Province:
    """A province in which nothing waits."""
    settle()
    return province


def test_a_lane_whose_worker_is_away_waits_for_it(quiet: Province) -> None:
    from outpace.desk.drain import drain_lane
    from outpace.desk.loop import Lane

    world = World(quiet, None, ContactState.CONFIRMED, lambda: None)
    _tell(world)
    while drain_lane(Lane.ORDINARY, NOW):
        pass
    assert {event.kind for event in _left()} == {"case.registered"}
    while drain_lane(Lane.POSITIVE, NOW):
        pass
    assert _left() == []
    assert _is_served(world)


def _register(province: Province, count: int) -> None:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope

    rows = [CaseRecord(number=f"L-{n}", area_code="9001", case_class=CaseClass.CONFIRMED) for n in range(count)]
    with scope(province.commander, "test"):
        assert (
            len(register_cases(by=province.commander, incident=province.incident, rows=rows, at=NOW).accepted) == count
        )


@pytest.mark.parametrize("told", ["few", "many"])
def test_what_follows_stays_in_the_lane_of_its_event(quiet: Province, told: str) -> None:
    """A file of many cases, and its tasks, don't fill the lane that is there to overtake them."""
    from outpace.desk.drain import drain_lane
    from outpace.desk.lanes import SMALL
    from outpace.desk.loop import Lane

    few = told == "few"
    lane, other = (Lane.POSITIVE, Lane.ORDINARY) if few else (Lane.ORDINARY, Lane.POSITIVE)
    _register(quiet, SMALL if few else SMALL + 1)
    assert [event.kind for event in _left(lane)] == ["case.registered"]
    drain_lane(lane, NOW)
    assert {event.kind for event in _left(lane)} == {"task.issued"}
    assert {event.lane for event in _left()} == {lane}
    assert _left(other) == []


def _lanes(province: Province, *rows: tuple[str, str, int]) -> list[str]:
    """The lanes of events that wait, by kind, inherited lane and rows."""
    from outpace.desk.ledger.models import Pending
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope

    with scope(service(), "test"):
        Pending.objects.bulk_create(
            Pending(
                event_id=n,
                kind=kind,
                lane=lane,
                rows=rows,
                area_path="90/",
                recorded=NOW,
                incident_id=province.incident.pk,
            )
            for n, (kind, lane, rows) in enumerate(rows)
        )
    return [event.waits_in for event in _left()]


def test_every_event_has_one_lane(quiet: Province) -> None:
    """Whatever stands in the row. A contact list longer than a portion goes with the files."""
    from outpace.desk.lanes import ROWS, SMALL

    expected = {
        ("case.registered", "", 1): "positive",
        ("case.corrected", "", SMALL): "positive",
        ("case.transferred", "", 1): "positive",
        ("case.registered", "", SMALL + 1): "ordinary",
        ("case.registered", "ordinary", 1): "ordinary",
        ("exposure.recorded", "", 1): "ordinary",
        ("contact.proposed", "positive", SMALL + 1): "positive",
        ("contact.proposed", "positive", ROWS): "positive",
        ("contact.proposed", "positive", ROWS + 1): "ordinary",
        ("case.registered", "sideways", 1): "ordinary",
    }
    assert _lanes(quiet, *expected) == list(expected.values())


def test_each_lane_is_somebody_s_work(quiet: Province) -> None:
    """Together the workers take every lane, and the supervisor starts both."""
    from outpace.desk.serving.duties import DUTIES
    from outpace.desk.serving.supervisor import Addresses, commands

    _register(quiet, 1)
    _lanes(quiet, ("exposure.recorded", "", 1), ("case.registered", "sideways", 1))
    for name in ("positives", "worker"):
        assert commands(Addresses("127.0.0.1", 8000))[name][-1] == name
        for _ in range(ROUNDS):
            DUTIES[name]()
    assert _left() == []


@pytest.fixture
def word(quiet: Province) -> Callable[[str], object]:
    """Say a word about lanes, as anybody who can run SQL as the app can."""
    from django.db import connection

    return lambda text: connection.connection.execute("select set_config('outpace.lane', %s, true)", [text])


@pytest.mark.parametrize(("said", "lane"), [("ordinary", "ordinary"), ("positive", "positive"), ("; drop", "positive")])
def test_who_meddles_only_changes_the_order(
    quiet: Province, word: Callable[[str], object], said: str, lane: str
) -> None:
    """The event waits in another lane and is delivered all the same; a word that is none is not heard."""
    from outpace.desk.drain import drain

    word(said)
    _register(quiet, 1)
    assert [event.waits_in for event in _left()] == [lane]
    while drain(NOW):
        pass
    assert _tasks(quiet)
    assert _left() == []


def _tasks(province: Province) -> int:
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.models import Task

    with scope(province.commander, "test"):
        return Task.objects.count()


def test_the_word_ends_with_the_delivery(quiet: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after an act that failed: what somebody tells next is judged by its kind again."""
    from django.db import connection

    from outpace.desk import drain, loop

    heard: list[str] = []

    def word() -> str:
        return str(connection.connection.execute("select current_setting('outpace.lane', true)").fetchone()[0])

    def act(by: object, given: Sequence[Any], at: object) -> None:
        heard.append(word())
        if len(heard) == 1:
            raise KeyError

    monkeypatch.setattr(drain, "LOOP", (loop.Line("case.registered", act, ()),))
    _register(quiet, 1)
    drain.drain(NOW)
    assert word() in ("", "None")
    drain.drain(NOW.replace(hour=7))
    assert (heard, word()) == (["positive", "positive"], "")
