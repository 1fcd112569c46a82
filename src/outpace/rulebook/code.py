"""The code: which colour a person's open reasons give now, and why. There is no way to set one.

The worst open reason decides; without a reason the default shows. Urgent care is never behind a colour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.code import CODE, PERSON_CODE, CodeRules
from outpace.protocols.sections.reasons import LawfulReason, Reasons
from outpace.rulebook.code_facts import CodeFacts, OpenReason
from outpace.rulebook.code_steps import progress
from outpace.rulebook.facts import today
from outpace.rulebook.instants import local_minute
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.moment import instant
from outpace.words.power import Care, Colour


class Standing(StrEnum):
    """How a reason stands. Only one that stands gives a colour."""

    STANDS = "stands"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    EXPIRED = "expired"
    CONVERTED = "converted"
    LIFTED_BY_SILENCE = "lifted_by_silence"
    NOT_LISTED = "not_listed"
    NO_EVIDENCE = "no_evidence"
    NO_END = "no_end"
    NO_COLOUR = "no_colour"


@dataclass(frozen=True, slots=True)
class ReasonState:
    """One reason: how it stands, its colour, its latest end (UTC), whether an appeal is owed a review, what is unknown."""

    id: str
    reason: str
    issuer: str
    standing: Standing
    colour: Colour | None
    latest_end: datetime | None
    review_owed: bool
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeState:
    """The colour (None: no code is used here), the reasons, and urgent care, which is always open."""

    colour: Colour | None
    reasons: tuple[ReasonState, ...]
    urgent_care: Care = Care.ADMIT


def code_colour(facts: CodeFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[CodeState] | Undecided:
    """Work out a person's colour. Undecided only where an unknown day could still change it.

    No code at all where the edition forbids it or no order has turned it on. Raises ProblemError EDITION_SILENT, ZONE_UNKNOWN.
    """
    allowed = edition.part(PERSON_CODE)
    today(as_of, zone)
    if not allowed.allowed:
        return Decision(CodeState(None, ()), (why(allowed.clause, "code_not_used"),), as_of)
    if facts.is_on is not True:
        return Decision(CodeState(None, ()), (why(allowed.clause, "code_is_off"),), as_of)
    rules, list_ = edition.part(CODE), edition.lawful_reasons
    states = tuple(_state(one, list_, rules, as_of, zone) for one in facts.reasons)
    reasons = (_worst_reason(states, rules), *(_said(one, list_, rules, zone) for one in states))
    sure = max((one.colour for one in states if one.colour and not one.needs), key=_severity, default=rules.default)
    open_ones = [one for one in states if one.needs and one.colour and one.colour.severity > sure.severity]
    if open_ones:
        needs = tuple(f"{one.id}.{need}" for one in open_ones for need in one.needs)
        return Undecided(needs, reasons[1:], as_of)
    return Decision(CodeState(sure, states), reasons, as_of)


def _severity(colour: Colour) -> int:
    return colour.severity


def _state(one: OpenReason, list_: Reasons, rules: CodeRules, as_of: datetime, zone: str) -> ReasonState:
    listed = list_.find(one.reason)
    end = _latest_end(one, listed)
    standing, colour, needs = _standing(one, listed, end, rules, as_of, zone)
    owed = standing is Standing.STANDS and _silent(one, rules, as_of)
    return ReasonState(one.id, one.reason, one.issuer, standing, colour, end, owed, needs)


def _latest_end(one: OpenReason, listed: LawfulReason | None) -> datetime | None:
    """The end of the reason, never later than the longest time it may have."""
    if one.latest_end is None or listed is None:
        return None
    longest = max(carried.longest for carried in listed.carries)
    return min(instant(one.latest_end), instant(one.start) + longest + timedelta(days=1))


Found = tuple[Standing, Colour | None, tuple[str, ...]]


def _standing(
    one: OpenReason, listed: LawfulReason | None, end: datetime | None, rules: CodeRules, as_of: datetime, zone: str
) -> Found:
    if listed is None:
        return Standing.NOT_LISTED, None, ()
    if not any(record.strip() for record in one.evidence):
        return Standing.NO_EVIDENCE, None, ()
    if end is None:
        return Standing.NO_END, None, ()
    if listed.colour is None:
        return Standing.NO_COLOUR, None, ()
    if instant(one.start) > as_of:
        return Standing.NOT_BEGUN, None, ()
    if one.ended_at is not None and instant(one.ended_at) <= as_of:
        return Standing.ENDED, None, ()
    if end <= as_of:
        return Standing.EXPIRED, None, ()
    if listed.lift_on_silence and _silent(one, rules, as_of):
        return Standing.LIFTED_BY_SILENCE, None, ()
    return _coloured(one, listed.colour, rules, as_of, zone)


def _coloured(one: OpenReason, colour: Colour, rules: CodeRules, as_of: datetime, zone: str) -> Found:
    conversion = rules.conversion(one.reason)
    if conversion is None:
        return Standing.STANDS, colour, ()
    found = progress(conversion, one, today(as_of, zone))
    if found.colour is None:
        return Standing.CONVERTED, None, ()
    return Standing.STANDS, found.colour, found.needs


def _silent(one: OpenReason, rules: CodeRules, as_of: datetime) -> bool:
    """Whether an appeal went unanswered past its limit. An answer after the limit doesn't undo the silence."""
    if one.appealed_at is None:
        return False
    limit = instant(one.appealed_at) + rules.appeal_time
    answered = one.answered_at is not None and instant(one.answered_at) <= limit
    return as_of > limit and not answered


def _worst_reason(states: tuple[ReasonState, ...], rules: CodeRules) -> Reason:
    count = sum(one.colour is not None for one in states)
    return why(rules.clause, "code_worst" if count else "code_default", count=count)


def _said(one: ReasonState, list_: Reasons, rules: CodeRules, zone: str) -> Reason:
    listed = list_.find(one.reason)
    title = listed.label if listed else one.reason
    conversion = rules.conversion(one.reason)
    match one.standing:
        case Standing.STANDS if one.review_owed:
            return why(rules.silence_clause, "code_review_owed", title=title, issuer=one.issuer)
        case Standing.LIFTED_BY_SILENCE:
            return why(rules.silence_clause, "code_lifted_by_silence", title=title, hours=rules.appeal_hours.value)
        case Standing.STANDS | Standing.CONVERTED if conversion:
            return why(conversion.clause, f"code_{one.standing}", title=title, issuer=one.issuer)
        case Standing.STANDS | Standing.EXPIRED:
            end = local_minute(one.latest_end, zone) if one.latest_end else ""
            return why(rules.end_clause, f"code_until_{one.standing}", title=title, issuer=one.issuer, end=end)
    return why(rules.clause, f"code_{one.standing}", title=title, issuer=one.issuer)
