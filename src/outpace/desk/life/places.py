"""Where an installation's database is for an administrator: the server that DATABASE_URL names, or the embedded one."""

import os
from collections.abc import Mapping

from psycopg.conninfo import conninfo_to_dict

from outpace.desk.home import Home
from outpace.desk.postgres import Cluster, Server, embedded, find_binaries
from outpace.desk.postgres.administrator import NAME


def server_of(home: Home, env: Mapping[str, str] = os.environ) -> Server:
    """The server an installation's data is on: the one DATABASE_URL names, or the embedded one (which must be running)."""
    url = env.get("DATABASE_URL")
    if url:
        return Server(url, str(conninfo_to_dict(url).get("dbname") or NAME), find_binaries(env))
    return embedded(Cluster.under(home.root, env))
