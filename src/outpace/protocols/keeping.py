"""A shelf kept as bytes, so that a start needn't read it all again, and believed only where it is ours and still true.

The bytes are JSON of the protocols' own types, never code. An HMAC under the installation's key says that this installation
wrote them: a decision must not rest on numbers that somebody slipped in. They are bound to every text of the folder, to the
reader's own source and to the Python version; whatever doesn't fit is read again from the files. Opens no file of its own.
"""

import hashlib
import hmac
import platform
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from outpace.protocols.frozen import freeze, thaw
from outpace.protocols.shelf import Files, Shelf

_SEAL = 32


def mark_of(found: Files) -> bytes:
    """The mark of a shelf: all its texts, the source of the reader, the Python version."""
    texts = hashlib.sha256(freeze((found.editions, found.overlays)))
    texts.update(_reader().encode())
    return texts.digest()


def keep(documents: Shelf, key: bytes) -> bytes:
    """The shelf as bytes, sealed with the installation's key."""
    body = mark_of(documents.files) + freeze((documents.editions, documents.overlays))
    return _seal(body, key) + body


def kept_shelf(content: bytes, found: Files, key: bytes) -> Shelf | None:
    """The shelf of these files from kept bytes; None where they are damaged, not ours, or of other files or another reader."""
    seal, body = content[:_SEAL], content[_SEAL:]
    mark = mark_of(found)
    if not hmac.compare_digest(seal, _seal(body, key)) or body[: len(mark)] != mark:
        return None
    editions, overlays = thaw(body[len(mark) :])
    return Shelf(editions, overlays, found)


def _seal(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"shelf" + body, "sha256")


@cache
def _reader() -> str:
    found = hashlib.sha256(platform.python_version().encode())
    for room in ("outpace.protocols", "outpace.words"):
        _take(found, files(room))
    return found.hexdigest()


def _take(found: "hashlib._Hash", folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _take(found, entry)
        elif entry.name.endswith(".py"):
            found.update(hashlib.sha256(entry.read_bytes()).digest())
