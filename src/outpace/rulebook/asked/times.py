"""Questions about time: from which moment a day counts, escalation of tasks and the daily close-out."""

from dataclasses import dataclass
from typing import Any

from outpace.rulebook.day_close import Day, close_day
from outpace.rulebook.escalation import OpenTask, escalate
from outpace.rulebook.question import Rule
from outpace.rulebook.timers import assumed_instant
from outpace.words.decision import Text
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTask:
    """One task."""

    task: OpenTask


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDay:
    """A fact of which only the day is known, or not even that."""

    day: Dated | None = None


TIMES: tuple[Rule[Any], ...] = (
    Rule(
        name="timed_from",
        title=Text(zh="只有日期时从几点起算", en="Timing a fact known by its day"),
        about=Text(
            zh="一件事实只知道哪一天发生，时限从当天几点起算。",
            en="From which moment limits count when only the day of a fact is known.",
        ),
        facts=OfDay,
        decide=lambda facts, edition, as_of, zone: assumed_instant(facts.day, edition, as_of, zone),
    ),
    Rule(
        name="escalation",
        title=Text(zh="任务催办升级", en="Escalation of a task"),
        about=Text(zh="任务用掉了多少时限，现在该告诉谁。", en="How much of a limit is used and who has to know now."),
        facts=OfTask,
        decide=lambda facts, edition, as_of, zone: escalate(facts.task, edition, as_of, zone),
    ),
    Rule(
        name="day_close",
        title=Text(zh="日清日结", en="Daily close-out"),
        about=Text(
            zh="当天的任务是否都已办结、注明原因取消或指名移交。",
            en="Whether the day's tasks are done, cancelled with a reason, or handed over by name.",
        ),
        facts=Day,
        decide=close_day,
    ),
)
