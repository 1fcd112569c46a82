"""Antigen tests: whether one is due or fits today, and what its result leads to. No result makes or discards a case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.antigen import ANTIGEN, AntigenDays
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from outpace.words.sampling import AntigenGroup


@dataclass(frozen=True, slots=True)
class AntigenUse:
    """Whether an antigen test fits today, and the days on which one is due (none where nobody is bound to one)."""

    fits: bool
    days: tuple[date, ...]


class AntigenNext(StrEnum):
    """What a result leads to: a nucleic acid test, watching the symptoms, or nothing."""

    RECHECK = "recheck"
    WATCH = "watch"
    NOTHING = "nothing"


def antigen_use(
    group: AntigenGroup, since: Dated | None, edition: Edition, as_of: datetime, zone: str
) -> Decision[AntigenUse] | Undecided:
    """Say when somebody takes antigen tests. `since`: the day quarantine or the zone began, for patients the onset.

    The day it began is the first. Raises ProblemError EDITION_SILENT, FACT_IN_FUTURE.
    """
    rule, day = edition.part(ANTIGEN), today(as_of, zone)
    refuse_future("since", since, day)
    if group in rule.free.groups:
        return Decision(AntigenUse(True, ()), (why(rule.free.clause, "antigen_free"),), as_of)
    bound = rule.daily if group in rule.daily.groups else rule.after_onset
    start = exact(since)
    if start is None or bound.days is None:
        return Undecided(("since",), (why(bound.clause, "antigen_since"),), as_of)
    if bound is rule.daily:
        return _daily(bound, start, bound.days.value, day, as_of)
    fits = (day - start).days <= bound.days.value
    said = why(bound.clause, "antigen_early" if fits else "antigen_late", onset=start, days=bound.days.value)
    return Decision(AntigenUse(fits, ()), (said,), as_of)


def _daily(rule: AntigenDays, start: date, count: int, day: date, as_of: datetime) -> Decision[AntigenUse]:
    days = tuple(start + timedelta(days=step) for step in range(count))
    key = "antigen_due" if day in days else "antigen_not_due"
    return Decision(AntigenUse(day in days, days), (why(rule.clause, key, first=days[0], last=days[-1]),), as_of)


def antigen_result(
    positive: bool | None, symptoms: bool | None, edition: Edition, as_of: datetime
) -> Decision[AntigenNext] | Undecided:
    """Say what a result leads to. A positive is checked by nucleic acid and is no case; a negative rules nothing out.

    Raises ProblemError EDITION_SILENT.
    """
    rule = edition.part(ANTIGEN)
    if positive is None:
        return Undecided(("positive",), (why(rule.positive_clause, "antigen_open"),), as_of)
    if positive:
        return Decision(AntigenNext.RECHECK, (why(rule.positive_clause, "antigen_recheck"),), as_of)
    if symptoms is None:
        return Undecided(("symptoms",), (why(rule.negative_clause, "antigen_symptoms"),), as_of)
    found = AntigenNext.WATCH if symptoms else AntigenNext.NOTHING
    return Decision(found, (why(rule.negative_clause, f"antigen_{found}"),), as_of)
