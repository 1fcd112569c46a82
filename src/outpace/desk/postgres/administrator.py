"""A server as its administrator reaches it, and PostgreSQL's own programs run against it.

Passwords travel in the environment of the child, never on its command line.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from outpace.desk.postgres.binaries import CLEAN_ENV, Binaries
from outpace.desk.postgres.cluster import Cluster
from outpace.desk.postgres.keys import key_file, load_secret
from outpace.desk.postgres.making import SUPERUSER, telling_line
from outpace.words.problem import ProblemError

NAME = "outpace"
"""The installation's database on an embedded server."""
_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}


@dataclass(frozen=True, slots=True)
class Server:
    """A server as its administrator reaches it, the database's name there, and the programs that speak to it."""

    dsn: str = field(repr=False)
    database: str
    binaries: Binaries

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs to its end. Raises PROGRAM_FAILED with the line that says why."""
        done = subprocess.run(
            self.command(program, *words),
            env={**self.environment(), "PGDATABASE": self.database},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise ProblemError("PROGRAM_FAILED", program=program, line=telling_line(done.stderr))

    def command(self, program: str, *words: str) -> list[str]:
        """The command line of one of PostgreSQL's programs that signs in, without its password."""
        return [self.binaries.program(program), "--no-password", *words]

    def environment(self) -> Mapping[str, str]:
        """The environment such a program finds the server in. It holds the password: don't print it."""
        parts = conninfo_to_dict(self.dsn)
        return {**CLEAN_ENV, **{variable: str(parts[name]) for name, variable in _VARIABLES.items() if parts.get(name)}}

    def inside(self) -> str:
        """The connection string of the installation's own database. It holds the password: don't print it."""
        return make_conninfo(self.dsn, dbname=self.database)


def embedded(cluster: Cluster) -> Server:
    """The embedded server of a cluster, as its superuser."""
    password = load_secret(key_file(cluster.keys, SUPERUSER))
    dsn = make_conninfo(host=str(cluster.sockets), port=5432, user=SUPERUSER, password=password, dbname="postgres")
    return Server(dsn, NAME, cluster.binaries)
