"""Proofs as outsiders get them: an event's place in the log, one row's place in its event, the log's growth.

No body is read here, so these answer everybody. What they answer is checked by a program of its own (`outpace_verify`).
"""

from dataclasses import dataclass

from outpace.desk.ledger.merkle import leaf as leaf_hash
from outpace.desk.ledger.merkle import path_in
from outpace.desk.ledger.models import Checkpoint, Event, Item, Leaf, Unplaced
from outpace.desk.ledger.record import row_salt
from outpace.desk.ledger.tree import consistency, inclusion
from outpace.words.ids import IdKind, encode
from outpace.words.problem import ProblemError

FORMAT = "outpace-proof/1"


@dataclass(frozen=True, slots=True)
class ItemProof:
    """One row of a bulk act: its hash and the way to the root in the leaf. Numbered from 1."""

    number: int
    count: int
    hash: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class EventProof:
    """A leaf, the way to the root, and the signed checkpoint that states the root."""

    event: int
    number: int
    data: bytes
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


def last_checkpoint() -> Checkpoint:
    """The last signed note. Raises LEDGER_EMPTY."""
    found = Checkpoint.objects.exclude(note="").order_by("-number").first()
    if found is None:
        raise ProblemError("LEDGER_EMPTY")
    return found


def note_of(checkpoint: Checkpoint) -> str:
    """A checkpoint's note with every cosignature it has."""
    lines = checkpoint.cosignatures.order_by("witness_id").values_list("line", flat=True)
    return checkpoint.note + "".join(f"{line}\n" for line in lines)


def prove_event(event: int) -> EventProof:
    """Prove that an event stands in the log. Raises NOT_FOUND, EVENT_NOT_PLACED."""
    leaf, last = Leaf.objects.filter(event_id=event).first(), last_checkpoint()
    if leaf is None or leaf.seq >= last.size:
        known = leaf is not None or Unplaced.objects.filter(event_id=event).exists()
        raise (
            ProblemError("EVENT_NOT_PLACED", event=encode(IdKind.EVENT, event)) if known else ProblemError("NOT_FOUND")
        )
    return EventProof(event, leaf.seq, bytes(leaf.data), tuple(inclusion(leaf.seq, last.size)), last)


def prove_item(event: int, number: int) -> ItemProof:
    """Prove that a row belongs to a bulk act. Raises NOT_FOUND."""
    rows = Item.objects.filter(event_id=event).order_by("number").values_list("row_hash", flat=True)
    hashes = [bytes(row) for row in rows]
    if not 1 <= number <= len(hashes):
        raise ProblemError("NOT_FOUND")
    leaves = [leaf_hash(row) for row in hashes]
    return ItemProof(number, len(hashes), hashes[number - 1], tuple(path_in(leaves, number - 1)))


def open_item(event: int, number: int) -> bytes:
    """The salt that shows which row an item is, for whoever may see the event. Raises NOT_FOUND, BODY_GONE."""
    found = Event.objects.filter(pk=event).first()
    if found is None:
        raise ProblemError("NOT_FOUND")
    if not found.salt:
        raise ProblemError("BODY_GONE", event=encode(IdKind.EVENT, event))
    return row_salt(bytes(found.salt), number)


def prove_growth(first: int, last: int) -> list[bytes]:
    """Prove that the log of `last` leaves continues that of `first`. Raises LEDGER_RANGE."""
    size = last_checkpoint().size
    if not 0 <= first <= last <= size:
        raise ProblemError("LEDGER_RANGE", size=size, first=first, last=last)
    return consistency(first, last)


def as_json(proof: EventProof, item: ItemProof | None, key: str, row: bytes | None = None) -> dict[str, object]:
    """A proof as its file says it."""
    told: dict[str, object] = {
        "format": FORMAT,
        "event": encode(IdKind.EVENT, proof.event),
        "key": key,
        "checkpoint": note_of(proof.checkpoint),
        "leaf": {"number": proof.number, "data": proof.data.hex()},
        "path": [step.hex() for step in proof.path],
    }
    if item is not None:
        told["item"] = {
            "number": item.number,
            "count": item.count,
            "hash": item.hash.hex(),
            "path": [step.hex() for step in item.path],
            **({"row_salt": row.hex()} if row else {}),
        }
    return told
