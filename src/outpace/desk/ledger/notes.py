"""Checkpoints as outsiders get them: signed notes (C2SP signed-note, tlog-checkpoint), written here and checked elsewhere.

The format stands in `docs/reference/ledger-format.md`; the program that checks it (`outpace_verify`) shares no code with this.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = b"\x01"
NOTHING_BEFORE = "-"


@dataclass(frozen=True, slots=True)
class Signer:
    """A log's name and its key. The name holds the space (live or drill), so that a drill's log passes for no other."""

    origin: str
    key: Ed25519PrivateKey

    @classmethod
    def of(cls, key: Ed25519PrivateKey, space: str) -> "Signer":
        """Name a log after its space and its key."""
        return cls(f"outpace.{space}/{hashlib.sha256(_public(key)).hexdigest()[:16]}", key)

    @property
    def key_hash(self) -> bytes:
        """The four bytes that a signature line names the key by."""
        return hashlib.sha256(self.origin.encode() + b"\n" + ED25519 + _public(self.key)).digest()[:4]

    @property
    def verifier(self) -> str:
        """The public key in one line, to be given to outsiders."""
        return f"{self.origin}+{self.key_hash.hex()}+{_base64(ED25519 + _public(self.key))}"

    def note(self, text: str) -> tuple[str, bytes]:
        """Sign a text; give the note and the bare signature."""
        signature = self.key.sign(text.encode())
        return f"{text}\n— {self.origin} {_base64(self.key_hash + signature)}\n", signature

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Whether a signature under a text is this key's (Ed25519 gives one signature for one text)."""
        return self.key.sign(text.encode()) == signature


def statement(origin: str, size: int, root: bytes, at: datetime, previous: str) -> str:
    """What a checkpoint says: whose log, how long, which root, when, and the hash of what it said before."""
    time = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{origin}\n{size}\n{_base64(root)}\ntime {time}\nprevious {previous}\n"


def text_of(note: str) -> str:
    """The signed text of a note."""
    text, _, _ = note.partition("\n\n")
    return text + "\n"


def digest_of(note: str) -> str:
    """What the next checkpoint calls this one; `-` where there is none before."""
    return _base64(hashlib.sha256(text_of(note).encode()).digest()) if note else NOTHING_BEFORE


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
