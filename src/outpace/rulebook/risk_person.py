"""Risk persons: followed up for where they were or what they did. A person may belong to several groups; the longest counts."""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.protocols import Edition
from outpace.protocols.sections.following import RISK_GROUPS, GroupRule
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.follow_up import FollowUp, planned
from outpace.rulebook.sentences import why
from outpace.words.contact import RiskGroup
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """A group and the day it counts from: arrival, leaving the area, discharge, the end of a shift."""

    group: RiskGroup
    day: Dated | None = None


def risk_person(
    groups: tuple[Belongs, ...], edition: Edition, as_of: datetime, zone: str
) -> Decision[FollowUp | None] | Undecided:
    """Give the follow-up of a risk person; None for no group of this edition, and for a period that is over.

    Of several groups the one that ends last counts. A group without an exact day keeps the answer open.
    Raises ProblemError EDITION_SILENT, FACT_IN_FUTURE, ZONE_UNKNOWN.
    """
    day, rules = today(as_of, zone), {rule.group: rule for rule in edition.part(RISK_GROUPS)}
    for one in groups:
        refuse_future(one.group, one.day, day)
    known = [(rules[one.group], exact(one.day)) for one in groups if one.group in rules]
    missing = [rule for rule, since in known if since is None and rule.follow_up]
    if missing:
        needs = tuple(dict.fromkeys(f"{rule.group}_day" for rule in missing))
        return Undecided(
            needs, tuple(why(rule.clause, "group_day_needed", label=rule.label) for rule in missing), as_of
        )
    plans = [
        (rule, _plan(rule, since, edition, as_of)) for rule, since in known if since is not None and rule.follow_up
    ]
    if not plans:
        return Decision(None, _no_group(groups, rules, edition), as_of)
    rule, plan = max(plans, key=lambda found: (_end(found[1]), found[1].outcome.stages[0].state.confines))
    if _end(plan) < day:
        return Decision(None, (why(rule.clause, "group_over", label=rule.label, end=_end(plan)),), as_of)
    return Decision(plan.outcome, (why(rule.clause, "group_met", label=rule.label), *plan.reasons), as_of)


def _plan(rule: GroupRule, since: date, edition: Edition, as_of: datetime) -> Decision[FollowUp]:
    return planned(rule.group, rule.follow_up, since, edition, as_of)


def _end(plan: Decision[FollowUp]) -> date:
    return plan.outcome.stages[-1].end


def _no_group(groups: tuple[Belongs, ...], rules: dict[RiskGroup, GroupRule], edition: Edition) -> tuple[Reason, ...]:
    found = [rules[one.group] for one in groups if one.group in rules]
    told = [why(rule.clause, "no_follow_up_group", label=rule.label) for rule in found]
    return tuple(told) or (why(edition.traces_clause, "group_none"),)
