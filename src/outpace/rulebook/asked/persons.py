"""Questions about persons: case class, look-back, contact tier, prophylaxis, follow-up, release, tasks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from outpace.protocols import Edition
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.follow_up import FollowUp, follow_up, follow_up_end
from outpace.rulebook.look_back import look_back
from outpace.rulebook.prophylaxis import prophylaxis_windows
from outpace.rulebook.question import Answer, Rule
from outpace.rulebook.release import TestResult, release
from outpace.rulebook.sentences import why
from outpace.rulebook.stratum import risk_stratum
from outpace.rulebook.timers import timers
from outpace.words.case import CaseFacts
from outpace.words.contact import NOT_ASKED, ExposureFacts, Susceptibility
from outpace.words.decision import Decision, Text, Undecided
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """One case."""

    case: CaseFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfContact:
    """One exposure to one case, and what is known of the person's immunity and prophylaxis."""

    exposure: ExposureFacts
    case: CaseFacts
    person: Susceptibility = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class OfExposure:
    """One exposure alone."""

    exposure: ExposureFacts
    person: Susceptibility = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFirstExposure:
    """The first exposure alone: its day, and its moment where it is known."""

    exposure_first: Dated | None = None
    exposure_first_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFollowUp:
    """A tier and the last exposure."""

    tier: str
    last_exposure: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLastExposure:
    """The last exposure alone."""

    last_exposure: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRelease:
    """A tier, the last exposure, and the results so far."""

    tier: str
    last_exposure: Dated
    results: tuple[TestResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTimers:
    """A fact that has just come true, and the tier of the contact, or the group, it is about."""

    fact: str
    tier: str | None = None
    group: str | None = None


def _release(facts: OfRelease, edition: Edition, as_of: datetime, zone: str) -> Answer:
    plan: Decision[FollowUp] | Undecided = follow_up(facts.tier, facts.last_exposure, edition, as_of, zone)
    return plan if isinstance(plan, Undecided) else release(plan.outcome, facts.results, edition, as_of, zone)


def _tasks(facts: OfTimers, edition: Edition, as_of: datetime, zone: str) -> Decision[Any]:
    issued = timers(facts.fact, as_of, edition, facts.tier, facts.group)
    due = {task.kind: f"{task.due_at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" for task in issued}
    reasons = tuple(why(task.clause, "task_due", title=task.title, due=due[task.kind]) for task in issued)
    return Decision({"tasks": due}, reasons or (why(edition.cut_off_clause, "no_task"),), as_of)


PERSONS: tuple[Rule[Any], ...] = (
    Rule(
        name="case_class",
        title=Text(zh="病例分类", en="Case class"),
        about=Text(zh="按已知事实判定病例类别。", en="Which class the known facts of a person meet."),
        facts=OfCase,
        decide=lambda facts, edition, as_of, _: classify(facts.case, edition, as_of),
    ),
    Rule(
        name="look_back",
        title=Text(zh="追溯时段", en="Look-back"),
        about=Text(zh="接触者从哪一天追到哪一天。", en="From which day until which day contacts are traced."),
        facts=OfCase,
        decide=lambda facts, edition, as_of, zone: look_back(facts.case, edition, as_of, zone),
    ),
    Rule(
        name="contact_tier",
        title=Text(zh="接触者类别", en="Contact tier"),
        about=Text(zh="一次接触属于哪一类，由人确认。", en="Which tier an exposure falls into; a person confirms it."),
        facts=OfContact,
        decide=lambda facts, edition, as_of, zone: propose_tier(
            facts.exposure, facts.case, edition, as_of, zone, facts.person
        ),
    ),
    Rule(
        name="risk_stratum",
        title=Text(zh="风险分层", en="Risk stratum"),
        about=Text(
            zh="一次接触的风险高低，决定先联系、先检测、先安置谁。",
            en="How high the risk of an exposure is: who is called, tested and placed first.",
        ),
        facts=OfExposure,
        decide=lambda facts, edition, as_of, zone: risk_stratum(facts.exposure, edition, as_of, zone, facts.person),
    ),
    Rule(
        name="prophylaxis",
        title=Text(zh="暴露后预防还来不来得及", en="Prophylaxis still in time"),
        about=Text(
            zh="接种或用药现在给还来不来得及，最迟到什么时候。",
            en="Which prophylaxis would still be in time if it were given now, and until when.",
        ),
        facts=OfFirstExposure,
        decide=lambda facts, edition, as_of, zone: prophylaxis_windows(
            facts.exposure_first, facts.exposure_first_at, edition, as_of, zone
        ),
    ),
    Rule(
        name="follow_up",
        title=Text(zh="观察与检测安排", en="Follow-up"),
        about=Text(
            zh="某类接触者的观察阶段和检测日期。", en="Stages and test days that a tier and a last exposure bring."
        ),
        facts=OfFollowUp,
        decide=lambda facts, edition, as_of, zone: follow_up(facts.tier, facts.last_exposure, edition, as_of, zone),
    ),
    Rule(
        name="follow_up_end",
        title=Text(zh="最长观察到哪一天", en="Last day of a follow-up"),
        about=Text(
            zh="按最近一类接触者计算的观察截止日。", en="The day on which the follow-up of the nearest tier ends."
        ),
        facts=OfLastExposure,
        decide=lambda facts, edition, as_of, _: follow_up_end(facts.last_exposure, edition, as_of),
    ),
    Rule(
        name="release",
        title=Text(zh="解除隔离", en="Release"),
        about=Text(
            zh="期满和检测是否满足解除条件，还差什么。",
            en="Whether a release is allowed, and what is missing.",
        ),
        facts=OfRelease,
        decide=_release,
    ),
    Rule(
        name="timers",
        title=Text(zh="任务时限", en="Task timers"),
        about=Text(zh="一件事实发生后要做什么、何时到期。", en="Which tasks a fact starts and when each is due."),
        facts=OfTimers,
        decide=_tasks,
    ),
)
