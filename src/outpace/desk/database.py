"""Bring this process to its database: the embedded one, started when nobody runs it, or the one DATABASE_URL names.

After `database(home)` Django is set up, and the tables are as this version needs them. Commands may come together: one
starts the server, the others wait until it is ready, and it goes when the last of them has gone.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outpace.desk.home import Home
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.postgres import Cluster, Running

NAME = "outpace"
Upgrading = Callable[[str, int], None] | None


@contextmanager
def database(home: Home, *, alone: bool = False, upgrading: Upgrading = None) -> Iterator["Running | None"]:
    """Make the database ready; give the server where this process runs it. Raises ProblemError with a PG_ code.

    `alone`: run the server for as long as this process likes; PG_ALREADY_RUNNING where another one runs it.
    `upgrading`: bring older data up to this version instead of refusing it (DATA_OLDER); it hears phase and count.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
    os.environ.setdefault("OUTPACE_HOME", str(home.root))
    from outpace.desk.install import make_keys
    from outpace.desk.postgres import Cluster, supervisor_of

    make_keys(home)
    url = os.environ.get("DATABASE_URL")
    if url:
        _external(home, url, upgrading=upgrading)
        yield None
        return
    cluster = Cluster.under(home.root, os.environ)
    os.environ["OUTPACE_DB_HOST"] = str(cluster.sockets)
    with _held(home.runtime / "users.lock", fcntl.LOCK_SH) as users:
        with _held(home.runtime / "entrance.lock", fcntl.LOCK_EX):
            ours = alone or supervisor_of(cluster.data) is None
            server = _start(home, cluster, upgrading=upgrading) if ours else None
        if server is None:
            _set_up()
        try:
            yield server
            _hang_up()
        finally:
            if server is not None:
                _leave(home, server, users, alone=alone)


@contextmanager
def bare(home: Home) -> Iterator[None]:
    """Keep the server running for an administrator's work: nothing is looked at, nothing is brought up to date.

    Raises NO_DATA_YET where there is none, and ProblemError with a PG_ code.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    refuse_empty(home)
    from outpace.desk.postgres import Cluster, supervisor_of

    cluster = Cluster.under(home.make().root, os.environ)
    with _held(home.runtime / "users.lock", fcntl.LOCK_SH) as users:
        with _held(home.runtime / "entrance.lock", fcntl.LOCK_EX):
            server = cluster.start() if supervisor_of(cluster.data) is None else None
        try:
            yield
        finally:
            if server is not None:
                _leave(home, server, users, alone=False)


def has_data(home: Home) -> bool:
    """Whether a home has a database: one of its own that was made, or the one DATABASE_URL names."""
    if os.environ.get("DATABASE_URL"):
        return True
    from outpace.desk.postgres import Cluster

    return home.root.is_dir() and (Cluster.under(home.root, os.environ).data / "PG_VERSION").is_file()


def refuse_empty(home: Home) -> None:
    """Refuse a folder that is no installation's, before anything is made there. Raises NO_DATA_YET.

    With DATABASE_URL the data is elsewhere: then the folder is known by its keys.
    """
    if not has_data(home) or (os.environ.get("DATABASE_URL") and not (home.keys / "scope.key").is_file()):
        raise ProblemError("NO_DATA_YET", home=str(home.root))


def _start(home: Home, cluster: "Cluster", *, upgrading: Upgrading) -> "Running":
    from outpace.desk.postgres import provision, role_passwords

    server = cluster.start()
    try:
        provision(server, NAME, role_passwords(cluster.keys))
        _prepare(home, upgrading=upgrading)
    except BaseException:
        server.stop()
        raise
    return server


def _leave(home: Home, server: "Running", users: int, *, alone: bool) -> None:
    """Stop the server once nobody else uses it; whoever comes meanwhile is let in first or finds it stopped."""
    while True:
        with _held(home.runtime / "entrance.lock", fcntl.LOCK_EX):
            if alone or _is_last(users):
                server.stop()
                return
        time.sleep(0.1)


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _held(file: Path, kind: int) -> Iterator[int]:
    """Hold a file lock, which ends with this process however it ends."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, kind)
        yield handle
    finally:
        os.close(handle)


def _external(home: Home, url: str, *, upgrading: Upgrading) -> None:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from outpace.desk.postgres import provision, role_passwords

    parts = conninfo_to_dict(url)
    name = str(parts.get("dbname") or NAME)
    _refuse_foreign_server(home, url)
    try:
        provision(url, name, role_passwords(home.keys))
    except psycopg.Error as refused:
        raise ProblemError("DATABASE_REFUSED", why=str(refused).strip().splitlines()[0]) from None
    os.environ["OUTPACE_DB_NAME"] = name
    os.environ["OUTPACE_DB_HOST"] = str(parts.get("host") or "")
    os.environ["OUTPACE_DB_PORT"] = str(parts.get("port") or "")
    _prepare(home, upgrading=upgrading)


def _refuse_foreign_server(home: Home, url: str) -> None:
    """Refuse a server whose data has other keys before any password there is changed. A database still to be made is fine."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    from outpace.desk.scope.token import pads

    ipad, opad = pads(bytes.fromhex((home.keys / "scope.key").read_text("ascii").strip()))
    try:
        with psycopg.connect(url) as admin:
            held = admin.execute("select ipad, opad from scope.key").fetchone()
    except psycopg.Error:
        return
    if held is not None and (bytes(held[0]), bytes(held[1])) != (ipad, opad):
        raise ProblemError(
            "DATA_FOREIGN", home=str(home.root), database=str(conninfo_to_dict(url).get("dbname") or NAME)
        )


def _prepare(home: Home, *, upgrading: Upgrading) -> None:
    from outpace.desk.install import migrate

    _set_up()
    from outpace.desk.life.fitness import refuse_unfit
    from outpace.desk.settings import SPACE

    refuse_unfit(home, SPACE, upgrading=upgrading is not None)
    migrate(home, upgrading)


def _set_up() -> None:
    import django

    django.setup()


def _hang_up() -> None:
    from django.db import connections

    connections.close_all()
