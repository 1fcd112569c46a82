"""Files between upload and closed receipt: kept encrypted, opened as a private copy, gone when the receipt closes.

A process that is killed leaves copies behind; `sweep` removes them. Where there is an archive, a kept file lies there too; an
archive that is away stops no upload: whoever keeps it says so.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from outpace.desk.archive import archive_of
from outpace.desk.home import Home
from outpace.desk.keyfile import make_once

_OPEN = "open-"
log = logging.getLogger("outpace.spool")


def _cipher(home: Home) -> Fernet:
    file = home.keys / "spool.key"
    make_once(file, Fernet.generate_key())
    return Fernet(file.read_bytes())


def _place(home: Home, receipt: int) -> Path:
    return home.spool / f"{receipt}.file"


def keep(home: Home, receipt: int, file: Path) -> None:
    """Keep a file encrypted until its receipt closes; on disk before this returns."""
    target = _place(home, receipt)
    with private(home) as folder:
        draft = folder / "draft"
        with draft.open("wb") as stream:
            stream.write(_cipher(home).encrypt(file.read_bytes()))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, target)
    _sync(home.spool)
    _archive(target)


def _archive(kept: Path) -> None:
    archive = archive_of(os.environ)
    if archive is None or not archive.is_one():
        return
    draft = archive.spool / f".{kept.name}"
    try:
        with draft.open("wb") as stream:
            stream.write(kept.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, archive.spool / kept.name)
        _sync(archive.spool)
    except OSError as failure:
        log.warning("file %s is not in the archive: %s", kept.name, failure.strerror)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def private(home: Home) -> Iterator[Path]:
    """A folder for copies that nobody else may read, gone at the end; `sweep` knows whose it was."""
    with tempfile.TemporaryDirectory(dir=home.make().spool, prefix=f"{_OPEN}{os.getpid()}-") as folder:
        yield Path(folder)


@contextmanager
def opened(home: Home, receipt: int, name: str) -> Iterator[Path]:
    """Open a kept file as a private copy with its own ending. Raises FileNotFoundError once the receipt is closed."""
    content = _cipher(home).decrypt(_place(home, receipt).read_bytes())
    with private(home) as folder:
        copy = folder / f"file{''.join(Path(name).suffixes[-2:])}"
        copy.write_bytes(content)
        yield copy


def drop(home: Home, receipt: int) -> None:
    """Remove a kept file: its receipt is closed."""
    _place(home, receipt).unlink(missing_ok=True)


def kept(home: Home) -> list[int]:
    """The receipts whose files are kept."""
    return [int(file.stem) for file in home.spool.glob("*.file")]


def kept_since(home: Home, receipt: int) -> datetime | None:
    """When a file was put here; None where it is gone."""
    try:
        return datetime.fromtimestamp(_place(home, receipt).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def sweep(home: Home) -> int:
    """Remove the open copies of processes that are gone; give how many."""
    left = [folder for folder in home.spool.glob(f"{_OPEN}*") if not _lives(folder)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _lives(folder: Path) -> bool:
    return Path("/proc", folder.name.removeprefix(_OPEN).partition("-")[0]).exists()
