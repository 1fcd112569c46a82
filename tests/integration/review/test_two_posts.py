"""Somebody with two posts acts in both areas at once: one act, an event for each of them, and nothing is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass
from outpace.words.contact import ContactState, Setting
from tests.integration.conftest import NOW, Province


@pytest.fixture
def both(province: Province) -> Any:
    """A tracer of the two counties, whose province is not hers."""
    from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor, Role

    return Actor(LOCAL_ACCOUNT, Role.TRACER, (province.a.path, province.b.path))


def _cases(province: Province, by: Any, *codes: str) -> Any:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope

    rows = [CaseRecord(number=f"T-{code}", area_code=code, case_class=CaseClass.CONFIRMED) for code in codes]
    with scope(by, "test"):
        return register_cases(by=by, incident=province.incident, rows=rows, at=NOW)


def _events(by: Any, kind: str) -> list[tuple[str, int]]:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.session import scope

    with scope(by, "test"):
        return list(Event.objects.filter(kind=kind).order_by("area_path").values_list("area_path", "rows"))


def test_cases_in_both_areas_have_an_event_in_each(province: Province, both: Any) -> None:
    from outpace.desk.cases.models import Case
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.session import scope

    outcome = _cases(province, both, "9001", "9002")
    assert (sorted(outcome.accepted), len(outcome.events)) == ([0, 1], 2)
    assert _events(both, "case.registered") == [(province.a.path, 1), (province.b.path, 1)]
    assert _events(province.tracer_a, "case.registered") == [(province.a.path, 1)]
    with scope(both, "test"):
        for case in Case.objects.all():
            assert Event.objects.get(pk=case.event_id).area_path == case.area_path
    again = _cases(province, both, "9001", "9002")
    assert (sorted(again.duplicate), again.events) == ([0, 1], [])


def test_whoever_covers_both_areas_by_one_post_has_one_event(province: Province) -> None:
    assert len(_cases(province, province.commander, "9001", "9002").events) == 1
    assert _events(province.commander, "case.registered") == [(province.root.path, 2)]


def test_links_stand_in_the_areas_of_those_infected(province: Province, both: Any) -> None:
    from outpace.desk.cases.links import register_links
    from outpace.desk.scope.session import scope

    _cases(province, both, "9001", "9002")
    rows = [LinkRecord(infector="T-9001", infectee="T-9002"), LinkRecord(infector="T-9002", infectee="T-9001")]
    with scope(both, "test"):
        outcome = register_links(by=both, incident=province.incident, rows=rows, at=NOW)
    assert len(outcome.accepted) == 2
    assert _events(both, "link.registered") == [(province.a.path, 1), (province.b.path, 1)]


def test_tasks_of_both_areas_are_assigned_and_finished_together(
    province: Province, both: Any, settle: Callable[[], None]
) -> None:
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.acts import assign_tasks, finish_tasks
    from outpace.desk.tasks.models import Attempt, Task

    _cases(province, both, "9001", "9002")
    settle()
    with scope(both, "test"):
        tasks = list(Task.objects.all())
        assign_tasks(by=both, tasks=tasks, owner=None, at=NOW)
        finish_tasks(by=both, tasks=tasks, outcome="done", note="called", at=NOW)
        assert not Task.objects.filter(done_at=None).exists()
        assert Attempt.objects.count() == len(tasks)
    for kind in ("task.assigned", "task.finished"):
        assert [path for path, _ in _events(both, kind)] == [province.a.path, province.b.path]


def test_contacts_of_both_areas_are_decided_together(province: Province, both: Any, settle: Callable[[], None]) -> None:
    from outpace.desk.areas.queries import place
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, decide_contacts, record_exposures
    from outpace.desk.tracing.models import Contact

    keys = _cases(province, both, "9001", "9002").accepted
    for index, area in enumerate((province.a, province.b)):
        rows = [ExposureRow(setting=Setting.HOUSEHOLD, name=area.code)]
        with scope(both, "test"):
            source = Source(keys[index], province.incident, place(area))
            record_exposures(by=both, source=source, rows=rows, at=NOW)
    settle()
    with scope(both, "test"):
        contacts = list(Contact.objects.all())
        decide_contacts(by=both, contacts=contacts, state=ContactState.CONFIRMED, tier="close", why="known", at=NOW)
    assert _events(both, "contact.decided") == [(province.a.path, 1), (province.b.path, 1)]
    settle()
    with scope(both, "test"):
        assert set(Contact.objects.values_list("state", flat=True)) == {ContactState.CONFIRMED}
