"""One supervisor for one data folder: a file lock that dies with whoever holds it.

The supervisor's guard and its initdb hold the same lock, so that a new start waits until they have tidied up.
"""

import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path

from outpace.words.problem import ProblemError

TIDYING_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock, held as long as `handle` is open here or in a child that was given it."""

    handle: int

    def release(self) -> None:
        """Let go. Safe only once."""
        os.close(self.handle)


def take_lock(data: Path) -> Lock:
    """Become the supervisor of `data`; wait while the remains of a former one tidy up.

    Raises ProblemError: PG_ALREADY_RUNNING where a supervisor lives, PG_STILL_STOPPING after 30 s of waiting.
    """
    handle = os.open(_lock_file(data), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(handle, data)
        _sign(handle)
    except BaseException:
        os.close(handle)
        raise
    return Lock(handle)


def supervisor_of(data: Path) -> int | None:
    """Return the pid of the live process that supervises `data`, None where there is none."""
    try:
        pid, born = (int(part) for part in _lock_file(data).read_text("ascii").split())
    except (FileNotFoundError, ValueError):
        return None
    return pid if _birth(pid) == born and _is_held(data) else None


def _wait_for(handle: int, data: Path) -> None:
    deadline = time.monotonic() + TIDYING_SECONDS
    while not _try(handle, fcntl.LOCK_EX):
        if (pid := supervisor_of(data)) is not None:
            raise ProblemError("PG_ALREADY_RUNNING", pid=pid, folder=str(data))
        if time.monotonic() > deadline:
            raise ProblemError("PG_STILL_STOPPING", folder=str(data))
        time.sleep(0.05)


def _sign(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()} {_birth(os.getpid())}\n".encode(), 0)


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_held(data: Path) -> bool:
    handle = os.open(_lock_file(data), os.O_RDWR)
    try:
        return not _try(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def _birth(pid: int) -> int | None:
    """Return the kernel's start tick of a live process; None for a zombie or nobody. A pid alone may be used again."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def _lock_file(data: Path) -> Path:
    return data.with_name(data.name + ".lock")
