"""Look-back: from which day to which day the contacts of a case are traced. Does not say who they are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which an exposure counts, both included; no end while the case is not isolated.

    An end before the start means that the case was isolated before it could pass the infection on.
    """

    start: date
    end: date | None

    @property
    def is_empty(self) -> bool:
        return self.end is not None and self.end < self.start


def look_back(case: CaseFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[Window | None] | Undecided:
    """Fix the tracing window: days before onset (specimen, where there are no symptoms or no onset) to isolation.

    None where the edition traces nobody. Local days of `zone`.
    Raises ProblemError for days after `as_of` and for an onset without symptoms.
    """
    refuse_impossible_case(case, today(as_of, zone))
    if not edition.traces_contacts:
        return Decision(None, (why(edition.traces_clause, "nobody_traced"),), as_of)
    return tracing_window(case, edition, as_of)


def tracing_window(case: CaseFacts, edition: Edition, as_of: datetime) -> Decision[Window] | Undecided:
    """Fix the tracing window of a case whose facts have been looked at, in an edition that traces."""
    key, anchor, needs = _anchor(case)
    if case.isolated is not None and exact(case.isolated) is None:
        needs = (*needs, "isolated")
    if anchor is None or needs:
        return Undecided(needs, (why(edition.look_back.clause, "window_undecided"),), as_of)
    window = Window(anchor - timedelta(days=edition.look_back.days.value), exact(case.isolated))
    return Decision(window, (_start_reason(edition, key, anchor, window), _end_reason(edition, window)), as_of)


def refuse_impossible_case(case: CaseFacts, day: date) -> None:
    """Raise ProblemError for days to come and for an onset without symptoms."""
    refuse_future("onset", case.onset, day)
    refuse_future("specimen", case.specimen, day)
    refuse_future("isolated", case.isolated, day)
    if case.symptoms is False and case.onset is not None:
        raise ProblemError("FACTS_CONTRADICT", first="symptoms", second="onset")


def _anchor(case: CaseFacts) -> tuple[str, date | None, tuple[str, ...]]:
    if case.onset is not None:
        return "window_onset", exact(case.onset), () if exact(case.onset) else ("onset",)
    silent = case.symptoms is False or (case.symptoms is None and case.case_class is CaseClass.ASYMPTOMATIC)
    key = "window_specimen" if silent else "window_onset_unknown"
    missing = ("specimen",) if silent else ("onset", "specimen")
    return key, exact(case.specimen), () if exact(case.specimen) else missing


def _start_reason(edition: Edition, key: str, anchor: date, window: Window) -> Reason:
    rule = edition.look_back
    return why(rule.clause, key, anchor=anchor, days=rule.days.value, start=window.start)


def _end_reason(edition: Edition, window: Window) -> Reason:
    if window.end is None:
        return why(edition.look_back.clause, "window_open")
    return why(edition.look_back.clause, "window_closed", end=window.end)
