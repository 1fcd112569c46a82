"""Exposures of a file, handed to the cases they name. Roof: it joins the rooms `cases` and `tracing`; it decides nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from outpace.desk.areas.models import Incident
from outpace.desk.areas.queries import place
from outpace.desk.cases.models import Case
from outpace.desk.ledger.outcome import Outcome
from outpace.desk.scope.actor import Actor
from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
from outpace.exchange.exposures import ExposureRecord

_TOLD = tuple(field.name for field in fields(ExposureRecord) if field.name != "case")


def record_told(*, by: Actor, incident: Incident, rows: Sequence[ExposureRecord], at: datetime) -> Outcome:
    """Record exposures by case number, one act a case. A number that no case seen has, or two, is refused."""
    outcome = Outcome()
    cases = _cases(incident, {row.case for row in rows})
    told: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        found = cases.get(row.case, ())
        if len(found) == 1:
            told[row.case].append(index)
        else:
            code = "EXPOSURE_CASE_AMBIGUOUS" if found else "EXPOSURE_CASE_UNKNOWN"
            outcome.refuse(index, "case", code, number=row.case)
    for number, indexes in told.items():
        case = cases[number][0]
        source = Source(case.pk, incident, place(case.area or incident.area))
        made = record_exposures(by=by, source=source, rows=[_row(rows[index]) for index in indexes], at=at)
        _take(made, indexes, outcome)
    return outcome


def _cases(incident: Incident, numbers: set[str]) -> Mapping[str, Sequence[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in Case.objects.filter(incident=incident, number__in=numbers).select_related("area"):
        found[case.number].append(case)
    return found


def _row(told: ExposureRecord) -> ExposureRow:
    return ExposureRow(**{name: getattr(told, name) for name in _TOLD})


def _take(made: Outcome, indexes: Sequence[int], outcome: Outcome) -> None:
    outcome.events += made.events
    outcome.accepted |= {indexes[n]: key for n, key in made.accepted.items()}
    outcome.duplicate |= {indexes[n]: key for n, key in made.duplicate.items()}
    outcome.rejected |= {indexes[n]: problems for n, problems in made.rejected.items()}
