"""The conditions for lifting a zone, one function each: met, not met yet (with the earliest day) or unknown.

The earliest day supposes that nothing new happens; what is unknown can only move it later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from outpace.protocols import Edition
from outpace.protocols.sections.contacts import ReleaseDay
from outpace.protocols.sections.zones import ZONES, CaseDay, ContactsOut, CountsFrom, FinalRound, Quiet, Together
from outpace.rulebook.facts import earliest, exact, latest
from outpace.rulebook.sentences import say
from outpace.rulebook.zone_facts import LinkedZone, Round, ZoneFacts
from outpace.words.decision import Clause, Text
from outpace.words.moment import Dated, instant


class Met(StrEnum):
    """Where a condition stands."""

    MET = "met"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: where it stands, since which day its clock runs, the earliest day it can be met, what is missing.

    For a round, `since` is the first day from which a sample counts.
    """

    kind: str
    state: Met
    since: date | None
    earliest: date | None
    needs: tuple[str, ...]
    text: Text
    clause: Clause


def quiet(rule: Quiet, facts: ZoneFacts, case_day: CaseDay, day: date) -> Condition:
    """No new case of the unit for so many days; where it never had one, days count from the day the zone was set."""
    anchors: dict[str, Dated | None] = {}
    if facts.had_case is False or rule.counts_from is CountsFrom.ZONE_SET:
        anchors["set_on"] = facts.set_on
    if facts.had_case is not False:
        anchors["last_case"] = facts.last_case
    return _Days("no_new_case", rule.days.value, rule.release_day, case_day, rule.clause).judge(anchors, day)


def contacts_out(rule: ContactsOut, facts: ZoneFacts, case_day: CaseDay, day: date) -> Condition:
    """The last contact moved out so many days ago and is negative."""
    days = _Days("contacts_out", rule.days.value, rule.release_day, case_day, rule.clause)
    if facts.had_contacts is False:
        return Condition("contacts_out", Met.MET, None, None, (), say("contacts_none"), rule.clause)
    if facts.contacts_inside:
        text = say("contacts_inside", count=facts.contacts_inside)
        return Condition("contacts_out", Met.NOT_YET, None, days.due(day), (), text, rule.clause)
    if facts.contacts_negative is False:
        return Condition("contacts_out", Met.NOT_YET, None, None, (), say("contacts_positive"), rule.clause)
    found = days.judge({"last_contact_out": facts.last_contact_out}, day)
    missing = tuple(name for name in ("contacts_inside", "contacts_negative") if getattr(facts, name) is None)
    if found.state is Met.NOT_YET or not missing:
        return found
    needs = (*found.needs, *missing)
    return Condition(found.kind, Met.UNKNOWN, found.since, found.earliest, needs, say("contacts_open"), rule.clause)


def together(rule: Together, facts: ZoneFacts, day: date) -> Condition:
    """The stricter zones of the county have been lifted."""
    if facts.linked is None:
        return Condition("together", Met.UNKNOWN, None, None, ("linked",), say("together_open"), rule.clause)
    linked = [each for each in facts.linked if each.zone_class in rule.zones]
    waiting = [each for each in linked if each.lifted is False]
    if waiting:
        names = Text(zh="、".join(each.name for each in waiting), en=", ".join(each.name for each in waiting))
        text = say("together_waiting", names=names)
        return Condition("together", Met.NOT_YET, None, _all_lifted(waiting, day), (), text, rule.clause)
    if any(each.lifted is None for each in linked):
        return Condition("together", Met.UNKNOWN, None, None, ("linked.lifted",), say("together_open"), rule.clause)
    return Condition("together", Met.MET, None, None, (), say("together_met"), rule.clause)


def _all_lifted(waiting: list[LinkedZone], day: date) -> date:
    return max((day, *(each.earliest for each in waiting if each.earliest)))


