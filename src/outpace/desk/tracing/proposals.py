"""From exposures to proposals: each person's heaviest tier to a case and the last day that counts. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from outpace.desk.tracing.acts import Proposal
from outpace.desk.tracing.models import Exposure
from outpace.protocols import Edition
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.render import as_json
from outpace.words.case import CaseFacts
from outpace.words.contact import ExposureFacts, Setting
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

_DISPUTED = ("fact", "first", "last")
"""The parameters in which the rulebook names the facts that it refuses."""


@dataclass(frozen=True, slots=True)
class About:
    """The case that exposures are about: its facts and the zone its days are counted in."""

    facts: CaseFacts
    zone: str


def propose(
    sources: Mapping[int, About], exposures: Iterable[Exposure], edition: Edition, as_of: datetime
) -> list[Proposal]:
    """Propose one contact for each person and case."""
    groups: dict[tuple[int, int], list[Exposure]] = defaultdict(list)
    for told in exposures:
        groups[told.case_subject_id, told.person_id].append(told)
    order = {tier.id: rank for rank, tier in enumerate(edition.tiers)}
    return [_heaviest(sources[case], told, edition, order, as_of) for (case, _), told in groups.items()]


def _heaviest(
    about: About, told: list[Exposure], edition: Edition, order: Mapping[str, int], as_of: datetime
) -> Proposal:
    proposals = [_proposal(about, exposure, edition, as_of) for exposure in told]
    return min(
        proposals, key=lambda p: (order.get(p.tier or "", len(order)), -_ordinal(p.exposure.last), p.exposure.pk)
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def has_source(decision: Mapping[str, Any], edition: Edition) -> bool:
    """Whether the case of a contact is one whose contacts are traced, as the decision about it found.

    Where it is none (any more), nothing that was derived from it stands, whoever confirmed the contact.
    """
    number = edition.traces_clause.number
    evidence = [reason["evidence"] for reason in decision["reasons"] if reason["clause"]["number"] == number]
    return not any(found.get("case_class") not in (None, *edition.traces_contacts) for found in evidence)


def _proposal(about: About, exposure: Exposure, edition: Edition, as_of: datetime) -> Proposal:
    decision = _asked(about, exposure, edition, as_of)
    tier = decision.outcome if isinstance(decision, Decision) else None
    return Proposal(exposure, tier, as_json(decision), edition.id)


def _asked(about: About, exposure: Exposure, edition: Edition, as_of: datetime) -> Decision[str | None] | Undecided:
    """Ask the rulebook. Facts that can't be leave one contact undecided, and hold up nobody else of the case."""
    try:
        return propose_tier(_facts(exposure), about.facts, edition, as_of, about.zone)
    except ProblemError as refused:
        disputed = tuple(str(refused.problem.params[name]) for name in _DISPUTED if name in refused.problem.params)
        if not disputed:
            raise
        return Undecided(disputed, (), as_of)


def _facts(exposure: Exposure) -> ExposureFacts:
    return ExposureFacts(
        setting=Setting(exposure.setting),
        first=Dated(exposure.first) if exposure.first else None,
        last=Dated(exposure.last) if exposure.last else None,
        minutes=exposure.minutes,
        protected=exposure.protected,
        closed_space=exposure.closed_space,
    )
