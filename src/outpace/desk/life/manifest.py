"""What stands in a backup: written last, so that a folder with a manifest is whole. Every file with its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from outpace.desk.life.account import Account
from outpace.words.problem import ProblemError

FILE = "manifest.json"
DUMP, SPOOL, SETTINGS = "database.dump", "spool.tar", "settings.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup: when, of which version and installation, its account, its files, and which keys it needs (by print)."""

    at: str
    version: str
    space: str
    installation: int
    steps: tuple[str, ...]
    postgres: str
    account: Account
    files: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write the manifest into a folder whose other files are there."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / FILE).write_text(text + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest and hold every file against it. Raises COPY_MISSING, COPY_DAMAGED."""
    found = look(folder)
    for name, known in found.files.items():
        if not (folder / name).is_file() or file_hash(folder / name) != known:
            raise ProblemError("COPY_DAMAGED", folder=str(folder), file=name)
    return found


def look(folder: Path) -> Manifest:
    """Read a backup's manifest alone, which takes no time. Raises COPY_MISSING, COPY_DAMAGED."""
    try:
        raw = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        raise ProblemError("COPY_MISSING", folder=str(folder)) from None
    except ValueError:
        raise ProblemError("COPY_DAMAGED", folder=str(folder), file=FILE) from None
    try:
        raw["account"], raw["steps"] = Account(**raw["account"]), tuple(raw["steps"])
        return Manifest(**raw)
    except (KeyError, TypeError):
        raise ProblemError("COPY_DAMAGED", folder=str(folder), file=FILE) from None


def file_hash(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
