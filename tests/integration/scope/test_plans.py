"""The planner folds what a token says into plans: no plan, no cache and no trick shows more than the true token does."""

import contextlib
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg import sql

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.desk.scope.token import said
from outpace.words.purpose import Purpose
from tests.integration.conftest import Province
from tests.integration.scope.test_tokens import _assume, _cases, _shown, _token, admin, app, outbreak

__all__ = ["admin", "app", "outbreak"]


def test_a_plan_kept_from_another_scope_is_refused_aloud(outbreak: Province, app: psycopg.Connection) -> None:
    """The planner folds what a token says into its plan: such a plan must never answer for somebody else."""
    app.execute("prepare kept as select count(*) from cases_case")
    with app.transaction():
        _assume(app, _token(outbreak.commander, app))
        assert app.execute("execute kept").fetchone() == (4,)
    with app.transaction(force_rollback=True):
        _assume(app, _token(outbreak.tracer_a, app))
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="another scope"):
            app.execute("execute kept")
    with app.transaction(force_rollback=True):
        _assume(app, "")
        assert app.execute("execute kept").fetchone() == (0,)
    with app.transaction():
        app.execute("discard plans")
        _assume(app, _token(outbreak.tracer_a, app))
        assert app.execute("execute kept").fetchone() == (2,)


_KEPT = "execute kept"


def _opened(actor: Actor, purpose: Purpose = Purpose.TEST, asking: str = _KEPT) -> tuple[int, bool]:
    """What a statement that was planned once gives in a scope, and whether the scope had everything planned anew."""
    from django.db import connection

    sent: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen), scope(actor, purpose), connection.cursor() as cursor:
        cursor.execute(asking)
        return (cursor.fetchone() or (0,))[0], any("discard plans" in line for line in sent)


def test_plans_are_kept_for_scopes_of_the_same_range_and_no_others(
    outbreak: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each scope of one database session sees what is its own, whoever had the session before."""
    from django.db import connection

    monkeypatch.setattr("outpace.desk.scope.session.PLANS_LAST_S", float("inf"))
    a, b, all_ = outbreak.tracer_a, outbreak.tracer_b, outbreak.commander
    other = replace(a, account=a.account + 1000)
    nobody = replace(a, paths=())
    with scope(all_, Purpose.TEST), connection.cursor() as cursor:
        cursor.execute("prepare kept as select count(*) from cases_case")
    shown = [_opened(who) for who in (all_, all_, a, a, other, b, nobody, all_, a)]
    assert shown == [
        (4, False), (4, False), (2, True), (2, False), (2, False), (2, True), (0, True), (4, True), (2, True),
    ]  # fmt: skip
    assert _opened(a, Purpose.READ_AREAS) == (0, True)
    assert _opened(a) == (2, True)
    monkeypatch.setattr("outpace.desk.scope.session.PLANS_LAST_S", 0.0)
    assert _opened(a) == (2, True)


def test_a_plan_knows_nothing_of_a_token_but_what_scopes_compare(
    admin: psycopg.Connection, app: psycopg.Connection
) -> None:
    """What folds into plans is what `said` takes from a token: a function more, or another field, must be compared too."""
    folded = admin.execute(
        "select proname, substring(prosrc from $$'\\|', (\\d+)\\)$$)::int from pg_proc"
        " where provolatile = 'i' and prosrc ~ 'outpace.scope' and pronamespace <> 'pg_catalog'::regnamespace order by 2"
    ).fetchall()
    assert folded == [("says", 9), ("said_low", 10), ("said_high", 11)]
    actor = Actor(7, Role.TRACER, ("90/", "91/9101/"))
    body = _token(actor, app).partition("#")[0].split("|")
    assert said(_token(actor, app)) == tuple(body[field - 1] for _, field in folded)


def test_a_token_exchanged_within_a_statement_is_refused_aloud(outbreak: Province, app: psycopg.Connection) -> None:
    wide, narrow = _token(outbreak.commander, app), _token(outbreak.tracer_a, app)
    forged = narrow.replace(outbreak.a.path, outbreak.root.path)
    for planned, run in ((forged, narrow), (narrow, forged), (wide, narrow)):
        with app.transaction(force_rollback=True):
            _assume(app, planned)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(
                    "with changed as materialized (select set_config('outpace.scope', %s, true))"
                    " select * from changed, lateral (select count(*) from cases_case where set_config is not null) x",
                    [run],
                )


def test_what_a_forged_token_said_is_not_remembered(outbreak: Province, app: psycopg.Connection) -> None:
    """A forged token fails, but leaves what it said in whatever the session caches; the true token must not profit."""
    narrow, wide = _token(outbreak.tracer_a, app), _token(outbreak.commander, app)
    mac = narrow.partition("#")[2]
    forged = wide.partition("#")[0] + "#" + mac
    for _ in range(8):
        with app.transaction(force_rollback=True):
            _assume(app, forged)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                _cases(app)
        with app.transaction(force_rollback=True):
            _assume(app, narrow)
            assert _shown(app) in (2, None)


def test_a_function_that_changes_the_token_while_planning_gains_nothing(
    outbreak: Province, app: psycopg.Connection
) -> None:
    narrow, forged = _token(outbreak.tracer_a, app), _token(outbreak.commander, app, key=bytes(32))
    app.execute(
        "create function pg_temp.swap(token text) returns boolean immutable language plpgsql as"
        " $$ begin perform set_config('outpace.scope', token, true); return true; end $$"
    )
    for first, then in ((forged, narrow), (narrow, forged)):
        for query in (
            "select count(*) from cases_case where pg_temp.swap({})",
            "select count(*) from (select 1 where pg_temp.swap({})) x, cases_case",
            "select count(*) from cases_case, (select 1 where pg_temp.swap({})) x",
            "select pg_temp.swap({}), count(*) from cases_case",
        ):
            with app.transaction(force_rollback=True):
                _assume(app, first)
                with contextlib.suppress(psycopg.errors.InsufficientPrivilege), app.transaction():
                    row = app.execute(sql.SQL(query).format(sql.Literal(then))).fetchone()  # type: ignore[arg-type]
                    assert row is not None
                    assert row[-1] <= 2, query


def test_what_a_token_says_is_believed_by_no_policy_alone(admin: psycopg.Connection) -> None:
    """Each branch of each policy that reads the unverified token has it verified too."""
    unverified = admin.execute(
        "select tablename || '.' || policyname from pg_policies, lateral (values (qual), (with_check)) as rule(text)"
        " where text ~ 'scope.(says|said_)' and text !~ 'scope.(holds|granted|herself)'"
    ).fetchall()
    assert unverified == []
