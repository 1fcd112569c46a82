"""The roles: what each may, on the embedded server and on another one through its administrator."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors
from psycopg.conninfo import make_conninfo

from outpace.desk.postgres import APP, OWNER, SUPERUSER, VAULT, Running, dsn_as, provision, role_passwords
from outpace.words.problem import ProblemError

ENTITLED = """
    select exists (
        select from pg_database, aclexplode(datacl) as granted where datname = 'outpace' and granted.grantee = 0
    )
"""


@pytest.fixture
def database() -> str:
    return f"d{uuid4().hex[:8]}"


@pytest.fixture
def as_owner(provisioned: Running) -> Iterator[psycopg.Connection]:
    with psycopg.connect(provisioned.dsn(OWNER, "outpace"), autocommit=True) as connection:
        yield connection


def attributes(connection: psycopg.Connection, role: str) -> tuple[object, ...] | None:
    return connection.execute(
        "select rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles"
        " where rolname = %s",
        (role,),
    ).fetchone()


def test_attributes(as_app: psycopg.Connection) -> None:
    assert attributes(as_app, OWNER) == (True, False, False, False, False, False)
    assert attributes(as_app, APP) == (True, False, False, False, False, False)
    assert attributes(as_app, VAULT) == (False, False, False, False, False, False)


def test_app_belongs_to_nobody_and_owns_nothing(as_app: psycopg.Connection) -> None:
    member = as_app.execute("select pg_has_role(current_user, %s, 'member')", (OWNER,)).fetchone()
    assert member == (False,)
    owner = as_app.execute("select pg_get_userbyid(datdba) from pg_database where datname = 'outpace'").fetchone()
    assert owner == (OWNER,)


@pytest.mark.parametrize(
    "statement",
    [
        "create table public.mine (n int)",
        "create schema mine",
        "create table vault.mine (n int)",
        "create role mine",
        "create database mine",
        "set role outpace_owner",
        "set role outpace_vault",
        "alter role outpace_app bypassrls",
        "set log_statement = 'all'",
        "copy (select 1) to program 'true'",
    ],
)
def test_what_the_app_may_not(as_app: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        as_app.execute(statement.encode())


def test_the_app_may_copy_into_a_table_of_its_session(as_app: psycopg.Connection) -> None:
    as_app.execute("create temporary table incoming (n int)")
    with as_app.cursor().copy("copy incoming from stdin") as copy:
        copy.write_row([7])
    assert as_app.execute("select n from incoming").fetchone() == (7,)


@pytest.mark.parametrize("role", [OWNER, APP, VAULT, SUPERUSER])
@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_is_refused(provisioned: Running, role: str, password: str) -> None:
    dsn = make_conninfo(provisioned.admin_dsn(), user=role, password=password, dbname="outpace", passfile="/dev/null")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(dsn)


def test_the_password_of_the_app_is_not_that_of_the_superuser(provisioned: Running) -> None:
    app = role_passwords(provisioned.cluster.keys).app
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dsn_as(provisioned.admin_dsn(), SUPERUSER, app, "outpace"))


def test_a_role_from_elsewhere_may_not_enter_the_database(provisioned: Running) -> None:
    with psycopg.connect(provisioned.admin_dsn(), autocommit=True) as admin:
        admin.execute("create role visitor login password 'visiting'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(dsn_as(provisioned.admin_dsn(), "visitor", "visiting", "outpace"))


def test_the_owner_makes_tables_and_functions_owned_by_the_vault(
    as_owner: psycopg.Connection, as_app: psycopg.Connection
) -> None:
    as_owner.execute("create table public.place (n int)")
    as_owner.execute("grant select on public.place to outpace_app")
    as_owner.execute("create function vault.who() returns name language sql security definer as 'select current_user'")
    as_owner.execute("alter function vault.who() owner to outpace_vault")
    as_owner.execute("grant usage on schema vault to outpace_app")
    assert as_app.execute("select vault.who()").fetchone() == (VAULT,)
    assert as_app.execute("select count(*) from place").fetchone() == (0,)


def test_a_second_provision_changes_nothing_and_repairs_what_was_widened(provisioned: Running) -> None:
    made = role_passwords(provisioned.cluster.keys)
    with psycopg.connect(provisioned.admin_dsn(), autocommit=True) as admin:
        admin.execute("alter role outpace_app superuser bypassrls createdb")
        admin.execute("grant all on database outpace to public")
        rights = admin.execute(ENTITLED).fetchone()
        assert rights == (True,)
        provision(provisioned, "outpace", made)
        assert attributes(admin, APP) == (True, False, False, False, False, False)
        assert admin.execute(ENTITLED).fetchone() == (False,)


def test_a_vault_with_a_password_signs_in(provisioned: Running, database: str) -> None:
    made = role_passwords(provisioned.cluster.keys)
    provision(provisioned, database, replace(made, vault="v" * 20))
    with psycopg.connect(dsn_as(provisioned.admin_dsn(), VAULT, "v" * 20, database)) as connection:
        assert connection.execute("select current_user").fetchone() == (VAULT,)
    provision(provisioned, database, made)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dsn_as(provisioned.admin_dsn(), VAULT, "v" * 20, database))


def test_an_administrator_who_is_no_superuser_can_provision_another_server(provisioned: Running, database: str) -> None:
    made = role_passwords(provisioned.cluster.keys)
    superuser = provisioned.admin_dsn()
    with psycopg.connect(superuser, autocommit=True) as admin:
        admin.execute("create role dba login createdb createrole password 'administering'")
        for role in (OWNER, APP, VAULT):
            admin.execute(f"grant {role} to dba with admin option".encode())
    lesser = dsn_as(superuser, "dba", "administering", "postgres")
    provision(lesser, database, made)
    provision(lesser, database, made)
    with psycopg.connect(dsn_as(lesser, APP, made.app, database)) as connection:
        assert connection.execute("select current_database()").fetchone() == (database,)
    with psycopg.connect(superuser, autocommit=True) as admin:
        admin.execute("alter role outpace_app createdb")
        with pytest.raises(ProblemError, match=r"PG_ROLE_TOO_STRONG.*outpace_app"):
            provision(lesser, database, made)
        admin.execute("alter role outpace_app nocreatedb")


def test_neither_values_nor_passwords_reach_the_log(
    provisioned: Running, as_owner: psycopg.Connection, as_app: psycopg.Connection
) -> None:
    as_owner.execute("create table person (id_number text primary key, born date)")
    as_owner.execute("grant all on person to outpace_app")
    as_app.execute("insert into person values ('330106195501010011', null)")
    for value, born in (("330106195501010011", None), ("330106195501010022", "1955-13-77")):
        with pytest.raises(psycopg.Error):
            as_app.execute("insert into person values (%s, %s)", (value, born))
    with pytest.raises(psycopg.Error):
        as_app.execute("insert into person values ('330106195501010033', 'Zhang San')")
    with (
        psycopg.connect(make_conninfo(provisioned.admin_dsn(), dbname="outpace"), autocommit=True) as admin,
        pytest.raises(errors.UniqueViolation),
    ):
        admin.execute("insert into person values ('330106195501010011', null)")
    log = provisioned.cluster.log.read_text()
    made = role_passwords(provisioned.cluster.keys)
    for secret in ("3301061955", "1955-13-77", "Zhang San", made.app, made.owner):
        assert secret not in log
