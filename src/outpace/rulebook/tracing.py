"""Tracing indicators: shares of contacts and cases against their targets. Ranks nobody.

A completed follow-up says nothing of contacts that were never listed, so it is never shown alone.
"""

from dataclasses import dataclass
from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.tracing import TRACING, Indicator
from outpace.rulebook.sentences import why
from outpace.words.decision import Clause, Decision, Reason, Text, Undecided
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class TracingCounts:
    """What was counted; None is unknown."""

    new_cases: int | None = None
    new_cases_on_list: int | None = None
    cases: int | None = None
    cases_with_contacts_listed: int | None = None
    contacts_due: int | None = None
    contacts_seen: int | None = None
    contacts_ended: int | None = None
    contacts_completed: int | None = None
    contacts: int | None = None
    contacts_lost: int | None = None
    contacts_to_place: int | None = None
    contacts_placed_in_time: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One indicator: the share in tenths of a per cent (None: unknown, or nothing to count), target, whether it is kept."""

    id: str
    label: Text
    per_mille: int | None
    target: str | None
    kept: bool | None


@dataclass(frozen=True, slots=True)
class TracingShares:
    """All indicators in the order of the edition, and those that were held back because nothing stands beside them."""

    shares: tuple[Share, ...]
    held_back: tuple[str, ...]


def tracing_shares(
    counts: TracingCounts, edition: Edition, as_of: datetime, _: str
) -> Decision[TracingShares] | Undecided:
    """Work out the indicators. Undecided where nothing at all can be shown.

    Raises ProblemError FACT_NEGATIVE, FACTS_CONTRADICT for a part that is larger than its whole.
    """
    rules = edition.part(TRACING)
    found = [(indicator, _share(indicator, counts)) for indicator in rules.indicators]
    known = [indicator for indicator, share in found if share.per_mille is not None]
    fit = any(indicator.alone for indicator in known)
    held = () if fit else tuple(indicator.id for indicator in known)
    shares = tuple(share for indicator, share in found if indicator.id not in held)
    if not fit:
        needs = tuple(dict.fromkeys(name for one in rules.indicators if one.alone for name in _unknown(one, counts)))
        clause = rules.never_alone_clause if held else rules.clause
        return Undecided(needs, (why(clause, "tracing_never_alone" if held else "tracing_nothing"),), as_of)
    return Decision(TracingShares(shares, held), _reasons(shares, rules.clause), as_of)


def _share(indicator: Indicator, counts: TracingCounts) -> Share:
    part, whole = getattr(counts, indicator.part), getattr(counts, indicator.whole)
    for name, value in ((indicator.part, part), (indicator.whole, whole)):
        if value is not None and value < 0:
            raise ProblemError("FACT_NEGATIVE", fact=name, value=value)
    if part is not None and whole is not None and part > whole:
        raise ProblemError("FACTS_CONTRADICT", first=indicator.part, second=indicator.whole)
    target = indicator.at_least
    if not whole or part is None:
        return Share(indicator.id, indicator.label, None, str(target.amount) if target else None, None)
    kept = part * 100 >= whole * target.amount if target else None
    return Share(indicator.id, indicator.label, 1000 * part // whole, str(target.amount) if target else None, kept)


def _unknown(indicator: Indicator, counts: TracingCounts) -> tuple[str, ...]:
    return tuple(name for name in (indicator.part, indicator.whole) if not getattr(counts, name))


def _reasons(shares: tuple[Share, ...], clause: Clause) -> tuple[Reason, ...]:
    return tuple(_reason(share, clause) for share in shares if share.per_mille is not None)


def _reason(share: Share, clause: Clause) -> Reason:
    percent = f"{(share.per_mille or 0) / 10:.1f}"
    if share.kept is None:
        return why(clause, "tracing_reported", title=share.label, percent=percent)
    key = "tracing_kept" if share.kept else "tracing_missed"
    return why(clause, key, title=share.label, percent=percent, target=share.target or "")
