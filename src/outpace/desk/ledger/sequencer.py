"""The one sequencer: gives committed events their place in the log and signs where the log stands.

Under an advisory lock, in batches; nothing else depends on the order it gives.
"""

from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from outpace.desk.ledger.merkle import bag, extend, leaf
from outpace.desk.ledger.models import Checkpoint, Leaf, Unplaced
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

LOCK = 0x0_0F_ACE
BATCH = 5000


def statement(size: int, root: bytes, at: datetime) -> bytes:
    """The bytes a checkpoint signs."""
    return f"outpace log\n{size}\n{root.hex()}\n{at.isoformat()}\n".encode()


def place(*, signer: Ed25519PrivateKey, at: datetime, limit: int = BATCH) -> int:
    """Place up to `limit` waiting events; give how many. 0 where another sequencer holds the lock."""
    with scope(service(), Purpose.SEQUENCE):
        if not _locked():
            return 0
        waiting = list(Unplaced.objects.order_by("recorded", "event_id")[:limit])
        if waiting:
            _append(waiting, signer, at)
        return len(waiting)


def _locked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _append(waiting: Sequence[Unplaced], signer: Ed25519PrivateKey, at: datetime) -> None:
    last = Checkpoint.objects.order_by("-size").first()
    edge, size = ([bytes(h) for h in last.edge], last.size) if last else ([], 0)
    hashes = [leaf(bytes(row.commitment)) for row in waiting]
    Leaf.objects.bulk_create(
        Leaf(seq=size + n, event_id=row.event_id, leaf_hash=h)
        for n, (row, h) in enumerate(zip(waiting, hashes, strict=True))
    )
    edge, size = extend(edge, size, hashes)
    top = bag(edge)
    Checkpoint.objects.create(size=size, root=top, edge=edge, signature=signer.sign(statement(size, top, at)), at=at)
    Unplaced.objects.filter(event_id__in=[row.event_id for row in waiting]).delete()
