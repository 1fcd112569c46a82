"""Data as an earlier version left it is refused at a start and brought up by an upgrade, wherever that is interrupted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from outpace.words.problem import ProblemError
from tests.integration.conftest import Installation, Province, using

STATE = Path(__file__).resolve().parents[2] / "data" / "states" / "names_in_clear.dump"
NAME = "older"


@pytest.fixture
def older(installation: Installation) -> Iterator[str]:
    """The test server's database as the dump holds it, and its connection string for the superuser."""
    from outpace.desk.postgres import Server, provision, role_passwords

    provision(installation.server, NAME, role_passwords(installation.server.cluster.keys))
    server = Server(installation.server.admin_dsn(), NAME, installation.server.cluster.binaries)
    with psycopg.connect(server.inside(), autocommit=True) as admin:
        admin.execute("drop schema vault")
    server.run("pg_restore", "--exit-on-error", "--single-transaction", "-d", NAME, str(STATE))
    with using(NAME):
        yield server.inside()
    with psycopg.connect(installation.server.admin_dsn(), autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(NAME)))


def _one(dsn: str, query: str) -> Any:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def test_older_data_is_refused_then_brought_up(older: str, installation: Installation) -> None:
    from outpace.desk.install import migrate
    from outpace.desk.ledger.known import Moment, moment
    from outpace.desk.life.account import take_account
    from outpace.desk.life.fitness import refuse_unfit
    from outpace.desk.people.queries import find_by_name
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with pytest.raises(ProblemError, match="DATA_OLDER"):
        refuse_unfit(installation.home, "live")
    refuse_unfit(installation.home, "live", upgrading=True)
    with psycopg.connect(older) as connection:
        before = take_account(connection)
    heard: dict[str, int] = {}
    migrate(installation.home, lambda phase, done: heard.update({phase: done}))
    assert heard["expand"] > 5
    assert {"names-sealed", "rejects-sealed"} <= heard.keys()
    refuse_unfit(installation.home, "live")
    with psycopg.connect(older) as connection:
        after = take_account(connection)
    kept = (
        "cases_case",
        "people_person",
        "tasks_task",
        "tracing_contact",
        "ledger_event",
        "ledger_access",
        "accounts_post",
    )
    assert {name: before.tables[f"public.{name}"] for name in kept} == {
        name: after.tables[f"public.{name}"] for name in kept
    }
    assert (after.ledger_size, after.ledger_root, after.broken) == (before.ledger_size, before.ledger_root, 0)
    assert _one(older, "select count(*) from vault.identity where name is not null or phone is not null") == 0
    with scope(service(""), Purpose.TEST):
        assert len(find_by_name("测试人03")) == 1
    since = _one(older, "select at from ledger_knownsince")
    assert since == _one(older, "select max(recorded) from ledger_event"), "what came before was overwritten"
    with scope(service(""), Purpose.TEST):
        assert moment(None, since, since) == Moment(since, since)
        with pytest.raises(ProblemError, match="KNOWN_NOT_KEPT"):
            moment(None, since - timedelta(seconds=1), since)
    heard.clear()
    migrate(installation.home, lambda phase, done: heard.update({phase: done}))
    assert not any(heard.values()), "a second upgrade does nothing"


def test_a_back_fill_goes_on_where_it_was_stopped(committed_province: Province) -> None:
    """Killed after any chunk, it neither leaves a row out nor does one twice."""
    from outpace.desk.life.models import Backfill
    from outpace.desk.life.upgrade import Chunk, Filling, fill
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    settled: list[int] = []
    stops = iter((True, False, True, False, False, False, False, False))

    def step(position: int, limit: int) -> Chunk:
        rows = [key for key in range(10) if key > position][:limit]
        if next(stops):
            raise ConnectionError
        settled.extend(rows)
        return Chunk(len(rows), rows[-1] if rows else position)

    filling = Filling("test", step)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            fill(filling, chunk=4)
    assert fill(filling, chunk=4) == 6
    assert settled == list(range(10))
    assert fill(filling, chunk=4) == 0
    with scope(service(""), Purpose.TEST):
        place = Backfill.objects.get(name="test")
    assert (place.rows, place.position) == (10, 9)
    assert place.done_at is not None


def test_a_contracting_step_waits_for_its_back_fill() -> None:
    from django.db.migrations import Migration

    from outpace.desk.life.upgrade import _expanding

    def step(name: str, *before: str, needs: str | None = None) -> Migration:
        made = Migration(name, "room")
        made.dependencies = [("room", earlier) for earlier in before]
        made.needs_backfill = needs  # type: ignore[attr-defined]
        return made

    plan = [step("1_add"), step("2_drop", "1_add", needs="filled"), step("3_after", "2_drop"), step("4_apart", "1_add")]
    assert [one.name for one in _expanding(plan)] == ["1_add", "4_apart"]
