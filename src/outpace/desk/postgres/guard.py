"""The guard: a small process that stops the server when the process that supervises it is gone, even by kill -9.

It holds the supervisor's lock, so that nobody starts on the folder while it tidies up. It runs as a file of its own
with the standard library only, and holds what is to be known about a server that is not our child.
"""

import os
import select
import signal
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 10.0
APPEARANCE_SECONDS = 2.0
DONE = b"."


def named_pid(lock_file: Path) -> int | None:
    """Read the pid in the first line of a lock file of PostgreSQL; None without a readable file or a number."""
    try:
        return abs(int(lock_file.read_text("utf-8", "replace").split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def postmaster_of(data: Path) -> int | None:
    """Return the pid of the live server of `data`; a zombie, or a stranger who got its pid, is none."""
    pid = named_pid(data / "postmaster.pid")
    return pid if pid is not None and serves(pid, data) else None


def serves(pid: int, data: Path) -> bool:
    """Say whether a process is a live server of `data`: by the folder it works in, or its -D where that is hidden."""
    words = command_words(pid)
    if os.path.basename(words[0]) not in (b"postgres", b"postmaster"):
        return False
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except OSError:
        return os.fsencode(data) in words[1:]


def command_words(pid: int) -> list[bytes]:
    """Return the command line of a process; one empty word for a zombie or nobody."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return [b""]


def stop_postmaster(pid: int, data: Path) -> bool:
    """Stop a server that is not our child: fast, then at once. Says whether it is gone; never kills -9."""
    return any(_signal_and_wait(pid, data, wish) for wish in (signal.SIGINT, signal.SIGQUIT))


def _signal_and_wait(pid: int, data: Path, wish: signal.Signals) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    if serves(pid, data):
        os.kill(pid, wish)
    while serves(pid, data) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not serves(pid, data)


def _supervisor_left(supervisor: int) -> bool:
    """Wait until the supervisor says it is done (False) or is gone (True), seen by the pipe's end or a new parent."""
    while True:
        if select.select([0], [], [], 1.0)[0]:
            return os.read(0, 1) != DONE
        if os.getppid() != supervisor:
            return True


def _await_postmaster(data: Path) -> int | None:
    """Find the server, also one that was just being started when the supervisor went."""
    deadline = time.monotonic() + APPEARANCE_SECONDS
    while (pid := postmaster_of(data)) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return pid


def main(data: Path, supervisor: int) -> int:
    """Guard the server of `data` for the process `supervisor`."""
    for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, signal.SIG_IGN)
    if not _supervisor_left(supervisor):
        return 0
    pid = _await_postmaster(data)
    return 0 if pid is None or stop_postmaster(pid, data) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
