"""A case row as the facts that the rulebook and the ledger know."""

from collections.abc import Mapping
from datetime import date

from outpace.desk.cases.models import Case
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.moment import Dated, Precision

DATES = ("onset", "specimen", "diagnosis", "reported", "exposure_start", "exposure_end", "isolated", "death")
PLAIN = ("case_class", "found_by", "place", "outcome")
FIELDS = DATES + PLAIN


def dated(case: Case, name: str) -> Dated | None:
    """One of the case's dates with its precision; None is unknown."""
    day: date | None = getattr(case, name)
    return None if day is None else Dated(day, Precision(case.precision.get(name, Precision.DAY)))


def facts_of(case: Case) -> CaseFacts:
    """What the rulebook needs to know of a case. An onset is the onset of symptoms; nothing is guessed from what is missing."""
    kind = CaseClass(case.case_class) if case.case_class else None
    return CaseFacts(
        case_class=kind,
        onset=dated(case, "onset"),
        specimen=dated(case, "specimen") or dated(case, "diagnosis"),
        reported=dated(case, "reported"),
        isolated=dated(case, "isolated"),
        exposure_end=dated(case, "exposure_end"),
        symptoms=True if case.onset else None,
    )


def plain(case: Case) -> Mapping[str, object]:
    """The case's facts as JSON values, for versions and corrections."""
    values: dict[str, object] = {name: str(value) if (value := dated(case, name)) else None for name in DATES}
    return values | {name: getattr(case, name) for name in PLAIN}
