"""From exposures to proposals: each person's heaviest tier to a case and the last day that counts. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from outpace.desk.tracing.acts import Proposal
from outpace.desk.tracing.facts import exposure_facts, susceptibility
from outpace.desk.tracing.models import Exposure
from outpace.protocols import Edition
from outpace.rulebook.contact_tier import exposure_withdrawn, propose_tier
from outpace.rulebook.render import as_json
from outpace.words.case import CaseFacts
from outpace.words.contact import Susceptibility
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import ProblemError

Law = Callable[[str], Edition]
"""The law at the path of an area: contacts are under that of the place where they live."""
_DISPUTED = ("fact", "first", "last")
"""The parameters in which the rulebook names the facts that it refuses."""


@dataclass(frozen=True, slots=True)
class About:
    """The case that exposures are about: its facts and the zone its days are counted in."""

    facts: CaseFacts
    zone: str


def propose(sources: Mapping[int, About], exposures: Iterable[Exposure], law: Law, as_of: datetime) -> list[Proposal]:
    """Propose one contact for each person and case."""
    groups: dict[tuple[int, int], list[Exposure]] = defaultdict(list)
    for told in exposures:
        groups[told.case_subject_id, told.person_id].append(told)
    return [
        _heaviest(_Asked(sources[case], groups, law(told[-1].area_path), as_of), told)
        for (case, _), told in groups.items()
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rulebook is asked about: a case, all that was told by case and person, an edition, an instant."""

    about: About
    told: Mapping[tuple[int, int], list[Exposure]]
    edition: Edition
    as_of: datetime


def _heaviest(asked: _Asked, told: list[Exposure]) -> Proposal:
    standing = [exposure for exposure in told if not exposure.withdrawn]
    if not standing:
        decision = exposure_withdrawn(asked.edition, asked.as_of)
        return Proposal(told[-1], None, as_json(decision), asked.edition.id)
    person = susceptibility(standing)
    proposals = [_proposal(asked, exposure, person) for exposure in standing]
    order = {tier.id: rank for rank, tier in enumerate(asked.edition.tiers)}
    return min(
        proposals, key=lambda p: (order.get(p.tier or "", len(order)), -_ordinal(p.exposure.last), p.exposure.pk)
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def has_source(decision: Mapping[str, Any], edition: Edition) -> bool:
    """Whether the case of a contact is one whose contacts are traced, as the decision about it found.

    Where it is none (any more), or every exposure to it was withdrawn, nothing that was derived from it stands, whoever
    confirmed the contact.
    """
    number = edition.traces_clause.number
    evidence = [reason["evidence"] for reason in decision["reasons"] if reason["clause"]["number"] == number]
    if any(found.get("standing") == 0 for found in evidence):
        return False
    return not any(found.get("case_class") not in (None, *edition.traces_contacts) for found in evidence)


def _proposal(asked: _Asked, exposure: Exposure, person: Susceptibility) -> Proposal:
    decision = _decided(asked, exposure, person)
    tier = decision.outcome if isinstance(decision, Decision) else None
    return Proposal(exposure, tier, as_json(decision), asked.edition.id)


def _decided(asked: _Asked, exposure: Exposure, person: Susceptibility) -> Decision[str | None] | Undecided:
    """Ask the rulebook. Facts that can't be leave one contact undecided, and hold up nobody else of the case."""
    about, edition, as_of = asked.about, asked.edition, asked.as_of
    met = asked.told.get((exposure.case_subject_id, exposure.via_id or 0), ())
    facts = exposure_facts(exposure, [row for row in met if not row.withdrawn])
    try:
        return propose_tier(facts, about.facts, edition, as_of, about.zone, person)
    except ProblemError as refused:
        disputed = tuple(str(refused.problem.params[name]) for name in _DISPUTED if name in refused.problem.params)
        if not disputed:
            raise
        return Undecided(disputed, (), as_of)
