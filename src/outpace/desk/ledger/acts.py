"""What can be done with the ledger: erase bodies, enter a witness, take a witness's signature. Nothing here changes a leaf."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from outpace.desk.ledger.models import Checkpoint, Cosignature, Event, Leaf, Pending, Witness
from outpace.desk.ledger.notes import text_of
from outpace.desk.ledger.record import Event as Said
from outpace.desk.ledger.record import record
from outpace.desk.scope.actor import EVERYWHERE, Actor
from outpace.words.ids import IdKind, encode, random_key
from outpace.words.problem import ProblemError

WITNESS_KEY = 4
ERASED = "ledger.erased"


def erase_body(*, by: Actor, event: int, reason: str, at: datetime) -> int:
    """Shred an event's body, salt and parts; the commitment stays, so every proof still holds. Gives the act's event.

    Raises NOT_FOUND outside the scope, BODY_GONE, EVENT_NOT_PLACED, ERASE_REASON_NEEDED.
    """
    if not reason.strip():
        raise ProblemError("ERASE_REASON_NEEDED")
    held = Event.objects.filter(pk=event).first()
    if held is None:
        raise ProblemError("NOT_FOUND")
    leaf = Leaf.objects.filter(event_id=event).first()
    if leaf is None:
        raise ProblemError("EVENT_NOT_PLACED", event=encode(IdKind.EVENT, event))
    keys = _keys_in(event)
    if not _erased([event]):
        raise ProblemError("BODY_GONE", event=encode(IdKind.EVENT, event))
    data = {"event": event, "leaf": leaf.seq, "kind": held.kind, "keys": keys, "reason": reason.strip()}
    return record(Said(kind=ERASED, by=by, area_path=held.area_path, happened=at, recorded=at, data=data))


def past_bodies(before: datetime) -> QuerySet[Event]:
    """The events recorded before an instant that still have a body, are placed in the log, and wait for nothing.

    What an erasure said stays: it holds random keys alone, and tells a replay what it will miss.
    """
    placed, waiting = Leaf.objects.filter(event_id=OuterRef("pk")), Pending.objects.filter(event_id=OuterRef("pk"))
    held = Event.objects.filter(recorded__lt=before).exclude(body=b"").exclude(kind=ERASED)
    return held.filter(Exists(placed), ~Exists(waiting))


def erase_bodies(*, by: Actor, events: Sequence[int], reason: str, at: datetime) -> int:
    """Shred the bodies of events that are placed, with one event that names their leaves; give how many had one."""
    keys: dict[str, list[list[object]]] = {}
    for event in events:
        for name, rows in _keys_in(event).items():
            keys.setdefault(name, []).extend(rows)
    gone = _erased(events)
    if gone:
        leaves = list(Leaf.objects.filter(event_id__in=gone).order_by("seq").values_list("seq", flat=True))
        data = {"leaves": leaves, "keys": keys, "reason": reason}
        record(Said(kind=ERASED, by=by, area_path=EVERYWHERE, happened=at, recorded=at, data=data))
    return len(gone)


def _erased(events: Sequence[int]) -> list[int]:
    """Erase bodies in the database; give the events that had one."""
    with connection.cursor() as cursor:
        cursor.execute("select e, ledger.erase(e) from unnest(%s::bigint[]) e", [list(events)])
        return [event for event, parts in cursor.fetchall() if parts >= 0]


def _keys_in(event: int) -> dict[str, list[list[object]]]:
    """The random keys of the rows that an event wrote, by table: what a replay will miss."""
    with connection.cursor() as cursor:
        cursor.execute("select name, keys from ledger.keys_in(%s)", [event])
        return {name: json.loads(keys) for name, keys in cursor.fetchall()}


def add_witness(*, by: Actor, line: str, at: datetime) -> Witness:
    """Enter a witness by its public key in one line. The same key again changes nothing.

    Raises WITNESS_KEY_UNREADABLE, WITNESS_TAKEN.
    """
    name, _ = read_witness_key(line)
    held = Witness.objects.filter(name=name).first()
    if held is not None:
        if held.key != line:
            raise ProblemError("WITNESS_TAKEN", name=name)
        return held
    event = random_key()
    witness = Witness.objects.create(name=name, key=line, added=at, event_id=event)
    data = {"name": name, "key": line}
    record(Said(id=event, kind="witness.added", by=by, area_path="", happened=at, recorded=at, data=data))
    return witness


def take_cosignatures(*, note: str, file: str) -> list[Cosignature]:
    """Keep the signatures that witnesses put under one of our checkpoints; those we know already are left out.

    Raises NOTE_UNREADABLE, NOTE_NOT_OURS, COSIGNATURE_MISSING.
    """
    text, gap, signed = note.partition("\n\n")
    size = text.split("\n")[1] if text.count("\n") == 4 else ""
    if not gap or not size.isdecimal() or len(size) > 18:
        raise ProblemError("NOTE_UNREADABLE", file=file)
    ours = Checkpoint.objects.filter(size=int(size), note__startswith=f"{text}\n\n").first()
    if ours is None:
        raise ProblemError("NOTE_NOT_OURS", file=file)
    found = list(_cosignatures(ours, signed.splitlines()))
    if not found:
        raise ProblemError("COSIGNATURE_MISSING", file=file)
    known = set(ours.cosignatures.values_list("witness_id", flat=True))
    return Cosignature.objects.bulk_create(one for one in found if one.witness_id not in known)


def _cosignatures(ours: Checkpoint, lines: list[str]) -> Iterator[Cosignature]:
    for witness in Witness.objects.all():
        for line in lines:
            seconds = _signed_at(text_of(ours.note), line, witness)
            if seconds is not None:
                at = datetime.fromtimestamp(seconds, UTC)
                yield Cosignature(checkpoint=ours, witness=witness, line=line, at=at)
                break


def _signed_at(text: str, line: str, witness: Witness) -> int | None:
    words = line.split(" ")
    if len(words) != 3 or words[:2] != ["—", witness.name]:
        return None
    _, public = read_witness_key(witness.key)
    value = _decoded(words[2])
    if len(value) != 76 or value[:4] != key_hash(witness.name, public):
        return None
    seconds = int.from_bytes(value[4:12], "big")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            value[12:], f"cosignature/v1\ntime {seconds}\n{text}".encode()
        )
    except InvalidSignature:
        return None
    return seconds


def read_witness_key(line: str) -> tuple[str, bytes]:
    """Read a witness's key line: its name and the bare public key. Raises WITNESS_KEY_UNREADABLE."""
    name, _, rest = line.partition("+")
    written, _, encoded = rest.partition("+")
    value = _decoded(encoded)
    named = bool(name) and not any(letter.isspace() for letter in name) and len(line) <= 250
    if not named or len(value) != 33 or value[0] != WITNESS_KEY or written != key_hash(name, value[1:]).hex():
        raise ProblemError("WITNESS_KEY_UNREADABLE")
    return name, value[1:]


def key_hash(name: str, public: bytes) -> bytes:
    """The four bytes a witness's signature names its key by."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([WITNESS_KEY]) + public).digest()[:4]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
