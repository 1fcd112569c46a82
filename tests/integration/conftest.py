"""A real PostgreSQL for each test process, and a small province with two counties in each test's transaction."""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area, Incident
    from outpace.desk.home import Home
    from outpace.desk.postgres import Running
    from outpace.desk.scope.actor import Actor

NOW = datetime(2022, 3, 7, 6, 5, tzinfo=UTC)


PRISTINE = "pristine"
"""A copy of the database as it was made: tests that are rolled back fill `outpace` with dead rows."""


@dataclass(frozen=True)
class Installation:
    """A running throw-away installation of this test process."""

    home: "Home"
    server: "Running"


@pytest.fixture(scope="session")
def made_home(home: Path) -> Path:
    """A copy of this process's home as its first start left it, with nothing running there; to be copied by `copy_home`."""
    from outpace.desk.home import Home
    from outpace.desk.install import make_keys
    from outpace.desk.postgres import Cluster, provision, role_passwords

    make_keys(Home(home))
    cluster = Cluster.under(home, os.environ, durable=False)
    with cluster.start() as server:
        provision(server, "outpace", role_passwords(cluster.keys))
        os.environ["OUTPACE_DB_HOST"] = str(cluster.sockets)
        _migrate(Home(home))
        _close()
        _create(server, PRISTINE, "outpace")
    return copy_home(home, home.with_name("made"))


def copy_home(made: Path, to: Path) -> Path:
    """Copy a home in which nothing runs, with its owners: the server's files are not ours when we are root."""
    subprocess.run(["cp", "--archive", made, to], check=True)
    return to


@pytest.fixture(scope="session")
def installation(home: Path, made_home: Path) -> Iterator[Installation]:
    """Start the throw-away server of this process's home."""
    from outpace.desk.home import Home
    from outpace.desk.postgres import Cluster

    with Cluster.under(home, os.environ, durable=False).start() as server:
        yield Installation(Home(home), server)
        _close()


def _migrate(place: "Home") -> None:
    import django

    django.setup()
    from outpace.desk.install import migrate

    migrate(place)


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _create(server: "Running", name: str, template: str) -> None:
    import psycopg
    from psycopg import sql

    make = sql.SQL("create database {} template {} strategy file_copy")
    enter = sql.SQL("grant connect, temporary on database {} to outpace_app")
    with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
        admin.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
        admin.execute(enter.format(sql.Identifier(name)))


@pytest.fixture
def database(installation: Installation) -> Iterator[Installation]:
    """Run a test inside one transaction that is rolled back; deferred constraints are checked before."""
    from django.db import connection, transaction

    with transaction.atomic():
        yield installation
        if not connection.needs_rollback:
            connection.connection.execute("set constraints all immediate")
        transaction.set_rollback(True)


@pytest.fixture
def own_database(installation: Installation, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give a copy of the empty database that a test may commit to, also from other processes; its name."""
    import psycopg
    from psycopg import sql

    name = f"copy_{abs(hash(request.node.nodeid)) % 10**9}"
    _create(installation.server, name, PRISTINE)
    with using(name):
        yield name
    with psycopg.connect(installation.server.admin_dsn(), autocommit=True) as admin:
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@contextmanager
def using(name: str) -> Iterator[None]:
    """Work in another database; the connections to `outpace` are put aside and stay warm."""
    from django.db import connections

    aside = {alias: connections[alias] for alias in ("default", "owner")}
    _aim(name)
    for alias in aside:
        del connections[alias]
    yield
    connections.close_all()
    _aim("outpace")
    for alias, connection in aside.items():
        connections[alias] = connection


def _aim(name: str) -> None:
    from django.db import connections

    os.environ["OUTPACE_DB_NAME"] = name
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name


@dataclass(frozen=True)
class Province:
    """A province `90` with counties `9001` (A) and `9002` (B), an incident, and who works there."""

    root: "Area"
    a: "Area"
    b: "Area"
    incident: "Incident"
    commander: "Actor"
    tracer_a: "Actor"
    tracer_b: "Actor"


@pytest.fixture
def province(database: Installation) -> Province:
    """The small province in the test's transaction."""
    return build_province()


@pytest.fixture
def committed_province(own_database: str) -> Province:
    """The small province in a database of its own, visible to other processes."""
    return build_province()


def build_province(edition: str = "covid19-cn-8") -> Province:
    """Make the small province in the open database."""
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import Actor, Role, local_operator
    from outpace.desk.scope.session import scope

    by = local_operator()
    with scope(by, "test"):
        root = _area(Area, "90", "测试省", "Test Province", "province", None, 3_000_000)
        a = _area(Area, "9001", "甲县", "County A", "county", root, 2_000_000)
        b = _area(Area, "9002", "乙县", "County B", "county", root, 1_000_000)
        incident = open_incident(
            by=by, code="T-1", zh="测试疫情", en="Test outbreak", edition=edition, area=root, at=NOW
        )
    return Province(
        root,
        a,
        b,
        incident,
        Actor(101, Role.COMMANDER, (root.path,)),
        Actor(102, Role.TRACER, (a.path,)),
        Actor(103, Role.TRACER, (b.path,)),
    )


def _area(
    make: "type[Area]", code: str, zh: str, en: str, level: str, parent: "Area | None", population: int
) -> "Area":
    path = f"{parent.path if parent else ''}{code}/"
    return make.objects.create(
        code=code,
        name_zh=zh,
        name_en=en,
        level=level,
        parent=parent,
        path=path,
        population=population,
        zone="Asia/Shanghai",
        row_hash=b"\0" * 32,
    )


def tell_of_doctored_rows(by: "Actor", area_path: str, event: int = 7) -> None:
    """Record an event for rows that a test wrote past the acts: nothing commits without one. Needs an open scope."""
    from outpace.desk.ledger.record import Event, record

    record(Event(id=event, kind="test.doctored", by=by, area_path=area_path, happened=NOW, recorded=NOW))


def whole_identities(persons: Iterable[int]) -> dict[int, Any]:
    """Who persons are, as the service that compares records reads it: no account can ask this. Opens its own scope."""
    from django.db import connection

    from outpace.desk.people.identity import identity_of
    from outpace.desk.people.sealing import open_whole
    from outpace.desk.scope.actor import EVERYWHERE, service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(service(EVERYWHERE), Purpose.TEST), connection.cursor() as cursor:
        cursor.execute("select person_id, whole, wrapped from vault.profiles(%s::bigint[])", [list(persons)])
        return {key: identity_of(open_whole(key, whole, wrapped)) for key, whole, wrapped in cursor.fetchall()}


@pytest.fixture
def settle() -> Callable[[], None]:
    """Deliver every pending event, as the worker would."""

    def run() -> None:
        from outpace.desk.drain import drain

        while drain(NOW):
            pass

    return run
