"""Test rounds: how samples are taken of whom, which days a zone is tested, how often a place is, how long a round may take."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from outpace.protocols import Edition
from outpace.protocols.sections.testing import MASS_TESTS, ROUND_LIMITS, SAMPLING, ZONE_TESTS, Frequency, MassTests
from outpace.protocols.sections.testing import RoundLimit as LimitRule
from outpace.rulebook.facts import earliest, exact, latest, refuse_future, today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.rulebook.timers import Standing, standing
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated, instant
from outpace.words.problem import ProblemError
from outpace.words.sampling import Form, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingFacts:
    """Who is to be sampled."""

    group: Group


@dataclass(frozen=True, slots=True)
class SamplingForm:
    """How samples share a tube, and the pool sizes allowed."""

    form: Form
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRoundFacts:
    """A zone and the day it was set."""

    zone_class: str
    set_on: Dated | None = None


@dataclass(frozen=True, slots=True)
class ZoneRounds:
    """The days on which everybody in a zone is tested, and how old the last round may be at lifting (hours)."""

    days: tuple[date, ...]
    last_within_hours: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyFacts:
    """A place in a city that tests everybody: quarantine site or not, rounds since one found a case here (0: the latest;
    `had_case` false: there was none), the day of the last case, whether the source is known, full rounds done."""

    isolation_site: bool | None = None
    source_clear: bool | None = None
    full_rounds_done: int | None = None
    had_case: bool | None = None
    rounds_since_case: int | None = None
    last_case: Dated | None = None


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round every so many days; full rounds still to do first."""

    every_days: int
    full_rounds_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """A round of a city: people, begin, end (None: still running)."""

    population: int | None = None
    started: datetime
    finished: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundDue:
    """When a round has to be complete, how it stands, and the laboratory sites to keep for support teams."""

    due: datetime
    standing: Standing
    support_sites: int | None


