"""What the policies cost: lists, counts and figures over many cases, as an actor sees them and without any policy, in one run.
And what it costs to see the figures as they were known before a fifth of the cases was corrected: there the peer is the
figures of today.

The peer asks the same of the same tables as a superuser, whom no policy binds, with the actor's area written into the
query: what an application that filters for itself would ask. Warm, the best of several runs.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.harness import Bar, Of, Report, Result, Size, best_of, fsync_per_second

ROWS = {Size.SMALL: 50_000, Size.FULL: 1_000_000}
COUNTIES = 100
RUNS = 5
THEN = datetime(2022, 3, 1, 12, tzinfo=UTC)
WHOLE, COUNTY = "90/", "90/900007/"

AREAS = """
set session_replication_role = replica;
insert into areas_area (code, name_zh, name_en, level, path, population_status, zone, cutoff_hour, row_hash)
select code, 'x', 'x', level, path, '', 'UTC', 24, ''
from (select '90' as code, 'province' as level, '90/' as path
      union all select '90' || to_char(n, 'FM0000'), 'county', '90/90' || to_char(n, 'FM0000') || '/'
      from generate_series(1, %(counties)s) n) a;
insert into areas_incident (id, code, name_zh, name_en, edition, area_id, retrospective, reported_source, event_id)
select 1, 'bench', 'x', 'x', 'x', id, false, '', 1 from areas_area where code = '90';
create temporary table placed as
select n, a.id as area, a.path from generate_series(1, %(rows)s) n
join areas_area a on a.code = '90' || to_char(1 + (n::bigint * 7919) %% %(counties)s, 'FM0000');
"""
PEOPLE = """
insert into people_subject (id, kind, area_path) select n, 'case', path from placed;
insert into people_subject (id, kind, area_path) select 1000000000 + n, 'person', path from placed;
insert into people_person (subject_id, sex, age, area_id, area_path, event_id)
select 1000000000 + n, 'f', n %% 90, area, path, 1 from placed;
insert into cases_case (subject_id, number, incident_id, person_id, area_id, area_path, registered_path, case_class, found_by,
    onset, reported, "precision", version, row_hash, event_id, recorded)
select n, 'B' || n, 1, 1000000000 + n, area, path, path, 'confirmed', (array['community', 'control', 'screening'])[1 + n %% 3],
    date '2022-01-01' + n %% 60, date '2022-01-02' + n / 17000, '{}', 1, '', 1, timestamptz '2022-03-01'
from placed;
"""
FORMER = """
insert into ledger_superseded (table_name, key, subject_id, image, area_path, until, transaction)
select 'cases_case', subject_id, subject_id, to_jsonb(c) - 'place', area_path, timestamptz '2022-03-02', 1
from cases_case c where subject_id %% 5 = 0;
"""
PAGE = """
select c.subject_id, c.number, p.sex from cases_case c join people_person p on p.subject_id = c.person_id
where c.incident_id = 1 and (c.case_class <> 'discarded' or c.case_class is null) {within}
order by c.reported desc nulls last, c.subject_id limit 51
"""
COUNT = "select count(*) from cases_case c where c.incident_id = 1 {within}"
FIGURES = """
select count(*) filter (where case_class = 'confirmed'), count(*) filter (where found_by = 'community'),
    count(*) filter (where onset is null), count(*) filter (where reported = date '2022-02-01'),
    count(*) filter (where case_class is distinct from 'discarded' and outcome = 'dead')
from cases_case c where c.incident_id = 1 {within}
"""
ONE = "select c.subject_id from cases_case c where c.subject_id = 7 {within}"
NO_POLICY_COSTS_MORE = Bar(3, Of.RATIO, is_ceiling=True)


def measure(size: Size) -> Report:
    """Fill a throw-away installation with cases and ask it both ways."""
    rows = ROWS[size]
    with tempfile.TemporaryDirectory(prefix="outpace-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["OUTPACE_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
        results = _both(rows)
        disk = fsync_per_second(Path(folder))
    return Report({"rows": rows, "counties": COUNTIES, "best of": RUNS}, results, fsync_per_s=disk)


def _both(rows: int) -> list[Result]:
    import psycopg

    from outpace.desk.database import database
    from outpace.desk.home import find_home

    with database(find_home()) as server:
        assert server is not None
        dsn = psycopg.conninfo.make_conninfo(server.admin_dsn(), dbname="outpace")
        with psycopg.connect(dsn, autocommit=True) as admin:
            _fill(admin, rows)
            return [result for path, actor in _actors() for result in _asked(admin, path, actor)]


def _fill(admin: Any, rows: int) -> None:
    with admin.cursor() as cursor:
        for text in (AREAS, PEOPLE, FORMER):
            for statement in text.split(";\n"):
                if statement.strip():
                    cursor.execute(statement % {"rows": rows, "counties": COUNTIES})
    admin.execute("vacuum analyze")


def _actors() -> list[tuple[str, Any]]:
    from outpace.desk.scope.actor import Actor, Role

    return [(WHOLE, Actor(901, Role.COMMANDER, (WHOLE,))), (COUNTY, Actor(902, Role.TRACER, (COUNTY,)))]


def _asked(admin: Any, path: str, actor: Any) -> list[Result]:
    from outpace.words.area import path_range

    low, high = path_range(path)
    within = f"and c.area_path >= '{low}' and c.area_path < '{high}'"
    whom = str(actor.role)
    plain = {PAGE: "", COUNT: "", FIGURES: "", ONE: ""} if path == WHOLE else {}
    found = []
    for name, query, bar in (
        (f"first page, {whom}", PAGE, NO_POLICY_COSTS_MORE),
        (f"count, {whom}", COUNT, None),
        (f"figures, {whom}", FIGURES, None),
        (f"one record, {whom}", ONE, None),
    ):
        without = query.format(within=plain.get(query, within))
        if _scoped(actor, query) != admin.execute(without).fetchall():
            raise AssertionError(f"{name}: the policy shows other rows than the query for the area")
        ours = _scoped_best(actor, query)
        peer = _best(admin, without)
        found.append(Result(name, ours * 1000, "ms", peer * 1000, bar))
    then, now = _known_best(actor, FIGURES), _scoped_best(actor, FIGURES)
    return [*found, Result(f"figures as known then, {whom}", then * 1000, "ms", now * 1000)]


def _known_best(actor: Any, query: str) -> float:
    from django.db import connection

    from outpace.desk.ledger.known import Moment, as_was
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    then = Moment(THEN, THEN)
    with scope(actor, Purpose.TEST), as_was(then, THEN.date()), connection.cursor() as cursor:
        return best_of(RUNS, lambda: (cursor.execute(query.format(within="")), cursor.fetchall()))


def _best(admin: Any, query: str) -> float:
    return best_of(RUNS, lambda: admin.execute(query).fetchall())


def _scoped(actor: Any, query: str) -> list[Any]:
    from django.db import connection

    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(actor, Purpose.TEST), connection.cursor() as cursor:
        cursor.execute(query.format(within=""))
        return list(cursor.fetchall())


def _scoped_best(actor: Any, query: str) -> float:
    from django.db import connection

    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(actor, Purpose.TEST), connection.cursor() as cursor:
        return best_of(RUNS, lambda: (cursor.execute(query.format(within="")), cursor.fetchall()))
