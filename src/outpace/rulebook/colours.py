"""Risk colour of a unit: a score over its counts, and one step at a time on the way down.

Up at once. Down one colour per daily assessment once the unit has been clear for so many days; the clear days are earned
once, not again for every step. Nobody has validated the score: no county counts of the first weeks are at hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from outpace.protocols import Edition
from outpace.protocols.sections.colours import COLOURS, Colours, Indicator, Scored
from outpace.rulebook.facts import earliest, exact, latest, refuse_future, today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


class Move(StrEnum):
    """Which way a colour moves."""

    UP = "up"
    DOWN = "down"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCounts:
    """Counts of a unit. None is unknown, not zero.

    `local_cases`: not imported, so far; `week_new`: in the last seven days, of which `week_outside` outside quarantine;
    `clusters`: with two generations or more; `last_outside`: the last case found outside quarantine (`had_outside` false:
    none ever).
    """

    population: int
    local_cases: int | None = None
    week_new: int | None = None
    week_outside: int | None = None
    clusters: int | None = None
    had_outside: bool | None = None
    last_outside: Dated | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """What one indicator gives."""

    indicator: Indicator
    points: float


@dataclass(frozen=True, slots=True)
class ColourScore:
    """The colour the counts speak for, and the score it rests on, part by part."""

    colour: str
    score: float
    parts: tuple[Points, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A unit at its daily assessment: colour now, colour by its counts, last case, and the last day it stepped down."""

    now: str
    by_score: str | None = None
    had_case: bool | None = None
    last_case: Dated | None = None
    stepped_down_on: date | None = None


@dataclass(frozen=True, slots=True)
class ColourStep:
    """The colour from this assessment on, which way it moved, and the clear days so far (None: never a case)."""

    colour: str
    move: Move
    clear_days: int | None


def colour_score(counts: UnitCounts, edition: Edition, as_of: datetime, zone: str) -> Decision[ColourScore] | Undecided:
    """Score a unit.

    Undecided where a count is missing. Raises ProblemError FACT_NEGATIVE, PART_OVER_WHOLE, FACT_IN_FUTURE, EDITION_SILENT.
    """
    day, rule = today(as_of, zone), edition.part(COLOURS)
    _refuse_impossible(counts, day)
    values = {scored.indicator: _value(scored.indicator, counts, day) for scored in rule.scored}
    needs = tuple(dict.fromkeys(value for value in values.values() if isinstance(value, str)))
    if needs:
        return Undecided(needs, (why(rule.score_clause, "score_open"),), as_of)
    parts = {scored: _points(scored, values[scored.indicator]) for scored in rule.scored}
    score = sum(parts.values(), Decimal(0))
    level = next(each for each in rule.levels if each.at_least is None or score >= each.at_least.amount)
    outcome = ColourScore(
        level.id, float(score), tuple(Points(one.indicator, float(got)) for one, got in parts.items())
    )
    reasons = [why(rule.score_clause, "score_total", score=str(score), title=level.label)]
    reasons += [_part_reason(rule, one.label, got) for one, got in parts.items() if got]
    return Decision(outcome, tuple(reasons), as_of)