def sampling_form(facts: SamplingFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[SamplingForm]:
    """Say how samples of a group are taken. Raises ProblemError GROUP_UNKNOWN where the edition doesn't name the group."""
    today(as_of, zone)
    for rule in edition.part(SAMPLING):
        if facts.group in rule.groups:
            sizes = tuple(size.value for size in rule.sizes)
            key = f"sampling_{rule.form}"
            return Decision(SamplingForm(rule.form, sizes), (why(rule.clause, key),), as_of)
    raise ProblemError("GROUP_UNKNOWN", edition=edition.id, group=facts.group)


def zone_rounds(
    facts: ZoneRoundFacts, edition: Edition, as_of: datetime, zone: str
) -> Decision[ZoneRounds] | Undecided:
    """List the test days of a zone; day one is the day it was set. Raises ProblemError ZONE_CLASS_UNKNOWN, FACT_IN_FUTURE."""
    refuse_future("set_on", facts.set_on, today(as_of, zone))
    rules = {rule.zone: rule for rule in edition.part(ZONE_TESTS)}
    if facts.zone_class not in rules:
        known = ", ".join(rules)
        raise ProblemError("ZONE_CLASS_UNKNOWN", edition=edition.id, zone_class=facts.zone_class, zones=known)
    rule, start = rules[facts.zone_class], exact(facts.set_on)
    if start is None:
        return Undecided(("set_on",), (why(rule.clause, "zone_rounds_open"),), as_of)
    days = tuple(start + timedelta(days=day - 1) for day in rule.days.days)
    within = rule.last_within.value if rule.last_within else None
    return Decision(ZoneRounds(days, within), (why(rule.clause, "zone_rounds", first=days[0], last=days[-1]),), as_of)


def round_frequency(
    facts: FrequencyFacts, edition: Edition, as_of: datetime, zone: str
) -> Decision[RoundPlan] | Undecided:
    """Say how often a place is tested: the most frequent rule that it meets.

    Undecided while an unknown fact could still make it more frequent. Raises ProblemError FACT_NEGATIVE, FACT_IN_FUTURE.
    """
    day, rule = today(as_of, zone), edition.part(MASS_TESTS)
    _refuse_impossible(facts, day)
    left = _full_rounds_left(facts, rule)
    if left is None:
        needs = tuple(name for name in ("source_clear", "full_rounds_done") if getattr(facts, name) is None)
        return Undecided(needs, (why(rule.full_clause, "full_rounds_open"),), as_of)
    for each in rule.frequencies:
        met, fact = _meets(each, facts, day)
        if met is None:
            return Undecided((fact,), (why(each.clause, "frequency_open", days=each.every.value),), as_of)
        if met:
            reasons = [why(rule.full_clause, "full_rounds_left", count=left)] if left else []
            reasons.append(why(each.clause, "frequency", days=each.every.value))
            return Decision(RoundPlan(each.every.value, left), tuple(reasons), as_of)
    raise AssertionError("the last frequency holds for all")


def round_limit(facts: RoundFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[RoundDue] | Undecided:
    """Say when a round has to be complete. Raises ProblemError FACT_NEGATIVE, FACTS_CROSSED for an end before the begin."""
    today(as_of, zone)
    refuse_negative("population", facts.population)
    rules = edition.part(ROUND_LIMITS)
    if facts.finished and instant(facts.finished) < instant(facts.started):
        ends = {"first_day": facts.started.isoformat(), "last_day": facts.finished.isoformat()}
        raise ProblemError("FACTS_CROSSED", first="started", last="finished", **ends)
    if facts.population is None and rules[0].population_at_most is not None:
        return Undecided(("population",), (why(rules[0].clause, "round_limit_open"),), as_of)
    rule = next(each for each in rules if _covers(each, facts.population))
    span = timedelta(days=rule.days.value) if rule.days else timedelta(hours=rule.hours.value if rule.hours else 0)
    due = instant(facts.started) + span
    sites = rule.support_sites.value if rule.support_sites else None
    outcome = RoundDue(due, standing(due, facts.finished, as_of).state, sites)
    return Decision(
        outcome, (why(rule.clause, "round_limit", due=f"{due.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"),), as_of
    )


def _refuse_impossible(facts: FrequencyFacts, day: date) -> None:
    refuse_future("last_case", facts.last_case, day)
    refuse_negative("full_rounds_done", facts.full_rounds_done)
    refuse_negative("rounds_since_case", facts.rounds_since_case)
    if facts.had_case is False and (facts.last_case or facts.rounds_since_case is not None):
        raise ProblemError("FACTS_CONTRADICT", first="had_case", second="last_case")


def _full_rounds_left(facts: FrequencyFacts, rule: MassTests) -> int | None:
    """Full rounds still to do: none where the source is known; unknown where that or the count is."""
    if facts.source_clear:
        return 0
    if facts.full_rounds_done is not None and facts.full_rounds_done >= rule.full_rounds.value:
        return 0
    if facts.source_clear is None or facts.full_rounds_done is None:
        return None
    return rule.full_rounds.value - facts.full_rounds_done


def _meets(rule: Frequency, facts: FrequencyFacts, day: date) -> tuple[bool | None, str]:
    if rule.isolation_site:
        return facts.isolation_site, "isolation_site"
    if rule.case_in_rounds is None and rule.case_in_days is None:
        return True, ""
    if facts.had_case is False:
        return False, ""
    if rule.case_in_rounds is not None:
        since = facts.rounds_since_case
        return (None if since is None else since < rule.case_in_rounds.value), "rounds_since_case"
    if facts.last_case is None or rule.case_in_days is None:
        return None, "last_case"
    limit = day - timedelta(days=rule.case_in_days.value)
    if earliest(facts.last_case) > limit:
        return True, ""
    return (False if latest(facts.last_case) <= limit else None), "last_case"


def _covers(rule: LimitRule, population: int | None) -> bool:
    return rule.population_at_most is None or (population is not None and population <= rule.population_at_most.value)
