"""The three roles and the database, on the embedded server or on any other, through an administrator's connection.

owner: migrations only, owns the database. app: server, workers and tests; owns nothing. vault: owns the functions that
may see identities. Tables, grants on them and policies belong to the migrations.
"""

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from outpace.desk.postgres.binaries import refuse_old
from outpace.desk.postgres.keys import Passwords
from outpace.desk.postgres.running import Running
from outpace.words.problem import ProblemError

OWNER = "outpace_owner"
APP = "outpace_app"
VAULT = "outpace_vault"
TURN = 0x6F757470  # advisory lock: two provisions take turns

Connection = psycopg.Connection[tuple[object, ...]]


def provision(admin: Running | str, database: str, passwords: Passwords) -> None:
    """Make roles and database, or bring them to what they must be; the second time changes nothing.

    `admin`: the embedded server, or the connection string of an administrator of another one, who may create roles and
    databases. Raises ProblemError PG_TOO_OLD, PG_ROLE_TOO_STRONG; psycopg.Error where the administrator may not.
    """
    dsn = admin.admin_dsn() if isinstance(admin, Running) else admin
    with psycopg.connect(dsn, autocommit=True) as connection:
        _refuse_old(connection)
        connection.execute("select pg_advisory_lock(%s)", (TURN,))
        _make_role(connection, OWNER, passwords.owner)
        _make_role(connection, APP, passwords.app)
        _make_role(connection, VAULT, passwords.vault)
        _join_roles(connection)
        _make_database(connection, database, may_enter=[APP, VAULT] if passwords.vault else [APP])
        with psycopg.connect(make_conninfo(dsn, dbname=database), autocommit=True) as inside:
            _close_schemas(inside)


def dsn_as(admin: str, role: str, password: str, database: str) -> str:
    """Return the connection string of another role on the server of `admin`."""
    return make_conninfo(admin, user=role, password=password, dbname=database)


def _refuse_old(connection: Connection) -> None:
    refuse_old(*divmod(connection.info.server_version, 10_000))


def _make_role(connection: Connection, role: str, password: str | None) -> None:
    """Make the role; set its password and whether it signs in. The password leaves this process only as its hash."""
    name = sql.Identifier(role)
    if not _one(connection, "select count(*) from pg_roles where rolname = %s", role):
        connection.execute(sql.SQL("create role {}").format(name))
    _weaken(connection, role)
    if password is None:
        connection.execute(sql.SQL("alter role {} nologin password null").format(name))
        return
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("alter role {} login password {}").format(name, sql.Literal(hashed)))


def _weaken(connection: Connection, role: str) -> None:
    """Take from a role that was there what it must not have; only a superuser may, so others are told."""
    strong = "select count(*) from pg_roles where rolname = %s and (rolsuper or rolbypassrls or rolcreatedb or \
        rolcreaterole or rolreplication)"
    if not _one(connection, strong, role):
        return
    if not _is_superuser(connection):
        raise ProblemError("PG_ROLE_TOO_STRONG", role=role)
    less = "alter role {} nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
    connection.execute(sql.SQL(less).format(sql.Identifier(role)))


def _join_roles(connection: Connection) -> None:
    """Let the owner hand functions to the vault, and a lesser administrator act as the owner."""
    connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(VAULT), sql.Identifier(OWNER)))
    if not _is_superuser(connection):
        connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))
        return
    # The message of a failed statement can quote a value: it goes to the caller, not into the log.
    for role in (OWNER, APP, VAULT):
        connection.execute(sql.SQL("alter role {} set log_min_messages = 'log'").format(sql.Identifier(role)))


def _make_database(connection: Connection, database: str, may_enter: list[str]) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    if not _one(connection, "select count(*) from pg_database where datname = %s", database):
        make = sql.SQL("create database {} owner {} template template0 encoding 'UTF8'")
        connection.execute(make.format(name, owner))
    connection.execute(sql.SQL("alter database {} owner to {}").format(name, owner))
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    for role in may_enter:  # temporary: imports are copied into a table of their session
        grant = sql.SQL("grant connect, temporary on database {} to {}")
        connection.execute(grant.format(name, sql.Identifier(role)))


def _close_schemas(inside: Connection) -> None:
    """Nobody makes anything in `public` but the owner; the vault has a schema of its own."""
    if not _is_superuser(inside):
        inside.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER)))
    inside.execute("revoke all on schema public from public")
    for role in (APP, VAULT):
        inside.execute(sql.SQL("revoke all on schema public from {}").format(sql.Identifier(role)))
        inside.execute(sql.SQL("grant usage on schema public to {}").format(sql.Identifier(role)))
    inside.execute(sql.SQL("create schema if not exists vault authorization {}").format(sql.Identifier(VAULT)))


def _is_superuser(connection: Connection) -> bool:
    return bool(_one(connection, "select count(*) from pg_roles where rolname = session_user and rolsuper"))


def _one(connection: Connection, query: str, *values: str) -> object:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None
