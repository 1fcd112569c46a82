"""The ledger under load: eight writers at the SQL level, with and without events, on the same disk and with the same durability.

Each writer is a session that loops inside the database, one commit for each act, so that no client's speed is measured.
The peer sends the same statements into the same tables while nobody watches them, and commits as often. Ours also keeps the
rows as parts, records the event with its commitment and queues leaf and delivery, as the product does: one act, one
transaction. While it runs, the sequencer places and signs, and the age of the oldest event without a leaf is sampled. Then
the log is exported and checked by the stand-alone verifier.

Three acts are told. The bar stands on a registration of one case, statement by statement as `register_cases` sends them: that
is what a commit of the product holds. The other two have no bar. `rows alone` are the rows of the same registration without
the stage they pass. The `smallest act` is one row in one table: its part, event, leaf and delivery are four rows more with
eight entries in indexes, so it can't come near the peer, whatever the functions cost; it shows the price of an event.
"""

import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Bar, Of, Report, Result, Size, fsync_per_second

if TYPE_CHECKING:
    import psycopg

    from benchmarks.acts.writing import Act

WRITERS = 8
SECONDS = {Size.SMALL: 4.0, Size.FULL: 30.0}
ROUNDS = 4
AREA = "90/"


def measure(size: Size) -> Report:
    """Run writers with and without events in turns, in a throw-away installation."""
    with tempfile.TemporaryDirectory(prefix="outpace-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["OUTPACE_HOME"] = f"{folder}/home"
        os.environ["DJANGO_SETTINGS_MODULE"] = "outpace.desk.settings"
        from outpace.desk.database import database
        from outpace.desk.home import find_home

        with database(find_home()) as server:
            assert server is not None
            bench = Bench(server, SECONDS[size] / ROUNDS)
            rates = {name: bench.rates(act) for name, act in bench.acts().items()}
            verified = bench.verify(Path(folder) / "log")
            disk = fsync_per_second(Path(folder), 1.0)
    bars = {"registrations": Bar(0.7, Of.RATIO)}
    results = (
        *(Result(f"{name}, with event", ours, "acts/s", peer, bars.get(name)) for name, (ours, peer) in rates.items()),
        Result("oldest event without a leaf", bench.oldest, "s", bar=Bar(5.0, is_ceiling=True)),
        Result("leaves verified", verified, "leaves/s", bar=Bar(10_000)),
    )
    return Report({"writers": WRITERS, "seconds": SECONDS[size], "events": bench.events}, results, disk)


class Bench:
    """A database with a case to write about, and the ways to write."""

    def __init__(self, server: Any, seconds: float) -> None:
        self.server, self.seconds = server, seconds
        self.oldest, self.events, self.turn = 0.0, 0, 0
        self.case, self.incident, self.area = _frame()
        with self._connect("postgres") as admin:
            durable = admin.execute(
                "select current_setting('fsync') || current_setting('synchronous_commit')"
            ).fetchone()
            assert durable == ("onon",), durable

    def acts(self) -> "dict[str, Act]":
        """The acts by the name they are told under; the smallest first, its versions are small numbers."""
        from benchmarks.acts.correction import smallest
        from benchmarks.acts.registration import inserts, registration

        acts = {
            "smallest act": smallest(self.case),
            "rows alone": inserts(self.incident, self.area),
            "registrations": registration(self.incident, self.area),
        }
        with self._connect("postgres") as admin:
            for act in acts.values():
                admin.execute(act.procedure.encode())
        return acts

    def rates(self, act: "Act") -> tuple[float, float]:
        """Acts a second with events and without, over rounds taken in turns."""
        told: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(ROUNDS):
            for is_told in (turn % 2 == 0, turn % 2 == 1):
                self._watch(act, on=is_told)
                told[is_told].append(self._sequenced(act) if is_told else self._run(act, told=False))
        return mean(told[True]), mean(told[False])

    def _watch(self, act: "Act", *, on: bool) -> None:
        """Let the tables be watched or not: the peer writes the same rows into the same tables."""
        with self._connect("postgres") as admin:
            for table in act.tables:
                switch = "enable" if on else "disable"
                admin.execute(f"alter table {table} {switch} trigger ledger_inserts".encode())

    def _sequenced(self, act: "Act") -> float:
        over = threading.Event()
        keeper = threading.Thread(target=self._place_until, args=(over,))
        keeper.start()
        try:
            return self._run(act, told=True)
        finally:
            over.set()
            keeper.join()

    def _run(self, act: "Act", *, told: bool) -> float:
        until = datetime.now(UTC) + timedelta(seconds=self.seconds)
        self.turn += 1

        def write(writer: int) -> int:
            with self._connect("outpace_app") as connection:
                connection.autocommit = True
                connection.execute("set client_min_messages = warning")
                connection.execute("select set_config('outpace.scope', %s, false)", [_token(connection)])
                asked = [1_000 + self.turn * 10**8 + writer * 10**7, until, told]
                return int(connection.execute(f"call {act.name}(%s, %s, %s, 0)".encode(), asked).fetchone()[0])  # type: ignore[index]

        with ThreadPoolExecutor(WRITERS) as writers:
            return sum(writers.map(write, range(WRITERS))) / self.seconds

    def _place_until(self, over: threading.Event) -> None:
        """The sequencer's duty, and a look at what waits after each round."""
        from django.db import connections

        from outpace.desk.ledger.sequencer import BATCH, SIGN_EVERY

        last = False
        while not last:
            last = over.is_set()
            while self._place(timedelta(0) if last else SIGN_EVERY) == BATCH:
                self._look()
            self._look()
            over.wait(0.2)
        connections.close_all()

    def _place(self, every: timedelta) -> int:
        from django.conf import settings

        from outpace.desk.ledger.sequencer import place
        from outpace.desk.ledger.signer import checkpoint_signer

        placed = place(signer=checkpoint_signer(settings.HOME.keys), at=datetime.now(UTC), every=every)
        self.events += placed
        return placed

    def _look(self) -> None:
        from outpace.desk.ledger.queries import waiting
        from outpace.desk.scope.actor import service
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(service(), Purpose.SEQUENCE):
            self.oldest = max(self.oldest, waiting(datetime.now(UTC)).oldest.total_seconds())

    def verify(self, folder: Path) -> float:
        """Export the log, check it; give the leaves checked in a second."""
        from django.conf import settings

        from outpace.desk.ledger.export import export
        from outpace.desk.ledger.notes import Signer
        from outpace.desk.ledger.signer import checkpoint_signer
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose
        from outpace_verify.checks import check
        from outpace_verify.folder import read_folder

        with scope(local_operator(), Purpose.KEEP_LEDGER) as by:
            made = export(
                by=by,
                folder=folder,
                signer=Signer.of(checkpoint_signer(settings.HOME.keys), settings.SPACE),
                bodies=False,
                at=datetime.now(UTC),
            )
        began = time.perf_counter()
        found = list(check(read_folder(folder), {}, []))
        if found:
            raise AssertionError(f"the verifier found {found[0]}")
        return made.size / (time.perf_counter() - began)

    def _connect(self, role: str) -> "psycopg.Connection":
        import psycopg

        if role == "postgres":
            return psycopg.connect(self.server.admin_dsn(), dbname="outpace", autocommit=True)
        return psycopg.connect(self.server.dsn(role, "outpace"))


def _frame() -> tuple[int, int, int]:
    """An area, an incident and a case to write versions of; give the keys of case, incident and area."""
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.areas.models import Area
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.exchange.linelist import CaseRecord
    from outpace.protocols import incident_editions
    from outpace.words.purpose import Purpose

    at = datetime.now(UTC)
    with scope(local_operator(), Purpose.TEST) as by:
        area = Area.objects.create(
            code="90", name_zh="基准", level="province", path=AREA, zone="UTC", row_hash=b"\0" * 32
        )
        incident = open_incident(
            by=by,
            code="bench",
            zh="基准",
            en="bench",
            edition=incident_editions()[0].id,
            area=area,
            at=at,
            retrospective=True,
        )
        rows = [CaseRecord(number="B-1", area_code="90")]
        registered = register_cases(by=by, incident=incident, rows=rows, at=at).accepted
        return registered[0], incident.pk, area.pk


def _token(connection: "psycopg.Connection") -> str:
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope_key
    from outpace.desk.scope.token import sign
    from outpace.words.purpose import Purpose

    backend = connection.info.backend_pid
    return sign(
        local_operator(), Purpose.TEST, key=scope_key(), backend=backend, at=time.time(), as_of=datetime.now(UTC)
    )
