"""Bringing data back: the archive's base and log beside a backup's dump, of the same data in the same run.

Half of the rows are in the archive's base, half in its log, which is more than a day of log would be: the base is a day old at
most. Ours is `outpace restore` of the archive, the peer that of the backup, as a terminal runs them: hashes of every file,
replay or load, the ledger's root from its leaves, every event against its commitment. The bar is ours for 10 GB of data,
derived from the size at hand in proportion. Then what an archive costs: commits of eight writers while it follows, beside
the same commits without it; both folders lie on one disk here, where a second one would do half of the flushes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Bar, Report, Result, Size, fsync_per_second

if TYPE_CHECKING:
    import psycopg

    from outpace.desk.archive.keeper import Keeper
    from outpace.desk.postgres import Server

ROWS = {Size.SMALL: 60_000, Size.FULL: 2_000_000}
COUNTIES = 100
WRITERS = 8
SECONDS = 5.0
TEN = 10 * 2**30
MINUTES = Bar(30, is_ceiling=True)
FRAME = """
set session_replication_role = replica;
insert into areas_area (code, name_zh, name_en, level, path, population_status, zone, cutoff_hour, row_hash)
select '90' || to_char(n, 'FM0000'), 'x', 'x', 'county', '90/90' || to_char(n, 'FM0000') || '/', '', 'UTC', 24, ''
from generate_series(1, %(counties)s) n;
insert into areas_incident (id, code, name_zh, name_en, edition, area_id, retrospective, reported_source, event_id)
select 1, 'bench', 'x', 'x', 'x', min(id), false, '', 1 from areas_area
"""
PART = """
set session_replication_role = replica;
create temporary table placed as
select n, a.id as area, a.path from generate_series(%(first)s::bigint, %(last)s) n
join areas_area a on a.code = '90' || to_char(1 + (n * 7919) %% %(counties)s, 'FM0000');
insert into people_subject (id, kind, area_path) select n, 'case', path from placed;
insert into people_subject (id, kind, area_path) select 1000000000 + n, 'person', path from placed;
insert into people_person (subject_id, sex, age, area_id, area_path, event_id)
select 1000000000 + n, 'f', n %% 90, area, path, n from placed;
insert into cases_case (subject_id, number, incident_id, person_id, area_id, area_path, registered_path, case_class, found_by,
    onset, reported, "precision", version, row_hash, event_id, recorded)
select n, 'B' || n, 1, 1000000000 + n, area, path, path, 'confirmed', 'community',
    date '2022-01-01' + (n %% 60)::int, date '2022-01-02', '{}', 1, '', n, timestamptz '2022-03-01'
from placed;
insert into ledger_event
    (id, kind, area_path, incident_id, account_id, happened, recorded, rows, body, salt, commitment)
select n, 'case.registered', path, 1, 1, timestamptz '2022-03-01', timestamptz '2022-03-01', 1, body, salt, sha256(salt || body)
from (select n, path, convert_to('{"n":' || n || '}', 'UTF8') as body, decode(lpad(to_hex(n), 32, '0'), 'hex') as salt
      from placed) told;
insert into ledger_leaf (seq, event_id, data, leaf_hash)
select n - 1, n, commitment || decode(lpad('0', 16, '0'), 'hex'),
    sha256('\\x00'::bytea || commitment || decode(lpad('0', 16, '0'), 'hex'))
