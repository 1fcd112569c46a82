"""What can be done with grants: issue them, end them, bring them to what facts ask for. No grant without an end.

A grant shows one row (by its subject key) to another area, or to one account, for one purpose. It never lets anybody write.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outpace.desk.ledger.queries import incident_of
from outpace.desk.ledger.record import Event, record
from outpace.desk.ledger.spread import Share, spread
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.models import EndReason, Grant
from outpace.words.area import is_within
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

_ENDED = ("ends", "ended_at", "ended_by", "ended_event", "reason", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A row to be shown: its subject key, its own area, the area or the account that may see it, and until when."""

    subject: int
    area_path: str
    ends: datetime
    to_path: str | None = None
    to_account: int | None = None
    kind: str = "case"


def issue_grant(
    *, by: Actor, purpose: Purpose, rows: Sequence[Shared], incident: int | None, at: datetime
) -> list[int]:
    """Show rows to others for a purpose from now on; give the events. Raises ValueError for a row without a future."""
    if not purpose.grantable or any(row.ends <= at for row in rows):
        raise ValueError(f"a grant is for a purpose that can be granted, and ends later than it begins: {purpose}")
    shares = spread(by, rows, lambda row: row.area_path)
    Grant.objects.bulk_create(
        Grant(
            subject_id=row.subject,
            area_path=row.area_path,
            to_path=row.to_path,
            to_account=row.to_account,
            purpose=purpose,
            starts=at,
            ends=row.ends,
            event_id=share.event,
            kind=row.kind,
            issued_by=by.account,
        )
        for share in shares
        for row in share.rows
    )
    return [_say(by, "grant.issued", share, incident, at) for share in shares]


def end_grant(
    *, by: Actor, grants: Sequence[Grant], incident: int | None, at: datetime, reason: EndReason | None = None
) -> list[int]:
    """End grants now; give the events. A grant that is over stays as it is. The `reason` is a person's, rules have none."""
    live = [grant for grant in grants if grant.ends > at]
    shares = spread(by, live, lambda grant: grant.area_path)
    for share in shares:
        for grant in share.rows:
            grant.ends = max(at, grant.starts)
            grant.ended_at, grant.ended_by, grant.ended_event = at, by.account, share.event
            grant.reason, grant.version = reason, grant.version + 1
    if live:
        Grant.objects.bulk_update(live, _ENDED)
    return [_say(by, "grant.ended", share, incident, at) for share in shares]


def withdraw_grant(*, by: Actor, grant: Grant, reason: EndReason, at: datetime) -> None:
    """End one grant by hand, at once, in the incident it was issued in. The rules don't issue it anew.

    Raises REVIEW_DONE for one that is over.
    """
    if grant.ends <= at:
        raise ProblemError("REVIEW_DONE")
    end_grant(by=by, grants=[grant], incident=incident_of(grant.event_id), at=at, reason=reason)


def settle_grants(
    *,
    by: Actor,
    purpose: Purpose,
    subjects: Iterable[int],
    wanted: Mapping[tuple[int, str], Shared],
    incident: int | None,
    at: datetime,
) -> None:
    """Bring the grants of some rows to areas to what is wanted, by (row, area): missing ones begin, others end.

    Grants to areas that the actor doesn't see stay: what is wanted there, somebody else knows. What a person ended isn't
    issued again.
    """
    asked = Grant.objects.filter(subject_id__in=list(subjects), purpose=purpose, to_path__isnull=False)
    held = asked.filter(ends__gt=at, reason=None)
    kept, over = set(), []
    for grant in held:
        place = (grant.subject_id, grant.to_path or "")
        if not any(is_within(place[1], above) for above in by.paths):
            continue
        share = wanted.get(place)
        if share is None or share.ends != grant.ends or share.area_path != grant.area_path or place in kept:
            over.append(grant)
        else:
            kept.add(place)
    end_grant(by=by, grants=over, incident=incident, at=at)
    ended = asked.filter(reason__isnull=False)
    kept |= {(grant.subject_id, grant.to_path or "") for grant in ended}
    fresh = [share for place, share in wanted.items() if place not in kept]
    issue_grant(by=by, purpose=purpose, rows=fresh, incident=incident, at=at)


def _say(by: Actor, kind: str, share: "Share[Shared] | Share[Grant]", incident: int | None, at: datetime) -> int:
    return record(
        Event(
            id=share.event,
            kind=kind,
            by=by,
            area_path=share.path,
            incident=incident,
            happened=at,
            recorded=at,
            data={"count": len(share.rows)},
        )
    )
