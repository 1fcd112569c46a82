"""The ledger under load: eight writers at the SQL level, with and without events, on the same disk and with the same durability.

Each writer is a session that loops inside the database, one commit for each act, so that no client's speed is measured.
The peer inserts the same rows into the same table while nobody watches it, and commits as often. Ours writes the row,
keeps it as a part, records the event with its commitment and queues its leaf, as the product does: one act, one transaction.
While it runs, the sequencer places and signs, and the age of the oldest event without a leaf is sampled. Then the log is
exported and checked by the stand-alone verifier.
"""

import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Bar, Of, Report, Result, Size, fsync_per_second

if TYPE_CHECKING:
    import psycopg

WRITERS = 8
SECONDS = {Size.SMALL: 4.0, Size.FULL: 30.0}
ROUNDS = 2
AREA = "90/"

_WRITE = """
create procedure bench_write(subject bigint, first bigint, until timestamptz, told boolean, inout written bigint)
language plpgsql as $$
declare
    at timestamptz;
begin
    written := 0;
    loop
        at := clock_timestamp();
        exit when at > until;
        insert into cases_version (case_id, version, facts, changes, why, account_id, recorded, event_id, area_path)
            values (subject, (first + written)::integer, '{facts}', '[]', '', 1, at, first + written, '90/');
        if told then
            perform ledger.say(first + written, 'case.corrected', '90/', null, subject, 1, at, at, 1, format(
                '{{"account":1,"area":"90/","data":{{"field":"onset","version":%s}},"happened":"%s","id":%s,"incident":null,'
                '"items_root":null,"kind":"case.corrected","recorded":"%s","rows":1,"subject":%s}}',
                written, to_json(at) #>> '{{}}', first + written, to_json(at) #>> '{{}}', subject),
                uuid_send(gen_random_uuid()), '{{}}', null);
        end if;
        commit;
        written := written + 1;
    end loop;
end $$;
grant execute on procedure bench_write to outpace_app
"""
FACTS = '{"onset": "2022-03-04", "reported": "2022-03-05", "case_class": "confirmed", "found_by": "community", "place": null}'


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
            ours, peer = bench.rates()
            verified = bench.verify(Path(folder) / "log")
            disk = fsync_per_second(Path(folder), 1.0)
    results = (
        Result("acts with their event", ours, "acts/s", peer, Bar(0.7, Of.RATIO)),
        Result("oldest event without a leaf", bench.oldest, "s", bar=Bar(5.0, is_ceiling=True)),
        Result("leaves verified", verified, "leaves/s", bar=Bar(10_000)),
    )
    return Report({"writers": WRITERS, "seconds": SECONDS[size], "events": bench.events}, results, disk)


class Bench:
    """A database with a case to write about, and the ways to write."""

    def __init__(self, server: Any, seconds: float) -> None:
        self.server, self.seconds = server, seconds
        self.oldest, self.events = 0.0, 0
        self.case = _frame()
        with self._connect("postgres") as admin:
            admin.execute(_WRITE.format(facts=FACTS).encode())
            durable = admin.execute(
                "select current_setting('fsync') || current_setting('synchronous_commit')"
            ).fetchone()
            assert durable == ("onon",), durable

    def rates(self) -> tuple[float, float]:
        """Acts a second with events and without, the better of rounds taken in turns."""
        ours, peer = [], []
        for turn in range(ROUNDS):
            self._watch(on=False)
            peer.append(self._run(2 * turn, told=False))
            self._watch(on=True)
            ours.append(self._sequenced(2 * turn + 1))
        return max(ours), max(peer)

    def _watch(self, *, on: bool) -> None:
        """Let the table be watched or not: the peer writes the same rows into the same table."""
        with self._connect("postgres") as admin:
            switch = "enable" if on else "disable"
            admin.execute(f"alter table cases_version {switch} trigger ledger_inserts".encode())

    def _sequenced(self, turn: int) -> float:
        over = threading.Event()
        keeper = threading.Thread(target=self._place_until, args=(over,))
        keeper.start()
        try:
            return self._run(turn, told=True)
        finally:
            over.set()
            keeper.join()

    def _run(self, turn: int, *, told: bool) -> float:
        until = datetime.now(UTC) + timedelta(seconds=self.seconds)

        def write(writer: int) -> int:
            with self._connect("outpace_app") as connection:
                connection.autocommit = True
                connection.execute("select set_config('outpace.scope', %s, false)", [_token(connection)])
                first = 1_000 + turn * 10**8 + writer * 10**7
                asked = [self.case, first, until, told]
                return int(connection.execute("call bench_write(%s, %s, %s, %s, 0)", asked).fetchone()[0])  # type: ignore[index]

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

        with scope(local_operator(), Purpose.KEEP_LEDGER):
            made = export(
                folder=folder,
                signer=Signer.of(checkpoint_signer(settings.HOME.keys), settings.SPACE),
                bodies=False,
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


def _frame() -> int:
    """An area, an incident and a case to write versions of; give the case's key."""
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
        return next(iter(register_cases(by=by, incident=incident, rows=rows, at=at).accepted.values()))


def _token(connection: "psycopg.Connection") -> str:
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope_key
    from outpace.desk.scope.token import sign
    from outpace.words.purpose import Purpose

    backend = connection.info.backend_pid
    return sign(
        local_operator(), Purpose.TEST, key=scope_key(), backend=backend, at=time.time(), as_of=datetime.now(UTC)
    )
