"""A case told while a backlog of exposures is worked through: how long until its tasks, its contacts and their tasks are there.

The peer is one worker with one queue, as it was before there were lanes; ours are the two processes of an installation. Both
have the same backlog in the same incident, and the case is told while the first portion is under way. The clock runs
from the commit of the case to the commit of the last of its contacts' tasks. What the worker does beside (comparing
newcomers) it does in both.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import FOLDER, Bar, Of, Report, Result, Size, fsync_per_second

if TYPE_CHECKING:
    import psycopg

ROWS = {Size.SMALL: 3_000, Size.FULL: 50_000}
AT_ONCE = 500
MET = 5
WITHIN_S = 3600.0
DUTY = "outpace.desk.serving.duties"
ONE, TWO = (("benchmarks.acts.one_lane",),), ((DUTY, "positives"), (DUTY, "worker"))
_SERVED = """
select (select count(*) from tasks_task where subject_id = %(case)s) > 0 and %(met)s = (
    select count(distinct c.subject_id) from tracing_contact c join tasks_task t on t.subject_id = c.subject_id
    join isolation_plan p on p.contact_subject_id = c.subject_id where c.case_subject_id = %(case)s)
"""
_SESSIONS = "select count(*) from pg_stat_activity where usename = 'outpace_app'"
_BEGUN = "select count(*) > 0 from pg_locks where locktype = 'advisory' and granted"


def measure(size: Size) -> Report:
    """Tell a case in the middle of a backlog, once without lanes and once with them, in a throw-away installation."""
    with tempfile.TemporaryDirectory(prefix="outpace-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["OUTPACE_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
        without, with_lanes = _both(ROWS[size])
        disk = fsync_per_second(Path(folder))
    bar = Bar(0.5, Of.RATIO, is_ceiling=True)
    results = (Result("until a positive, its contacts and all tasks are there", with_lanes, "s", without, bar),)
    return Report({"exposures waiting": ROWS[size], "told at once": AT_ONCE, "contacts": MET}, results, disk)


def _both(rows: int) -> tuple[float, float]:
    """Seconds without and with lanes."""
    from outpace.desk.database import database
    from outpace.desk.home import find_home

    with database(find_home()) as server:
        assert server is not None
        import psycopg

        with psycopg.connect(server.admin_dsn(), dbname="outpace", autocommit=True) as admin:
            return _until_served(admin, "one", ONE, rows), _until_served(admin, "two", TWO, rows)


def _until_served(admin: "psycopg.Connection", code: str, processes: tuple[tuple[str, ...], ...], rows: int) -> float:
    admin.execute("delete from ledger_pending")
    outbreak = Outbreak(code)
    for number in range(rows // AT_ONCE):
        outbreak.tell(f"{code}-{number}", AT_ONCE)
    admin.execute("delete from ledger_pending where kind <> 'exposure.recorded'")
    ours = _count(admin)
    with ExitStack() as running:
        for started, words in enumerate(processes, 1):
            running.enter_context(_running(words))
            _wait(lambda started=started: _count(admin) >= ours + started)  # type: ignore[misc]
        _wait(lambda: _is(admin, _BEGUN))
        values = {"case": outbreak.tell(f"{code}-positive", MET), "met": MET}
        told = time.perf_counter()
        _wait(lambda: _is(admin, _SERVED, values))
        return time.perf_counter() - told


class Outbreak:
    """An incident with tasks, and people who tell of cases and of whom they met."""

    def __init__(self, code: str) -> None:
        from outpace.desk import clock
        from outpace.desk.areas.acts import open_incident
        from outpace.desk.areas.models import Area
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.protocols import Fact, incident_editions
        from outpace.words.purpose import Purpose

        wanted = {Fact.CASE_REGISTERED, Fact.CONTACT_PROPOSED}
        law = next(one for one in incident_editions() if wanted <= {timer.fact for timer in one.timers})
        with scope(local_operator(), Purpose.TEST) as by:
            called = {"name_zh": "基准", "level": "province", "path": "90/", "zone": "UTC", "row_hash": b"\0" * 32}
            area, _ = Area.objects.get_or_create(code="90", defaults=called)
            self.incident = open_incident(
                by=by, code=code, zh="基准", en="bench", edition=law.id, area=area, at=clock.now()
            )

    def tell(self, number: str, met: int) -> int:
        """Register a case and whom it met, in one transaction; give the case."""
        from outpace.desk import clock
        from outpace.desk.areas.queries import place
        from outpace.desk.cases.acts import register_cases
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
        from outpace.exchange.linelist import CaseRecord
        from outpace.words.case import CaseClass
        from outpace.words.contact import Setting
        from outpace.words.moment import Dated
        from outpace.words.purpose import Purpose

        at = clock.now()
        day = Dated(at.date() - timedelta(1))
        case = CaseRecord(number=number, area_code="90", case_class=CaseClass.CONFIRMED, onset=day)
        rows = [ExposureRow(setting=Setting.HOUSEHOLD, name=f"{number} {n}", first=day, last=day) for n in range(met)]
        with scope(local_operator(), Purpose.TEST) as by:
            key = register_cases(by=by, incident=self.incident, rows=[case], at=at).accepted[0]
            record_exposures(by=by, source=Source(key, self.incident, place(self.incident.area)), rows=rows, at=at)
        return key


@contextmanager
def _running(words: tuple[str, ...]) -> Iterator[None]:
    process = subprocess.Popen((sys.executable, "-m", *words), cwd=FOLDER.parent)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _count(admin: "psycopg.Connection") -> int:
    (count,) = admin.execute(_SESSIONS).fetchone() or (0,)
    return int(count)


def _is(admin: "psycopg.Connection", sql: str, values: dict[str, int] | None = None) -> bool:
    (holds,) = admin.execute(sql.encode(), values).fetchone() or (False,)
    return bool(holds)


def _wait(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError("it never happened")
        time.sleep(0.01)
