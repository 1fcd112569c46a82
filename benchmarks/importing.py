"""Import of a line list, whole path: file to cases, versions, names in the vault, ledger and receipt, against bare COPY.

The peer is what the same disk and database do with the same rows and nothing else: COPY of 8 columns into a table.
"""

import csv
import os
import resource
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Bar, Report, Result, Size, best_of, fsync_per_second

if TYPE_CHECKING:
    from outpace.desk.areas.models import Incident
    from outpace.desk.home import Home

ROWS = {Size.SMALL: 20_000, Size.FULL: 200_000}
HEADER = ("id", "name", "age", "sex", "dt_onset", "dt_report", "dt_diag", "place")


def measure(size: Size) -> Report:
    """Import a generated line list into a throw-away installation."""
    rows = ROWS[size]
    with tempfile.TemporaryDirectory(prefix="outpace-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["OUTPACE_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
        file = _line_list(Path(folder) / "cases.csv", rows)
        ours, peer, kept = _both(file, rows)
        disk = fsync_per_second(Path(folder))
    results = (
        Result("rows imported", rows / ours, "1/s", peer=rows / peer, bar=Bar(2_000)),
        Result("database for a row", kept / rows, "bytes"),
        Result("memory of the importer at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"),
    )
    return Report(parameters={"rows": rows, "columns": len(HEADER)}, results=results, fsync_per_s=disk)


def _line_list(file: Path, rows: int) -> Path:
    first = date(2022, 1, 1)
    with file.open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream)
        write.writerow(HEADER)
        for n in range(rows):
            onset = first + timedelta(days=n % 60)
            write.writerow(
                (f"B-{n:07d}", f"张{n}", n % 90, "MF"[n % 2], onset, onset + timedelta(2), onset + timedelta(3), "A")
            )
    return file


def _both(file: Path, rows: int) -> tuple[float, float, int]:
    """Seconds of ours, of the peer, and the bytes that ours adds to its database: tables, indexes, events and leaves' queue."""
    from outpace.desk.database import database
    from outpace.desk.home import find_home

    home = find_home()
    with database(home) as server:
        assert server is not None
        peer = best_of(1, lambda: _copy(server.admin_dsn(), file))
        incident = _frame()
        empty = _database_bytes()
        ours = best_of(1, lambda: _import(home, file, incident, rows))
        return ours, peer, _database_bytes() - empty


def _database_bytes() -> int:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _copy(dsn: str, file: Path) -> None:
    import psycopg

    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute("create table bare (a text, b text, c int, d text, e date, f date, g date, h text)")
        with cursor.copy("copy bare from stdin with (format csv, header)") as copy:
            copy.write(file.read_bytes())


def _frame() -> "Incident":
    from outpace.desk import clock
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.protocols import incident_editions
    from outpace.words.purpose import Purpose

    with scope(local_operator(), Purpose.TEST) as by:
        area = Area.objects.create(
            code="90", name_zh="基准", level="province", path="90/", zone="UTC", row_hash=b"\0" * 32
        )
        return open_incident(
            by=by,
            code="bench",
            zh="基准",
            en="bench",
            edition=incident_editions()[0].id,
            area=area,
            at=clock.now(),
            retrospective=True,
        )


def _import(home: "Home", file: Path, incident: "Incident", rows: int) -> None:
    from outpace.desk import clock
    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.exchange.mapping import FileKind
    from outpace.words.purpose import Purpose

    by = local_operator()
    with turn(by, incident.pk):
        with scope(by, Purpose.IMPORT):
            receipt = open_receipt(
                by=by,
                home=home,
                file=file,
                name=file.name,
                kind=FileKind.LINELIST,
                incident=incident,
                area=incident.area,
                reading=Reading(),
                at=clock.now(),
            )
        done = Runner(by, home).run(receipt)
    assert (done.state, done.accepted) == ("closed", rows), (done.state, done.accepted)
