"""What the archive asks of the server, as its administrator: the slot, how far the receiver is, whether commits wait."""

from dataclasses import dataclass

import psycopg

from outpace.desk.archive.programs import SLOT
from outpace.desk.postgres import Server

Connection = psycopg.Connection[tuple[object, ...]]
_SLOT = "select wal_status from pg_replication_slots where slot_name = %s"
_MAKE_SLOT = "select pg_create_physical_replication_slot(%s, true)"
_DROP_SLOT = "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = %s and not active"
_REACHED = """
select coalesce(bool_or(flush_lsn >= %s::pg_lsn), false) from pg_stat_replication where application_name = %s
"""
_CHECKPOINT = """
select size, encode(root, 'hex'), pg_current_wal_flush_lsn()::text from ledger_checkpoint order by number desc limit 1
"""
_THERE = "select to_regclass('public.ledger_checkpoint') is not null"


@dataclass(frozen=True, slots=True)
class Promise:
    """How far the ledger had come when the log stood at `lsn`: what a restore must hold at least."""

    size: int
    root: str
    lsn: str


class Watch:
    """A connection of the administrator's to the installation's database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_slot(self) -> bool:
        """Whether the slot is there with all the log since the receiver was last here. One that lost some is dropped."""
        row = self._ask(_SLOT, SLOT)
        if row is not None and row[0] in ("reserved", "extended"):
            return True
        self._ask(_DROP_SLOT, SLOT)
        return False

    def make_slot(self) -> None:
        """Let the server keep its log from now on until the receiver has it."""
        self._ask(_MAKE_SLOT, SLOT)

    def place(self) -> str:
        """Where the log stands on the server's own disk."""
        row = self._ask("select pg_current_wal_flush_lsn()::text")
        assert row is not None
        return str(row[0])

    def has_reached(self, lsn: str) -> bool:
        """Whether the log up to a place lies on the archive's disk."""
        return bool((self._ask(_REACHED, lsn, SLOT) or (False,))[0])

    def promise(self) -> Promise | None:
        """The ledger's newest checkpoint and where the log stands; None before the first."""
        if not (self._ask(_THERE) or (False,))[0]:
            return None
        row = self._ask(_CHECKPOINT)
        return Promise(int(str(row[0])), str(row[1]), str(row[2])) if row else None

    def commits_wait(self) -> bool:
        """Whether a commit waits until its log is archived."""
        return bool((self._ask("select current_setting('synchronous_standby_names')") or ("",))[0])

    def let_commits_wait(self, wait: bool) -> None:
        """Let commits wait for the archive, or not; those that wait go on at once."""
        self._ask(_WAITING if wait else _NOT_WAITING)
        self._ask("select pg_reload_conf()")

    def _ask(self, query: str, *values: object) -> tuple[object, ...] | None:
        cursor = self._connection.execute(query.encode(), values or None)
        return cursor.fetchone() if cursor.description else None


def give_up(server: Server) -> None:
    """Let the server keep its log for no archive any more: where none is asked for, old log would fill the disk."""
    with psycopg.connect(server.inside(), autocommit=True) as connection:
        connection.execute(_DROP_SLOT.encode(), (SLOT,))


_WAITING = "alter system set synchronous_standby_names = outpace_archive"
_NOT_WAITING = "alter system reset synchronous_standby_names"
