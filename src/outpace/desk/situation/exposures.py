"""Exposures as rows of the API: what is known now of each, and how it came to be known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from outpace.desk.openings.opening import names
from outpace.desk.situation.shapes import iso, person_json
from outpace.desk.tracing.facts import FIELDS
from outpace.desk.tracing.models import Exposure
from outpace.words.ids import IdKind, encode


def exposure_rows(told: Sequence[Exposure], as_of: datetime) -> list[dict[str, Any]]:
    """Exposures as they are known now, in the order given; `told` may hold the versions before as well."""
    known = names({key for row in told for key in (row.person_id, row.via_id) if key}, as_of) if told else {}
    by_key = {row.pk: row for row in told}
    past = {row.supersedes_id for row in told}
    return [
        {
            "id": encode(IdKind.EXPOSURE, row.pk),
            "version": row.version,
            "person": person_json(row.person, known.get(row.person_id)),
            "via": row.via and person_json(row.via, known.get(row.via_id or 0)),
            **{name: _shown(getattr(row, name)) for name in FIELDS},
            "withdrawn": row.withdrawn,
            "changes": list(_changes(row, by_key)),
            "recorded_at": row.recorded.isoformat(),
        }
        for row in told
        if row.pk not in past
    ]


def _changes(row: Exposure, by_key: Mapping[int, Exposure]) -> Iterator[dict[str, Any]]:
    """What each version changed, the last first; only those that were read."""
    while row.supersedes_id is not None and (before := by_key.get(row.supersedes_id)) is not None:
        differ = [name for name in (*FIELDS, "withdrawn") if getattr(row, name) != getattr(before, name)]
        for name in differ:
            old, new = _shown(getattr(before, name)), _shown(getattr(row, name))
            yield {"at": row.recorded.isoformat(), "field": name, "old": old, "new": new, "why": row.why}
        row = before


def _shown(value: object) -> object:
    return iso(value) if isinstance(value, date | datetime) else value
