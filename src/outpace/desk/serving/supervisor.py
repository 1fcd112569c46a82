"""One supervisor: database, archive, web, live, positives, worker, importer, sequencer and tick, with one log.

What dies is started again. The children die with the supervisor, however it dies. `outpace stop` ends it by its pid file.
"""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outpace.desk.archive import Standing, archive_of, forget_state, read_state
from outpace.desk.clock import ticks, wall_now
from outpace.desk.home import Home
from outpace.desk.serving.onelog import Log
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.postgres import Running

HOST = "127.0.0.1"
GRACE_S = 10.0
TOO_OFTEN = 20
RETRY_S = 2.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page and its live updates are served."""

    host: str
    port: int

    @property
    def live(self) -> int:
        return self.port + 1

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


def commands(at: Addresses) -> dict[str, Sequence[str]]:
    """The processes beside the database, by name."""
    granian = (
        sys.executable,
        "-m",
        "granian",
        "--host",
        at.host,
        "--no-ws",
        "--log-level",
        "warning",
        "--workers",
        "1",
    )
    duty = (sys.executable, "-m", "outpace.desk.serving.duties")
    return {
        **({"archive": (sys.executable, "-m", "outpace.desk.archive")} if archive_of(os.environ) else {}),
        "web": (
            *granian,
            "--interface",
            "wsgi",
            "--port",
            str(at.port),
            "--blocking-threads",
            "4",
            "outpace.desk.wsgi:application",
        ),
        "live": (*granian, "--interface", "asgi", "--port", str(at.live), "outpace.desk.serving.live:application"),
        "positives": (*duty, "positives"),
        "worker": (*duty, "worker"),
        "importer": (*duty, "importer"),
        "sequencer": (*duty, "sequencer"),
        "tick": (*duty, "tick"),
    }


@dataclass(slots=True)
class Child:
    """One process and its restarts."""

    name: str
    command: Sequence[str]
    log: "Log"
    process: subprocess.Popen[str] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process; its lines go to the one log under its name."""
        self.starts = [at for at in self.starts if ticks() - at < 60] + [ticks()]
        if len(self.starts) > TOO_OFTEN:
            raise ProblemError("CHILD_KEEPS_FAILING", name=self.name, log=str(self.log.file))
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        threading.Thread(target=self._copy, args=(self.process,), daemon=True).start()

    def _copy(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self.log.copy(self.name, line)

    def restart_if_dead(self) -> None:
        """Start the process again where it ended by itself."""
        if self.process is not None and self.process.poll() is not None:
            self._end_orphans(self.process.pid)
            self.log.say("process ended and is started again", process=self.name, code=self.process.returncode)
            time.sleep(0.2 * len(self.starts))
            self.start()

    def stop(self) -> None:
        """Ask the process to end; kill it where it does not listen."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_orphans(self.process.pid)

    @staticmethod
    def _end_orphans(group: int) -> None:
        """Kill what a process leaves in its group: the worker of a killed web server would go on listening."""
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def claim(home: Home) -> Path:
    """Write the pid file. Raises ALREADY_SERVING where a live supervisor's stands there."""
    file = home.runtime / "serve.pid"
    pid = serving_pid(home)
    if pid is not None:
        raise ProblemError("ALREADY_SERVING", home=str(home.root), pid=pid)
    file.write_text(str(os.getpid()), "ascii")
    return file


def serving_pid(home: Home) -> int | None:
    """The pid of the supervisor that serves a home, None where there is none."""
    try:
        pid = int((home.runtime / "serve.pid").read_text("ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    return pid if b"outpace" in command and pid != os.getpid() else None


def refuse_taken_ports(at: Addresses) -> None:
    """Raise PORT_TAKEN where somebody else listens on one of our ports."""
    for port in (at.port, at.live):
        with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((at.host, port))
            except OSError as refused:
                if refused.errno == errno.EADDRNOTAVAIL or isinstance(refused, socket.gaierror):
                    raise ProblemError("ADDRESS_NOT_HERE", host=at.host) from None
                raise ProblemError("PORT_TAKEN", port=port) from None


class Stop:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def listen(self) -> None:
        """Hear SIGINT and SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.asked.set())


def supervise(home: Home, server: "Running | None", at: Addresses, *, ready: Callable[[], None], stop: Stop) -> None:
    """Run everything until told to stop; `ready` is called once the page answers."""
    os.environ["OUTPACE_PORT"], os.environ["OUTPACE_LIVE_PORT"] = str(at.port), str(at.live)
    os.environ["OUTPACE_JOURNAL"] = "1"
    pid_file = claim(home)
    with closing(Log(home.logs / "outpace.log")) as one_log:
        children = [Child(name, command, one_log) for name, command in commands(at).items()]
        try:
            forget_state(home)
            for child in children:
                child.start()
                if child.name == "archive":
                    _wait_for_archive(home, stop)
            _wait_until_answering(at, children, stop)
            ready()
            while not stop.asked.wait(0.5):
                _look_after(server, children, one_log)
        finally:
            for child in reversed(children):
                child.stop()
            pid_file.unlink(missing_ok=True)


def _wait_for_archive(home: Home, stop: Stop) -> None:
    """Wait until the archive follows, but not for ever: what is acknowledged from the first moment on lies on both disks."""
    until = ticks() + GRACE_S
    while ticks() < until and not stop.asked.wait(0.1):
        state = read_state(home, wall_now())
        if state is not None and state.standing is not Standing.BEHIND:
            return


def _look_after(server: "Running | None", children: Sequence[Child], one_log: Log) -> None:
    if server is not None:
        _revive(server, one_log)
    for child in children:
        child.restart_if_dead()


def _revive(server: "Running", one_log: Log) -> None:
    """Start a dead database again. One that can't be started now (a full disk) is tried again at the next look."""
    try:
        if server.restart_if_dead():
            one_log.say("database ended and was started again")
    except ProblemError as problem:
        one_log.say("database could not be started; tried again", code=problem.problem.code)
        time.sleep(RETRY_S)


def _wait_until_answering(at: Addresses, children: Sequence[Child], stop: Stop) -> None:
    while not stop.asked.wait(0.1):
        for child in children:
            child.restart_if_dead()
        with closing(socket.socket()) as probe:
            if probe.connect_ex((at.host, at.port)) == 0:
                return
