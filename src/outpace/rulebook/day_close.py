"""Daily close-out: whether the day's tasks are all done, cancelled with a reason, or handed over by name. Closes nothing.

Nothing is carried over in silence, and a task's age runs on from its first opening.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.escalation import ESCALATION
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision
from outpace.words.moment import instant


class Ending(StrEnum):
    """How a task left the day."""

    DONE = "done"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"


class Unsettled(StrEnum):
    """Why a task is not settled."""

    STILL_OPEN = "still_open"
    NO_REASON = "no_reason"
    NO_NAME = "no_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOfDay:
    """A task of the day: first opening, how it ended, the reason of a cancellation, the name it was handed to."""

    id: str
    opened_at: datetime
    ending: Ending | None = None
    reason: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All tasks of a day."""

    tasks: tuple[TaskOfDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A task that is not settled, and why."""

    id: str
    why: Unsettled


@dataclass(frozen=True, slots=True)
class CloseOut:
    """Whether the day is closed, what is loose, how many settled (per cent, None without tasks), and old ones carried on."""

    closed: bool
    loose: tuple[Loose, ...]
    clear_rate: int | None
    old: tuple[str, ...]


def close_day(day: Day, edition: Edition, as_of: datetime, _: str) -> Decision[CloseOut]:
    """Judge a day. A task handed over is settled today but still counts as old once its age passes the edition's hours."""
    rules = edition.part(ESCALATION)
    loose = tuple(Loose(task.id, found) for task in day.tasks if (found := _unsettled(task)))
    limit = timedelta(hours=rules.old_hours.value)
    carried = [task for task in day.tasks if task.ending not in (Ending.DONE, Ending.CANCELLED)]
    old = tuple(task.id for task in carried if as_of - instant(task.opened_at) > limit)
    rate = 100 * (len(day.tasks) - len(loose)) // len(day.tasks) if day.tasks else None
    key = "day_not_closed" if loose else "day_closed"
    reason = why(rules.close_clause, key, loose=len(loose), old=len(old), hours=rules.old_hours.value)
    return Decision(CloseOut(not loose, loose, rate, old), (reason,), as_of)


def _unsettled(task: TaskOfDay) -> Unsettled | None:
    match task.ending:
        case None:
            return Unsettled.STILL_OPEN
        case Ending.CANCELLED if not (task.reason or "").strip():
            return Unsettled.NO_REASON
        case Ending.HANDED_OVER if not (task.to or "").strip():
            return Unsettled.NO_NAME
    return None
