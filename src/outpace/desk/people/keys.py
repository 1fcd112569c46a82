"""The vault's keys: one file of its own, made at the first start, closed to others, refused when it is missing or another's.

`wrap` wraps each person's own data key, `match` makes the keyed hashes that records are compared by, `store` seals what other
rooms must keep for a while (rejected rows, answers). The database never sees any of them.
"""

import hmac
import secrets
import stat
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from outpace.desk.home import Home
from outpace.desk.keyfile import make_once
from outpace.words.problem import ProblemError

_FILE = "vault.key"
_BYTES = 32
_MARK = b"outpace vault"
_NAMES = ("wrap", "match", "store")


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The three keys, 32 bytes each."""

    wrap: bytes = field(repr=False)
    match: bytes = field(repr=False)
    store: bytes = field(repr=False)

    @property
    def mark(self) -> bytes:
        """What the database keeps to know these keys again; it tells nothing about them."""
        return hmac.digest(self.match, _MARK, "sha256")


def key_file(home: Home) -> Path:
    """Where an installation's vault keys stand."""
    return home.keys / _FILE


def make_vault_keys(home: Home) -> None:
    """Make the keys unless they are there: only for a vault that holds nothing yet (see `settle`)."""
    lines = "".join(f"{name} {secrets.token_hex(_BYTES)}\n" for name in _NAMES)
    make_once(key_file(home), lines.encode())


def load_vault_keys(home: Home) -> VaultKeys:
    """Read the keys. Raises VAULT_KEY_MISSING, and VAULT_KEY_EXPOSED where other users could read them."""
    file = key_file(home)
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except FileNotFoundError:
        raise ProblemError("VAULT_KEY_MISSING", file=str(file)) from None
    if mode & 0o077:
        raise ProblemError("VAULT_KEY_EXPOSED", file=str(file))
    lines = dict(line.split(" ", 1) for line in file.read_text("ascii").splitlines() if " " in line)
    found = [bytes.fromhex(lines.get(name, "")) for name in _NAMES]
    if any(len(key) != _BYTES for key in found):
        raise ProblemError("VAULT_KEY_MISSING", file=str(file))
    return VaultKeys(*found)


@cache
def vault_keys() -> VaultKeys:
    """The keys of this process's installation, read once."""
    return load_vault_keys(settings.HOME)


def settle(home: Home, owner: BaseDatabaseWrapper) -> None:
    """Make the keys of a new vault, or make sure that the keys here are those of the vault there.

    Raises VAULT_KEY_MISSING, VAULT_KEY_EXPOSED, VAULT_KEY_OTHER.
    """
    with owner.cursor() as cursor:
        cursor.execute("select mark from vault.key_mark")
        row = cursor.fetchone()
        if row is None:
            make_vault_keys(home)
        mark = load_vault_keys(home).mark
        if row is None:
            cursor.execute("insert into vault.key_mark (mark) values (%s) on conflict do nothing", [mark])
        elif not hmac.compare_digest(bytes(row[0]), mark):
            raise ProblemError("VAULT_KEY_OTHER", file=str(key_file(home)))


def hashed(text: str) -> int:
    """A blocking key as the vault keeps it: the first 8 bytes of its HMAC, as a signed number."""
    return int.from_bytes(_matched(text.encode())[:8], "big", signed=True)


def keyed(content: bytes) -> bytes:
    """A hash of content that nobody can guess at without the key, 32 bytes: for rows in which somebody is named."""
    return _matched(b"row|" + content)


def _matched(content: bytes) -> bytes:
    """The HMAC-SHA-256 of content under the key `match`."""
    started = _started(vault_keys().match).copy()
    started.update(content)
    return started.finalize()


@cache
def _started(key: bytes) -> HMAC:
    """An HMAC that has taken in its key, which is half of the work on a short text: only ever copied."""
    return HMAC(key, SHA256())
