"""Run a simulator in a process of its own: what it says of itself, and what the system says of the process.

A simulator is a module of this folder that prints one JSON object on its last line. It leaves with `NOT_INSTALLED` where the
package it needs isn't there: that is told, never hidden.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_INSTALLED = 3
MAXRSS_PER_GB = 1e6 if sys.platform != "darwin" else 1e9


@dataclass(frozen=True, slots=True)
class Told:
    """What a simulator said; CPU seconds of the whole process, and the most memory it held (GB)."""

    said: Mapping[str, Any]
    process_s: float
    peak_gb: float


def told_by(simulator: str, *arguments: int | float | str) -> Told | None:
    """Run a simulator; None where its package isn't installed. Raises RuntimeError where it fails."""
    command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.simulators.{simulator}", *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode == NOT_INSTALLED:
            return None
        if process.returncode:
            raise RuntimeError(f"{simulator} failed ({process.returncode}): {errors.read()[-2000:]}")
        said = json.loads(out.read().splitlines()[-1])
    return Told(said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MAXRSS_PER_GB)


def tell(**said: object) -> None:
    """Print what a simulator has to say."""
    print(json.dumps(said), flush=True)
