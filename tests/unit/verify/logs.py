"""Logs made up for tests, with the key at hand: an honest one, and whatever a dishonest operator would make of it."""

import base64
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from outpace.desk.ledger.merkle import bag, extend, leaf, root
from outpace.desk.ledger.notes import Signer, digest_of, statement
from outpace.desk.ledger.record import item_hash

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=7)


def signer(seed: int = 1) -> Signer:
    """A log's key that is the same in every run."""
    return Signer.of(Ed25519PrivateKey.from_private_bytes(random.Random(seed).randbytes(32)), "live")


@dataclass(frozen=True)
class Entry:
    """One event: its leaf, its items, its body."""

    data: bytes
    items: tuple[bytes, ...] = ()
    salt: bytes = b""
    body: bytes = b""
    part: bytes = b""


@dataclass(frozen=True)
class Written:
    """A log with everything an export holds."""

    signer: Signer
    entries: tuple[Entry, ...]
    sizes: tuple[int, ...]
    notes: tuple[str, ...] = field(default=())

    def signed(self) -> "Written":
        """The same log under checkpoints that its key signs now."""
        notes: list[str] = []
        for n, size in enumerate(self.sizes):
            edge, _ = extend((), 0, [leaf(entry.data) for entry in self.entries[:size]])
            at = BEGAN + (n + 1) * STEP
            text = statement(self.signer.origin, size, bag(edge), at, digest_of(notes[-1] if notes else ""))
            notes.append(self.signer.note(text)[0])
        return replace(self, notes=tuple(notes))

    def with_entries(self, entries: Sequence[Entry]) -> "Written":
        """Other entries under the old checkpoints."""
        return replace(self, entries=tuple(entries))

    def write(self, folder: Path, *, bodies: bool = True) -> Path:
        """Write the log as an export would."""
        folder.mkdir(parents=True, exist_ok=True)
        numbered = list(enumerate(self.entries))
        lines = {
            "log.key": [self.signer.verifier],
            "leaves.txt": [entry.data.hex() for entry in self.entries],
            "items.txt": [f"{n} {k} {h.hex()}" for n, e in numbered for k, h in enumerate(e.items, 1)],
        }
        if bodies:
            lines["bodies.txt"] = [f"{n} {e.salt.hex()} {_base64(e.body)}" for n, e in numbered if e.body]
            lines["parts.txt"] = [f"{n} {_base64(e.part)}" for n, e in numbered if e.part]
        for name, rows in lines.items():
            (folder / name).write_text("".join(f"{row}\n" for row in rows), "utf-8")
        (folder / "checkpoints.txt").write_text("".join(self.notes), "utf-8")
        return folder


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def entry(number: int, recorded: datetime, chance: random.Random) -> Entry:
    """An event; every third is a bulk act."""
    salt = chance.randbytes(16)
    items = tuple(item_hash(salt, n, chance.randbytes(32)) for n in range(1, 6)) if number % 3 == 0 else ()
    part = json.dumps({"subject_id": number, "sex": "f"}).encode()
    writes = [{"part": number, "table": "t", "operation": "insert", "count": 1, "sha256": _sha(part)}]
    told = {
        "id": number,
        "kind": "case.registered",
        "recorded": recorded.isoformat(),
        "items_root": root(items).hex() if items else None,
        "writes": writes,
    }
    body = json.dumps(told, sort_keys=True).encode()
    return Entry(_data(salt, body, recorded, items), items, salt, body, part)


def _sha(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def _data(salt: bytes, body: bytes, recorded: datetime, items: tuple[bytes, ...]) -> bytes:
    microseconds = (recorded - _EPOCH) // timedelta(microseconds=1)
    commitment = hashlib.sha256(salt + body).digest()
    return commitment + microseconds.to_bytes(8, "big", signed=True) + (root(items) if items else b"")


def honest(events: int = 40, checkpoints: int = 8, seed: int = 1) -> Written:
    """A log as the desk would have written it: some events between each checkpoint and the next."""
    chance = random.Random(seed)
    sizes = tuple(events * (n + 1) // checkpoints for n in range(checkpoints))
    entries = []
    for number in range(events):
        turn = next(n for n, size in enumerate(sizes) if number < size)
        entries.append(entry(number, BEGAN + turn * STEP + chance.random() * STEP, chance))
    return Written(signer(), tuple(entries), sizes).signed()
