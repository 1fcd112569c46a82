"""A served installation under observation: its processes by name, its receipts as they stand, what is left when it ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tests.integration.processes.commands import Desk

WITHIN_S = 180.0
"""For slow machines, not a promise."""

_CHILDREN = {
    "web": "outpace.desk.wsgi:application",
    "live": "live:application",
    "importer": "importer",
    "sequencer": "sequencer",
    "positives": "positives",
    "worker": "worker",
    "tick": "tick",
}
_STATE = """
select r.state, r.rows_total, r.position, r.accepted, r.duplicate, r.rejected,
    (select count(*) from cases_case c where c.incident_id = r.incident_id)
from intake_receipt r join areas_incident i on i.id = r.incident_id where i.code = %s
"""
_WHOLE = """
select (select count(*) from cases_case) - (select count(*) from cases_version),
    (select count(*) from cases_case) - (select count(*) from people_person),
    (select count(*) from cases_case) - (select count(*) from people_subject where kind = 'case'),
    (select count(*) from cases_case) - (select coalesce(sum(rows), 0) from ledger_event where kind = 'case.registered'),
    (select count(*) from ledger_event where kind = 'receipt.closed')
        - (select count(*) from intake_receipt where state = 'closed')
"""
_REST = """
select (select count(*) from ledger_pending), (select count(*) from ledger_unplaced),
    (select count(*) from ledger_event) - (select count(*) from ledger_leaf),
    (select count(*) from ledger_leaf) - (select coalesce(max(size), 0) from ledger_checkpoint)
"""


def eventually(happened: Callable[[], bool]) -> None:
    """Wait for something that other processes do; a database that is away has not done it yet."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        with suppress(psycopg.OperationalError, psutil.NoSuchProcess):
            if happened():
                return
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)


def free_port() -> int:
    """A port with a free one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second, suppress(OSError):
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            second.bind(("127.0.0.1", port + 1))
            return port


@dataclass(frozen=True, slots=True)
class Standing:
    """A receipt and the cases of its incident at one instant."""

    state: str
    total: int
    position: int
    accepted: int
    duplicate: int
    rejected: int
    cases: int


def _is_alive(child: psutil.Process, ending: str) -> bool:
    """Whether a process lives and was called so; one that ended since it was listed does not."""
    try:
        called = child.cmdline()
        return child.status() != psutil.STATUS_ZOMBIE and bool(called) and called[-1].endswith(ending)
    except psutil.NoSuchProcess:
        return False


@dataclass(frozen=True)
class Served:
    """An installation while `outpace serve` runs there."""

    desk: Desk
    process: "subprocess.Popen[str]"
    port: int

    def pid(self, name: str) -> int:
        """The pid of a process of the supervisor's by name; of the database, its postmaster."""
        if name == "database":
            return int((self.desk.cluster.data / "postmaster.pid").read_text("utf-8").split()[0])
        children = psutil.Process(self.process.pid).children()
        return next((child.pid for child in children if _is_alive(child, _CHILDREN[name])), 0)

    def kill(self, name: str) -> int:
        """Kill -9 a process; of the database, its whole group. Gives the pid it had."""
        pid = self.pid(name)
        assert pid, f"there is no {name} to kill"
        if name == "database":
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
        return pid

    def is_back(self, name: str, killed: int) -> bool:
        """Whether the supervisor has started it again."""
        return self.pid(name) not in (0, killed)

    def answers(self) -> bool:
        """Whether the page's port takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def standing(self, code: str) -> Standing | None:
        """The receipt of an incident, None before it is there."""
        rows = self.desk.ask(_STATE, code)
        return Standing(*rows[0]) if rows else None


@contextmanager
def served(desk: Desk) -> Iterator[Served]:
    """Serve an installation until the body ends, however it ends."""
    port = free_port()
    process = desk.start("serve", "--port", str(port))
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in line, (line, process.poll())
        yield Served(desk, process, port)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=WITHIN_S)


def left_behind(home: Path) -> list[str]:
    """The processes that still work for an installation."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE:
                words = process.cmdline()
                ours = process.environ().get("OUTPACE_HOME") == str(home)
                if ours or any(str(home) in word for word in words):
                    found.append(" ".join(words))
    return found


def nothing_lost_or_doubled(desk: Desk, code: str, rows: int) -> None:
    """The receipt is closed and balanced, each row is one case, and the ledger comes to hold every event."""
    (state,) = [Standing(*row) for row in desk.ask(_STATE, code)]
    assert (state.state, state.total, state.position) == ("closed", rows, rows)
    assert (state.accepted, state.duplicate, state.rejected) == (rows, 0, 0)
    assert state.cases == rows
    assert desk.ask(_WHOLE) == [(0, 0, 0, 0, 0)]
    eventually(lambda: desk.ask(_REST) == [(0, 0, 0, 0)])
    assert not list((desk.home / "spool").glob("*.file"))
