"""Which records prove a reason about this very person or place, and what is wrong with those that don't."""

from datetime import datetime
from enum import StrEnum

from outpace.protocols.sections.reasons import LawfulReason, Reasons
from outpace.rulebook.facts import exact, today
from outpace.rulebook.restriction_ends import is_too_old
from outpace.rulebook.restriction_facts import Evidence, Proposal
from outpace.words.power import RecordKind


class Fault(StrEnum):
    """Why a record doesn't prove the reason."""

    PROVES_NOTHING = "proves_nothing"
    WRONG_KIND = "wrong_kind"
    SOMEBODY_ELSE = "somebody_else"
    WITHDRAWN = "withdrawn"
    NO_DAY = "no_day"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    CLASS = "class"
    SOURCE_CLASS = "source_class"
    TIER = "tier"
    NOT_POSITIVE = "not_positive"
    NOT_PRESENT = "not_present"


def proving(
    proposal: Proposal, reason: LawfulReason, rules: Reasons, as_of: datetime, zone: str
) -> tuple[Evidence, ...]:
    """List the records without a fault."""
    return tuple(one for one in proposal.evidence if not faults(one, proposal, reason, rules, as_of, zone))


def faults(
    one: Evidence, proposal: Proposal, reason: LawfulReason, rules: Reasons, as_of: datetime, zone: str
) -> tuple[Fault, ...]:
    """List what keeps a record from proving the reason; what is unknown doesn't prove."""
    if not one.kind.can_prove:
        return (Fault.PROVES_NOTHING,)
    if one.kind not in reason.evidence:
        return (Fault.WRONG_KIND,)
    found = [Fault.SOMEBODY_ELSE] if one.about != proposal.subject else []
    if one.withdrawn:
        found.append(Fault.WITHDRAWN)
    day = exact(one.on)
    if day is None:
        found.append(Fault.NO_DAY)
    elif day > today(as_of, zone):
        found.append(Fault.IN_FUTURE)
    elif is_too_old(day, proposal, reason, zone):
        found.append(Fault.TOO_OLD)
    return (*found, *_of_kind(one, proposal, reason, rules))


def _of_kind(one: Evidence, proposal: Proposal, reason: LawfulReason, rules: Reasons) -> tuple[Fault, ...]:
    match one.kind:
        case RecordKind.CASE:
            return () if one.case_class in reason.classes else (Fault.CLASS,)
        case RecordKind.CONTACT:
            wrong_tier = () if one.tier in reason.tiers else (Fault.TIER,)
            return (*wrong_tier, *_source(one, rules))
        case RecordKind.PLACE if not proposal.measure.of_place:
            absent = () if one.present else (Fault.NOT_PRESENT,)
            return (*absent, *_source(one, rules))
        case RecordKind.PLACE:
            return _source(one, rules)
        case RecordKind.TEST:
            return () if one.positive else (Fault.NOT_POSITIVE,)
    return ()


def _source(one: Evidence, rules: Reasons) -> tuple[Fault, ...]:
    return () if one.case_class in rules.sources else (Fault.SOURCE_CLASS,)
