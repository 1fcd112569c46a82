"""Passwords as files: made once, readable by their owner only, never printed. Rotation and backup are not here."""

import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Passwords:
    """The passwords of the roles. Without one, the vault's role can't sign in and is entered through functions only."""

    owner: str = field(repr=False)
    app: str = field(repr=False)
    vault: str | None = field(default=None, repr=False)


def load_or_make_secret(path: Path) -> str:
    """Return the secret in `path`; make it, 43 characters from the system's random source, where there is none.

    Two makers at once agree on one secret. Raises ProblemError PG_KEY_EXPOSED for a file that others may read.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _publish(path, secrets.token_urlsafe(32))
    return load_secret(path)


def load_secret(path: Path) -> str:
    """Return the secret in `path`. Raises ProblemError PG_KEY_MISSING, PG_KEY_EXPOSED."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise ProblemError("PG_KEY_MISSING", file=str(path)) from None
    if mode & 0o077:
        raise ProblemError("PG_KEY_EXPOSED", file=str(path))
    secret = path.read_text("ascii").strip()
    if not secret:
        raise ProblemError("PG_KEY_MISSING", file=str(path))
    return secret


def key_file(keys: Path, role: str) -> Path:
    """Name the file that holds a role's password."""
    return keys / f"{role}.password"


def role_passwords(keys: Path) -> Passwords:
    """Load, or make at first start, the passwords of owner and app; the vault gets none and can't sign in."""
    return Passwords(
        owner=load_or_make_secret(key_file(keys, "outpace_owner")),
        app=load_or_make_secret(key_file(keys, "outpace_app")),
    )


def _publish(path: Path, secret: str) -> None:
    """Write the secret beside its place and link it in: nobody ever reads half a secret, the first maker wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
