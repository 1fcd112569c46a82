"""Escalation: who has to know of a task now, by the share of its limit that is used up. Tells nobody itself.

A task ages from the moment it was first opened: handing it over, reopening it or naming another owner resets nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.escalation import ESCALATION, Escalation, Level, Told
from outpace.rulebook.instants import local_minute
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Text
from outpace.words.moment import instant
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task: when it was first opened, its first limit, when it was done; later hand-overs are told but change nothing."""

    opened_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    handed_over_at: tuple[datetime, ...] = ()
    reopened_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """How much of the limit is used (whole per cent), whom to tell now, and when the next step falls due (UTC)."""

    used: int
    told: tuple[Told, ...]
    level: Text | None
    next_at: datetime | None
    next_told: tuple[Told, ...]


def escalate(task: OpenTask, edition: Edition, as_of: datetime, zone: str) -> Decision[Alarm]:
    """Say who has to know of a task. Nobody, once it was done and not opened again.

    Raises ProblemError FACTS_CROSSED for a limit before the opening, EDITION_SILENT.
    """
    rules = edition.part(ESCALATION)
    opened, due = instant(task.opened_at), instant(task.due_at)
    if due < opened:
        raise ProblemError(
            "FACTS_CROSSED",
            first="opened_at",
            first_day=local_minute(opened, zone),
            last="due_at",
            last_day=local_minute(due, zone),
        )
    if _is_done(task, as_of):
        return Decision(Alarm(0, (), None, None, ()), (why(rules.clause, "escalation_done"),), as_of)
    reached = [level for level in rules.levels if _at(level, opened, due) <= as_of]
    ahead = [level for level in rules.levels if _at(level, opened, due) > as_of]
    alarm = Alarm(
        used=_used(opened, due, as_of),
        told=_everybody(reached),
        level=reached[-1].label if reached else None,
        next_at=_at(ahead[0], opened, due) if ahead else None,
        next_told=ahead[0].tell if ahead else (),
    )
    return Decision(alarm, (_reason(rules, alarm),), as_of)


def _is_done(task: OpenTask, as_of: datetime) -> bool:
    if task.done_at is None or instant(task.done_at) > as_of:
        return False
    return not any(instant(task.done_at) < instant(again) <= as_of for again in task.reopened_at)


def _at(level: Level, opened: datetime, due: datetime) -> datetime:
    return opened + timedelta(seconds=(due - opened).total_seconds() * float(level.share.amount) / 100)


def _used(opened: datetime, due: datetime, as_of: datetime) -> int:
    """Per cent of the limit used up; a limit of no time at all is used up at once."""
    limit = (due - opened).total_seconds()
    age = max(0.0, (as_of - opened).total_seconds())
    return int(100 * age // limit) if limit else 100


def _everybody(reached: list[Level]) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(one for level in reached for one in level.tell))


def _reason(rules: Escalation, alarm: Alarm) -> Reason:
    if alarm.level is None:
        return why(rules.clause, "escalation_quiet", used=alarm.used)
    return why(rules.clause, "escalation_reached", used=alarm.used, title=alarm.level)
