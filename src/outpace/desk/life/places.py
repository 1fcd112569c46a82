"""Where an installation's database is for an administrator, and PostgreSQL's own programs run against it.

Passwords travel in the environment of the child, never on its command line.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from outpace.desk.home import Home
from outpace.desk.postgres import SUPERUSER, Binaries, Cluster, find_binaries
from outpace.desk.postgres.binaries import CLEAN_ENV
from outpace.desk.postgres.keys import key_file, load_secret
from outpace.desk.postgres.making import telling_line
from outpace.words.problem import ProblemError

NAME = "outpace"


@dataclass(frozen=True, slots=True)
class Server:
    """A server as its administrator reaches it, the database's name there, and the programs that speak to it."""

    dsn: str = field(repr=False)
    database: str
    binaries: Binaries

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs to its end. Raises PROGRAM_FAILED with the line that says why."""
        done = subprocess.run(
            [self.binaries.program(program), "--no-password", *words],
            env={**CLEAN_ENV, **_environment(self.dsn), "PGDATABASE": self.database},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise ProblemError("PROGRAM_FAILED", program=program, line=telling_line(done.stderr))

    def inside(self) -> str:
        """The connection string of the installation's own database. It holds the password: don't print it."""
        return make_conninfo(self.dsn, dbname=self.database)


def server_of(home: Home, env: Mapping[str, str] = os.environ) -> Server:
    """The server an installation's data is on: the one DATABASE_URL names, or the embedded one (which must be running)."""
    url = env.get("DATABASE_URL")
    if url:
        return Server(url, str(conninfo_to_dict(url).get("dbname") or NAME), find_binaries(env))
    return embedded(Cluster.under(home.root, env))


def embedded(cluster: Cluster) -> Server:
    """The embedded server of a cluster, as its superuser."""
    password = load_secret(key_file(cluster.keys, SUPERUSER))
    dsn = make_conninfo(host=str(cluster.sockets), port=5432, user=SUPERUSER, password=password, dbname="postgres")
    return Server(dsn, NAME, cluster.binaries)


_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}


def _environment(dsn: str) -> dict[str, str]:
    parts = conninfo_to_dict(dsn)
    return {variable: str(parts[name]) for name, variable in _VARIABLES.items() if parts.get(name)}
