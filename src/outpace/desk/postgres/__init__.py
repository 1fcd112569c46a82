"""The operations database without an administrator: an embedded PostgreSQL that this package makes, starts and stops.

It finds the binaries, keeps one cluster in one folder, and makes the three roles, on an embedded server or on yours.
It knows no tables, no Django and no backup.
"""

from outpace.desk.postgres.administrator import Server, embedded
from outpace.desk.postgres.binaries import Binaries, find_binaries
from outpace.desk.postgres.cluster import Cluster
from outpace.desk.postgres.keys import Passwords, load_or_make_secret, role_passwords
from outpace.desk.postgres.lock import supervisor_of
from outpace.desk.postgres.making import SUPERUSER
from outpace.desk.postgres.roles import APP, OWNER, VAULT, dsn_as, provision
from outpace.desk.postgres.running import Running

__all__ = [
    "APP",
    "OWNER",
    "SUPERUSER",
    "VAULT",
    "Binaries",
    "Cluster",
    "Passwords",
    "Running",
    "Server",
    "dsn_as",
    "embedded",
    "find_binaries",
    "load_or_make_secret",
    "provision",
    "role_passwords",
    "supervisor_of",
]
