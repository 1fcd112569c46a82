"""Questions about how cases change and count, and how a follow-up is carried through."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from outpace.protocols import Edition
from outpace.rulebook.case_change import change_class, preliminary
from outpace.rulebook.counting import History, count
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.home_option import HomeFacts, at_home, home_option
from outpace.rulebook.question import Answer, Rule
from outpace.rulebook.redating import LastExposure, redate
from outpace.rulebook.release import TestResult, release
from outpace.rulebook.risk_person import Belongs, risk_person
from outpace.rulebook.tests_due import tests_due
from outpace.words.case import CaseFacts
from outpace.words.decision import Decision, Text, Undecided
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPreliminary:
    """A preliminary result, and the recheck where there is one."""

    preliminary: bool | None = None
    recheck: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfChange:
    """A case before and after, and the reason for a correction."""

    before: CaseFacts
    after: CaseFacts
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCount:
    """The classes people had, one history a person, and the day that is reported."""

    day: date
    histories: tuple[History, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfGroups:
    """The risk groups of a person; with `results` to ask for the release."""

    groups: tuple[Belongs, ...] = ()
    results: tuple[TestResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfHome:
    """What decides on the home option."""

    person: HomeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfStay:
    """A tier, a last exposure, and the person whose home is asked about."""

    tier: str
    last_exposure: Dated
    person: HomeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTests:
    """A tier, a last exposure, and the days on which swabs were taken."""

    tier: str
    last_exposure: Dated
    swabs: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfExposures:
    """A tier and the last exposures, the first and those that came later."""

    tier: str
    exposures: tuple[LastExposure, ...]


def _stay(facts: OfStay, edition: Edition, as_of: datetime, zone: str) -> Answer:
    plan = follow_up(facts.tier, facts.last_exposure, edition, as_of, zone)
    home = home_option(facts.person, edition, as_of)
    if isinstance(plan, Undecided) or isinstance(home, Undecided):
        return plan if isinstance(plan, Undecided) else home
    stay = at_home(plan.outcome, edition) if home.outcome else plan.outcome
    return Decision(stay, (*home.reasons, *plan.reasons), as_of)


def _tests(facts: OfTests, edition: Edition, as_of: datetime, zone: str) -> Answer:
    plan = follow_up(facts.tier, facts.last_exposure, edition, as_of, zone)
    return plan if isinstance(plan, Undecided) else tests_due(plan.outcome, facts.swabs, edition, as_of, zone)


def _group_release(facts: OfGroups, edition: Edition, as_of: datetime, zone: str) -> Answer:
    plan = risk_person(facts.groups, edition, as_of, zone)
    if isinstance(plan, Undecided) or plan.outcome is None:
        return plan
    return release(plan.outcome, facts.results, edition, as_of, zone)


FOLLOWING: tuple[Rule[Any], ...] = (
    Rule(
        name="preliminary",
        title=Text(zh="初筛阳性", en="Preliminary positive"),
        about=Text(
            zh="初筛结果之后怎么办；初筛阳性不是病例。", en="What a preliminary result leads to; it is never a case."
        ),
        facts=OfPreliminary,
        decide=lambda facts, edition, as_of, _: preliminary(facts.preliminary, facts.recheck, edition, as_of),
    ),
    Rule(
        name="case_change",
        title=Text(zh="病例分类变更", en="Change of class"),
        about=Text(
            zh="事实变化后分类怎样变、要不要重复计数。",
            en="How a class changes, and whether it counts again.",
        ),
        facts=OfChange,
        decide=lambda facts, edition, as_of, _: change_class(facts.before, facts.after, edition, as_of, facts.why),
    ),
    Rule(
        name="count",
        title=Text(zh="感染者计数", en="Counting infections"),
        about=Text(zh="某日截止时感染者有多少，分开数也合计数。", en="Infections as a day closes, apart and together."),
        facts=OfCount,
        decide=lambda facts, edition, as_of, zone: count(facts.histories, facts.day, edition, as_of, zone),
    ),
    Rule(
        name="risk_person",
        title=Text(zh="风险人员", en="Risk persons"),
        about=Text(
            zh="入境、离开风险区等人员怎样观察。",
            en="What follows for arrivals, for people from risk areas and others.",
        ),
        facts=OfGroups,
        decide=lambda facts, edition, as_of, zone: risk_person(facts.groups, edition, as_of, zone),
    ),
    Rule(
        name="risk_person_release",
        title=Text(zh="风险人员解除", en="Release of risk persons"),
        about=Text(zh="风险人员能否解除，还差什么。", en="Whether a risk person may be released, and what is missing."),
        facts=OfGroups,
        decide=_group_release,
    ),
    Rule(
        name="home_option",
        title=Text(zh="能否居家隔离", en="Home option"),
        about=Text(
            zh="儿童、老人、孕产妇、残疾人、病人能否居家。",
            en="Who may spend quarantine at home.",
        ),
        facts=OfHome,
        decide=lambda facts, edition, as_of, _: home_option(facts.person, edition, as_of),
    ),
    Rule(
        name="stay",
        title=Text(zh="在哪里隔离", en="Where to stay"),
        about=Text(zh="观察安排，连同居家选项。", en="The follow-up of a contact with the home option applied."),
        facts=OfStay,
        decide=_stay,
    ),
    Rule(
        name="tests_due",
        title=Text(zh="应做的检测", en="Tests due"),
        about=Text(
            zh="哪些检测做了、补了、漏了、今天该做。", en="Which tests were taken, made up, missed, or are due today."
        ),
        facts=OfTests,
        decide=_tests,
    ),
    Rule(
        name="redate",
        title=Text(zh="重新计算期限", en="Re-dating"),
        about=Text(
            zh="再次暴露或更正日期后从哪一天起算。",
            en="From which day to count after another exposure or a correction.",
        ),
        facts=OfExposures,
        decide=lambda facts, edition, as_of, zone: redate(facts.tier, facts.exposures, edition, as_of, zone),
    ),
)
