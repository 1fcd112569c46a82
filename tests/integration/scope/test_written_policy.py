"""PostgreSQL and the policy as it is written agree, row by row, on what random actors may do for random purposes.

The world holds rows about persons in two provinces, grants that are live, over and yet to come, cases that have moved with all
that belongs to them, persons who were merged and parted again, cases that turned out to be none, contacts that were refuted and
tasks that are done. The seed is printed with a difference.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope, scope_key
from outpace.desk.scope.token import sign
from outpace.words.area import common_path
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Installation, Province
from tests.integration.scope.written_policy import CAN_BE_GRANTED, Given, Row, Verb, may

SEED, CASES, SCOPES = 20260307, 10, 60
DECISIONS = 10_000
AREAS = ("90/", "90/9001/", "90/9001/900101/", "90/9001/900102/", "90/9002/", "90/9002/900201/", "91/", "91/9101/")
PURPOSES = (Purpose.TRACE_CONTACTS, Purpose.TRACE_CONTACTS, Purpose.READ_CASES, Purpose.KEEP_ACCOUNTS, Purpose.OWN_RECORD,
            Purpose.LOOP, Purpose.TEST, Purpose.READ_AREAS, Purpose.RETENTION)  # fmt: skip
KEYS = {
    "people_subject": "id",
    "people_person": "subject_id",
    "cases_case": "subject_id",
    "tracing_exposure": "id",
    "tracing_contact": "subject_id",
    "isolation_plan": "id",
    "ledger_event": "id",
    "ledger_access": "id",
    "ledger_superseded": "id",
    "people_candidate": "id",
    "people_link": "id",
    "tasks_task": "id",
}
CHANGED = {
    "people_person",
    "cases_case",
    "tracing_contact",
    "isolation_plan",
    "people_candidate",
    "people_link",
    "tasks_task",
}
FILL = {
    "text": "",
    "character varying": "",
    "jsonb": "{}",
    "bytea": b"\0",
    "boolean": False,
    "integer": 0,
    "bigint": 0,
    "double precision": 0,
}


@dataclass
class World:
    """The rows as the test planted and moved them, and the grants."""

    admin: psycopg.Connection
    incident: int
    chance: random.Random
    rows: list[Row] = field(default_factory=list)
    grants: list[Given] = field(default_factory=list)
    about: dict[int, set[tuple[str, int]]] = field(default_factory=dict)
    persons: list[int] = field(default_factory=list)
    cases: dict[int, int] = field(default_factory=dict)
    one: list[frozenset[int]] = field(default_factory=list)
    merged: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)
    next_key: int = 1000

    def key(self) -> int:
        self.next_key += 1
        return self.next_key

    def plant(self, row: Row, **columns: Any) -> None:
        """Insert a row with what its table can't do without."""
        shape = self.admin.execute(
            "select column_name, data_type from information_schema.columns where table_schema = 'public'"
            " and table_name = %s and is_nullable = 'NO' and column_default is null and is_identity = 'NO'",
            [row.table],
        ).fetchall()
        given = {KEYS[row.table]: row.key, "area_path": row.area, **columns}
        filled = {name: FILL.get(kind, NOW) for name, kind in shape} | given
        statement = sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(row.table),
            sql.SQL(", ").join(map(sql.Identifier, filled)),
            sql.SQL(", ").join(sql.Placeholder() * len(filled)),
        )
        self.admin.execute(statement, list(filled.values()))
        self.rows.append(row)

    def area(self) -> str:
        return self.chance.choice(AREAS)


