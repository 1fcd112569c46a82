"""Correct one field of a case. A correction supersedes: what was said before stays in the versions, with the reason."""

from datetime import datetime

from outpace.desk.cases.facts import DATES, FIELDS, dated, plain
from outpace.desk.cases.keeping import keep_version
from outpace.desk.cases.models import Case
from outpace.desk.scope.actor import Actor
from outpace.exchange.linelist import CaseRecord, read_case
from outpace.words.ids import random_key
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError


def correct_case(*, by: Actor, case: Case, field: str, value: str | None, why: str, at: datetime) -> Case:
    """Give a field a new value (None: unknown), read as a cell of a line list is.

    Raises FIELD_UNKNOWN, CORRECTION_REASON_NEEDED, NOTHING_CHANGED, VERSION_CONFLICT where the case has gone on, and what an
    import refuses (a date that is none, an unknown word, dates out of order).
    """
    if field not in FIELDS:
        raise ProblemError("FIELD_UNKNOWN", field=field, known=", ".join(FIELDS))
    if not why.strip():
        raise ProblemError("CORRECTION_REASON_NEEDED")
    read = getattr(_read(case, field, value, at), field)
    held = dated(case, field) if field in DATES else getattr(case, field)
    if read == held:
        raise ProblemError("NOTHING_CHANGED", field=field)
    return _write(by, case, field, read, why.strip(), at)


def _read(case: Case, field: str, value: str | None, at: datetime) -> CaseRecord:
    """Read the case as it would stand: the new value among the others, so that their order is checked too."""
    others = {name: None if held is None else str(held) for name, held in plain(case).items()}
    found = read_case(others | {"number": case.number, field: (value or "").strip() or None}, as_of=at)
    if isinstance(found, CaseRecord):
        return found
    _, problem = next((entry for entry in found if entry[0] == field), found[0])
    raise ProblemError(problem.code, **problem.params)


def _write(by: Actor, case: Case, field: str, read: object, why: str, at: datetime) -> Case:
    before, event = plain(case), random_key()
    values: dict[str, object] = {field: read}
    if field in DATES:
        precision = {name: kind for name, kind in case.precision.items() if name != field}
        if isinstance(read, Dated) and read.precision is not Precision.DAY:
            precision[field] = read.precision
        values = {field: read.day if isinstance(read, Dated) else None, "precision": precision}
    stood = Case.objects.filter(pk=case.pk, version=case.version)
    if not stood.update(**values, version=case.version + 1, event_id=event):
        current = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        raise ProblemError("VERSION_CONFLICT", yours=case.version, current=current)
    corrected = Case.objects.select_related("area", "incident__area").get(pk=case.pk)
    after = plain(corrected)
    keep_version(
        by=by,
        case=corrected,
        change={"field": field, "old": before[field], "new": after[field]},
        why=why,
        at=at,
        event=event,
        kind="case.corrected",
        data={"field": field},
    )
    return corrected
