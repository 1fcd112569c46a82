"""The editions at the start of a process: from what this installation kept of them, else from their files.

What is kept lies in one file of the installation, written whole and readable by its own user alone. It is believed only with
our seal and only for these very files; anything else is read and checked again, and kept anew. Reads no database.
"""

import hmac
import os
import secrets
import stat
from pathlib import Path

from outpace.desk.home import Home
from outpace.protocols.keeping import keep, kept_shelf
from outpace.protocols.law import check_laws
from outpace.protocols.shelf import Shelf, data_root, hold, read_files, read_shelf

FILE = "protocols.kept"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_editions(home: Home) -> bool:
    """Make the editions ready for this process; say whether they were kept. Raises ProblemError where a file is refused."""
    found, key, file = read_files(data_root()), _key(home), home.runtime / FILE
    kept = kept_shelf(content, found, key) if (content := own_content(file)) else None
    hold(kept or _read(read_shelf(found), key, file))
    return kept is not None


def own_content(file: Path) -> bytes | None:
    """The content of a plain file that belongs to this user and that nobody else can read or write; else None."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    told = os.fstat(handle)
    if not stat.S_ISREG(told.st_mode) or told.st_uid != os.geteuid() or told.st_mode & OTHERS:
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as stream:
        return stream.read()


def _read(documents: Shelf, key: bytes, file: Path) -> Shelf:
    check_laws(documents)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(keep(documents, key))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return documents


def _key(home: Home) -> bytes:
    """A key of its own from the installation's web key: neither can be used for the other."""
    return hmac.digest((home.keys / "web.key").read_bytes(), b"outpace protocols kept", "sha256")
