"""What was told of an exposure is answered further, corrected, or withdrawn: the next version supersedes, nothing is overwritten.

Contacts follow by the loop. Who was exposed to whom stays; told wrongly, it is withdrawn and told anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from outpace.desk.ledger.record import Event, record
from outpace.desk.people.keys import keyed
from outpace.desk.scope.actor import Actor
from outpace.desk.tracing.facts import FIELDS, stored
from outpace.desk.tracing.models import Exposure
from outpace.exchange.canonical import row_hash
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

_CARRIED = ("case_subject_id", "person_id", "incident_id", "area_id", "area_path", "via_id")


@dataclass(frozen=True, slots=True)
class Retold:
    """What a version says beyond the one before it, as its hash stands for it."""

    supersedes: int
    version: int
    withdrawn: bool
    told: tuple[tuple[str, str], ...]
    why: str


def correct_exposure(*, by: Actor, exposure: Exposure, told: Mapping[str, Any], why: str, at: datetime) -> Exposure:
    """Tell more of an exposure, or tell it otherwise. `told` are facts of `FIELDS` as the rulebook knows them, None: unknown.

    What was unknown needs no reason. Raises CORRECTION_REASON_NEEDED where something known changes, NOTHING_CHANGED,
    EXPOSURE_GONE for one that was withdrawn, EXPOSURE_DATES_CROSSED, VERSION_CONFLICT where it has gone on.
    """
    changed = {name: value for name, value in stored(told).items() if getattr(exposure, name) != value}
    if not changed:
        raise ProblemError("NOTHING_CHANGED", field=", ".join(told))
    if not why.strip() and any(getattr(exposure, name) is not None for name in changed):
        raise ProblemError("CORRECTION_REASON_NEEDED")
    _refuse_crossed({name: getattr(exposure, name) for name in ("first", "last")} | changed)
    return _next(by, exposure, changed, "exposure.corrected", why, at)


def withdraw_exposure(*, by: Actor, exposure: Exposure, why: str, at: datetime) -> Exposure:
    """Take back an exposure that was told by mistake. Raises CORRECTION_REASON_NEEDED, EXPOSURE_GONE, VERSION_CONFLICT."""
    if not why.strip():
        raise ProblemError("CORRECTION_REASON_NEEDED")
    return _next(by, exposure, {"withdrawn": True}, "exposure.withdrawn", why, at)


def _refuse_crossed(days: Mapping[str, Any]) -> None:
    first, last = days["first"], days["last"]
    if first and last and first > last:
        raise ProblemError("EXPOSURE_DATES_CROSSED", first=first.isoformat(), last=last.isoformat())


def _next(by: Actor, before: Exposure, changed: Mapping[str, Any], kind: str, why: str, at: datetime) -> Exposure:
    if before.withdrawn:
        raise ProblemError("EXPOSURE_GONE")
    event, said = random_key(), why.strip()
    after = Exposure(
        **{name: getattr(before, name) for name in (*_CARRIED, *FIELDS)} | dict(changed),
        supersedes=before,
        version=before.version + 1,
        why=said,
        row_hash=_hash(before, changed, said),
        event_id=event,
        recorded=at,
    )
    try:
        with transaction.atomic():
            after.save(force_insert=True)
    except IntegrityError:
        raise ProblemError("VERSION_CONFLICT", yours=before.version, current=after.version) from None
    _say(by, after, changed, kind, at)
    return after


def _hash(before: Exposure, changed: Mapping[str, Any], why: str) -> bytes:
    told = tuple((name, str(changed[name])) for name in sorted(changed))
    return keyed(row_hash(Retold(before.pk, before.version + 1, "withdrawn" in changed, told, why)))


def _say(by: Actor, told: Exposure, changed: Mapping[str, Any], kind: str, at: datetime) -> None:
    record(
        Event(
            id=told.event_id,
            kind=kind,
            by=by,
            area_path=told.area_path,
            incident=told.incident_id,
            subject=told.case_subject_id,
            happened=at,
            recorded=at,
            items=[bytes(told.row_hash)],
            data={"exposure": told.pk, "version": told.version, "fields": sorted(changed)},
        )
    )
