"""Hold a base against the manifest that PostgreSQL wrote with it: every file's size and hash, and the manifest's own.

PostgreSQL's program for this (`pg_verifybackup`) is broken in the wheel (18.x: it ends with a segmentation fault whatever it is
asked), and an older one can't read a newer manifest. The form is documented: "Backup Manifest Format" of PostgreSQL's manual.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from outpace.words.problem import ProblemError

MANIFEST = "backup_manifest"
_SEAL = b'"Manifest-Checksum"'


def refuse_damaged(base: Path) -> None:
    """Hold every file of a base against its manifest. Raises ARCHIVE_DAMAGED with the first file that is not as it says."""
    for entry in _entries(base):
        name = (
            entry["Path"]
            if "Path" in entry
            else bytes.fromhex(entry["Encoded-Path"]).decode("utf-8", "surrogateescape")
        )
        if _print_of(base / name) != (entry["Size"], entry["Checksum"]):
            raise ProblemError("ARCHIVE_DAMAGED", folder=str(base), line=name)


def keep_on_disk(folder: Path) -> None:
    """Bring every file of a folder, and the folders, to the disk."""
    for path in (*folder.rglob("*"), folder, folder.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _entries(base: Path) -> list[dict[str, Any]]:
    try:
        content = (base / MANIFEST).read_bytes()
        raw = json.loads(content)
        sealed, seal = content[: content.rindex(_SEAL)], raw["Manifest-Checksum"]
        files: list[dict[str, Any]] = raw["Files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ProblemError("ARCHIVE_DAMAGED", folder=str(base), line=MANIFEST) from None
    if hashlib.sha256(sealed).hexdigest() != seal:
        raise ProblemError("ARCHIVE_DAMAGED", folder=str(base), line=MANIFEST)
    return files


def _print_of(file: Path) -> tuple[int, str] | None:
    """Size in bytes and SHA-256 of a file, None where it is not there."""
    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return stream.tell(), digest
    except OSError:
        return None
