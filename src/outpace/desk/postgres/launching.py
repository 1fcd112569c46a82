"""Starts the server as our own child and waits until it answers. Whether it may be started is settled before."""

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from outpace.desk.postgres.binaries import CLEAN_ENV
from outpace.desk.postgres.guard import named_pid, postmaster_of, serves, stop_postmaster
from outpace.desk.postgres.making import telling_line
from outpace.desk.postgres.settings import command_line
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.desk.postgres.cluster import Cluster

RECOVERY_SECONDS = 900.0
LEFTOVER_SECONDS = 30.0
LOG_BYTES = 16_000_000
STILL_IN_USE = "pre-existing shared memory block"


def launch(cluster: "Cluster") -> "subprocess.Popen[bytes]":
    """Start the server and return it when it takes connections, after recovery where the last one was killed.

    Waits up to 30 s for processes of a killed server to leave. Raises ProblemError PG_START_FAILED with the log's line.
    """
    deadline = time.monotonic() + LEFTOVER_SECONDS
    while True:
        _disown_stale_locks(cluster)
        server, begun = _spawn(cluster)
        if _becomes_ready(server, cluster):
            return server
        line = telling_line(_log_since(cluster.log, begun))
        if STILL_IN_USE not in line or time.monotonic() > deadline:
            raise ProblemError("PG_START_FAILED", line=line, log=str(cluster.log))
        time.sleep(0.2)


def stop_orphan(cluster: "Cluster") -> None:
    """Stop a server whose supervisor is gone: it isn't our child, so nobody could tell us that it died.

    Raises ProblemError PG_ORPHAN_STUCK.
    """
    pid = postmaster_of(cluster.data)
    if pid is not None and not stop_postmaster(pid, cluster.data):
        raise ProblemError("PG_ORPHAN_STUCK", pid=pid, folder=str(cluster.data))


def rotate(log: Path) -> None:
    """Begin a new log where the old one has grown over 16 MB; keep the last one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_name(log.name + ".1"))


def open_log(log: Path) -> int:
    """Open the log for appending, readable by us only."""
    return os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _disown_stale_locks(cluster: "Cluster") -> None:
    """Write our pid over one that belongs to a zombie or a stranger: PostgreSQL would take both for a living server,
    while it knows that its parent is none. The other lines stay: by them it finds out who still uses its memory."""
    for file in (cluster.data / "postmaster.pid", cluster.sockets / ".s.PGSQL.5432.lock"):
        pid = named_pid(file)
        if pid is not None and not serves(pid, cluster.data):
            rest = file.read_text("utf-8").partition("\n")[2]
            file.write_text(f"{os.getpid()}\n{rest}", "utf-8")


def _spawn(cluster: "Cluster") -> "tuple[subprocess.Popen[bytes], int]":
    log = open_log(cluster.log)
    try:
        begun = os.fstat(log).st_size
        words = ["-D", str(cluster.data), *command_line(cluster.sockets, durable=cluster.durable)]
        server = subprocess.Popen(
            [cluster.binaries.program("postgres"), *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=CLEAN_ENV,
            umask=0o077,
            start_new_session=True,
            **cluster.runner.identity(),
        )
    finally:
        os.close(log)
    return server, begun


def _becomes_ready(server: "subprocess.Popen[bytes]", cluster: "Cluster") -> bool:
    """Wait for `ready` beside our child's pid in its lock file. False when it gave up, or never got there in its time."""
    deadline = time.monotonic() + cluster.patience_s
    while server.poll() is None:
        if _says_ready(cluster.data / "postmaster.pid", server.pid):
            return True
        if time.monotonic() > deadline:
            server.terminate()
            server.wait()
        time.sleep(0.01)
    return False


def _says_ready(lock_file: Path, pid: int) -> bool:
    try:
        lines = lock_file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _log_since(log: Path, begun: int) -> str:
    with log.open("rb") as file:
        file.seek(begun)
        return file.read().decode("utf-8", "replace")
