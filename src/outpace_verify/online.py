"""Check a running server from outside: its checkpoint, and that its log continues what was saved before."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outpace_verify.checks import Saved
from outpace_verify.findings import Finding, finding
from outpace_verify.merkle import is_continued
from outpace_verify.notes import Checkpoint, Key, UnreadableError, read_key, read_note, strict_hex

TIMEOUT_S = 20
PATH = "/api/v1/ledger"


class Server:
    """What a server says about its log. Raises UnreadableError."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/").removesuffix(PATH) + PATH
        told = self._ask("/checkpoint")
        try:
            self.key: Key = read_key(told["key"])
            self.note = str(told["note"])
            self.checkpoint: Checkpoint = read_note(self.note)
        except (KeyError, TypeError, ValueError) as wrong:
            raise UnreadableError(str(wrong)) from None

    def path(self, before: int) -> list[bytes]:
        """The proof that the log continues that of `before` leaves. Raises UnreadableError."""
        told = self._ask(f"/consistency?first={before}&last={self.checkpoint.size}")
        try:
            return [strict_hex(step) for step in told["path"]]
        except (KeyError, TypeError, ValueError) as wrong:
            raise UnreadableError(str(wrong)) from None

    def _ask(self, path: str) -> Mapping[str, Any]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=TIMEOUT_S) as answer:
                told = json.load(answer)
        except (urllib.error.URLError, ValueError, OSError) as wrong:
            raise UnreadableError(f"{self.url}{path}: {wrong}") from None
        if not isinstance(told, dict):
            raise UnreadableError(self.url + path)
        return told


def check_server(server: Server, key: Key | None, saved: Saved, witnesses: Iterable[Key]) -> Iterator[Finding]:
    """Everything that is wrong with what a server shows. `key` is the log's, where the reader has it from elsewhere."""
    now, trusted = server.checkpoint, key or server.key
    if not now.is_signed_by(trusted):
        yield finding("SIGNATURE_WRONG", number=1)
    for file, before in saved.items():
        if not before.is_signed_by(trusted):
            yield finding("SAVED_OTHER_KEY", file=file)
        if before.size > now.size:
            yield finding("SAVED_SHORTER", file=file, size=before.size, found=now.size)
        elif not _continues(server, before):
            yield finding("NOT_CONTINUED", file=file)
    for witness in witnesses:
        if not now.cosigned(witness) and not any(before.cosigned(witness) for before in saved.values()):
            yield finding("WITNESS_SILENT", name=witness.name)


def _continues(server: Server, before: Checkpoint) -> bool:
    now = server.checkpoint
    try:
        path = server.path(before.size)
    except UnreadableError:
        return False
    return is_continued(before.size, before.root, now.size, now.root, path)
