"""Rebuild the state from the log and compare it with the tables: what the tables hold beyond or against the log is a finding.

The bodies' parts are replayed in the order in which the rows were written, into temporary tables of the session. What an
erased body said can't be replayed: its rows are counted as gone. Rows written before the tables were under watch are counted
as older. Names are no part of it: they stand in the vault and in no body.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

CHUNK = 2000

_STAGE = """
create temporary table replayed (number bigint, line bigint, name text, operation text, image jsonb) on commit drop;
create temporary table replayed_part (number bigint, event_id bigint, digest text) on commit drop;
create temporary table replayed_gone (name text, key jsonb) on commit drop
"""
_END = "select max(number) from ledger.parts(%s, %s)"
_PARTS = """
insert into replayed_part select number, event_id, encode(sha256(convert_to(rows, 'UTF8')), 'hex') from ledger.parts(%s, %s)
"""
_REPLAY = """
insert into replayed select p.number, t.line, p.table_name, p.operation, t.image::jsonb
from ledger.parts(%s, %s) p, regexp_split_to_table(p.rows, e'\\n') with ordinality as t(image, line)
"""
_GONE = """
insert into replayed_gone select t.name, jsonb_array_elements(t.keys)
from ledger_event e, jsonb_each(convert_from(e.body, 'UTF8')::jsonb -> 'data' -> 'keys') as t(name, keys)
where e.kind = 'ledger.erased' and e.body <> ''
"""
_WATCHED = """
select t.tgrelid::regclass::text, array_agg(a.attname::text order by a.attnum)
from pg_trigger t join pg_index i on i.indrelid = t.tgrelid and i.indisprimary
join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = any(i.indkey::smallint[])
where t.tgname = 'ledger_inserts' group by 1 order by 1
"""
_BODIES = """
select count(*) filter (where body <> '' and commitment <> sha256(salt || body)), count(*) filter (where body = ''),
    count(*) filter (where body <> '' and not convert_from(body, 'UTF8')::jsonb ? 'writes')
from ledger_event
"""
_UNTRUE = """
with said as (
    select e.id, (w ->> 'part')::bigint as number, w ->> 'sha256' as digest
    from ledger_event e, jsonb_array_elements(convert_from(e.body, 'UTF8')::jsonb -> 'writes') as w where e.body <> '')
select count(*) from said full join replayed_part p using (number)
where said.digest is distinct from p.digest or said.id is distinct from p.event_id
"""
_COMPARE = sql.SQL("""
with last as (
    select distinct on (key) jsonb_build_array({images}) as key, image, operation from replayed
    where name = {name} order by key, number desc, line desc),
live as (select jsonb_build_array({columns}) as key, to_jsonb(t) as image from {table} t),
sides as (
    select key, live.image as held, last.image as told, coalesce(last.operation, '') <> 'delete' as stays
    from live full join last using (key)),
judged as (
    select key, held is not null or (told is not null and stays) as counts,
        held is not null and told is not null and stays and (held = told
            or (select jsonb_object_agg(k, held -> k) from jsonb_object_keys(told) as k) = told) as equal,
        exists (select from replayed_gone g where g.name = {name} and g.key = sides.key) as gone,
        told is null and {has_older} and not exists (
            select from ledger_event e where e.id = (held ->> 'event_id')::bigint
            and (e.body = '' or convert_from(e.body, 'UTF8')::jsonb ? 'writes')) as older
    from sides)
select count(*) filter (where equal), count(*) filter (where gone and not equal),
    count(*) filter (where older and not equal and not gone),
    count(*) filter (where counts and not (equal or gone or older)),
    (array_agg(key::text) filter (where counts and not (equal or gone or older)))[1:5]
from judged
""")


@dataclass(frozen=True, slots=True)
class Compared:
    """One table: rows that are as the log says, whose bodies are gone, that are older than the watch, and that differ."""

    table: str
    equal: int
    gone: int
    older: int
    differ: int
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it. `untrue`: bodies or parts that don't fit their commitments; `erased`, `older`: events without a body
    or without parts."""

    tables: Sequence[Compared]
    untrue: int
    erased: int
    older: int

    @property
    def differing(self) -> list[str]:
        """The tables that don't stand as the log says."""
        return [table.table for table in self.tables if table.differ]

    @property
    def sound(self) -> bool:
        """Whether the tables and the log say the same."""
        return not self.differing and not self.untrue


def rebuild() -> Rebuilt:
    """Replay the log and compare. Needs an open scope that covers everything."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        _replay()
        cursor.execute(_GONE)
        cursor.execute("analyze replayed; analyze replayed_gone; analyze replayed_part")
        cursor.execute(_BODIES)
        broken, erased, older = cursor.fetchone()
        cursor.execute(_UNTRUE)
        untrue = broken + cursor.fetchone()[0]
        cursor.execute(_WATCHED)
        tables = cursor.fetchall()
    return Rebuilt([_compare(table, columns, has_older=older > 0) for table, columns in tables], untrue, erased, older)


def _replay() -> None:
    with connection.cursor() as cursor:
        for after in _portions():
            cursor.execute(_PARTS, [after, CHUNK])
            cursor.execute(_REPLAY, [after, CHUNK])


def _portions() -> Iterator[int]:
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_END, [after, CHUNK])
            end = cursor.fetchone()[0]
            if end is None:
                return
            yield after
            after = end


def _compare(table: str, columns: Sequence[str], *, has_older: bool) -> Compared:
    """Compare one table. Rows older than the watch are only possible where there are events older than it."""
    query = _COMPARE.format(
        images=sql.SQL(", ").join(sql.SQL("image -> {}").format(sql.Literal(name)) for name in columns),
        columns=sql.SQL(", ").join(sql.SQL("to_jsonb(t) -> {}").format(sql.Literal(name)) for name in columns),
        name=sql.Literal(table),
        table=sql.Identifier(table),
        has_older=sql.Literal(has_older),
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        equal, gone, older, differ, keys = cursor.fetchone()
    return Compared(table, equal, gone, older, differ, keys or ())
