"""Re-dating: from which day a follow-up counts when somebody is exposed again, or a day told before is corrected."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.following import RE_EXPOSURE, ReExposure
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.follow_up import FollowUp, planned
from outpace.rulebook.sentences import why
from outpace.words.contact import Again
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class LastExposure:
    """A last exposure. The first one has no `again`. A day that was told differently before keeps what was told, and why."""

    day: Dated | None = None
    again: Again | None = None
    told_before: Dated | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Redated:
    """The day the follow-up counts from, the plan, and whether the edition's cap has shortened it."""

    counts_from: date
    plan: FollowUp
    capped: bool


def redate(
    tier: str, exposures: tuple[LastExposure, ...], edition: Edition, as_of: datetime, zone: str
) -> Decision[Redated] | Undecided:
    """Count a follow-up from the latest exposure that starts it again, never beyond the cap.

    A later exposure never ends it earlier; a day corrected to an earlier one needs a reason.
    Raises ProblemError EDITION_SILENT, TIER_UNKNOWN, FACT_IN_FUTURE, FACTS_MALFORMED without a first exposure.
    """
    rule, duties = edition.part(RE_EXPOSURE), edition.tier(tier)
    for one in exposures:
        refuse_future("exposure_last", one.day, today(as_of, zone))
    if not any(one.again is None for one in exposures) or not duties.follow_up:
        raise ProblemError("FACTS_MALFORMED", rule="redate", what="no first exposure, or a tier without follow-up")
    counted = [one for one in exposures if one.again is None or one.again in rule.restarts]
    needs = _needs(counted)
    if needs:
        return Undecided(needs, (why(rule.clause, "redate_open"),), as_of)
    length = sum(stage.days.value for stage in duties.follow_up)
    counts_from, latest = _counts_from(counted, rule, length)
    plan = planned(tier, duties.follow_up, counts_from, edition, as_of)
    outcome = Redated(counts_from, plan.outcome, counts_from < latest)
    reasons = (*_said(exposures, rule, latest), *_capped(rule, outcome, latest), *plan.reasons)
    return Decision(outcome, reasons, as_of)


def _needs(counted: list[LastExposure]) -> tuple[str, ...]:
    days = ("exposure_last",) if any(exact(one.day) is None for one in counted) else ()
    return (*days, *(("why",) if any(_moved_back(one) and not one.why for one in counted) else ()))


def _moved_back(one: LastExposure) -> bool:
    return one.day is not None and one.told_before is not None and one.day.day < one.told_before.day


def _counts_from(counted: list[LastExposure], rule: ReExposure, length: int) -> tuple[date, date]:
    days = [one.day.day for one in counted if one.day is not None]
    firsts = [one.day.day for one in counted if one.day is not None and one.again is None]
    latest = max(days)
    if rule.cap is None:
        return latest, latest
    return max(max(firsts), min(latest, max(firsts) + timedelta(days=rule.cap.days.value - length))), latest


def _said(exposures: tuple[LastExposure, ...], rule: ReExposure, latest: date) -> tuple[Reason, ...]:
    said = [why(rule.clause, "counts_from", last=latest)]
    for one in exposures:
        if one.again is not None and one.again not in rule.restarts:
            said.append(why(rule.clause, "again_ignored", day=str(one.day)))
        if one.told_before is not None and one.why:
            said.append(why(rule.clause, "corrected", told=str(one.told_before), day=str(one.day), why=one.why))
    return tuple(said)


def _capped(rule: ReExposure, outcome: Redated, latest: date) -> tuple[Reason, ...]:
    if not outcome.capped or rule.cap is None:
        return ()
    return (why(rule.cap.clause, "capped", days=rule.cap.days.value, last=latest, end=outcome.plan.stages[-1].end),)
