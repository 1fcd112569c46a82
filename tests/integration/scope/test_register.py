"""Nothing is held that the register does not name: each table and column has a class, purposes, readers and a retention.

It asks PostgreSQL for what there is, in every schema of ours, so that a table made by hand is found as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from outpace.desk.register.entries import ABOUT_PEOPLE, KEPT_BECAUSE, Entry, Kept, register
from outpace.desk.scope.actor import Role
from outpace.words.purpose import Purpose
from tests.integration.conftest import Installation

HELD = """
select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname, a.attname,
    c.relrowsecurity and c.relforcerowsecurity,
    has_table_privilege('outpace_app', c.oid, 'select')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'f', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname !~ '^pg_(toast|temp)'
"""


@pytest.fixture
def admin(installation: Installation, own_database: str) -> Iterator[psycopg.Connection]:
    dsn = make_conninfo(installation.server.admin_dsn(), dbname=own_database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        yield connection


def gaps(admin: psycopg.Connection) -> list[str]:
    """What is held and not registered, registered and not held, or registered against the rules; sorted."""
    held: dict[str, set[str]] = {}
    fenced, open_to_app = set(), set()
    for table, column, is_fenced, is_open in admin.execute(HELD):
        held.setdefault(table, set()).add(column)
        fenced |= {table} if is_fenced else set()
        open_to_app |= {table} if is_open else set()
    known = register()
    found = [f"{table}: held and not registered" for table in held.keys() - known.keys()]
    found += [f"{table}: registered and not held" for table in known.keys() - held.keys()]
    for table in held.keys() & known.keys():
        found += [f"{table}.{column}: no class" for column in held[table] - known[table].columns.keys()]
        found += [f"{table}.{column}: no such column" for column in known[table].columns.keys() - held[table]]
        if known[table].is_about_people and table in open_to_app - fenced and not known[table].unfenced:
            found.append(f"{table}: about people and not fenced")
    return sorted(found)


def test_everything_held_is_registered(admin: psycopg.Connection) -> None:
    assert gaps(admin) == [], "\n".join(gaps(admin))


BREACHES = {
    "a new table": ("create table notes (id bigint)", "notes: held and not registered"),
    "a new table in the vault": ("create table vault.copies (id bigint)", "vault.copies: held and not registered"),
    "a new column": ("alter table cases_case add column job text", "cases_case.job: no class"),
    "a column gone": ("alter table people_person drop column sex", "people_person.sex: no such column"),
    "a fence gone": (
        "alter table tracing_exposure no force row level security",
        "tracing_exposure: about people and not fenced",
    ),
    "a kept copy": ("create materialized view copies as select 1 as n", "copies: held and not registered"),
}


def test_the_check_goes_red(admin: psycopg.Connection) -> None:
    for name, (breach, gap) in BREACHES.items():
        with admin.transaction(force_rollback=True):
            admin.execute(breach.encode())
            assert gap in gaps(admin), name
    assert gaps(admin) == [], "\n".join(gaps(admin))


@pytest.mark.parametrize("entry", register().values(), ids=lambda entry: entry.table)
def test_an_entry_names_who_reads_for_what_and_how_long(entry: Entry) -> None:
    from outpace.desk.life.classes import classes

    assert entry.purposes
    assert Purpose.TEST not in entry.purposes
    assert entry.readers
    allowed = {Role(role) for purpose in entry.purposes for role in purpose.roles}
    assert entry.readers <= allowed, sorted(entry.readers - allowed)
    assert entry.retention in {*Kept, *classes()}


def unended(known: Mapping[str, Entry], shelves: Mapping[str, frozenset[str]]) -> list[str]:
    """Tables about people whose retention neither a job applies nor a reason explains."""
    about_people = (entry for entry in known.values() if entry.is_about_people)
    return sorted(
        entry.table
        for entry in about_people
        if entry.table not in (KEPT_BECAUSE if entry.retention in {*Kept} else shelves.get(entry.retention, ()))
    )


def test_what_is_held_about_people_ends_by_a_job_or_says_why_not() -> None:
    from outpace.desk.life.shelves import SHELVES

    applied = {name: shelf.tables for name, shelf in SHELVES.items()}
    assert unended(register(), applied) == []
    assert all(register()[table].retention in {*Kept} for table in KEPT_BECAUSE)
    without = applied | {"case_file": applied["case_file"] - {"tracing_contact"}}
    assert unended(register(), without) == ["tracing_contact"]
    later = replace(register()["cases_case"], table="notes", retention="installation")
    assert unended({**register(), "notes": later}, applied) == ["notes"]


CODED = {
    "cases_case": {"number", "case_class", "found_by", "precision", "outcome"},
    "cases_link": {"setting"},
    "isolation_duetest": {"purpose", "label_zh", "label_en"},
    "isolation_plan": {"stages", "decision"},
    "ledger_superseded": {"table_name", "image"},
    "openings_glass": {"reason", "verdict"},
    "openings_request": {"kind"},
    "people_candidate": {"reasons", "verdict"},
    "people_person": {"sex"},
    "scope_grant": {"reason"},
    "tasks_attempt": {"outcome"},
    "tasks_task": {"label", "kind", "title_zh", "title_en", "outcome", "clause"},
    "tracing_contact": {"tier", "proposed_tier", "state", "setting", "decision"},
    "tracing_exposure": {"setting", "kinds", "immunity", "prophylaxis"},
}
"""What nobody types freely into a case file: codes of an edition, what a rule said, the number of the case."""

TYPED = """
select a.attrelid::regclass::text, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    and format_type(a.atttypid, null) in ('text', 'character varying', 'jsonb', 'character varying[]')
"""


def test_what_people_type_into_a_case_file_is_emptied_with_it(admin: psycopg.Connection) -> None:
    from outpace.desk.life.case_files import EMPTIED

    files = {table: entry for table, entry in register().items() if entry.retention == "case_file"}
    loose = [
        f"{table}.{column}"
        for table, column in admin.execute(TYPED)
        if table in files
        and files[table].columns[column] in ABOUT_PEOPLE
        and not column.endswith("_path")
        and column not in EMPTIED.get(table, frozenset()) | CODED.get(table, set())
    ]
    assert loose == []


IMAGES = """
select tgrelid::regclass::text, string_to_array(encode(tgargs, 'escape'), '\\000')
from pg_trigger where tgname = 'superseded_updates'
"""


def test_no_image_of_a_former_row_has_what_people_type(admin: psycopg.Connection) -> None:
    from outpace.desk.life.case_files import EMPTIED

    images = {table: set(arguments[2:]) for table, arguments in admin.execute(IMAGES)}
    hashed = {table for table, entry in register().items() if "row_hash" in entry.columns}
    assert {table for table, without in images.items() if "row_hash" in without} == images.keys() & hashed
    assert {table: EMPTIED.get(table, frozenset()) - without for table, without in images.items()} == dict.fromkeys(
        ("cases_case", "cases_link", "isolation_plan", "tasks_attempt", "tasks_task", "tracing_contact"), frozenset()
    )


def test_only_few_tables_about_people_are_open_and_each_says_why() -> None:
    assert {entry.table for entry in register().values() if entry.unfenced} == {"accounts_account", "life_hold"}


def test_an_administrator_is_no_reader_of_anything_about_health() -> None:
    blind = {Role.ADMINISTRATOR}
    open_to = {e.table for e in register().values() if e.is_about_people and e.readers & blind}
    assert open_to <= {"accounts_account", "ledger_access", "life_hold"}