def _people(world: World) -> None:
    """Persons with a case each, a contact of it, and all that hangs on them; every row in an area of its own."""
    for _ in range(CASES):
        person, other, case, contact = (world.key() for _ in range(4))
        home = world.area()
        places = [home if world.chance.random() < 0.7 else world.area() for _ in range(9)]
        world.persons += [person, other]
        world.cases[case] = person
        for key, kind, area in ((person, "person", places[0]), (other, "person", places[1]), (case, "case", home),
                                (contact, "contact", places[2])):  # fmt: skip
            world.plant(Row("people_subject", key, area, key, key), kind=kind)
        world.plant(Row("people_person", person, places[0], person, person))
        world.plant(Row("people_person", other, places[1], other, other))
        world.plant(
            Row("cases_case", case, home, person, case),
            person_id=person, incident_id=world.incident, number=str(case), version=1,
            case_class=world.chance.choice(("confirmed", "discarded")), outcome=world.chance.choice((None, "recovered")),
        )  # fmt: skip
        told = world.key()
        world.plant(
            Row("tracing_exposure", told, places[3], other), person_id=other, case_subject_id=case,
            incident_id=world.incident, row_hash=str(told).encode(), setting="work",
        )  # fmt: skip
        world.plant(
            Row("tracing_contact", contact, places[2], other, contact),
            person_id=other, case_subject_id=case, incident_id=world.incident, setting="work",
            state=world.chance.choice(("proposed", "confirmed", "refuted")), decided_by_id=1, decided_at=NOW,
        )  # fmt: skip
        plan = world.key()
        world.plant(
            Row("isolation_plan", plan, places[4], other, contact), person_id=other, contact_subject_id=contact,
            incident_id=world.incident,
        )  # fmt: skip
        for subject, area in ((case, places[5]), (person, places[6]), (other, places[7])):
            world.plant(Row("ledger_event", world.key(), area, subject), subject_id=subject, kind="case.corrected")
            opener = world.chance.randrange(500, 520)
            world.plant(
                Row("ledger_access", world.key(), area, subject, account=opener), subject_id=subject, account_id=opener,
                purpose="open case",
            )  # fmt: skip
        task = world.key()
        world.plant(
            Row("tasks_task", task, home), subject_id=case, incident_id=world.incident, done_at=world.chance.choice((None, NOW)),
        )  # fmt: skip
        world.about[case] = {(row.table, row.key) for row in world.rows if row.person in (case, person)} | {
            ("tasks_task", task)
        }
        world.about[case] |= {("people_subject", case), ("people_subject", person)}


def _joins(world: World) -> None:
    """Persons who were merged by threes, one with a record that was merged before; the last two were parted again."""
    threes = [world.persons[n : n + 3] for n in range(0, len(world.persons) - 2, 3)]
    parted = world.persons[-2:]
    for member, head in (*(pair for one in threes for pair in pairwise(one)), parted):
        world.admin.execute("insert into vault.parent (member, head) values (%s, %s)", [member, head])
    world.admin.execute("delete from vault.parent where member = %s", [parted[0]])
    world.one += map(frozenset, threes)


def _merges(world: World) -> None:
    """Persons who were found to be one, half of them parted again; the pair lies in an area that holds both."""
    for member, head in zip(world.persons[:-2:2], world.persons[2::2], strict=False):
        homes = [row.area for row in world.rows if row.table == "people_person" and row.key in (member, head)]
        area, pair, link = common_path(homes), world.key(), world.key()
        ended = world.chance.choice((None, NOW))
        world.plant(
            Row("people_candidate", pair, area), person_id=member, other_id=head, state="same" if ended is None else "different",
        )  # fmt: skip
        world.plant(Row("people_link", link, area), member_id=member, head_id=head, candidate_id=pair, ended_at=ended)
        world.merged.append((frozenset({member, head}), frozenset({pair, link})))


def _grants(world: World) -> None:
    named = [row.named for row in world.rows if row.named is not None and row.table in CAN_BE_GRANTED]
    for _ in range(60):
        starts = NOW + timedelta(hours=world.chance.randrange(-40, 20))
        ends = starts + timedelta(hours=world.chance.randrange(0, 50))
        purpose = world.chance.choice((Purpose.TRACE_CONTACTS, Purpose.TRACE_CONTACTS, Purpose.READ_CASES))
        to_area = world.chance.random() < 0.7
        given = Given(
            world.chance.choice(named), purpose, starts, ends,
            world.area() if to_area else None, None if to_area else world.chance.randrange(500, 520),
        )  # fmt: skip
        world.grants.append(given)
        world.admin.execute(
            "insert into scope_grant (subject_id, area_path, to_path, to_account, purpose, starts, ends, event_id)"
            " values (%s, '90/', %s, %s, %s, %s, %s, 1)",
            [given.key, given.area, given.account, given.purpose, given.starts, given.ends],
        )


