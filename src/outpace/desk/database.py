"""Bring this process to its database: the embedded one, started when nobody runs it, or the one DATABASE_URL names.

After `database(home)` Django is set up, and the tables are as this version needs them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django
from psycopg.conninfo import conninfo_to_dict

from outpace.desk.home import Home
from outpace.desk.postgres import Cluster, Running, provision, role_passwords, supervisor_of

NAME = "outpace"


@contextmanager
def database(home: Home) -> Iterator[Running | None]:
    """Make the database ready; give the server where this process runs it. Raises ProblemError with a PG_ code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
    os.environ.setdefault("OUTPACE_HOME", str(home.root))
    from outpace.desk.install import make_keys

    make_keys(home)
    url = os.environ.get("DATABASE_URL")
    if url:
        _external(home, url)
        yield None
        return
    cluster = Cluster.under(home.root, os.environ)
    os.environ["OUTPACE_DB_HOST"] = str(cluster.sockets)
    mine = supervisor_of(cluster.data) is None
    with cluster.start() if mine else nullcontext() as server:
        if server is not None:
            provision(server, NAME, role_passwords(cluster.keys))
            _prepare(home)
        else:
            django.setup()
        yield server
        _hang_up()


def _external(home: Home, url: str) -> None:
    parts = conninfo_to_dict(url)
    name = str(parts.get("dbname") or NAME)
    provision(url, name, role_passwords(home.keys))
    os.environ["OUTPACE_DB_NAME"] = name
    os.environ["OUTPACE_DB_HOST"] = str(parts.get("host") or "")
    os.environ["OUTPACE_DB_PORT"] = str(parts.get("port") or "")
    _prepare(home)


def _prepare(home: Home) -> None:
    from outpace.desk.install import migrate

    django.setup()
    migrate(home)


def _hang_up() -> None:
    from django.db import connections

    connections.close_all()
