"""No change of state without its event and no event without its leaf: what a transaction does not tell of never commits."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.integration.conftest import NOW, Installation, Province
from tests.integration.ledger.conftest import place_all, register

_UNTOLD = "a change of .* was written without its event"
_STATE = "select (select count(*) from cases_case), (select count(*) from people_person), (select count(*) from ledger_event)"


def test_an_act_keeps_the_rows_it_wrote(province: Province) -> None:
    from django.db import connection

    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    event = register(province, ["L-1", "L-2"]).events[0]
    with scope(province.commander, Purpose.READ_CASES), connection.cursor() as cursor:
        cursor.execute("select table_name, count from ledger.parts(0, 100) where event_id = %s", [event])
        assert dict(cursor.fetchall()) == {"cases_case": 2, "cases_version": 2, "people_person": 2, "people_subject": 4}


def test_another_area_reads_no_part(province: Province) -> None:
    from django.db import connection

    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    register(province, ["L-1"])
    with scope(province.tracer_b, Purpose.READ_CASES), connection.cursor() as cursor:
        cursor.execute("select count(*) from ledger.parts(0, 100) where area_path like '9_/9001/%%'")
        assert cursor.fetchone() == (0,)


def _forgotten(event: Any) -> int:
    """An act that says nothing."""
    return int(event.id)


def _died(event: Any) -> int:
    """An act whose process ends between its rows and its event."""
    raise ConnectionError("gone")


@pytest.mark.parametrize(("said", "error"), [(_forgotten, _UNTOLD), (_died, "gone")])
def test_rows_without_their_event_are_rolled_back(
    said: Callable[[Any], int],
    error: str,
    committed_province: Province,
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = admin.execute(_STATE).fetchone()
    monkeypatch.setattr("outpace.desk.cases.acts.record", said)
    with pytest.raises(Exception, match=error):
        register(committed_province, ["L-1"])
    assert admin.execute(_STATE).fetchone() == before
    monkeypatch.undo()
    register(committed_province, ["L-1"])
    assert admin.execute(_STATE).fetchone() != before


@pytest.mark.parametrize("is_placed", [False, True])
def test_a_row_may_not_lean_on_an_earlier_event(
    committed_province: Province, installation: Installation, is_placed: bool
) -> None:
    """An event of an earlier transaction does not cover a change of this one, whether it waits or has its leaf."""
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    event = register(committed_province, ["L-1"]).events[0]
    if is_placed:
        place_all(installation)
    with pytest.raises(Exception, match="duplicate key"):
        _lean_on(committed_province, event, _SAID_AGAIN)
    for claim in ("select %s", _ONE_MORE_VERSION):
        with pytest.raises(Exception, match=_UNTOLD):
            _lean_on(committed_province, event, claim)
    with scope(committed_province.commander, Purpose.READ_CASES):
        assert Case.objects.get().place is None


_SAID_AGAIN = (
    "select ledger.say(%s, 'x', '90/', null, null, scope.account(), now(), now(), 1, '{}', 'salt', '{}', null)"
)
_ONE_MORE_VERSION = """
insert into cases_version (case_id, version, facts, changes, why, account_id, recorded, event_id, area_path)
select case_id, 2, facts, changes, why, account_id, recorded, %s, area_path from cases_version
"""


def test_an_event_said_elsewhere_covers_nothing_here(committed_province: Province, admin: psycopg.Connection) -> None:
    """One session writes under an event's number and waits, another says that event: the first still can't commit."""
    event = register(committed_province, ["L-1"]).events[0]
    shared = event - 1
    with admin.transaction(force_rollback=True):
        admin.execute(_ONE_MORE_VERSION.encode(), [shared])
        _say_only(committed_province, shared)
        with pytest.raises(psycopg.IntegrityError, match=_UNTOLD):
            admin.execute("set constraints all immediate")


def _say_only(province: Province, event: int) -> None:
    from outpace.desk.ledger.models import Witness
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
        Witness.objects.create(name="another", key="k", added=NOW, event_id=event)
        record(Event(id=event, kind="witness.added", by=by, area_path="", happened=NOW, recorded=NOW))


def _lean_on(province: Province, event: int, claim: str) -> None:
    from django.db import connection

    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(province.commander, Purpose.CORRECT_CASE), connection.cursor() as cursor:
        if "insert" not in claim:
            Case.objects.update(place="elsewhere", event_id=event)
        cursor.execute(claim, [event])


def test_the_guard_is_what_holds(committed_province: Province, admin: psycopg.Connection) -> None:
    """Negative control: without the watch on the table the same forgotten event goes through."""
    admin.execute("alter table cases_case disable trigger ledger_updates")
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    register(committed_province, ["L-1"])
    with scope(committed_province.commander, Purpose.CORRECT_CASE):
        assert Case.objects.update(place="elsewhere") == 1


def test_a_row_written_after_its_event_is_refused(committed_province: Province) -> None:
    with pytest.raises(Exception, match=_UNTOLD):
        _write_late(committed_province)


def _write_late(province: Province) -> None:
    from outpace.desk.ledger.models import Witness
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
        event = record(Event(kind="witness.added", by=by, area_path="", happened=NOW, recorded=NOW))
        Witness.objects.create(name="late", key="k", added=NOW, event_id=event)


def test_the_app_adds_no_event_no_leaf_and_no_checkpoint(installation: Installation, own_database: str) -> None:
    statements = (
        "insert into ledger_leaf values (0, 1, '\\x00', '\\x00')",
        "insert into ledger_unplaced values (1, '\\x00', now())",
        "delete from ledger_unplaced",
        "insert into ledger_checkpoint (size) values (1)",
        "update ledger_checkpoint set size = 1",
        "select * from ledger.part",
        "update ledger_event set body = ''",
        "insert into ledger_event (id) values (1)",
        "insert into ledger_item values (1, 1, '\\x00')",
    )
    with psycopg.connect(installation.server.dsn("outpace_app", own_database), autocommit=True) as app:
        for statement in statements:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
                app.execute(statement.encode())


def test_no_event_is_said_in_an_area_outside_the_scope(province: Province) -> None:
    with pytest.raises(Exception, match="row-level security"):
        _say_elsewhere(province)


def _say_elsewhere(province: Province) -> None:
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(province.tracer_a, Purpose.TRACE_CONTACTS) as by:
        record(Event(kind="case.corrected", by=by, area_path=province.b.path, happened=NOW, recorded=NOW))


def test_the_commitment_covers_the_body(committed_province: Province, admin: psycopg.Connection) -> None:
    register(committed_province, ["L-1"])
    assert admin.execute(
        "select count(*), count(*) filter (where e.commitment = sha256(e.salt || e.body)"
        " and starts_with(encode(u.data, 'hex'), encode(e.commitment, 'hex')))"
        " from ledger_event e join ledger_unplaced u on u.event_id = e.id"
    ).fetchone() == (2, 2)


def test_every_event_has_its_leaf_after_one_round(committed_province: Province, installation: Installation) -> None:
    from outpace.desk.ledger.models import Leaf, Unplaced
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    for number in range(3):
        register(committed_province, [f"L-{number}"])
    assert place_all(installation) == 4
    with scope(service(), Purpose.SEQUENCE):
        assert (Leaf.objects.count(), Unplaced.objects.count()) == (4, 0)


def test_every_table_is_watched_or_says_why_not(admin: psycopg.Connection) -> None:
    from outpace.desk.ledger.coverage import ARRIVING, TOLD, UNCOVERED

    tables = {name for (name,) in admin.execute("select tablename from pg_tables where schemaname = 'public'")}
    triggers = admin.execute(
        "select tgrelid::regclass::text, count(*) from pg_trigger where tgname ~ '^(ledger|said)_' and tgenabled = 'O'"
        " group by 1"
    )
    watched = {name for name, count in triggers if count == 3 - (name in ARRIVING)}
    assert {"cases_case", "tasks_task", "areas_incident"} | TOLD.keys() <= watched
    assert tables - watched - UNCOVERED.keys() - {"ledger_event"} == set()


def test_the_app_can_not_sign_ahead_of_the_log(committed_province: Province) -> None:
    from django.db import connection

    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with (
        pytest.raises(Exception, match="a checkpoint covers the whole log"),
        scope(service(), Purpose.SEQUENCE),
        connection.cursor() as cursor,
    ):
        cursor.execute("select ledger.sign(99, '\\x00', '{}', 'x', '\\x00', %s)", [NOW])


def test_nothing_is_built_on_a_checkpoint_of_somebody_else(
    committed_province: Province, installation: Installation, admin: psycopg.Connection
) -> None:
    from outpace.words.problem import ProblemError

    place_all(installation)
    admin.execute("update ledger_checkpoint set note = replace(note, 'previous -', 'previous x')")
    register(committed_province, ["L-1"])
    with pytest.raises(ProblemError, match="LEDGER_FORGED"):
        place_all(installation)