def final_round(
    rule: FinalRound, facts: ZoneFacts, edition: Edition, day: date, lift_on: date, moment: datetime, zone: str
) -> Condition:
    """A full round, all negative, recent enough on the day `lift_on` (at `moment`) on which the rest can be met."""
    start = _first_sample(rule, facts, edition.part(ZONES).case_day, lift_on, zone, moment)
    if start is None:
        text = say("round_undated")
        return Condition("final_round", Met.UNKNOWN, None, None, ("last_case",), text, rule.clause)
    if facts.rounds is None:
        text = say("round_open", start=start)
        return Condition("final_round", Met.UNKNOWN, start, None, ("rounds",), text, rule.clause)
    judged = [(_holds(each, rule, start, moment, zone), each) for each in facts.rounds]
    recent = [(holds, each) for holds, each in judged if holds is not False]
    if any(each.all_negative is False for _, each in recent):
        return Condition("final_round", Met.NOT_YET, start, None, (), say("round_positive"), rule.clause)
    done = [each for holds, each in recent if holds and each.complete and each.all_negative]
    if done:
        text = say("round_met", on=max(each.on for each in done))
        return Condition("final_round", Met.MET, start, None, (), text, rule.clause)
    missing = _missing(recent)
    if missing:
        return Condition("final_round", Met.UNKNOWN, start, None, missing, say("round_open", start=start), rule.clause)
    text = say("round_missing", start=start)
    return Condition("final_round", Met.NOT_YET, start, max(day, start), (), text, rule.clause)


def _missing(recent: Sequence[tuple[bool | None, Round]]) -> tuple[str, ...]:
    needs: list[str] = []
    for holds, each in recent:
        if each.complete is False:
            continue
        needs += ["rounds.at"] if holds is None else []
        needs += [f"rounds.{name}" for name in ("complete", "all_negative") if getattr(each, name) is None]
    return tuple(dict.fromkeys(needs))


def _first_sample(
    rule: FinalRound, facts: ZoneFacts, case_day: CaseDay, lift_on: date, zone: str, moment: datetime
) -> date | None:
    """The first day from which a sample counts; None where that hangs on a day that is unknown."""
    starts = []
    if rule.within_days is not None:
        starts.append(lift_on - timedelta(days=rule.within_days.value))
    if rule.within_hours is not None:
        starts.append((moment - timedelta(hours=rule.within_hours.value)).astimezone(ZoneInfo(zone)).date())
    if rule.from_day is not None:
        anchor = facts.set_on if facts.had_case is False else facts.last_case
        if anchor is None:
            return None
        starts.append(_zero(earliest(anchor), case_day) + timedelta(days=rule.from_day.value))
    return max(starts)


def _holds(each: Round, rule: FinalRound, start: date, moment: datetime, zone: str) -> bool | None:
    """Whether a round is recent enough; unknown where hours count and only its day is known."""
    if each.on < start:
        return False
    if rule.within_hours is None:
        return True
    limit = instant(moment) - timedelta(hours=rule.within_hours.value)
    if each.at is not None:
        return instant(each.at) >= limit
    first = datetime.combine(each.on, time.min, ZoneInfo(zone))
    return True if first >= limit else None


@dataclass(frozen=True, slots=True)
class _Days:
    """A condition that is a number of days since a fact."""

    kind: str
    days: int
    release_day: ReleaseDay
    case_day: CaseDay
    clause: Clause

    def due(self, anchor: date) -> date:
        """The first day on which the days are full."""
        full = _zero(anchor, self.case_day) + timedelta(days=self.days)
        return full + timedelta(days=self.release_day is ReleaseDay.DAY_AFTER)

    def judge(self, anchors: Mapping[str, Dated | None], day: date) -> Condition:
        """Judge by the latest anchor; one that is missing, or known by its month only, keeps it open while it matters."""
        known = [anchor for anchor in anchors.values() if anchor]
        if not known:
            return self._condition(Met.UNKNOWN, None, None, tuple(anchors))
        first, last = self.due(max(map(earliest, known))), self.due(max(map(latest, known)))
        since = max(known)
        if first > day:
            return self._condition(Met.NOT_YET, since, first, ())
        needs = tuple(name for name, anchor in anchors.items() if exact(anchor) is None)
        if last > day or len(known) < len(anchors):
            return self._condition(Met.UNKNOWN, since, None, needs)
        return self._condition(Met.MET, since, first, ())

    def _condition(self, state: Met, since: Dated | None, due: date | None, needs: tuple[str, ...]) -> Condition:
        if due is None:
            text = say(f"{self.kind}_open", days=self.days)
        else:
            text = say(f"{self.kind}_{state}", days=self.days, since=str(since), due=due)
        return Condition(self.kind, state, exact(since), due, needs, text, self.clause)


def _zero(anchor: date, case_day: CaseDay) -> date:
    return anchor if case_day is CaseDay.ZERO else anchor - timedelta(days=1)
