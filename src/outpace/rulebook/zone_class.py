"""Zone class: which zone of the edition a unit becomes. The rule proposes for the smallest unit; a person orders it.

Never proposes less than what is in force: a zone ends by its own conditions (`zone_release`), not by new facts about links.
"""

from dataclasses import dataclass
from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.zones import ZONES, ZoneClass, ZoneCriterion, Zones
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.rulebook.zone_words import met_text
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.problem import ProblemError
from outpace.words.zone import Likelihood, Link, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What is known of one unit. None is unknown; `now` None means that it is no zone yet.

    A link is a case that lives, works or stayed there in the time in which it could pass the infection on;
    `surroundings`: busy places around the home of a case; `frequent`: a place of work or activity where the case often was;
    `county_affected`: the county has another zone; `positive_found`: an infection was found inside since it is a zone.
    """

    kind: UnitKind
    now: str | None = None
    residence: bool | None = None
    surroundings: bool | None = None
    work: bool | None = None
    activity: bool | None = None
    frequent: bool | None = None
    likelihood: Likelihood | None = None
    hard_to_trace: bool | None = None
    positive_found: bool | None = None
    county_affected: bool | None = None


@dataclass(frozen=True, slots=True)
class ZoneProposal:
    """The zone proposed (None: none), whether it differs from what is in force, and whether the unit is small enough."""

    zone: str | None
    changes: bool
    unit_fits: bool


def propose_zone(unit: UnitFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[ZoneProposal] | Undecided:
    """Propose a zone for a unit by the strictest criterion that is met.

    A stricter zone that still lacks a fact keeps the answer open. Raises ProblemError ZONE_CLASS_UNKNOWN, EDITION_SILENT.
    """
    today(as_of, zone)
    zones = edition.part(ZONES)
    if unit.now is not None:
        zone_named(zones, unit.now, edition)
    for rule in zones.classes:
        if rule.id == unit.now:
            return Decision(
                ZoneProposal(rule.id, False, True), (why(rule.clause, "zone_stays", title=rule.label),), as_of
            )
        criterion, needs = _met_or_open(rule, unit)
        if criterion is not None:
            return Decision(*_proposed(rule, criterion, unit), as_of)
        if needs:
            return Undecided(needs, (why(rule.clause, "zone_open", title=rule.label),), as_of)
    return Decision(ZoneProposal(None, False, True), (why(zones.clause, "zone_none"),), as_of)


def zone_named(zones: Zones, name: str, edition: Edition) -> ZoneClass:
    """Find a zone of the edition by its id. Raises ProblemError ZONE_CLASS_UNKNOWN."""
    for found in zones.classes:
        if found.id == name:
            return found
    known = ", ".join(found.id for found in zones.classes)
    raise ProblemError("ZONE_CLASS_UNKNOWN", edition=edition.id, zone_class=name, zones=known)


def _proposed(rule: ZoneClass, criterion: ZoneCriterion, unit: UnitFacts) -> tuple[ZoneProposal, tuple[Reason, ...]]:
    fits = rule.units is None or unit.kind in rule.units
    met = why(rule.clause, "zone_met", given=met_text(criterion, unit), title=rule.label, unit=unit.kind)
    asks = why(rule.clause, "zone_asks", duties=rule.duties)
    wide = () if fits else (why(rule.clause, "unit_too_wide", title=rule.label),)
    return ZoneProposal(rule.id, True, fits), (met, *wide, asks)


def _met_or_open(rule: ZoneClass, unit: UnitFacts) -> tuple[ZoneCriterion | None, tuple[str, ...]]:
    """The criterion that is met, or the facts that could still meet one."""
    needs: list[str] = []
    for criterion in rule.any_of:
        missing = _missing(criterion, unit)
        if missing == ():
            return criterion, ()
        needs += missing or ()
    return None, tuple(dict.fromkeys(needs))


def _missing(criterion: ZoneCriterion, unit: UnitFacts) -> tuple[str, ...] | None:
    """The facts a criterion still needs: none when it is met, None when it can't be met any more."""
    parts = [_links(criterion.links, unit), _inside(criterion.positive_in, unit)]
    if criterion.likelihoods is not None:
        parts.append(("likelihood",) if unit.likelihood is None else _truth(unit.likelihood in criterion.likelihoods))
    for name in ("frequent", "hard_to_trace", "county_affected"):
        wanted, fact = getattr(criterion, name), getattr(unit, name)
        if wanted is not None:
            parts.append((name,) if fact is None else _truth(fact is wanted))
    if None in parts:
        return None
    return tuple(fact for part in parts for fact in part or ())


def _links(wanted: frozenset[Link] | None, unit: UnitFacts) -> tuple[str, ...] | None:
    if wanted is None:
        return ()
    facts = {link.value: getattr(unit, link.value) for link in Link if link in wanted}
    if True in facts.values():
        return ()
    return tuple(name for name, fact in facts.items() if fact is None) or None


def _inside(zones: frozenset[str] | None, unit: UnitFacts) -> tuple[str, ...] | None:
    if zones is None:
        return ()
    if unit.now not in zones:
        return None
    return ("positive_found",) if unit.positive_found is None else _truth(unit.positive_found)


def _truth(holds: bool) -> tuple[str, ...] | None:
    return () if holds else None
