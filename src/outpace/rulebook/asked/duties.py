"""Questions about plans and international duties: response levels, timeliness, notification, tracing indicators."""

from dataclasses import dataclass
from typing import Any

from outpace.rulebook.notification import Event, must_notify
from outpace.rulebook.plan import Situation, propose_level, stand_down
from outpace.rulebook.question import Rule
from outpace.rulebook.timeliness import OutbreakDays, timely
from outpace.rulebook.tracing import TracingCounts, tracing_shares
from outpace.words.decision import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOutbreak:
    """The days of one outbreak."""

    outbreak: OutbreakDays


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEvent:
    """One event."""

    event: Event


DUTIES: tuple[Rule[Any], ...] = (
    Rule(
        name="plan_trigger",
        title=Text(zh="应急响应级别建议", en="Response level proposed"),
        about=Text(
            zh="疫情形势建议启动哪一级响应、由谁批准、预案各步何时到期；系统只建议，由人启动。",
            en="Which level the situation proposes, who may activate it, and the runbook; a person activates.",
        ),
        facts=Situation,
        decide=propose_level,
    ),
    Rule(
        name="stand_down",
        title=Text(zh="响应降级或终止", en="Standing down"),
        about=Text(
            zh="能否建议终止响应，还差哪些条件。", en="Whether standing down may be proposed, and what is open."
        ),
        facts=Situation,
        decide=stand_down,
    ),
    Rule(
        name="timeliness",
        title=Text(zh="发现、报告、处置的时效", en="Timeliness of an outbreak"),
        about=Text(
            zh="发现、报告、处置各用几天，是否达到目标。",
            en="Days to detect, notify and respond, against the targets.",
        ),
        facts=OfOutbreak,
        decide=lambda facts, edition, as_of, zone: timely(facts.outbreak, edition, as_of, zone),
    ),
    Rule(
        name="ihr_notification",
        title=Text(zh="是否须向世卫组织通报", en="International notification"),
        about=Text(
            zh="事件是否须通报、哪些未知答案还会改变结论、何时到期。",
            en="Whether an event must be notified, which unknown answers could change that, and by when.",
        ),
        facts=OfEvent,
        decide=lambda facts, edition, as_of, zone: must_notify(facts.event, edition, as_of, zone),
    ),
    Rule(
        name="tracing_indicators",
        title=Text(zh="接触者追踪指标", en="Tracing indicators"),
        about=Text(
            zh="追踪做得怎么样；只有随访完成率时不单独显示。",
            en="How well tracing works; a completion rate is never shown alone.",
        ),
        facts=TracingCounts,
        decide=tracing_shares,
    ),
)
