"""The state rebuilt from the log equals the tables; whatever was changed past the log is found."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register


@pytest.fixture
def worked(committed_province: Province, installation: Installation, settle: Callable[[], None]) -> Province:
    """Cases, a correction, exposures, and what the loop made of them."""
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.corrections import correct_case
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor, Role
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.acts import finish_task, try_task
    from outpace.desk.tasks.models import Task
    from outpace.desk.ticking import tick
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
    from outpace.words.contact import Setting
    from outpace.words.moment import Dated
    from outpace.words.purpose import Purpose

    province = committed_province
    register(province, ["L-1", "L-2"])
    with scope(province.commander, Purpose.TEST) as by:
        case = Case.objects.get(number="L-1")
        correct_case(by=by, case=case, field="onset", value="2022-03-04", why="asked again", at=NOW)
        met = [ExposureRow(setting=Setting.HOUSEHOLD, name=f"林{n}", last=Dated(date(2022, 3, 6))) for n in range(3)]
        record_exposures(by=by, source=Source(case.pk, province.incident, place(province.a)), rows=met, at=NOW)
    settle()
    with scope(Actor(LOCAL_ACCOUNT, Role.COMMANDER, province.commander.paths), Purpose.TEST) as by:
        tasks = list(Task.objects.order_by("pk")[:2])
        try_task(by=by, task=tasks[0], outcome="no_answer", note="", at=NOW)
        finish_task(by=by, task=tasks[1], outcome="done", note="well", at=NOW)
    settle()
    tick(NOW + timedelta(days=30))
    place_all(installation, NOW + timedelta(days=30))
    return province


def _rebuild() -> Any:
    from outpace.desk.ledger.rebuild import rebuild
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_LEDGER):
        return rebuild()


def test_the_rebuilt_state_equals_the_tables(worked: Province) -> None:
    found = _rebuild()
    assert found.sound, found
    rows = {table.table: table.equal for table in found.tables}
    for name in ("cases_case", "cases_version", "people_person", "tracing_exposure", "tracing_contact", "tasks_task"):
        assert rows[name] >= 2, name
    assert rows["tasks_attempt"] == 2
    assert all((table.gone, table.older, table.differ) == (0, 0, 0) for table in found.tables)


CHANGES = {
    "a value changed": ("update cases_case set place = 'elsewhere'", "cases_case"),
    "a row removed": ("delete from tasks_attempt", "tasks_attempt"),
    "a row added": (
        "insert into people_person (subject_id, area_path, event_id) select id, area_path, 1 from people_subject"
        " where kind = 'case'",
        "people_person",
    ),
    "a decision reversed": (
        "update tracing_contact set state = 'refuted', decided_by_id = 1, decided_at = now()", "tracing_contact",
    ),
    "a limit moved": ("update tasks_task set due_at = due_at + interval '1 day'", "tasks_task"),
}  # fmt: skip


def test_whatever_was_changed_past_the_log_is_found(worked: Province, admin: psycopg.Connection) -> None:
    changed = set()
    admin.execute("set session_replication_role = replica")
    for name, (change, table) in CHANGES.items():
        admin.execute(change.encode())
        changed.add(table)
        assert set(_rebuild().differing) == changed, name


@pytest.mark.parametrize(
    "change",
    [
        "update ledger_event set body = convert_to(replace(convert_from(body, 'UTF8'), 'case.', 'cas3.'), 'UTF8')",
        "update ledger.part set rows = replace(rows, 'L-1', 'L-9')",
        "delete from ledger.part where table_name = 'people_subject'",
    ],
)
def test_a_changed_body_is_found(worked: Province, admin: psycopg.Connection, change: str) -> None:
    admin.execute("set session_replication_role = replica")
    admin.execute(change.encode())
    assert _rebuild().untrue > 0


def test_what_an_erased_body_said_is_gone_and_nothing_else(worked: Province, installation: Installation) -> None:
    from outpace.desk.ledger.acts import erase_body
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
        event = Event.objects.filter(kind="case.registered").get()
        erase_body(by=by, event=event.pk, reason="retention", at=NOW + timedelta(days=31))
    found = _rebuild()
    assert found.sound, found
    gone = {table.table: table.gone for table in found.tables if table.gone}
    assert gone == {"cases_case": 1, "cases_version": 2, "people_person": 2, "people_subject": 4}
    assert found.erased == 1
