"""Note in an installation's own tables that a copy was made or tried out, as the administrator who did it.

Written through psycopg alone: the tables may be of an older version, which has no such note yet.
"""

from datetime import datetime

import psycopg

from outpace.desk.life.account import Account
from outpace.desk.postgres import Server

_NOTE = """
insert into life_saved (kind, at, seconds, size, ledger_size, ledger_root, good) values (%s, %s, %s, %s, %s, %s, %s)
"""
_THERE = "select to_regclass('public.life_saved') is not null"


def note_copy(
    server: Server, kind: str, account: Account, *, at: datetime, seconds: float, size: int, good: bool
) -> bool:
    """Note a copy; say whether there was a table for it."""
    with psycopg.connect(server.inside(), autocommit=True) as connection:
        if not (connection.execute(_THERE).fetchone() or (False,))[0]:
            return False
        connection.execute(_NOTE, (kind, at, seconds, size, account.ledger_size, account.ledger_root, good))
        return True
