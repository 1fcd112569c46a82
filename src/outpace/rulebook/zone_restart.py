"""Whether infections found after sealing start the clock of a unit anew, and for how much of the unit.

Only what plausibly happened inside since sealing counts: an infection acquired elsewhere or before, in somebody who was
not in the unit while infectious, says nothing about the unit.
"""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.protocols import Edition
from outpace.protocols.sections.zones import ZONES, Reach
from outpace.protocols.sections.zones import Restart as RestartRule
from outpace.rulebook.facts import exact, latest, not_after, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.rulebook.zone_class import zone_named
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import Dated
from outpace.words.zone import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInfection:
    """An infection tied to the unit: the day it was found, the part of the unit (a building), and what happened inside.

    `acquired_inside`: plausibly infected in the unit after sealing; `infectious_inside`: was there while infectious after
    sealing; `new_contacts_inside`: left contacts there. None is unknown.
    """

    name: str
    found: Dated
    part: str | None = None
    acquired_inside: bool | None = None
    infectious_inside: bool | None = None
    new_contacts_inside: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartFacts:
    """A sealed unit and the infections found since. `spread_between_parts`: infection may have passed between them."""

    unit: str
    zone_class: str
    set_on: Dated
    infections: tuple[FoundInfection, ...] = ()
    spread_between_parts: bool | None = None


@dataclass(frozen=True, slots=True)
class ZoneRestart:
    """Whether the clock starts anew, from which day, for which parts (none named: the whole unit), and by whom."""

    unit: str
    restarts: bool
    from_day: date | None
    parts: tuple[str, ...]
    by: tuple[str, ...]


def zone_restart(
    facts: RestartFacts, edition: Edition, as_of: datetime, zone: str
) -> Decision[ZoneRestart] | Undecided:
    """Judge which of the infections count for the unit.

    An infection that could still count keeps the answer open. Raises ProblemError FACT_IN_FUTURE, ZONE_CLASS_UNKNOWN.
    """
    day, rule = today(as_of, zone), edition.part(ZONES).restart
    zone_named(edition.part(ZONES), facts.zone_class, edition)
    refuse_future("set_on", facts.set_on, day)
    for each in facts.infections:
        refuse_future("found", each.found, day)
    judged = [(each, _open_grounds(each, facts, rule)) for each in facts.infections]
    needs = tuple(dict.fromkeys(need for _, grounds in judged if grounds for need in grounds))
    if needs:
        return Undecided(needs, (why(rule.clause, "restart_open", unit=facts.unit),), as_of)
    counting = tuple(each for each, grounds in judged if grounds == ())
    return _outcome(facts, counting, rule, as_of)


def _open_grounds(each: FoundInfection, facts: RestartFacts, rule: RestartRule) -> tuple[str, ...] | None:
    """What an infection still needs: nothing when it counts, None when it can't count."""
    before = not_after(each.found, facts.set_on.day) if exact(facts.set_on) else None
    if before and latest(each.found) < facts.set_on.day:
        return None
    known = {ground.value: getattr(each, ground.value) for ground in rule.grounds}
    if True in known.values():
        return () if exact(each.found) else ("found",)
    return tuple(name for name, fact in known.items() if fact is None) or None


def _outcome(
    facts: RestartFacts, counting: tuple[FoundInfection, ...], rule: RestartRule, as_of: datetime
) -> Decision[ZoneRestart] | Undecided:
    if not counting:
        reason = why(rule.clause, "restart_none", unit=facts.unit)
        return Decision(ZoneRestart(facts.unit, False, None, (), ()), (reason,), as_of)
    parts = {each.part for each in counting if each.part}
    splits = rule.reach is Reach.PART and all(each.part for each in counting)
    if splits and facts.spread_between_parts is None:
        return Undecided(("spread_between_parts",), (why(rule.clause, "restart_parts", unit=facts.unit),), as_of)
    kept = tuple(sorted(parts)) if splits and facts.spread_between_parts is False else ()
    first = max(each.found.day for each in counting)
    by = tuple(each.name for each in counting)
    reasons = (_reach_reason(facts, kept, first, rule), *(_ground_reason(each, rule) for each in counting))
    return Decision(ZoneRestart(facts.unit, True, first, kept, by), reasons, as_of)


def _reach_reason(facts: RestartFacts, parts: tuple[str, ...], first: date, rule: RestartRule) -> Reason:
    if not parts:
        return why(rule.clause, "restart_whole", unit=facts.unit, day=first)
    names = Text(zh="、".join(parts), en=", ".join(parts))
    return why(rule.clause, "restart_part", unit=facts.unit, parts=names, day=first)


def _ground_reason(each: FoundInfection, rule: RestartRule) -> Reason:
    ground = next(ground for ground in rule.grounds if getattr(each, ground.value))
    return why(rule.clause, "restart_by", name=each.name, found=str(each.found), ground=_GROUNDS[ground])


_GROUNDS = {
    Ground.ACQUIRED_INSIDE: Text(zh="可能在封控后于区内感染", en="may have been infected inside after sealing"),
    Ground.INFECTIOUS_INSIDE: Text(zh="封控后具有传染性时曾在区内", en="was inside while infectious after sealing"),
    Ground.NEW_CONTACTS_INSIDE: Text(zh="在区内留有新的接触者", en="left new contacts inside"),
}