def _moves(world: World, province: Province) -> None:
    """Move some cases from wherever in province 90 they are to county B, by the act; the world follows the page."""
    from outpace.desk.areas.models import Area
    from outpace.desk.cases.models import Case
    from outpace.desk.cases.moves import transfer_case

    for case in list(world.cases)[:4]:
        home = next(row.area for row in world.rows if (row.table, row.key) == ("cases_case", case))
        if not home.startswith("90/") or home == province.b.path:
            continue
        with scope(province.commander, Purpose.TRANSFER) as by:
            held = Case.objects.select_related("area", "incident__area").get(pk=case)
            transfer_case(by=by, case=held, to=Area.objects.get(pk=province.b.pk), why="lives there", at=NOW)
        world.rows = [
            replace(row, area=province.b.path)
            if (row.table, row.key) in world.about[case] and row.area == home
            else row
            for row in world.rows
        ]
        _move_pairs(world, world.cases[case])
        for key, area in world.admin.execute(
            "select id, area_path from ledger_event where subject_id = %s and kind = 'case.transferred'", [case]
        ):
            world.rows.append(Row("ledger_event", key, area, case))
    former = world.admin.execute("select id, area_path, subject_id from ledger_superseded").fetchall()
    assert former, "a move leaves what stood before"
    world.rows += [Row("ledger_superseded", key, area, None, named) for key, area, named in former]


def _move_pairs(world: World, person: int) -> None:
    """What two persons share lies where both are: with one that moved, in the deepest area that holds both homes."""
    homes = {row.key: row.area for row in world.rows if row.table == "people_person"}
    area = {
        key: common_path([homes[one] for one in both]) for both, keys in world.merged if person in both for key in keys
    }
    pairs = ("people_candidate", "people_link")
    world.rows = [
        replace(row, area=area[row.key]) if row.table in pairs and row.key in area else row for row in world.rows
    ]


@pytest.fixture
def world(installation: Installation, own_database: str, committed_province: Province) -> Iterator[World]:
    """A world of rows in a database of its own."""
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        made = World(admin, committed_province.incident.pk, random.Random(SEED))
        for key, area in admin.execute("select id, area_path from ledger_event").fetchall():
            made.rows.append(Row("ledger_event", key, area))
        _people(made)
        _joins(made)
        _merges(made)
        _grants(made)
        _moves(made, committed_province)
        yield made


def _actors(world: World) -> Iterator[tuple[Actor, Purpose, datetime]]:
    for _ in range(SCOPES):
        role = world.chance.choice(list(Role))
        paths = tuple(world.chance.sample(AREAS, world.chance.choice((0, 1, 1, 1, 2, 3))))
        if role is Role.RESIDENT:
            paths = () if world.chance.random() < 0.8 else paths
        subject = world.chance.choice(world.persons) if role is Role.RESIDENT or world.chance.random() < 0.1 else None
        at = NOW + timedelta(hours=world.chance.randrange(-30, 30), microseconds=world.chance.randrange(3))
        yield Actor(world.chance.randrange(500, 520), role, paths, subject), world.chance.choice(PURPOSES), at


def _differences(world: World, app: psycopg.Connection) -> tuple[int, list[str]]:
    asked, wrong = 0, []
    for who, why, at in _actors(world):
        with app.transaction(force_rollback=True):
            token = sign(
                who, why, key=scope_key(), backend=app.info.backend_pid, at=datetime.now(UTC).timestamp(), as_of=at
            )
            app.execute("discard plans")
            app.execute("select set_config('outpace.scope', %s, true)", [token])
            for verb, table, done in _done(app, world):
                for row in (row for row in world.rows if row.table == table):
                    asked += 1
                    if may(who, why, at, verb, row, world.grants, world.one) != (row.key in done):
                        wrong.append(f"{SEED}: {who} {why} {at} {verb} {row}: PostgreSQL says {row.key in done}")
            for verb, row, done in _added(app, world, who):
                asked += 1
                if may(who, why, at, verb, row, world.grants, world.one) != done:
                    wrong.append(f"{SEED}: {who} {why} {at} {verb} {row}: PostgreSQL says {done}")
    return asked, wrong


