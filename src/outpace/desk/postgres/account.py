"""Whom the server runs as, and what that account can reach.

PostgreSQL refuses to run as root. Started by root we step down to the account `nobody`; started by anybody else we stay
who we are. No mode of a folder that is not ours is ever changed.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from outpace.desk.postgres.binaries import Binaries

NOBODY = 65534
STATE = Path("/var/lib/outpace")


class Identity(TypedDict, total=False):
    """What `subprocess` needs to run a program as the account."""

    user: int
    group: int
    extra_groups: Sequence[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The account the server runs as. `lowered`: we are root and step down to it."""

    uid: int
    gid: int
    lowered: bool

    def identity(self) -> Identity:
        """Return the arguments for `subprocess`, none where we run as ourselves."""
        return Identity(user=self.uid, group=self.gid, extra_groups=()) if self.lowered else Identity()

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to the account."""
        if self.lowered:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Say whether the account may walk to `path`, judged by the modes of the folders above that exist."""
        return not self.lowered or all(self._enters(folder) for folder in path.absolute().parents if folder.exists())

    def _enters(self, folder: Path) -> bool:
        seen = folder.stat()
        return bool(seen.st_mode & (0o100 if seen.st_uid == self.uid else 0o001))


def account() -> Account:
    """Return the account for this process: itself, or `nobody` where it is root."""
    if os.geteuid() == 0:
        return Account(NOBODY, NOBODY, lowered=True)
    return Account(os.geteuid(), os.getegid(), lowered=False)


def within_reach(binaries: Binaries, runner: Account, state: Path = STATE) -> Binaries:
    """Return the binaries, copied once under `state` where the account cannot reach them. Keeps the layout: libraries
    are found by relative path, for a wheel in the `.libs` folder beside the package."""
    if runner.reaches(binaries.folder / "postgres") and (not runner.lowered or _open_to_all(binaries)):
        return binaries
    prefix = binaries.folder.parent
    copied = state / "binaries" / _name(binaries)
    if not copied.exists():
        _copy(prefix, copied)
    return Binaries(copied / prefix.parent.name / prefix.name / binaries.folder.name, binaries.version)


def make_passable(folder: Path) -> None:
    """Make a folder and those missing above it, ours and open to walk through whatever the umask says."""
    if not folder.exists():
        make_passable(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)


def _open_to_all(binaries: Binaries) -> bool:
    return (binaries.folder / "postgres").stat().st_mode & 0o005 == 0o005


def _name(binaries: Binaries) -> str:
    """Key the copy by version and by the very file, so that a rebuilt wheel is copied anew."""
    seen = (binaries.folder / "postgres").stat()
    build = hashlib.sha256(f"{binaries.folder} {seen.st_size} {seen.st_mtime_ns}".encode()).hexdigest()[:8]
    return f"{binaries.version}-{build}"


def _copy(prefix: Path, target: Path) -> None:
    package = prefix.parent
    make_passable(target.parent)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(prefix, draft / package.name / prefix.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for copied in (draft, *draft.rglob("*")):
        if not copied.is_symlink():
            copied.chmod(0o755 if copied.is_dir() or copied.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(draft)
