"""Signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) and the keys that sign them. Anything loose is refused."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG, WITNESS = 1, 4
_TIME = re.compile(r"time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z")


class UnreadableError(ValueError):
    """A text is not in the format."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with its name, as one line gives it."""

    name: str
    kind: int
    public: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes a signature names the key by."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def accepts(self, signature: bytes, message: bytes) -> bool:
        """Whether a signature over a message is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """A line under a note: whose it says it is, and what it holds beside the key's hash."""

    name: str
    key_hash: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says, and who signed it."""

    text: str
    origin: str
    size: int
    root: bytes
    time: datetime
    previous: str
    signatures: tuple[Signature, ...]

    @property
    def digest(self) -> str:
        """What the next checkpoint calls this one."""
        return base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()

    def is_signed_by(self, key: Key) -> bool:
        """Whether the log's key signed it."""
        return any(key.accepts(line.value, self.text.encode()) for line in self.signatures if _is_of(line, key, 64))

    def cosigned(self, key: Key) -> datetime | None:
        """When a witness signed it; None where it did not."""
        for line in self.signatures:
            if _is_of(line, key, 72):
                seconds = int.from_bytes(line.value[:8], "big")
                message = f"cosignature/v1\ntime {seconds}\n{self.text}".encode()
                if key.accepts(line.value[8:], message):
                    return datetime.fromtimestamp(seconds, UTC)
        return None


def _is_of(line: Signature, key: Key, length: int) -> bool:
    return (line.name, line.key_hash, len(line.value)) == (key.name, key.hash, length)


def read_key(line: str) -> Key:
    """Read a public key: name, hash and key in one line. Raises UnreadableError."""
    name, _, rest = line.partition("+")
    written, _, encoded = rest.partition("+")
    value = strict_base64(encoded)
    if not name or any(letter.isspace() for letter in name) or len(value) != 33 or value[0] not in (LOG, WITNESS):
        raise UnreadableError(line)
    key = Key(name, value[0], value[1:])
    if written != key.hash.hex():
        raise UnreadableError(line)
    return key


def read_notes(text: str) -> Iterator[Checkpoint]:
    """Read notes that stand one after another. Raises UnreadableError at the first line that is out of place."""
    lines = text.split("\n")
    if lines.pop() != "":
        raise UnreadableError("the last line has no end")
    while lines:
        empty = lines.index("") if "" in lines else -1
        if empty < 1:
            raise UnreadableError(lines[0])
        ends = empty + 1
        while ends < len(lines) and lines[ends].startswith("— "):
            ends += 1
        yield _checkpoint(lines[:empty], lines[empty + 1 : ends])
        lines = lines[ends:]


def read_note(text: str) -> Checkpoint:
    """Read one note. Raises UnreadableError."""
    notes = list(read_notes(text))
    if len(notes) != 1:
        raise UnreadableError(f"{len(notes)} notes")
    return notes[0]


def _checkpoint(body: list[str], signed: list[str]) -> Checkpoint:
    if len(body) != 5 or not signed or not re.fullmatch(r"0|[1-9][0-9]{0,18}", body[1]):
        raise UnreadableError("\n".join(body))
    time, root = _TIME.fullmatch(body[3]), strict_base64(body[2])
    word, _, previous = body[4].partition(" ")
    if time is None or len(root) != 32 or word != "previous":
        raise UnreadableError("\n".join(body))
    if previous != "-" and len(strict_base64(previous)) != 32:
        raise UnreadableError(previous)
    return Checkpoint(
        text="\n".join(body) + "\n",
        origin=body[0],
        size=int(body[1]),
        root=root,
        time=_instant(time[1]),
        previous=previous,
        signatures=tuple(map(_signature, signed)),
    )


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise UnreadableError(text) from None


def _signature(line: str) -> Signature:
    words = line.removeprefix("— ").split(" ")
    if len(words) != 2 or not words[0]:
        raise UnreadableError(line)
    value = strict_base64(words[1])
    if len(value) < 5:
        raise UnreadableError(line)
    return Signature(words[0], value[:4], value[4:])


def strict_base64(text: str) -> bytes:
    """Decode Base64 that is written in the one right way. Raises UnreadableError."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableError(text) from None
    if base64.b64encode(value).decode() != text:
        raise UnreadableError(text)
    return value


def strict_hex(text: str) -> bytes:
    """Decode lower-case hexadecimal digits and nothing else. Raises UnreadableError."""
    if len(text) % 2 or not re.fullmatch(r"[0-9a-f]*", text):
        raise UnreadableError(text)
    return bytes.fromhex(text)
