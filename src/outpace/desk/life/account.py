"""The account of a database: rows of every table, the ledger's size and root, and whether its events are what they were.

What a backup promises and a restore is held against. Reads as the superuser, through psycopg alone, whatever version the
tables are of. The root is computed again from the leaves, never copied from a checkpoint.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import psycopg
from psycopg import sql

from outpace.desk.ledger.merkle import bag, extend

NOT_COUNTED = frozenset({"scope.key"})
"""Tables a backup leaves out: the scope key belongs to the bundle of keys."""

_TABLES = """
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
order by 1, 2
"""
_HOLDS_DATA = """
select count(*) from information_schema.columns where table_name = 'ledger_leaf' and column_name = 'data'
"""
_BROKEN_EVENTS = "select count(*) from ledger_event where body is not null and sha256(salt || body) <> commitment"
_BROKEN_LEAVES = (
    "select count(*) from ledger_leaf where data is not null and leaf_hash <> sha256('\\x00'::bytea || data)"
)
_BROKEN_LEAVES_BEFORE = """
select count(*) from ledger_leaf l join ledger_event e on e.id = l.event_id
where l.leaf_hash <> sha256('\\x00'::bytea || e.commitment)
"""
"""Before proofs were kept, a leaf held the commitment alone."""
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Account:
    """Rows by table, leaves, root (hex), and events whose body doesn't fit its leaf."""

    tables: Mapping[str, int]
    ledger_size: int
    ledger_root: str
    broken: int

    def differences(self, other: "Account") -> list[str]:
        """What is not the same in another account: table names, `ledger size`, `ledger root`, `events`."""
        names = sorted(self.tables.keys() | other.tables.keys())
        found = [name for name in names if self.tables.get(name) != other.tables.get(name)]
        found += ["ledger size"] if self.ledger_size != other.ledger_size else []
        found += ["ledger root"] if self.ledger_root != other.ledger_root else []
        return found + (["events"] if self.broken != other.broken else [])


def nothing() -> Account:
    """The account of a copy that could not be read."""
    return Account({}, 0, "", 0)


def take_account(connection: Connection) -> Account:
    """Count every table and compute the ledger's root, in the transaction of the connection."""
    tables = {name: _count(connection, *name.split(".")) for name in table_names(connection)}
    edge, size = extend((), 0, _leaves(connection))
    return Account(tables, size, bag(edge).hex(), _broken(connection))


def root_at(connection: Connection, size: int) -> str:
    """The ledger's root (hex) when it had its first `size` leaves, computed again from them."""
    edge, _ = extend((), 0, islice(_leaves(connection), size))
    return bag(edge).hex()


def _broken(connection: Connection) -> int:
    leaves = _BROKEN_LEAVES if _one(connection, _HOLDS_DATA) else _BROKEN_LEAVES_BEFORE
    return _one(connection, _BROKEN_EVENTS) + _one(connection, leaves)


def _one(connection: Connection, query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(str(row[0])) if row else 0


def table_names(connection: Connection) -> list[str]:
    """Every table that a backup carries, with its schema."""
    found = (f"{schema}.{table}" for schema, table in connection.execute(_TABLES).fetchall())
    return [name for name in found if name not in NOT_COUNTED]


def _count(connection: Connection, schema: str, table: str) -> int:
    query = sql.SQL("select count(*) from {}").format(sql.Identifier(schema, table))
    row = connection.execute(query).fetchone()
    return int(str(row[0])) if row else 0


def _leaves(connection: Connection) -> Iterator[bytes]:
    with connection.cursor("leaves") as cursor:
        cursor.itersize = 20_000
        for (leaf,) in cursor.execute("select leaf_hash from ledger_leaf order by seq"):
            assert isinstance(leaf, bytes)
            yield leaf
