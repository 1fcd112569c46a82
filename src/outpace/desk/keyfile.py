"""Key files: made once, closed to other users, never replaced; known again by a print from which nothing can be guessed."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

REPLACEABLE = (".password", ".token", "web.key")
"""Keys that may be others after a restore: it sets passwords anew, and people sign in again."""


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


def key_prints(keys: Path) -> dict[str, str]:
    """The first 16 digits of the hash of each key file of a folder: enough to know a key again, nothing to guess it from."""
    files = (file for file in sorted(keys.iterdir()) if file.is_file() and not file.name.startswith("."))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files}


def lasting(prints: Mapping[str, str]) -> dict[str, str]:
    """The prints of the keys without which a copy of the data opens nothing."""
    return {name: known for name, known in prints.items() if not name.endswith(REPLACEABLE)}


def wanting(needed: Mapping[str, str], keys: Path) -> list[str]:
    """The names of the keys that a copy of the data needs and a folder has not."""
    held = key_prints(keys) if keys.is_dir() else {}
    return sorted(name for name, known in lasting(needed).items() if held.get(name) != known)
