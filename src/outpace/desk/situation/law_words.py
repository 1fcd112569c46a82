"""The words that an edition has for its own codes: tiers, zones, colours, lawful reasons, steps. Decides nothing.

Rules take and give such codes as plain text; a page shows the words of the edition that is asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any

from outpace.protocols import Edition
from outpace.protocols.section import Section
from outpace.protocols.sections.areas import RISK_LEVELS, RiskLevel
from outpace.protocols.sections.burial import BURIAL, BurialStepRule
from outpace.protocols.sections.colours import COLOURS, Colour, Scored
from outpace.protocols.sections.contacts import TIERS, Tier
from outpace.protocols.sections.indices import INDICES, IndexPart
from outpace.protocols.sections.outcomes import OUTCOMES, OutcomeRule
from outpace.protocols.sections.questions import QUESTIONNAIRE, Form
from outpace.protocols.sections.reasons import REASONS, LawfulReason
from outpace.protocols.sections.strata import RISK_STRATA, StratumRule
from outpace.protocols.sections.survivors import SURVIVORS, SurvivorStepRule
from outpace.protocols.sections.timing import TIMERS, TimerRule
from outpace.protocols.sections.zones import ZONES, ZoneClass
from outpace.words.decision import Text


@dataclass(frozen=True, slots=True)
class Named:
    """Where codes and their words stand: the section, the type of its entries, the fields of code and words."""

    section: Section[Any]
    kind: type[Any]
    code: str
    words: str


_TIER = Named(TIERS, Tier, "id", "label")
_ZONE = Named(ZONES, ZoneClass, "id", "label")
_COLOUR = Named(COLOURS, Colour, "id", "label")
_STEP = Named(SURVIVORS, SurvivorStepRule, "id", "title")
_NAMED: Mapping[str, Named] = {
    "tier": _TIER,
    "contact_tier.outcome": _TIER,
    "risk_stratum.outcome": Named(RISK_STRATA, StratumRule, "stratum", "label"),
    "risk_level.outcome": Named(RISK_LEVELS, RiskLevel, "id", "label"),
    "tasks": Named(TIMERS, TimerRule, "kind", "title"),
    "zone_class": _ZONE,
    "came_from": _ZONE,
    "zone_class.now": _ZONE,
    "zone_class.zone": _ZONE,
    "zone_release.to": _ZONE,
    "colour_step.now": _COLOUR,
    "colour_step.colour": _COLOUR,
    "colour_score.colour": _COLOUR,
    "by_score": _COLOUR,
    "indicator": Named(COLOURS, Scored, "indicator", "label"),
    "indices.part": Named(INDICES, IndexPart, "id", "label"),
    "indices.missing": Named(INDICES, IndexPart, "id", "label"),
    "reason": Named(REASONS, LawfulReason, "code", "label"),
    "open_questions.form": Named(QUESTIONNAIRE, Form, "id", "title"),
    "case_outcome.outcome": Named(OUTCOMES, OutcomeRule, "id", "label"),
    "done": Named(BURIAL, BurialStepRule, "id", "title"),
    "survivor_steps.step": _STEP,
}
"""By `rule.name`, or by the name alone where every rule means the same by it."""

_CODES = ("id", "code", "kind", "name")
_WORDS = ("label", "title", "name")


def codes(edition: Edition, rule: str, name: str) -> Mapping[str, Text] | None:
    """The codes that a fact or a part of an answer may be, with their words; None where it takes none of the edition's."""
    named = _NAMED.get(f"{rule}.{name}") or _NAMED.get(name)
    if named is None:
        return None
    if not edition.has(named.section):
        return {}
    return {
        str(getattr(one, named.code)): getattr(one, named.words)
        for one in _each(edition.part(named.section), named.kind)
    }


def named_anywhere(edition: Edition, code: str) -> Text | None:
    """The words that any section of an edition has for a code, the first in its order; None where no section names it."""
    return _all_named(edition).get(code)


@lru_cache(maxsize=64)
def _all_named(edition: Edition) -> Mapping[str, Text]:
    """Every code with words in an edition; of two that share a code, the first."""
    found: dict[str, Text] = {}
    for part in edition.sections.values():
        for one in _records(part):
            words = [each for each in _values(one, _WORDS) if isinstance(each, Text)]
            for code in _values(one, _CODES) if words else ():
                found.setdefault(str(code), words[0])
    return found


def _values(record: Any, names: Sequence[str]) -> list[Any]:
    return [getattr(record, name, None) for name in names]


def _records(value: Any) -> Iterator[Any]:
    """Every record inside a section, outer ones first."""
    if isinstance(value, Mapping):
        inner: list[Any] = list(value.values())
    elif isinstance(value, tuple | list | frozenset):
        inner = list(value)
    elif is_dataclass(value) and not isinstance(value, Text):
        yield value
        inner = [getattr(value, one.name) for one in fields(value)]
    else:
        inner = []
    for one in inner:
        yield from _records(one)


def _each(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Everything of a type inside a section, in the order of the file."""
    return (one for one in _records(value) if isinstance(one, kind))
