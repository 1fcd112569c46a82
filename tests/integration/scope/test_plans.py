"""The planner folds what a token says into plans: no plan, no cache and no trick shows more than the true token does."""

import contextlib

import psycopg
import pytest
from psycopg import sql

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
