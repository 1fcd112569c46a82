"""What lies in an archive's folder, and whose it is.

`archive.json` says whose. A series holds bases and the log without a gap since the first of them; a new one begins where the
log was broken, and the old one goes once the new one can be restored. `spool` holds the files of imports under way.
"""

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from outpace.words.problem import ProblemError

MARK = "archive.json"
FORMAT = 1
_STAMP = "%Y%m%dT%H%M%S%fZ"
_START = re.compile(r"^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)", re.MULTILINE)
_SEGMENT = re.compile(r"^[0-9A-F]{24}(\.partial)?$")
KEPT_BASES = 2
"""The newest, and the one before it in case the newest can't be read."""


def archive_of(env: Mapping[str, str]) -> "Archive | None":
    """The archive that OUTPACE_ARCHIVE names; none for a server of one's own, whose administrator keeps its log."""
    named = env.get("OUTPACE_ARCHIVE")
    return Archive(Path(named).expanduser().absolute()) if named and not env.get("DATABASE_URL") else None


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of an archive."""

    root: Path

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    def is_one(self) -> bool:
        """Whether the folder is an archive."""
        return (self.root / MARK).is_file()

    def settle(self, keys: Mapping[str, str], known: Path) -> None:
        """Make the folder this installation's, known by the prints of its keys; note keys that came since.

        `known` is where the installation remembers that its archive was made here: an empty folder in its place is a disk
        that is not mounted. Raises ARCHIVE_AWAY for that, ARCHIVE_OTHER for another installation's archive, COPY_EXISTS
        for a folder that holds other things, OSError.
        """
        if self.is_one():
            held = self.keys()
            if any(keys.get(name, print_) != print_ for name, print_ in held.items()) or not held.keys() & keys.keys():
                raise ProblemError("ARCHIVE_OTHER", folder=str(self.root))
            if held != keys:
                self._mark(keys)
            known.write_text(str(self.root), "utf-8")
            return
        if known.is_file() and known.read_text("utf-8") == str(self.root):
            raise ProblemError("ARCHIVE_AWAY", folder=str(self.root), file=str(known))
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(entry.name != "lost+found" for entry in self.root.iterdir()):
            raise ProblemError("COPY_EXISTS", folder=str(self.root))
        self.root.chmod(0o700)
        self.spool.mkdir(mode=0o700)
        self._mark(keys)
        known.write_text(str(self.root), "utf-8")

    def _mark(self, keys: Mapping[str, str]) -> None:
        write_whole(self.root / MARK, {"format": FORMAT, "keys": dict(keys)})

    def keys(self) -> Mapping[str, str]:
        """The prints of the keys that what lies here needs. Raises ARCHIVE_NONE."""
        try:
            return dict(json.loads((self.root / MARK).read_text("utf-8"))["keys"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            raise ProblemError("ARCHIVE_NONE", folder=str(self.root)) from None

    def series(self) -> list["Series"]:
        """The series, oldest first."""
        return [Series(folder) for folder in sorted(self.root.glob("series-*")) if folder.is_dir()]

    def newest(self) -> "Series":
        """The series to restore: the newest one with a base. Raises ARCHIVE_NONE."""
        whole = [one for one in self.series() if one.bases()]
        if not whole:
            raise ProblemError("ARCHIVE_NONE", folder=str(self.root))
        return whole[-1]

    def begin(self, at: datetime) -> "Series":
        """Begin a series."""
        made = Series(self.root / f"series-{at.astimezone(UTC):{_STAMP}}")
        made.log.mkdir(mode=0o700, parents=True)
        return made

    def prune(self) -> None:
        """Remove what the newest series with a base makes needless: older series, older bases, the log before them."""
        series = self.series()
        whole = [one for one in series if one.bases()]
        for old in series[: series.index(whole[-1])] if whole else []:
            shutil.rmtree(old.folder)
        if whole:
            whole[-1].prune()


@dataclass(frozen=True, slots=True)
class Series:
    """Bases and the log without a gap since the first of them."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def promise(self) -> Path:
        """The file that says how far the ledger had come for certain: size and root of a checkpoint whose log is here."""
        return self.folder / "promise.json"

    def bases(self) -> list[Path]:
        """The whole bases, oldest first. One that is being made, or was left half made, ends in `.part`."""
        return [base for base in sorted(self.folder.glob("base-*")) if base.suffix != ".part"]

    def draft(self, at: datetime) -> Path:
        """A place for a new base, emptied of what an interrupted one left."""
        for left in self.folder.glob("base-*.part"):
            shutil.rmtree(left)
        return self.folder / f"base-{at.astimezone(UTC):{_STAMP}}.part"

    def segments(self) -> list[Path]:
        """The segments of the log, oldest first; the last one is still being written."""
        return [file for file in sorted(self.log.iterdir()) if _SEGMENT.match(file.name)]

    def prune(self) -> None:
        """Keep the newest bases and the log they need."""
        bases = self.bases()
        for old in bases[:-KEPT_BASES]:
            shutil.rmtree(old)
        first = first_segment(bases[-KEPT_BASES:][0])
        for segment in self.segments():
            if segment.name[8:24] < first[8:]:
                segment.unlink()


def made_at(base: Path) -> datetime:
    """When a base was begun."""
    return datetime.strptime(base.name.removeprefix("base-").removesuffix(".part"), _STAMP).replace(tzinfo=UTC)


def first_segment(base: Path) -> str:
    """The name of the first segment a base needs. Raises ARCHIVE_DAMAGED."""
    try:
        found = _START.search((base / "backup_label").read_text("utf-8"))
    except FileNotFoundError:
        found = None
    if found is None:
        raise ProblemError("ARCHIVE_DAMAGED", folder=str(base), line="backup_label")
    return found[1]


def write_whole(file: Path, content: object) -> None:
    """Write a JSON file so that nobody ever finds half of it, on disk before this returns."""
    draft = file.with_name(f".{file.name}.draft")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, file)
