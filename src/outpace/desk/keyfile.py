"""Key files: made once, closed to other users, never replaced."""

import os
from pathlib import Path


def make_once(file: Path, content: bytes) -> None:
    """Write a key file unless it is there already."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
