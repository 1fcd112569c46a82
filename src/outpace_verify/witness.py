"""Be a witness: sign a checkpoint only where it continues the last one signed. What was signed is remembered in a file."""

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from outpace_verify.merkle import is_continued
from outpace_verify.notes import WITNESS, Checkpoint, Key, UnreadableError, read_note


class RefusedError(Exception):
    """A witness does not sign."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: its name and key, and where it remembers the last checkpoint it signed."""

    name: str
    private: Ed25519PrivateKey
    memory: Path

    @property
    def key(self) -> Key:
        """The public key."""
        return Key(self.name, WITNESS, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def line(self) -> str:
        """The public key in one line, to be entered at the log."""
        value = base64.b64encode(bytes([WITNESS]) + self.key.public).decode()
        return f"{self.name}+{self.key.hash.hex()}+{value}"

    def cosign(self, note: str, log: Key, path: list[bytes], seconds: int) -> str:
        """Put a signature under a note at an instant (seconds since 1970). Raises RefusedError, UnreadableError."""
        checkpoint = read_note(note)
        if not checkpoint.is_signed_by(log):
            raise RefusedError("not signed by the log")
        last = self._last()
        if last is not None and not _continues(last, checkpoint, path):
            raise RefusedError("does not continue what was signed before")
        self._remember(note)
        message = f"cosignature/v1\ntime {seconds}\n{checkpoint.text}".encode()
        value = self.key.hash + seconds.to_bytes(8, "big") + self.private.sign(message)
        return f"{note}— {self.name} {base64.b64encode(value).decode()}\n"

    def _last(self) -> Checkpoint | None:
        return read_note(self.memory.read_text("utf-8")) if self.memory.exists() else None

    def _remember(self, note: str) -> None:
        draft = self.memory.with_suffix(".draft")
        draft.write_text(note, "utf-8")
        draft.replace(self.memory)


def _continues(before: Checkpoint, now: Checkpoint, path: list[bytes]) -> bool:
    return before.size <= now.size and is_continued(before.size, before.root, now.size, now.root, path)


def open_witness(folder: Path, name: str) -> Witness:
    """Open a witness's folder; make its key where there is none. Raises UnreadableError for a file that is no key."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "witness.pem"
    if not file.exists():
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.touch(mode=0o600)
        file.write_bytes(made)
    private = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise UnreadableError(str(file))
    return Witness(name, private, folder / "last.note")
