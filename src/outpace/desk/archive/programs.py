"""PostgreSQL's own programs at work for the archive: the receiver of the log, and the copy of the data folder.

Both are our children and end with us, however we end. What they say goes to our own log.
"""

import ctypes
import signal
import subprocess
from pathlib import Path

from outpace.desk.postgres import Server
from outpace.desk.postgres.making import telling_line

SLOT = "outpace_archive"
_PR_SET_PDEATHSIG = 1
LAST_WORDS = 2_000


class Program:
    """One program under way."""

    def __init__(self, server: Server, name: str, *words: str, said: Path) -> None:
        self._name, self._said = name, said
        with said.open("wb") as stream:
            self._process = subprocess.Popen(
                server.command(name, *words),
                env={**server.environment(), "PGAPPNAME": SLOT},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                cwd="/",
                umask=0o077,
                preexec_fn=_die_with_parent,
            )

    def runs(self) -> bool:
        """Whether it is still at work; one that ended is reaped by asking."""
        return self._process.poll() is None

    def good(self) -> bool:
        """Whether it ended well."""
        return self._process.poll() == 0

    def last_line(self) -> str:
        """What it said at the end."""
        return telling_line(self._said.read_text("utf-8", "replace")[-LAST_WORDS:])

    def end(self) -> None:
        """Ask it to end, and wait."""
        if self.runs():
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def receive(server: Server, log: Path, said: Path) -> Program:
    """Receive the log into a folder, each record on its disk before the server hears so; goes on where the folder ends."""
    words = ("-D", str(log), "--slot", SLOT, "--synchronous", "--no-loop", "--status-interval=1")
    return Program(server, "pg_receivewal", *words, said=said)


def copy_base(server: Server, draft: Path, said: Path) -> Program:
    """Copy the data folder while people work. It needs the log since its beginning to be of use."""
    words = ("-D", str(draft), "--wal-method=none", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-slot")
    return Program(server, "pg_basebackup", *words, said=said)
