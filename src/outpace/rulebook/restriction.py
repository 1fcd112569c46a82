"""Restriction: whether a proposed measure may be ordered for a person or a place, and what is missing if not.

Fails closed: what is left blank is missing. Orders nothing itself, and can't take urgent care from anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outpace.protocols import Edition
from outpace.protocols.sections.reasons import REASONS, LawfulReason, LegalText, Reasons
from outpace.rulebook.instants import local_minute
from outpace.rulebook.restriction_ends import latest_end
from outpace.rulebook.restriction_facts import Proposal, Signatory
from outpace.rulebook.restriction_proof import Fault, faults, proving
from outpace.rulebook.sentences import say, why
from outpace.words.decision import Clause, Decision, Reason, Text
from outpace.words.moment import instant
from outpace.words.power import Care, Colour


class Lack(StrEnum):
    """What a proposal lacks. A closed list, so that every refusal is explained."""

    REASON_NOT_LISTED = "reason_not_listed"
    EDITION_FORBIDS = "edition_forbids"
    MEASURE_NOT_CARRIED = "measure_not_carried"
    OTHER_PURPOSE = "other_purpose"
    NO_EVIDENCE = "no_evidence"
    EVIDENCE_UNFIT = "evidence_unfit"
    ISSUER = "issuer"
    ISSUER_OFFICE = "issuer_office"
    OUTSIDE_AREA = "outside_area"
    NO_APPROVER = "no_approver"
    APPROVER_IS_ISSUER = "approver_is_issuer"
    APPROVER_OTHER_UNIT = "approver_other_unit"
    PUBLIC_HEALTH = "public_health"
    NO_EMERGENCY = "no_emergency"
    PEOPLE_UNKNOWN = "people_unknown"
    NO_END = "no_end"
    END_NOT_AFTER_START = "end_not_after_start"
    END_TOO_LATE = "end_too_late"
    NO_NOTICE = "no_notice"
    NO_APPEAL = "no_appeal"
    CODE_FORBIDDEN = "code_forbidden"
    CODE_OFF = "code_off"
    COLOUR_NOT_CARRIED = "colour_not_carried"
    URGENT_CARE = "urgent_care"


@dataclass(frozen=True, slots=True)
class Missing:
    """One lack and the sentence for it."""

    lack: Lack
    text: Text


@dataclass(frozen=True, slots=True)
class Permit:
    """The answer. `latest_end`: no order may run longer. `lapses_at`: a single signature ends here unless confirmed."""

    allowed: bool
    missing: tuple[Missing, ...]
    latest_end: datetime | None
    lapses_at: datetime | None
    laws: tuple[LegalText, ...]
    proved_by: tuple[str, ...]
    urgent_care: Care = Care.ADMIT


def restriction(proposal: Proposal, edition: Edition, as_of: datetime, zone: str) -> Decision[Permit]:
    """Judge a proposed restriction by the edition's closed list.

    Raises ProblemError EDITION_SILENT where the edition has no list: without one nothing can be ordered.
    """
    rules = edition.part(REASONS)
    reason = rules.find(proposal.reason)
    if reason is None:
        return _unlisted(proposal, rules, as_of)
    good = proving(proposal, reason, rules, as_of, zone)
    end = latest_end(proposal, reason, good, zone)
    lacks = (
        *_measure(proposal, reason, rules),
        *_evidence(proposal, reason, rules, as_of, zone),
        *_hands(proposal, reason, rules),
        *_times(proposal, end, rules, zone),
        *_told(proposal, rules),
        *_code(proposal, reason, edition),
    )
    lapses = _lapses(proposal, end, rules) if not lacks else None
    missing = tuple(Missing(lack, found.text) for lack, found in lacks)
    permit = Permit(not lacks, missing, end, lapses, reason.laws, tuple(one.id for one in good))
    reasons = tuple(found for _, found in lacks) or _granted(proposal, reason, rules, permit, zone)
    return Decision(permit, reasons, as_of)


Lacks = list[tuple[Lack, Reason]]


def _unlisted(proposal: Proposal, rules: Reasons, as_of: datetime) -> Decision[Permit]:
    bar = rules.bar(proposal.reason)
    lack = Lack.EDITION_FORBIDS if bar else Lack.REASON_NOT_LISTED
    found = _say(lack, bar or rules.clause, reason=proposal.reason)
    return Decision(Permit(False, (Missing(lack, found.text),), None, None, (), ()), (found,), as_of)


def _say(lack: Lack, clause: Clause, **values: str | int | Text) -> Reason:
    found = why(clause, f"lacks_{lack}", **values)
    return Reason(found.clause, found.text, {**found.evidence, "lack": lack.value})


def _measure(proposal: Proposal, reason: LawfulReason, rules: Reasons) -> Lacks:
    found: Lacks = []
    if reason.carried(proposal.measure) is None:
        said = _say(
            Lack.MEASURE_NOT_CARRIED, reason.clause, title=reason.label, measure=say(f"measure_{proposal.measure}")
        )
        found.append((Lack.MEASURE_NOT_CARRIED, said))
    if not proposal.for_disease_control:
        found.append((Lack.OTHER_PURPOSE, _say(Lack.OTHER_PURPOSE, rules.clause)))
    if proposal.denies_urgent_care:
        found.append((Lack.URGENT_CARE, _say(Lack.URGENT_CARE, rules.care_clause)))
    return found


def _evidence(proposal: Proposal, reason: LawfulReason, rules: Reasons, as_of: datetime, zone: str) -> Lacks:
    """Nothing while one record proves the reason; else each record's fault, or that there is none."""
    if not proposal.evidence:
        return [(Lack.NO_EVIDENCE, _say(Lack.NO_EVIDENCE, rules.evidence_clause))]
    if proving(proposal, reason, rules, as_of, zone):
        return []
    return [
        (Lack.EVIDENCE_UNFIT, _unfit(one.id, fault, rules))
        for one in proposal.evidence
        for fault in faults(one, proposal, reason, rules, as_of, zone)
    ]


