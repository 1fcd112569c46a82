"""The one sequencer: gives committed events their place in the log and signs where the log stands.

Under an advisory lock, in batches; nothing else depends on the order it gives. Leaves are made and placed by the database
itself; this signs, and never on top of a checkpoint that its own key did not sign.
"""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from outpace.desk.ledger.merkle import bag, extend
from outpace.desk.ledger.models import Checkpoint, Leaf
from outpace.desk.ledger.notes import Signer, digest_of, statement, text_of
from outpace.desk.ledger.tree import keep_nodes
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

LOCK = 0x0_0F_ACE
BATCH = 5000
SIGN_EVERY = timedelta(seconds=1)
IDLE = timedelta(minutes=10)
"""A log that says nothing for longer than this could be withheld unnoticed."""

_SIGN = "select ledger.sign(%s, %s, %s::bytea[], %s, %s, %s)"


def place(*, signer: Ed25519PrivateKey, at: datetime, limit: int = BATCH, every: timedelta = timedelta(0)) -> int:
    """Place up to `limit` waiting events; give how many. 0 where another sequencer holds the lock.

    A checkpoint is signed where events have been placed since the last one and that is `every` old, and in any case after ten
    minutes. Raises LEDGER_FORGED where the last checkpoint is not this key's.
    """
    with scope(service(), Purpose.SEQUENCE):
        if not _locked():
            return 0
        placed = _place(limit)
        _sign(Signer.of(signer, settings.SPACE), at, every)
        return placed


def _locked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _place(limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select ledger.place(%s)", [limit])
        return int(cursor.fetchone()[0])


def _sign(signer: Signer, at: datetime, every: timedelta) -> None:
    last = Checkpoint.objects.order_by("-number").first()
    after = last.size if last else 0
    fresh = [bytes(h) for h in Leaf.objects.filter(seq__gte=after).order_by("seq").values_list("leaf_hash", flat=True)]
    if last is None and not fresh:
        return
    if last is not None:
        _refuse_forged(signer, last)
        at = max(at, last.at)
        if at - last.at < (every if fresh else IDLE):
            return
    edge, size = extend([bytes(h) for h in last.edge] if last else [], after, fresh)
    note, signature = signer.note(statement(signer.origin, size, bag(edge), at, digest_of(last.note if last else "")))
    with connection.cursor() as cursor:
        cursor.execute(_SIGN, [size, bag(edge), edge, note, signature, at])
    keep_nodes(size)


def _refuse_forged(signer: Signer, last: Checkpoint) -> None:
    """Never build on a checkpoint that somebody else put there. Those of the first form have no note to check."""
    if last.note and not (
        signer.has_signed(text_of(last.note), bytes(last.signature))
        and bag([bytes(h) for h in last.edge]) == bytes(last.root)
    ):
        raise ProblemError("LEDGER_FORGED", number=last.number, size=last.size)
