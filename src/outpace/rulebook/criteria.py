"""Whether a contact meets a criterion of the edition, on facts of which some are unknown. Decides no tier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.criteria import PROPHYLAXIS, Criterion, InTime
from outpace.rulebook.facts import earliest, latest, refuse_future, today
from outpace.words.contact import ExposureFacts, Given, Susceptibility
from outpace.words.moment import Dated, local_day, start_of_day
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Told:
    """All that criteria look at: the exposure, the person's protection from within, and the edition's prophylaxis."""

    exposure: ExposureFacts
    person: Susceptibility
    counted: tuple[InTime, ...]
    zone: str


def told(exposure: ExposureFacts, person: Susceptibility, edition: Edition, zone: str) -> Told:
    """Gather what criteria look at."""
    counted = edition.part(PROPHYLAXIS) if edition.has(PROPHYLAXIS) else ()
    return Told(exposure, person, counted, zone)


def refuse_impossible(exposure: ExposureFacts, person: Susceptibility, as_of: datetime, zone: str) -> None:
    """Raise ProblemError for a moment that is future, or that is not on the day told beside it."""
    if exposure.first_at is not None:
        _refuse_moment("exposure_first", exposure.first, exposure.first_at, as_of, zone)
    for given in person.prophylaxis or ():
        _refuse_moment("prophylaxis_day", given.day, given.at, as_of, zone)


def missing_of(any_of: Iterable[Criterion], facts: Told) -> tuple[str, ...] | None:
    """The facts that could still meet one of the criteria: none of them when one is met, None when none can be met."""
    needs: list[str] = []
    for criterion in any_of:
        missing = _missing(criterion, facts)
        if missing == ():
            return ()
        needs += missing or ()
    return tuple(dict.fromkeys(needs)) or None


def given_in_time(counted: InTime, facts: Told) -> tuple[str, ...] | None:
    """Whether a prophylaxis was given in time: nothing missing for yes, None for no, else the facts that are missing."""
    if facts.person.prophylaxis is None:
        return ("prophylaxis",)
    needs: list[str] = []
    for given in facts.person.prophylaxis:
        missing = _in_time(counted, given, facts) if given.means is counted.means else None
        if missing == ():
            return ()
        needs += missing or ()
    return tuple(dict.fromkeys(needs)) or None


def _missing(criterion: Criterion, facts: Told) -> tuple[str, ...] | None:
    exposure = facts.exposure
    if criterion.settings is not None and exposure.setting not in criterion.settings:
        return None
    missing: list[str] = []
    if criterion.kinds is not None:
        if exposure.kinds is None:
            missing.append("kinds")
        elif not exposure.kinds & criterion.kinds:
            return None
    if criterion.closed_space is not None:
        if exposure.closed_space is None:
            missing.append("closed_space")
        elif exposure.closed_space is not criterion.closed_space:
            return None
    if criterion.protected is not None:
        if exposure.protected is None:
            missing.append("protected")
        elif exposure.protected is not criterion.protected:
            return None
    if criterion.minutes is not None:
        if exposure.minutes is None:
            missing.append("minutes")
        elif exposure.minutes < criterion.minutes.value:
            return None
    if criterion.immunity is None and criterion.prophylaxis is None:
        return tuple(missing)
    within = _missing_within(criterion, facts)
    return None if within is None else (*missing, *within)


def _missing_within(criterion: Criterion, facts: Told) -> tuple[str, ...] | None:
    immunity = facts.person.immunity
    if criterion.immunity is not None and immunity is not None and immunity not in criterion.immunity:
        return None
    asked = ("immunity",) if criterion.immunity is not None and immunity is None else ()
    if criterion.prophylaxis is None:
        return asked
    missing = _given_as_wanted(criterion.prophylaxis, facts)
    return None if missing is None else (*asked, *missing)


def _given_as_wanted(wanted: frozenset[str], facts: Told) -> tuple[str, ...] | None:
    """What is missing to say that one of the wanted was given in time; with none wanted, that nothing was."""
    answers = [given_in_time(one, facts) for one in facts.counted if not wanted or one.id in wanted]
    open_facts = tuple(dict.fromkeys(need for answer in answers if answer for need in answer))
    if () in answers:
        return () if wanted else None
    return open_facts if open_facts or not wanted else None


def _in_time(counted: InTime, given: Given, facts: Told) -> tuple[str, ...] | None:
    if counted.days is None and counted.hours is None:
        return ()
    exposed = _span(facts.exposure.first, facts.exposure.first_at, facts.zone)
    got = _span(given.day, given.at, facts.zone)
    if exposed is None or got is None:
        return (*(("exposure_first",) if exposed is None else ()), *(("prophylaxis_day",) if got is None else ()))
    if got.last < exposed.first:
        return None
    if counted.days is not None:
        return _within_days(counted.days.value, exposed, got)
    return () if counted.hours is None else _within_hours(timedelta(hours=counted.hours.value), exposed, got)


@dataclass(frozen=True, slots=True)
class _Span:
    """When something happened: first and last possible local day, and the instants it lies between."""

    first: date
    last: date
    begin: datetime
    end: datetime

    @property
    def is_moment(self) -> bool:
        return self.begin == self.end


def _within_days(limit: int, exposed: _Span, got: _Span) -> tuple[str, ...] | None:
    if (got.last - exposed.first).days <= limit:
        return ()
    return None if (got.first - exposed.last).days > limit else ("exposure_first", "prophylaxis_day")


def _within_hours(limit: timedelta, exposed: _Span, got: _Span) -> tuple[str, ...] | None:
    """In time, too late, or not to be told before both moments are known. The limit itself is in time."""
    if got.end - exposed.begin <= limit:
        return ()
    least = got.begin - exposed.end
    if least > limit or (least == limit and not exposed.is_moment):
        return None
    moments = (("exposure_first_at", exposed), ("prophylaxis_at", got))
    return tuple(name for name, span in moments if not span.is_moment)


def _span(day: Dated | None, at: datetime | None, zone: str) -> _Span | None:
    if at is not None:
        return _Span(local_day(at, zone), local_day(at, zone), at, at)
    if day is None:
        return None
    first, last = earliest(day), latest(day)
    return _Span(first, last, start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone))


def _refuse_moment(name: str, day: Dated | None, at: datetime | None, as_of: datetime, zone: str) -> None:
    refuse_future(name, day, today(as_of, zone))
    if at is None:
        return
    if at > as_of:
        raise ProblemError("FACT_IN_FUTURE", fact=f"{name}_at", day=f"{at:%Y-%m-%dT%H:%M}", as_of=str(as_of))
    if day is not None and not earliest(day) <= local_day(at, zone) <= latest(day):
        raise ProblemError("FACTS_CONTRADICT", first=name, second=f"{name}_at")
