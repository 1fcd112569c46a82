"""Where tests keep databases: in memory where there is room, for writing to a disk was a quarter of the suite's time.

What tests kill are processes, and what those wrote outlives them on either; a power cut is no test's subject.
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 4 * 2**30
"""Bytes; two test processes and the demo hold about one of these four GiB."""


def room() -> str | None:
    """The folder in which to make temporary ones; None for the usual."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    return str(MEMORY) if min(shutil.disk_usage(MEMORY).free, _available() - NEEDED) > NEEDED else None


def _available() -> int:
    """Bytes of memory that nobody needs now."""
    lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
