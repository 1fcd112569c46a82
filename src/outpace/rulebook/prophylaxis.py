"""Prophylaxis: what the edition counts after an exposure and can still be given in time now. Gives nothing and advises nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.criteria import PROPHYLAXIS, InTime
from outpace.rulebook.criteria import given_in_time, refuse_impossible, told
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.contact import ExposureFacts, Given, Setting, Susceptibility
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import Dated, instant, local_day


@dataclass(frozen=True, slots=True)
class Window:
    """One prophylaxis: whether it is still in time, its last day where days count, its last moment (UTC) where hours do."""

    id: str
    title: Text
    in_time: bool
    last_day: date | None
    last_moment: datetime | None


def prophylaxis_windows(
    first: Dated | None, first_at: datetime | None, edition: Edition, as_of: datetime, zone: str
) -> Decision[tuple[Window, ...]] | Undecided:
    """Say of each prophylaxis whether, given now, it would be in time after the first exposure.

    Undecided where the exposure isn't known closely enough for one of them. Raises ProblemError EDITION_SILENT, FACT_IN_FUTURE,
    FACTS_CONTRADICT where the moment isn't on the day told beside it.
    """
    counted = edition.part(PROPHYLAXIS)
    exposure = ExposureFacts(setting=Setting.OTHER, first=first, first_at=first_at)
    day = today(as_of, zone)
    refuse_future("exposure_first", first, day)
    refuse_impossible(exposure, Susceptibility(), as_of, zone)
    answers = [(one, _missing_now(one, exposure, edition, as_of, zone)) for one in counted]
    reasons = tuple(_said(one, missing) for one, missing in answers)
    needs = tuple(dict.fromkeys(need for _, missing in answers for need in missing or ()))
    if needs:
        return Undecided(needs, reasons, as_of)
    return Decision(tuple(_window(one, missing == (), exposure, zone) for one, missing in answers), reasons, as_of)


def _missing_now(
    one: InTime, exposure: ExposureFacts, edition: Edition, as_of: datetime, zone: str
) -> tuple[str, ...] | None:
    """What is missing to say that this, given now, is in time: nothing for yes, None for no."""
    now = Given(means=one.means, day=Dated(today(as_of, zone)), at=as_of)
    missing = given_in_time(one, told(exposure, Susceptibility(prophylaxis=(now,)), edition, zone))
    return missing and tuple(fact for fact in missing if fact.startswith("exposure"))


def _said(one: InTime, missing: tuple[str, ...] | None) -> Reason:
    if missing is None:
        return why(one.clause, "prophylaxis_too_late", title=one.label)
    return why(one.clause, "prophylaxis_open" if missing else "prophylaxis_in_time", title=one.label)


def _window(one: InTime, in_time: bool, exposure: ExposureFacts, zone: str) -> Window:
    day = local_day(exposure.first_at, zone) if exposure.first_at else exact(exposure.first)
    last_day = day + timedelta(days=one.days.value) if one.days and day else None
    moment = instant(exposure.first_at) + timedelta(hours=one.hours.value) if one.hours and exposure.first_at else None
    return Window(one.id, one.label, in_time, last_day, moment)
