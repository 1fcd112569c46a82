"""Files between upload and closed receipt: kept encrypted, opened as a private copy, gone when the receipt closes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from outpace.desk.home import Home
from outpace.desk.keyfile import make_once


def _cipher(home: Home) -> Fernet:
    file = home.keys / "spool.key"
    make_once(file, Fernet.generate_key())
    return Fernet(file.read_bytes())


def _place(home: Home, receipt: int) -> Path:
    return home.spool / f"{receipt}.file"


def keep(home: Home, receipt: int, file: Path) -> None:
    """Keep a file encrypted until its receipt closes; on disk before this returns."""
    target = _place(home, receipt)
    with tempfile.NamedTemporaryFile(dir=home.spool, delete=False) as stream:
        stream.write(_cipher(home).encrypt(file.read_bytes()))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(stream.name, target)


@contextmanager
def opened(home: Home, receipt: int, name: str) -> Iterator[Path]:
    """Open a kept file as a private copy with its own ending. Raises FileNotFoundError once the receipt is closed."""
    content = _cipher(home).decrypt(_place(home, receipt).read_bytes())
    with tempfile.TemporaryDirectory(dir=home.spool, prefix="open-") as folder:
        copy = Path(folder) / f"file{''.join(Path(name).suffixes[-2:])}"
        copy.write_bytes(content)
        yield copy


def drop(home: Home, receipt: int) -> None:
    """Remove a kept file: its receipt is closed."""
    _place(home, receipt).unlink(missing_ok=True)