from placed join ledger_event on id = n;
drop table placed
"""


def measure(size: Size) -> Report:
    """Fill a throw-away installation, keep its archive, back it up, bring both back elsewhere."""
    rows = ROWS[size]
    with tempfile.TemporaryDirectory(prefix="outpace-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ["OUTPACE_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
        held, commits = _live(folder, rows)
        base = sum(file.stat().st_size for file in (folder / "second").rglob("base-*/**/*") if file.is_file())
        log = sum(file.stat().st_size for file in (folder / "second").rglob("log/*"))
        ours, peer = _back(folder, "second"), _back(folder, "backup")
        disk = fsync_per_second(folder)
    derived = ours * TEN / held / 60
    results = (
        Result("restore", ours, "s", peer),
        Result("restore of 10 GB, derived", derived, "min", peer * TEN / held / 60, MINUTES),
        Result("commits while the archive follows", commits[0], "commits/s", commits[1]),
    )
    sizes = {"data, MB": held // 2**20, "base, MB": base // 2**20, "log, MB": log // 2**20}
    return Report({"rows": rows, **sizes, "writers": WRITERS}, results, disk)


def _live(folder: Path, rows: int) -> tuple[int, tuple[float, float]]:
    """Work on an installation with an archive, back it up; give the size of its data, commits a second with and without."""
    import psycopg

    from outpace.desk.archive import Archive
    from outpace.desk.clock import now
    from outpace.desk.database import database
    from outpace.desk.home import find_home
    from outpace.desk.life.backup import back_up
    from outpace.desk.life.places import server_of

    home = find_home()
    with database(home):
        server = server_of(home)
        with psycopg.connect(server.inside(), autocommit=True) as admin:
            _ask(admin, FRAME)
            _ask(admin, PART, first=1, last=rows // 2)
            alone = _commits(server)
            with _kept(home, Archive(folder / "second"), server) as keeper:
                following = _commits(server)
                _ask(admin, PART, first=rows // 2 + 1, last=rows)
                keeper.look()
                held = int(str((admin.execute("select pg_database_size(current_database())").fetchone() or (0,))[0]))
                _wait_for_log(keeper, admin)
        back_up(home, server, folder / "backup", now())
    return held, (following, alone)


@contextmanager
def _kept(home: object, archive: object, server: "Server") -> "Iterator[Keeper]":
    from outpace.desk.archive import Archive, Standing
    from outpace.desk.archive.keeper import Keeper, Pace
    from outpace.desk.clock import ticks, wall_now
    from outpace.desk.home import Home

    assert isinstance(home, Home)
    assert isinstance(archive, Archive)
    pace = Pace(patience=timedelta(minutes=10), base_every=timedelta(hours=24))
    keeper = Keeper(home, archive, server, pace, wall_now, ticks)
    while keeper.look() is not Standing.KEPT:
        time.sleep(0.2)
    yield keeper
    keeper.end()


def _wait_for_log(keeper: "Keeper", admin: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Wait until everything written lies in the archive."""
    row = admin.execute("select pg_current_wal_flush_lsn()::text").fetchone() or ("0/0",)
    reached = "select bool_or(flush_lsn >= %s::pg_lsn) from pg_stat_replication"
    while admin.execute(reached, row).fetchone() != (True,):
        keeper.look()
        time.sleep(0.2)


def _back(folder: Path, copy: str) -> float:
    """Restore a copy into a new home with the same keys, as a terminal does; the seconds it took."""
    home = folder / f"from-{copy}"
    shutil.copytree(folder / "home" / "keys", home / "keys")
    (home / "keys").chmod(0o700)
    env = {name: value for name, value in os.environ.items() if not name.startswith("OUTPACE_DB")}
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "outpace", "restore", str(folder / copy), "--json"],
        env={**env, "OUTPACE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began


def _commits(server: "Server") -> float:
    """Commits of one row a second, by eight sessions."""
    import psycopg

    def write(writer: int) -> int:
        with psycopg.connect(server.inside(), autocommit=True) as connection:
            until, count = time.perf_counter() + SECONDS, 0
            while time.perf_counter() < until:
                connection.execute("insert into public.bench_commits values (%s, %s)", (writer, count))
                count += 1
            return count

    with psycopg.connect(server.inside(), autocommit=True) as admin:
        admin.execute("create table if not exists public.bench_commits (writer int, n int)")
        with ThreadPoolExecutor(WRITERS) as pool:
            done = sum(pool.map(write, range(WRITERS)))
        admin.execute("drop table public.bench_commits")
    return done / SECONDS


def _ask(admin: "psycopg.Connection[tuple[object, ...]]", text: str, **values: int) -> None:
    for statement in text.split(";\n"):
        admin.execute((statement % {"counties": COUNTIES, **values}).encode())
