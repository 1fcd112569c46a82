"""A server that runs as our child: its life, its death, its connection strings."""

import os
import signal
import subprocess
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from psycopg.conninfo import make_conninfo

from outpace.desk.postgres import guard
from outpace.desk.postgres.keys import key_file, load_secret
from outpace.desk.postgres.launching import launch, open_log
from outpace.desk.postgres.lock import Lock
from outpace.desk.postgres.making import SUPERUSER

if TYPE_CHECKING:
    from outpace.desk.postgres.cluster import Cluster

STOP_SECONDS = 60.0


class Running:
    """A running server, supervised by this process. As a context manager it stops at the end. For one thread."""

    def __init__(self, cluster: "Cluster", lock: Lock) -> None:
        """Start guard and server. The guard first: there is no moment in which the server could be left alone."""
        self.cluster = cluster
        self._lock: Lock | None = lock
        self._guard = _start_guard(cluster, lock)
        try:
            self._server = launch(cluster)
        except BaseException:
            _dismiss(self._guard)
            raise

    @property
    def pid(self) -> int:
        """The pid of the server."""
        return self._server.pid

    def alive(self) -> bool:
        """Say whether the server runs; a dead one is reaped by asking."""
        return self._server.poll() is None

    def wait(self) -> int:
        """Wait until the server ends; return its exit code, negative for a signal."""
        return self._server.wait()

    def dsn(self, role: str, database: str) -> str:
        """Return the libpq connection string for a role whose password is in the keys folder.

        Raises ProblemError PG_KEY_MISSING, PG_KEY_EXPOSED. The string holds the password: don't print it.
        """
        password = load_secret(key_file(self.cluster.keys, role))
        return make_conninfo(host=str(self.cluster.sockets), port=5432, user=role, password=password, dbname=database)

    def admin_dsn(self) -> str:
        """Return the connection string of the superuser, for `provision` and maintenance only."""
        return self.dsn(SUPERUSER, "postgres")

    def restart_if_dead(self) -> bool:
        """Start the server, and the guard, where one of them died. Says whether the server was started again.

        Raises ProblemError PG_START_FAILED. Does nothing after `stop`.
        """
        if self._lock is None:
            return False
        if self._guard.poll() is not None:
            self._guard = _start_guard(self.cluster, self._lock)
        if self.alive():
            return False
        self._server = launch(self.cluster)
        return True

    def stop(self) -> None:
        """Stop the server: fast, and at once after 60 s (it recovers at next start). A second call does nothing."""
        if self._lock is None:
            return
        if self.alive():
            self._end()
        _dismiss(self._guard)
        self._lock.release()
        self._lock = None

    def _end(self) -> None:
        self._server.send_signal(signal.SIGINT)
        try:
            self._server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _start_guard(cluster: "Cluster", lock: Lock) -> "subprocess.Popen[bytes]":
    """Start the guard with our lock and the reading end of a pipe. It keeps our account: it must outlive a fall."""
    log = open_log(cluster.log)
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", guard.__file__, str(cluster.data), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            pass_fds=(lock.handle,),
            start_new_session=True,
        )
    finally:
        os.close(log)


def _dismiss(guarding: "subprocess.Popen[bytes]") -> None:
    assert guarding.stdin is not None
    try:
        guarding.stdin.write(guard.DONE)
        guarding.stdin.close()
    except BrokenPipeError:
        pass
    guarding.wait()
