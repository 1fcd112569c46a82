"""Risk level of an area by counts, where an edition has levels by counts. Says nothing about single units."""

from dataclasses import dataclass
from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.numbers import Number
from outpace.protocols.sections.areas import RISK_LEVELS, LevelCriterion
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCounts:
    """Counts of an area: new cases and clusters within the edition's days, all cases so far. None is unknown, not zero."""

    new: int | None = None
    cumulative: int | None = None
    clusters: int | None = None


def risk_level(counts: AreaCounts, edition: Edition, as_of: datetime, zone: str) -> Decision[str] | Undecided:
    """Give the highest level whose counts are reached.

    Undecided while an unknown count could still reach a higher one. Raises ProblemError FACT_NEGATIVE, PART_OVER_WHOLE for
    more new cases than cases, FACTS_CONTRADICT for a cluster without a new case, EDITION_SILENT.
    """
    today(as_of, zone)
    _refuse_impossible(counts)
    rule = edition.part(RISK_LEVELS)
    for level in rule.levels:
        open_facts = [_missing(criterion, counts) for criterion in level.any_of]
        if () in open_facts:
            known = {
                key: value for key in ("new", "cumulative", "clusters") if (value := _count(counts, key)) is not None
            }
            reason = why(level.clause, "level_met", title=level.label, days=rule.window.value, **known)
            return Decision(level.id, (reason,), as_of)
        needs = tuple(dict.fromkeys(fact for facts in open_facts for fact in facts or ()))
        if needs:
            return Undecided(needs, (why(level.clause, "level_open", title=level.label),), as_of)
    raise AssertionError("the last level always holds")


def _refuse_impossible(counts: AreaCounts) -> None:
    for name in ("new", "cumulative", "clusters"):
        refuse_negative(name, _count(counts, name))
    if counts.new is not None and counts.cumulative is not None and counts.new > counts.cumulative:
        raise ProblemError("PART_OVER_WHOLE", part="new", value=counts.new, whole="cumulative", total=counts.cumulative)
    if counts.clusters and counts.new == 0:
        raise ProblemError("FACTS_CONTRADICT", first="clusters", second="new")


def refuse_negative(name: str, value: int | None) -> None:
    """Raise ProblemError FACT_NEGATIVE for a count below zero."""
    if value is not None and value < 0:
        raise ProblemError("FACT_NEGATIVE", fact=name, value=value)


def _count(counts: AreaCounts, name: str) -> int | None:
    found: int | None = getattr(counts, name)
    return found


def _missing(criterion: LevelCriterion, counts: AreaCounts) -> tuple[str, ...] | None:
    """The counts a criterion still needs: none when it is met, None when it can't be met."""
    parts = (
        _reached("new", counts.new, criterion.new_at_least, 0),
        _reached("cumulative", counts.cumulative, criterion.cumulative_over, 1),
        _reached("clusters", counts.clusters, criterion.clusters_at_least, 0),
    )
    if None in parts:
        return None
    return tuple(fact for part in parts for fact in part or ())


def _reached(name: str, count: int | None, limit: Number | None, over: int) -> tuple[str, ...] | None:
    if limit is None:
        return ()
    if count is None:
        return (name,)
    return () if count >= limit.value + over else None
