"""Key files: made once, closed to other users, never replaced."""

import os
import secrets
from pathlib import Path


def make_once(file: Path, content: bytes) -> None:
    """Write a key file unless it is there already. Nobody ever finds half a key, whenever this process ends."""
    if file.exists():
        return
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