def _unfit(record: str, fault: Fault, rules: Reasons) -> Reason:
    found = why(rules.evidence_clause, f"unfit_{fault}", record=record)
    return Reason(found.clause, found.text, {**found.evidence, "lack": Lack.EVIDENCE_UNFIT.value, "fault": fault.value})


def _hands(proposal: Proposal, reason: LawfulReason, rules: Reasons) -> Lacks:
    issuer, approver = proposal.issuer, proposal.approver
    if issuer is None:
        return [(Lack.ISSUER, _say(Lack.ISSUER, rules.hands_clause))]
    lacks: list[Lack] = []
    if issuer.office not in reason.issuers:
        lacks.append(Lack.ISSUER_OFFICE)
    if not proposal.within_area:
        lacks.append(Lack.OUTSIDE_AREA)
    lacks += _single(proposal, reason) if approver is None else _second(proposal, issuer, approver, rules)
    return [(lack, _say(lack, rules.hands_clause, above=rules.other_unit_above.value)) for lack in lacks]


def _single(proposal: Proposal, reason: LawfulReason) -> list[Lack]:
    """One signature is enough only where the reason knows an emergency and the order says it is one."""
    if not proposal.emergency:
        return [Lack.NO_APPROVER]
    return [] if reason.emergency else [Lack.NO_EMERGENCY]


def _second(proposal: Proposal, issuer: Signatory, approver: Signatory, rules: Reasons) -> list[Lack]:
    lacks: list[Lack] = []
    if approver.person == issuer.person:
        lacks.append(Lack.APPROVER_IS_ISSUER)
    if proposal.people is None:
        lacks.append(Lack.PEOPLE_UNKNOWN)
    many = proposal.measure.of_place or (proposal.people or 0) > rules.other_unit_above.value
    if many and approver.unit == issuer.unit:
        lacks.append(Lack.APPROVER_OTHER_UNIT)
    if not (issuer.office.is_health or approver.office.is_health):
        lacks.append(Lack.PUBLIC_HEALTH)
    return lacks


def _times(proposal: Proposal, end: datetime | None, rules: Reasons, zone: str) -> Lacks:
    if proposal.end is None:
        return [(Lack.NO_END, _say(Lack.NO_END, rules.end_clause))]
    if proposal.start is None or instant(proposal.end) <= instant(proposal.start):
        return [(Lack.END_NOT_AFTER_START, _say(Lack.END_NOT_AFTER_START, rules.end_clause))]
    if end is not None and instant(proposal.end) > end:
        return [(Lack.END_TOO_LATE, _say(Lack.END_TOO_LATE, rules.end_clause, end=local_minute(end, zone)))]
    return []


def _told(proposal: Proposal, rules: Reasons) -> Lacks:
    written = ((Lack.NO_NOTICE, proposal.notice), (Lack.NO_APPEAL, proposal.appeal))
    return [(lack, _say(lack, rules.clause)) for lack, text in written if not (text or "").strip()]


def _code(proposal: Proposal, reason: LawfulReason, edition: Edition) -> Lacks:
    """A colour needs an edition that allows codes, an order that turned them on, and a reason that carries it."""
    if proposal.shows is None:
        return []
    clause = edition.person_code_clause
    if not edition.person_code_allowed:
        return [(Lack.CODE_FORBIDDEN, _say(Lack.CODE_FORBIDDEN, clause))]
    lacks = [] if proposal.code_is_on else [Lack.CODE_OFF]
    if not _may_show(proposal.shows, reason):
        lacks.append(Lack.COLOUR_NOT_CARRIED)
    return [(lack, _say(lack, clause, title=reason.label)) for lack in lacks]


def _may_show(colour: Colour, reason: LawfulReason) -> bool:
    return reason.colour is not None and colour.severity <= reason.colour.severity


def _lapses(proposal: Proposal, end: datetime | None, rules: Reasons) -> datetime | None:
    """When a single signature lapses: the emergency hours after the start, never later than the order's own end."""
    if proposal.approver is not None or proposal.start is None or proposal.end is None:
        return None
    return min(instant(proposal.start) + rules.emergency_time, instant(proposal.end))


def _granted(proposal: Proposal, reason: LawfulReason, rules: Reasons, permit: Permit, zone: str) -> tuple[Reason, ...]:
    first = why(reason.clause, "restriction_lawful", title=reason.label, records=", ".join(permit.proved_by))
    if permit.lapses_at is not None:
        hours, lapse = rules.emergency_hours.value, local_minute(permit.lapses_at, zone)
        return (first, why(rules.hands_clause, "restriction_lapses", hours=hours, end=lapse))
    ends = local_minute(proposal.end, zone) if proposal.end else ""
    return (first, why(rules.end_clause, "restriction_ends", end=ends))
