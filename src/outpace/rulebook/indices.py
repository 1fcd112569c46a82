"""Control index and flow index: shares over published counts, side by side, never one sum; ranks among units of like load.

A part that nobody reported is missing, not zero, and leaves its index open; a part with nothing to count is left out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from outpace.protocols import Edition
from outpace.protocols.sections.indices import INDICES, IndexPart, IndexRule, Indices
from outpace.rulebook.facts import today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.problem import ProblemError


class PartState(StrEnum):
    """Whether a part could be computed."""

    KNOWN = "known"
    MISSING = "missing"
    NOTHING_TO_COUNT = "nothing_to_count"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCount:
    """A published count: what was counted, out of how many. None is unknown, not zero."""

    part: str
    count: int | None = None
    out_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFacts:
    """The counts of one unit for one day."""

    unit: str
    parts: tuple[PartCount, ...] = ()


@dataclass(frozen=True, slots=True)
class PartValue:
    """A part in per cent, high is good."""

    part: str
    state: PartState
    value: float | None


@dataclass(frozen=True, slots=True)
class IndexValue:
    """An index from 0 to 100 (None while a part is missing, or nothing could be counted), its parts, and which are missing."""

    value: float | None
    parts: tuple[PartValue, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexPair:
    """Both indices beside each other. `control_without_flow`: much control, little flow: a warning, not a success."""

    unit: str
    control: IndexValue
    flow: IndexValue
    control_without_flow: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankEntry:
    """A unit, how much it had to carry, and its index."""

    unit: str
    load: int | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankFacts:
    """Units to compare on one index."""

    entries: tuple[RankEntry, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit and its place among units of like load; equal values share a place."""

    unit: str
    rank: int


@dataclass(frozen=True, slots=True)
class RankGroup:
    """Units whose load starts at `load_from`, best first."""

    load_from: int
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Groups of like load, and the units that can't be ranked because load or index is missing."""

    groups: tuple[RankGroup, ...]
    unranked: tuple[str, ...]


def index_pair(facts: IndexFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[IndexPair] | Undecided:
    """Compute both indices; an index with a missing part has no value and names the part.

    Undecided where neither has a value. Raises ProblemError INDEX_PART_UNKNOWN, PART_TWICE, PART_OVER_WHOLE, FACT_NEGATIVE.
    """
    today(as_of, zone)
    rule = edition.part(INDICES)
    counts = _counts(facts, rule, edition)
    control, flow = (_index(each, counts) for each in (rule.control, rule.flow))
    reasons = (_reason(rule.control, control), _reason(rule.flow, flow))
    if control.value is None and flow.value is None and (control.missing or flow.missing):
        return Undecided((*control.missing, *flow.missing), reasons, as_of)
    contrast = _contrast(rule, control, flow)
    warning = (why(rule.contrast_clause, "index_contrast"),) if contrast else ()
    return Decision(IndexPair(facts.unit, control, flow, contrast), (*reasons, *warning), as_of)


def part_share(part: IndexPart, count: int, out_of: int) -> Fraction:
    """A part in per cent, turned so that high is good. Raises ZeroDivisionError where there is nothing to count."""
    share = Fraction(100 * count, out_of)
    return share if part.high_is_good else 100 - share


def rank_units(facts: RankFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[Ranks]:
    """Rank units within groups of like load; units with less than the smallest load are not ranked against anybody.

    Raises ProblemError FACT_NEGATIVE, PART_TWICE for a unit that stands twice.
    """
    today(as_of, zone)
    rule = edition.part(INDICES)
    _refuse_twice([entry.unit for entry in facts.entries])
    for entry in facts.entries:
        refuse_negative("load", entry.load)
    starts = [load.value for load in rule.loads]
    known = [entry for entry in facts.entries if entry.load is not None and entry.value is not None]
    groups = [(start, [each for each in known if _start(starts, each.load or 0) == start]) for start in starts]
    found = tuple(RankGroup(start, _ranked(entries)) for start, entries in groups if entries)
    placed = {one.unit for group in found for one in group.ranked}
    unranked = tuple(entry.unit for entry in facts.entries if entry.unit not in placed)
    return Decision(Ranks(found, unranked), (why(rule.rank_clause, "index_ranks", groups=len(found)),), as_of)


def _start(starts: list[int], load: int) -> int | None:
    return max((start for start in starts if start <= load), default=None)


def _ranked(entries: list[RankEntry]) -> tuple[Ranked, ...]:
    values = [entry.value or 0 for entry in entries]
    found = [Ranked(entry.unit, 1 + sum(other > (entry.value or 0) for other in values)) for entry in entries]
    return tuple(sorted(found, key=lambda one: (one.rank, one.unit)))


def _counts(facts: IndexFacts, rule: Indices, edition: Edition) -> dict[str, PartCount]:
    known = [part.id for index in (rule.control, rule.flow) for part in index.parts]
    _refuse_twice([each.part for each in facts.parts])
    for each in facts.parts:
        if each.part not in known:
            raise ProblemError("INDEX_PART_UNKNOWN", edition=edition.id, part=each.part, parts=", ".join(known))
        refuse_negative(each.part, each.count)
        refuse_negative(each.part, each.out_of)
        if each.count is not None and each.out_of is not None and each.count > each.out_of:
            raise ProblemError("PART_OVER_WHOLE", part=each.part, value=each.count, whole="out_of", total=each.out_of)
    return {each.part: each for each in facts.parts}


def _refuse_twice(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ProblemError("PART_TWICE", part=name)


def _index(rule: IndexRule, counts: dict[str, PartCount]) -> IndexValue:
    exact = {part: _share(part, counts.get(part.id)) for part in rule.parts}
    parts = tuple(_part(part, share) for part, share in exact.items())
    missing = tuple(part.part for part in parts if part.state is PartState.MISSING)
    known = [share for share in exact.values() if isinstance(share, Fraction)]
    value = None if missing or not known else round(float(sum(known, Fraction(0)) / len(known)), 1)
    return IndexValue(value, parts, missing)


def _share(part: IndexPart, count: PartCount | None) -> Fraction | PartState:
    if count is not None and count.out_of == 0:
        return PartState.NOTHING_TO_COUNT
    if count is None or count.count is None or count.out_of is None:
        return PartState.MISSING
    return part_share(part, count.count, count.out_of)


def _part(part: IndexPart, share: Fraction | PartState) -> PartValue:
    if isinstance(share, PartState):
        return PartValue(part.id, share, None)
    return PartValue(part.id, PartState.KNOWN, round(float(share), 1))


def _contrast(rule: Indices, control: IndexValue, flow: IndexValue) -> bool | None:
    if control.value is None or flow.value is None:
        return None
    return control.value >= float(rule.high.amount) and flow.value < float(rule.low.amount)


def _reason(rule: IndexRule, index: IndexValue) -> Reason:
    if index.missing:
        names = {part.id: part.label for part in rule.parts}
        zh, en = ("、".join(names[one].zh for one in index.missing), ", ".join(names[one].en for one in index.missing))
        return why(rule.clause, "index_missing", title=rule.label, parts=Text(zh=zh, en=en))
    if index.value is None:
        return why(rule.clause, "index_nothing", title=rule.label)
    return why(rule.clause, "index_value", title=rule.label, value=f"{index.value:.1f}")