def colour_step(facts: StepFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[ColourStep] | Undecided:
    """Give the colour from today's assessment on.

    Raises ProblemError COLOUR_UNKNOWN, FACT_IN_FUTURE, FACTS_CONTRADICT, EDITION_SILENT.
    """
    day, rule = today(as_of, zone), edition.part(COLOURS)
    _refuse_impossible_step(facts, day)
    now = _rank(rule, facts.now, edition)
    if facts.by_score is None:
        return Undecided(("by_score",), (why(rule.step_clause, "step_open"),), as_of)
    target = _rank(rule, facts.by_score, edition)
    clear = _clear(facts, day)
    title = rule.levels[target].label
    if target == now:
        return Decision(
            ColourStep(facts.now, Move.STAYS, clear), (why(rule.step_clause, "step_same", title=title),), as_of
        )
    if target < now:
        outcome = ColourStep(facts.by_score, Move.UP, clear)
        return Decision(outcome, (why(rule.step_clause, "step_up", title=title),), as_of)
    enough = _enough(facts, day, rule)
    if enough is None:
        return Undecided(("last_case",), (why(rule.step_clause, "step_open"),), as_of)
    return Decision(*_downward(rule, facts, now, clear, enough=enough, day=day), as_of)


def _downward(
    rule: Colours, facts: StepFacts, now: int, clear: int | None, *, enough: bool, day: date
) -> tuple[ColourStep, tuple[Reason, ...]]:
    stays = ColourStep(facts.now, Move.STAYS, clear)
    if not enough:
        return stays, (why(rule.step_clause, "step_too_early", days=rule.clear_days.value),)
    if facts.stepped_down_on == day:
        return stays, (why(rule.step_clause, "step_done_today"),)
    level = rule.levels[now + 1]
    reason = why(rule.step_clause, "step_down", title=level.label, days=rule.clear_days.value)
    return ColourStep(level.id, Move.DOWN, clear), (reason,)


def _enough(facts: StepFacts, day: date, rule: Colours) -> bool | None:
    if facts.had_case is False:
        return True
    if facts.last_case is None:
        return None
    limit = day - timedelta(days=rule.clear_days.value)
    if latest(facts.last_case) <= limit:
        return True
    return False if earliest(facts.last_case) > limit else None


def _clear(facts: StepFacts, day: date) -> int | None:
    last = exact(facts.last_case)
    return (day - last).days if last else None


def _rank(rule: Colours, colour: str, edition: Edition) -> int:
    rank = rule.rank(colour)
    if rank is None:
        known = ", ".join(level.id for level in rule.levels)
        raise ProblemError("COLOUR_UNKNOWN", edition=edition.id, colour=colour, colours=known)
    return rank


def _refuse_impossible_step(facts: StepFacts, day: date) -> None:
    refuse_future("last_case", facts.last_case, day)
    refuse_future("stepped_down_on", Dated(facts.stepped_down_on) if facts.stepped_down_on else None, day)
    if facts.had_case is False and facts.last_case:
        raise ProblemError("FACTS_CONTRADICT", first="had_case", second="last_case")


def _refuse_impossible(counts: UnitCounts, day: date) -> None:
    for name in ("population", "local_cases", "week_new", "week_outside", "clusters"):
        refuse_negative(name, getattr(counts, name))
    refuse_future("last_outside", counts.last_outside, day)
    if counts.had_outside is False and counts.last_outside:
        raise ProblemError("FACTS_CONTRADICT", first="had_outside", second="last_outside")
    pairs = (("week_outside", counts.week_outside, "week_new", counts.week_new),)
    for part, value, whole, total in (*pairs, ("local_cases", counts.local_cases, "population", counts.population)):
        if value is not None and total is not None and value > total:
            raise ProblemError("PART_OVER_WHOLE", part=part, value=value, whole=whole, total=total)


def _value(indicator: Indicator, counts: UnitCounts, day: date) -> Fraction | str | None:
    """What an indicator is: its value, None where there is nothing to judge, or the name of the fact that is missing."""
    match indicator:
        case Indicator.INCIDENCE:
            if counts.local_cases is None or not counts.population:
                return "local_cases" if counts.local_cases is None else "population"
            return Fraction(counts.local_cases * 100_000, counts.population)
        case Indicator.WEEK_NEW:
            return "week_new" if counts.week_new is None else Fraction(counts.week_new)
        case Indicator.CLUSTERS:
            return "clusters" if counts.clusters is None else Fraction(counts.clusters)
        case Indicator.DAYS_SINCE_OUTSIDE:
            last = exact(counts.last_outside)
            if counts.had_outside is False:
                return None
            return "last_outside" if last is None else Fraction((day - last).days)
        case Indicator.SHARE_OUTSIDE:
            if counts.week_new == 0:
                return None
            if counts.week_new is None or counts.week_outside is None:
                return "week_new" if counts.week_new is None else "week_outside"
            return Fraction(100 * counts.week_outside, counts.week_new)


def _points(scored: Scored, value: Fraction | str | None) -> Decimal:
    if value is None or isinstance(value, str):
        return Decimal(0)
    for band in scored.bands:
        limit = Fraction(band.limit.amount)
        reached = value <= limit if scored.indicator is Indicator.DAYS_SINCE_OUTSIDE else value >= limit
        if reached:
            return band.points.amount
    return Decimal(0)


def _part_reason(rule: Colours, label: Text, points: Decimal) -> Reason:
    return why(rule.score_clause, "score_part", title=label, points=str(points))