def _done(app: psycopg.Connection, world: World) -> Iterator[tuple[Verb, str, set[int]]]:
    """Which rows are read, and which a statement changes that tries all."""
    for table, key in KEYS.items():
        names = {"table": sql.Identifier(table), "key": sql.Identifier(key)}
        yield Verb.READ, table, {k for (k,) in app.execute(sql.SQL("select {key} from {table}").format(**names))}
        yield Verb.END, table, _ended(app, sql.SQL("delete from {table} returning {key}").format(**names))
        if table in CHANGED:
            update = sql.SQL("update {table} set event_id = event_id returning {key}").format(**names)
            yield (
                Verb.CHANGE,
                table,
                _keys(app, update) & _keys(app, sql.SQL("select {key} from {table}").format(**names)),
            )


def _ended(app: psycopg.Connection, statement: sql.Composed) -> set[int]:
    try:
        return _keys(app, statement)
    except psycopg.errors.InsufficientPrivilege:
        return set()


def _keys(app: psycopg.Connection, statement: sql.Composed) -> set[int]:
    with app.transaction(force_rollback=True):
        return {key for (key,) in app.execute(statement)}


def _added(app: psycopg.Connection, world: World, who: Actor) -> Iterator[tuple[Verb, Row, bool]]:
    """Rows put into an area, and rows given another area."""
    key = world.key()
    for area in AREAS:
        row = Row("people_subject", key, area, key, key)
        yield (
            Verb.ADD,
            row,
            _stands(app, "insert into people_subject (id, kind, area_path) values (%s, 'case', %s)", row),
        )
        row = Row("ledger_event", key, area)
        yield Verb.ADD, row, _stands(app, _EVENT, row)


_EVENT = """
select ledger.say(%s, 'x', %s, null, null, scope.account(), now(), now(), 1, '{}', 's', '{}', null)
"""


def _stands(app: psycopg.Connection, statement: str, row: Row) -> bool:
    try:
        with app.transaction(force_rollback=True):
            app.execute(statement.encode(), [row.key, row.area])
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


@pytest.fixture
def app(installation: Installation, own_database: str, world: World) -> Iterator[psycopg.Connection]:
    """A bare connection of the app role."""
    with psycopg.connect(installation.server.dsn("outpace_app", own_database), autocommit=True) as connection:
        yield connection


def test_postgresql_keeps_the_policy_as_it_is_written(world: World, app: psycopg.Connection) -> None:
    asked, wrong = _differences(world, app)
    assert wrong == [], wrong[:3]
    assert asked >= DECISIONS


BREACHES: dict[str, str] = {
    "grants without an end": "create or replace function scope.granted() returns bigint[] stable language sql as"
    " $$ select array_agg(subject_id) from public.scope_grant where purpose = scope.purpose() $$",
    "administrators see health": "drop policy area on cases_case; create policy area on cases_case using"
    " (scope.says('a') and (select scope.holds('a')) and area_path >= scope.said_low()"
    " and area_path < scope.said_high() and (scope.says('s') or area_path <@ (select scope.paths())))",
    "only the hull of several areas": "drop policy area on people_person; create policy area on people_person using"
    " (scope.says('p') and (select scope.holds('p')) and area_path >= scope.said_low()"
    " and area_path < scope.said_high())",
    "residents see everybody": "create policy all_own on tracing_contact for select using (scope.says('o'))",
    "members are everybody's": "create function joined() returns setof bigint security definer language sql as"
    " 'select member_id from public.people_link where ended_at is null';"
    " create policy members on people_person for select using (subject_id in (select joined()))",
    "what was joined to a resident's record stays behind": "drop policy joined on cases_case",
    "what is over is hidden": "create policy open_only on cases_case as restrictive using (case_class <> 'discarded')",
    "tasks that are done stay behind": "create policy done on tasks_task for select using"
    " (scope.purpose() is not null and done_at is not null)",
    "whoever reads the log may empty it": "drop policy only_retention_deletes on ledger_access",
    "writing is wider": "create policy wide on isolation_plan for update using (scope.says('a'))",
}


@pytest.mark.long
@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_shows(world: World, app: psycopg.Connection, breach: str) -> None:
    world.admin.execute(BREACHES[breach].encode())
    _, wrong = _differences(world, app)
    assert wrong, breach
