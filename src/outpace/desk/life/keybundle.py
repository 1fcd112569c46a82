"""The keys of an installation in one file under a passphrase: apart from the data, because together they open everything.

scrypt makes the key from the passphrase, AES-256-GCM seals a tar of the keys folder. The salt, the cost and the nonce stand in
the clear at the beginning. Without the passphrase nobody opens it, we neither.
"""

import base64
import errno
import io
import json
import os
import secrets
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from outpace.desk.home import Home
from outpace.words.problem import ProblemError

SHORTEST = 12
COST = 2**17
_KIND = b"outpace keys 1"


def refuse_place(file: Path) -> None:
    """Refuse a place where no bundle can be written. Raises COPY_EXISTS, and FOLDER_UNUSABLE for its folder."""
    if file.exists():
        raise ProblemError("COPY_EXISTS", folder=str(file))
    folder = file.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        why = errno.EACCES if folder.is_dir() else errno.ENOENT
        raise ProblemError("FOLDER_UNUSABLE", path=str(folder), reason=os.strerror(why))


def refuse_short(passphrase: str) -> str:
    """Give the passphrase back. Raises PASSPHRASE_SHORT."""
    if len(passphrase) < SHORTEST:
        raise ProblemError("PASSPHRASE_SHORT", least=SHORTEST)
    return passphrase


def seal(home: Home, file: Path, passphrase: str) -> list[str]:
    """Write the bundle; give the names of the keys in it. Raises PASSPHRASE_SHORT, COPY_EXISTS."""
    refuse_short(passphrase)
    names = sorted(key.name for key in home.keys.iterdir() if key.is_file() and not key.name.startswith("."))
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_key(passphrase, salt, COST)).encrypt(nonce, _packed(home.keys, names), _KIND)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    body = {"kind": _KIND.decode(), "cost": COST} | {n: base64.b64encode(v).decode() for n, v in parts.items()}
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ProblemError("COPY_EXISTS", folder=str(file)) from None
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        json.dump(body, stream)
        stream.flush()
        os.fsync(stream.fileno())
    return names


def unseal(home: Home, file: Path, passphrase: str) -> list[str]:
    """Put the keys of a bundle into a home that lacks them; give their names. A key that is there is never replaced.

    Raises BUNDLE_UNREADABLE for a wrong passphrase or a changed file, KEYS_DIFFER where another key stands in its place.
    """
    content = _opened(file, passphrase)
    home.make()
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        keys = {member.name: stream.read() for member in packed if (stream := packed.extractfile(member))}
    for name, key in keys.items():
        _place(home.keys / Path(name).name, key)
    return sorted(keys)


@contextmanager
def unsealed(file: Path, passphrase: str) -> Iterator[Home]:
    """The keys of a bundle in a home of their own, which nobody else enters and which is gone at the end.

    Raises as `unseal`, and FOLDER_UNUSABLE where no folder for drafts (TMPDIR) takes files.
    """
    try:
        drafts = tempfile.TemporaryDirectory(prefix="outpace-keys-")
    except FileNotFoundError as refused:
        raise ProblemError(
            "FOLDER_UNUSABLE", path=os.environ.get("TMPDIR", "/tmp"), reason=refused.strerror or ""
        ) from None
    with drafts as folder:
        home = Home(Path(folder))
        unseal(home, file, passphrase)
        yield home


def look(file: Path) -> None:
    """See that a file is a bundle, which nothing is known of without its passphrase. Raises BUNDLE_UNREADABLE."""
    try:
        _parts(file)
    except (ValueError, KeyError, TypeError):
        raise ProblemError("BUNDLE_UNREADABLE", file=str(file)) from None


def _place(file: Path, key: bytes) -> None:
    if file.exists():
        if file.read_bytes() != key:
            raise ProblemError("KEYS_DIFFER", file=str(file))
        return
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(key)


def _opened(file: Path, passphrase: str) -> bytes:
    try:
        salt, nonce, sealed, cost = _parts(file)
        return AESGCM(_key(passphrase, salt, cost)).decrypt(nonce, sealed, _KIND)
    except (ValueError, KeyError, TypeError, InvalidTag):
        raise ProblemError("BUNDLE_UNREADABLE", file=str(file)) from None


def _parts(file: Path) -> tuple[bytes, bytes, bytes, int]:
    body = json.loads(file.read_text("ascii"))
    salt, nonce, sealed = (base64.b64decode(body[name]) for name in ("salt", "nonce", "sealed"))
    return salt, nonce, sealed, int(body["cost"])


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    if cost > 2**20:
        raise ValueError("a cost that nobody needs")
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def _packed(folder: Path, names: list[str]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as packed:
        for name in names:
            packed.add(folder / name, arcname=name)
    return content.getvalue()
