"""Standing of a quarantine site: open, strict or blocked for new arrivals, and why. Assigns no room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.areas import SITES, Sites
from outpace.rulebook.facts import refuse_future, today
from outpace.rulebook.risk_level import refuse_negative
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.moment import Dated, instant
from outpace.words.problem import ProblemError


class SiteStanding(StrEnum):
    """Open to arrivals; strict: arrivals and the strictest care; blocked: nobody may be brought here now."""

    OPEN = "open"
    STRICT = "strict"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorFacts:
    """A floor: the days on which the people on it came in, and the day a case was found on it."""

    name: str
    entered: tuple[date, ...] = ()
    case_found: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """A quarantine site. None is unknown. `building_safe`: checked before use; `last_check`: the last round of checks."""

    rooms: int
    occupied: int | None = None
    building_safe: bool | None = None
    floors: tuple[FloorFacts, ...] = ()
    last_check: datetime | None = None


@dataclass(frozen=True, slots=True)
class SiteState:
    """How a site stands, rooms free, floors whose people count anew (with the day), whether a check is overdue."""

    standing: SiteStanding
    rooms_free: int
    restarts: tuple[tuple[str, date], ...]
    mixed_floors: tuple[str, ...]
    check_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFacts:
    """Rooms of an area for quarantine, and the people who live there."""

    rooms: int
    population: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """Rooms that the standard asks for, and how many are lacking."""

    needed: int
    lacking: int


def site_standing(facts: SiteFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[SiteState] | Undecided:
    """Say whether people may be brought to a site.

    Undecided while occupancy or the safety of the building is unknown and nothing else blocks. Raises ProblemError
    PART_OVER_WHOLE for more people than rooms, FACT_NEGATIVE, FACT_IN_FUTURE.
    """
    day, rule = today(as_of, zone), edition.part(SITES)
    _refuse_impossible(facts, day, as_of)
    blocked, strict = _blocked(facts, rule), _strict(facts, rule, as_of)
    needs = tuple(name for name in ("occupied", "building_safe", "last_check") if getattr(facts, name) is None)
    if needs and not blocked:
        return Undecided(needs, (why(rule.capacity_clause, "site_open_facts"), *strict), as_of)
    state = SiteStanding.BLOCKED if blocked else SiteStanding.STRICT if strict else SiteStanding.OPEN
    free = facts.rooms - facts.occupied if facts.occupied is not None else 0
    mixed = tuple(floor.name for floor in facts.floors if len(set(floor.entered)) > 1)
    restarts = tuple((floor.name, floor.case_found.day) for floor in facts.floors if floor.case_found)
    outcome = SiteState(state, free, restarts, mixed, _overdue(facts, rule, as_of))
    return Decision(outcome, (*blocked, *strict) or (why(rule.capacity_clause, "site_free", free=free),), as_of)


def site_capacity(facts: CapacityFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[Capacity]:
    """Say how many rooms the standard asks for. Raises ProblemError FACT_NEGATIVE."""
    today(as_of, zone)
    rule = edition.part(SITES)
    refuse_negative("rooms", facts.rooms)
    refuse_negative("population", facts.population)
    needed = -(-facts.population * int(rule.rooms_per_10k.amount) // 10_000)
    lacking = max(0, needed - facts.rooms)
    reason = why(rule.capacity_clause, "site_capacity", needed=needed, rooms=facts.rooms, lacking=lacking)
    return Decision(Capacity(needed, lacking), (reason,), as_of)


def _refuse_impossible(facts: SiteFacts, day: date, as_of: datetime) -> None:
    refuse_negative("rooms", facts.rooms)
    refuse_negative("occupied", facts.occupied)
    if facts.occupied is not None and facts.occupied > facts.rooms:
        raise ProblemError("PART_OVER_WHOLE", part="occupied", value=facts.occupied, whole="rooms", total=facts.rooms)
    for floor in facts.floors:
        refuse_future("case_found", floor.case_found, day)
        for entered in floor.entered:
            refuse_future("entered", Dated(entered), day)
    if facts.last_check and instant(facts.last_check) > as_of:
        raise ProblemError(
            "FACT_IN_FUTURE", fact="last_check", day=facts.last_check.isoformat(), as_of=as_of.isoformat()
        )


def _blocked(facts: SiteFacts, rule: Sites) -> tuple[Reason, ...]:
    found = []
    if facts.building_safe is False:
        found.append(why(rule.capacity_clause, "site_unsafe"))
    if facts.occupied == facts.rooms:
        found.append(why(rule.capacity_clause, "site_full", rooms=facts.rooms))
    return tuple(found)


def _strict(facts: SiteFacts, rule: Sites, as_of: datetime) -> tuple[Reason, ...]:
    found = [
        why(rule.restart_clause, "site_restart", floor=floor.name, day=str(floor.case_found))
        for floor in facts.floors
        if floor.case_found
    ]
    found += [
        why(rule.batch_clause, "site_mixed", floor=floor.name) for floor in facts.floors if len(set(floor.entered)) > 1
    ]
    if _overdue(facts, rule, as_of):
        found.append(why(rule.check_clause, "site_check_overdue", hours=rule.check_hours.value))
    return tuple(found)


def _overdue(facts: SiteFacts, rule: Sites, as_of: datetime) -> bool:
    limit = timedelta(hours=rule.check_hours.value)
    return facts.last_check is not None and instant(as_of) - instant(facts.last_check) > limit
