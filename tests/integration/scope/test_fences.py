"""Every table about people stands behind a fence that binds even its owner, and the check that says so can go red."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from outpace.desk.register.entries import register
from tests.integration.conftest import Installation
from tests.integration.scope.fences import GRANTS, OPEN, fenced, flaws


@pytest.fixture
def admin(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    """The superuser in a scratch copy of the database."""
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


def test_every_fence_stands(admin: psycopg.Connection) -> None:
    assert flaws(admin) == []


def test_every_table_of_a_person_is_fenced(admin: psycopg.Connection) -> None:
    """By the register: a room added later without an `area_path` would slip through the catalogue query."""
    about_people = {entry.table for entry in register().values() if entry.is_about_people and not entry.unfenced}
    assert {table for table in about_people if "." not in table} <= fenced(admin)
    assert {table.removeprefix("known.") for table in GRANTS} <= register().keys()


BREACHES = {
    "force dropped": ("alter table cases_case no force row level security", "cases_case: not forced on its owner"),
    "switched off": ("alter table tracing_contact disable row level security", "tracing_contact: row-level security is off"),
    "policy dropped": ("drop policy area on people_person", "people_person: no policy for everybody and every command"),
    "policy for all": ("create policy wide on cases_link using (true)", "cases_link.wide: asks nobody's scope"),
    "wider writing": (
        "drop policy area on tasks_task; create policy area on tasks_task using (area_path <@ (select scope.paths()))"
        " with check (true)",
        "tasks_task.area: may write what it may not read",
    ),
    "view": ("create view everyone as select * from cases_case", "everyone: a view with its owner's eyes"),
    "copy": ("create materialized view kept as select * from cases_case", "kept: a view with its owner's eyes"),
    "new definer": (
        "create function peek() returns bigint security definer set search_path = pg_catalog language sql"
        " as 'select 1::bigint'",
        "public.peek: a definer function nobody listed",
    ),
    "open search path": ("alter function scope.claims() reset search_path", "scope.claims: its search path is not pinned"),
    "temporary tables first": (
        "alter function scope.claims() set search_path = pg_temp, pg_catalog", "scope.claims: its search path is not pinned",
    ),
    "temporary tables unsaid": (
        "alter function scope.move_case(bigint, bigint) set search_path = pg_catalog",
        "scope.move_case: its search path is not pinned",
    ),
    "believed without proof": (
        "create policy said on cases_link for select using (scope.says('p'))", "cases_link.said: asks nobody's scope",
    ),
    "a way to write": (
        "create policy more on cases_link for update using (area_path <@ (select scope.paths()))",
        "cases_link.more: an unknown fence for UPDATE",
    ),
    "callable by all": ("grant execute on function scope.low() to public", "scope.low: anybody may call it"),
    "delete granted": ("grant delete on cases_case to outpace_app", "cases_case: the app may adrw, listed is arw"),
    "truncate granted": (
        "grant truncate on ledger_event to public", "ledger_event: the app may !TRUNCATEr, listed is r",
    ),
    "vault opened": ("grant select on vault.identity to outpace_app", "vault.identity: the app may r, listed is nothing"),
    "key opened": ("grant select on scope.key to public", "scope.key: the app may r, listed is nothing"),
    "column granted": ("grant select (name) on vault.identity to outpace_app", "vault.identity: granted by column"),
    "app owns": ("alter table cases_link owner to outpace_app", "cases_link: the app owns it"),
}  # fmt: skip


def test_the_check_goes_red(admin: psycopg.Connection) -> None:
    """Breach each fence once in the scratch copy, each in a transaction that is rolled back."""
    for name, (breach, flaw) in BREACHES.items():
        with admin.transaction(force_rollback=True):
            admin.execute(breach.encode())
            assert flaw in flaws(admin), name
    assert flaws(admin) == []


def test_a_role_that_bypasses_goes_red(admin: psycopg.Connection) -> None:
    with admin.transaction(force_rollback=True):
        admin.execute("alter role outpace_app bypassrls")
        admin.execute("grant outpace_owner to outpace_app")
        assert flaws(admin) == ["outpace_app: stands above the fences", "the app role is a member of outpace_owner"]


@pytest.mark.parametrize("known", [{18: 99, 17: 99, 16: 99, 15: 99}, {}])
def test_a_server_without_the_last_fixes_goes_red(
    known: dict[int, int], admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one of which nobody here knows what its last security release is."""
    from outpace.desk.postgres import binaries
    from tests.integration.scope import fences

    monkeypatch.setattr(binaries, "PATCHED", known)
    monkeypatch.setattr(fences, "PATCHED", known)
    (flaw,) = flaws(admin)
    assert flaw.endswith("not known to have the last security fixes")


def test_the_app_can_not_reach_key_or_vault(installation: Installation, own_database: str) -> None:
    statements = [
        "select * from scope.key",
        "select * from vault.identity",
        "update scope.key set ipad = '\\x00'",
        "alter table cases_case disable row level security",
        "set role outpace_owner",
        "set session authorization outpace_owner",
        "create policy mine on cases_case using (true)",
        "copy cases_case from program 'true'",
        "delete from ledger_event",
        "update ledger_event set kind = 'x'",
        "truncate cases_case",
    ]
    with psycopg.connect(installation.server.dsn("outpace_app", own_database), autocommit=True) as app:
        for statement in statements:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
                app.execute(statement.encode())


def test_what_is_open_is_listed() -> None:
    assert not OPEN - GRANTS.keys()
