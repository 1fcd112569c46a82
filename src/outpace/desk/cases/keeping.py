"""A changed case keeps its new version and says so: what a correction and a move have in common. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime

from outpace.desk.cases.facts import plain
from outpace.desk.cases.models import Case, Version
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor


def keep_version(
    *,
    by: Actor,
    case: Case,
    change: Mapping[str, object],
    why: str,
    at: datetime,
    event: int,
    kind: str,
    data: Mapping[str, object],
) -> None:
    """Write the version that a case has become, then its event. `change` names field, old and new."""
    Version.objects.create(
        case=case,
        version=case.version,
        facts=plain(case),
        changes=[dict(change)],
        why=why,
        account_id=by.account,
        recorded=at,
        event_id=event,
        area_path=case.area_path,
    )
    record(
        Event(
            id=event,
            kind=kind,
            by=by,
            area_path=case.area_path,
            incident=case.incident_id,
            subject=case.pk,
            happened=at,
            recorded=at,
            data={**data, "version": case.version},
        )
    )
