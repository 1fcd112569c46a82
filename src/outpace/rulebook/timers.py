"""Task timers: which tasks a fact starts, when each is due, and how one stands. Issues no task itself."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from outpace.protocols import Edition, Fact
from outpace.protocols.sections.timing import Group
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.words.decision import Clause, Decision, Text, Undecided
from outpace.words.moment import Dated, Precision, instant, start_of_day
from outpace.words.problem import ProblemError


class Standing(StrEnum):
    """How a task stands against its limit."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TaskTimer:
    """A task to issue: kind, title, when it is due (UTC), the clause that sets the limit, the link of the loop."""

    kind: str
    title: Text
    due_at: datetime
    clause: Clause
    step: str


@dataclass(frozen=True, slots=True)
class TaskState:
    """How a task stands; `seconds` left until the limit, negative when over (for a done task: when it was done)."""

    state: Standing
    seconds: int

    @property
    def kept(self) -> bool:
        return self.seconds >= 0


def timers(
    fact: str, at: datetime, edition: Edition, tier: str | None = None, group: str | None = None
) -> tuple[TaskTimer, ...]:
    """List the tasks that a fact starts at an instant, soonest first.

    Some tasks are for certain tiers only: give the contact's `tier`; some facts have a limit a `group`: give it.
    Raises ProblemError TIMER_FACT_UNKNOWN, TIMER_GROUP_UNKNOWN, TIER_UNKNOWN.
    """
    if fact not in list(Fact):
        raise ProblemError("TIMER_FACT_UNKNOWN", fact=fact, facts=", ".join(Fact))
    if group is not None and group not in list(Group):
        raise ProblemError("TIMER_GROUP_UNKNOWN", group=group, groups=", ".join(Group))
    if tier is not None:
        edition.tier(tier)
    start = instant(at)
    issued = [
        TaskTimer(rule.kind, rule.title, start + timedelta(hours=rule.hours.value), rule.clause, rule.step.value)
        for rule in edition.timers
        if rule.fact == fact
        and (rule.tiers is None or tier in rule.tiers)
        and (rule.groups is None or group in rule.groups)
    ]
    return tuple(sorted(issued, key=lambda timer: timer.due_at))


def standing(due_at: datetime, done_at: datetime | None, as_of: datetime) -> TaskState:
    """Say how a task stands. A task done after `as_of` is not done yet; the limit itself is still in time."""
    done = done_at is not None and done_at <= as_of
    seconds = int(((due_at - done_at) if done_at is not None and done else (due_at - as_of)).total_seconds() // 1)
    if done:
        return TaskState(Standing.DONE, seconds)
    return TaskState(Standing.OPEN if due_at >= as_of else Standing.OVERDUE, seconds)


def assumed_instant(fact: Dated | None, edition: Edition, as_of: datetime, zone: str) -> Decision[datetime] | Undecided:
    """Turn a day into the instant from which limits count: the edition's cut-off hour, said in the reason."""
    today(as_of, zone)
    clause = edition.cut_off_clause
    if fact is None or fact.precision is Precision.MONTH:
        return Undecided(("day",), (why(clause, "day_needed"),), as_of)
    hour = edition.cut_off_hour.value
    return Decision(_at(fact, hour, zone), (why(clause, "timed_from_day", day=fact.day, hour=hour),), as_of)


def _at(fact: Dated, hour: int, zone: str) -> datetime:
    if hour > time.max.hour:
        return start_of_day(fact.day + timedelta(days=1), zone)
    return instant(datetime.combine(fact.day, time(hour), ZoneInfo(zone)))
