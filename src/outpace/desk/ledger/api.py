"""Routes of the ledger: proofs for everybody (no names, no bodies), its standing for those who keep the installation.

What a stranger may ask holds commitments and hashes only; whoever has an event's id learns that it is in the log, no more.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from outpace.desk.clock import now
from outpace.desk.http.keys import key_of
from outpace.desk.http.routes import Asked, as_json, door, reading
from outpace.desk.ledger import proving
from outpace.desk.ledger.models import Checkpoint
from outpace.desk.ledger.notes import Signer
from outpace.desk.ledger.queries import LEAF_WITHIN, per_day, standing
from outpace.desk.ledger.signer import checkpoint_signer
from outpace.desk.scope.actor import Role, service
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind
from outpace.words.purpose import Purpose

router = Router(tags=["ledger"])
KEEPERS = frozenset({Role.COMMANDER, Role.OPERATOR})
DAYS = 14
HEX = r"^[0-9a-f]*$"


class CheckpointOut(Schema):
    """The last signed note with its cosignatures, and the key it is signed with."""

    origin: str
    size: int
    root: str
    at: datetime
    key: str
    note: str


class LeafOut(Schema):
    """A leaf: its number and its bytes in hexadecimal digits."""

    number: int
    data: str = Field(pattern=HEX)


class ItemOut(Schema):
    """One row of a bulk act: its hash and the way to the root in the leaf."""

    number: int
    count: int
    hash: str = Field(pattern=HEX)
    path: list[str]


class ProofOut(Schema):
    """A proof that checks itself: leaf, path, signed note, key. As `outpace ledger check-proof` reads it."""

    format: str
    event: str
    key: str
    checkpoint: str
    leaf: LeafOut
    path: list[str]
    item: ItemOut | None = None


class GrowthOut(Schema):
    """The hashes that prove that the log of `last` leaves continues that of `first`."""

    first: int
    last: int
    path: list[str]


class Growth(Schema):
    """Two sizes of the log."""

    first: int = Field(ge=0, lt=2**62)
    last: int = Field(ge=0, lt=2**62)


class WitnessOut(Schema):
    """A witness and when it last signed a checkpoint of ours."""

    name: str
    key: str
    last: datetime | None


class DayOut(Schema):
    """How many events of a kind were recorded on a day."""

    day: str
    kind: str
    count: int


class StandingOut(Schema):
    """Where the log stands: its length, what waits, who witnesses it, what was recorded, and what is an alarm."""

    size: int
    waiting: int
    oldest_s: float
    late: int
    limit_s: float
    last: CheckpointOut | None
    witnesses: list[WitnessOut]
    days: list[DayOut]
    alarms: list[str]
    zone: str
    as_of: datetime


@door(router, "GET", "/ledger/checkpoint", CheckpointOut, purpose=Purpose.READ_LEDGER)
def ledger_checkpoint(request: HttpRequest) -> HttpResponse:
    """The last checkpoint, to be kept by whoever wants to hold us to it. Open to everybody."""
    with scope(service(), Purpose.READ_LEDGER):
        return as_json(_checkpoint(proving.last_checkpoint()))


@door(router, "GET", "/ledger/inclusion/{event}", ProofOut, purpose=Purpose.READ_LEDGER)
def ledger_inclusion(request: HttpRequest, event: str) -> HttpResponse:
    """Prove that an event stands in the log. Open to everybody who has its id."""
    with scope(service(), Purpose.READ_LEDGER):
        return as_json(_proof(key_of(IdKind.EVENT, event), None))


@door(router, "GET", "/ledger/item/{event}/{row}", ProofOut, purpose=Purpose.READ_LEDGER)
def ledger_item(request: HttpRequest, event: str, row: int) -> HttpResponse:
    """Prove that a row belongs to a bulk act, and the act to the log. Open to everybody who has the event's id."""
    with scope(service(), Purpose.READ_LEDGER):
        return as_json(_proof(key_of(IdKind.EVENT, event), row))


@door(router, "GET", "/ledger/consistency", GrowthOut, purpose=Purpose.READ_LEDGER)
def ledger_consistency(request: HttpRequest, sizes: Query[Growth]) -> HttpResponse:
    """Prove that the log of one size continues that of an earlier one. Open to everybody."""
    with scope(service(), Purpose.READ_LEDGER):
        path = proving.prove_growth(sizes.first, sizes.last)
        return as_json(GrowthOut(first=sizes.first, last=sizes.last, path=[step.hex() for step in path]))


@reading(router, "/ledger", purpose=Purpose.READ_LEDGER, roles=KEEPERS)
def ledger_standing(request: Asked) -> StandingOut:
    """Where the log stands, and what was recorded in the sender's areas in the last fortnight."""
    at, zone = now(), settings.TIME_ZONE
    found = standing(at)
    return StandingOut(
        size=found.size,
        waiting=found.waiting.count,
        oldest_s=round(found.waiting.oldest.total_seconds(), 1),
        late=found.waiting.late,
        limit_s=LEAF_WITHIN.total_seconds(),
        last=_checkpoint(found.last) if found.last else None,
        witnesses=[WitnessOut(name=w.name, key=w.key, last=s.at if s else None) for w, s in found.witnesses],
        days=[DayOut(day=d, kind=kind, count=n) for d, kind, n in per_day(at - timedelta(days=DAYS), zone)],
        alarms=found.alarms(at),
        zone=zone,
        as_of=at,
    )


def _signer() -> Signer:
    return Signer.of(checkpoint_signer(settings.HOME.keys), settings.SPACE)


def _checkpoint(last: Checkpoint) -> CheckpointOut:
    signer = _signer()
    return CheckpointOut(
        origin=signer.origin,
        size=last.size,
        root=bytes(last.root).hex(),
        at=last.at,
        key=signer.verifier,
        note=proving.note_of(last),
    )


def _proof(event: int, row: int | None) -> ProofOut:
    proof = proving.prove_event(event)
    item = None if row is None else proving.prove_item(event, row)
    return ProofOut.model_validate(proving.as_json(proof, item, _signer().verifier))
