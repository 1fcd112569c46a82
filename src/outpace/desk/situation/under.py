"""A case under another edition: what would be decided about it and its contacts, beside what is decided now.

A comparison to think with. It orders nothing, changes nothing and is stored nowhere; the reading is logged.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from outpace.desk.areas.law import law_over
from outpace.desk.cases.facts import facts_of
from outpace.desk.cases.models import Case
from outpace.desk.cases.queries import zone_of
from outpace.desk.openings.opening import Shown, names, read_record
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.decisions import decide, decision_json
from outpace.desk.situation.shapes import case_ref, iso, person_json
from outpace.desk.tracing.acts import Proposal
from outpace.desk.tracing.models import Exposure
from outpace.desk.tracing.proposals import About, propose
from outpace.desk.tracing.queries import CURRENT
from outpace.protocols import Edition, load_edition
from outpace.protocols.sections.contacts import TIERS
from outpace.rulebook.follow_up import FollowUp, follow_up
from outpace.rulebook.render import plain
from outpace.words.decision import Decision
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

PURPOSE = Purpose.OPEN_CASE


def case_under(by: Actor, key: int, edition: str, as_of: datetime) -> dict[str, Any] | None:
    """Both decisions on a case and on everybody exposed to it; None where it is absent or out of scope.

    Raises ProblemError EDITION_UNKNOWN, EDITION_OTHER_DISEASE, EDITION_SILENT.
    """
    case = Case.objects.filter(pk=key).select_related("area", "incident__area", "person").first()
    if case is None:
        return None
    now = law_over(case.incident, case.area_path, as_of)
    then = _comparable(edition, now)
    read_record(subject=case.person_id, purpose=PURPOSE, at=as_of)
    people = _people(case, now, then, as_of)
    return {
        "case": case_ref(case),
        "now": _decided(case, now, as_of),
        "then": _decided(case, then, as_of),
        "people": people,
        "changed": sum(row["changed"] for row in people),
        "as_of": as_of.isoformat(),
        "zone": zone_of(case),
    }


def _comparable(edition: str, now: Edition) -> Edition:
    then = load_edition(edition)
    if then.disease.id != now.disease.id:
        raise ProblemError("EDITION_OTHER_DISEASE", edition=edition, current=now.id)
    then.part(TIERS)
    return then


def _decided(case: Case, edition: Edition, as_of: datetime) -> dict[str, Any]:
    found = decide(case, as_of, edition)
    return {
        "edition": {"id": edition.id, "label": edition.label, "title": plain(edition.title)},
        "case_class": decision_json(found.case_class, as_of),
        "look_back": decision_json(found.look_back, as_of),
    }


def _people(case: Case, now: Edition, then: Edition, as_of: datetime) -> list[dict[str, Any]]:
    standing = Exposure.objects.filter(CURRENT, case_subject=case.pk, withdrawn=False)
    told = list(standing.select_related("person").order_by("recorded", "pk"))
    shown = names([exposure.person_id for exposure in told], as_of)
    about = {case.pk: About(facts_of(case), zone_of(case))}
    pairs = zip(propose(about, told, lambda _: now, as_of), propose(about, told, lambda _: then, as_of), strict=True)
    return [_person(case, pair, (now, then), shown, as_of) for pair in pairs]


def _person(
    case: Case,
    pair: tuple[Proposal, Proposal],
    laws: tuple[Edition, Edition],
    shown: Mapping[int, Shown],
    as_of: datetime,
) -> dict[str, Any]:
    exposure = pair[0].exposure
    sides = [_side(proposal, law, zone_of(case), as_of) for proposal, law in zip(pair, laws, strict=True)]
    return {
        "person": person_json(exposure.person, shown.get(exposure.person_id)),
        "setting": exposure.setting,
        "last": iso(exposure.last),
        "now": sides[0],
        "then": sides[1],
        "changed": any(sides[0][key] != sides[1][key] for key in ("tier", "stages", "end")),
    }


def _side(proposal: Proposal, law: Edition, zone: str, as_of: datetime) -> dict[str, Any]:
    """The tier an edition proposes and the follow-up that would come with it."""
    plan = _plan(proposal, law, zone, as_of)
    tier = None if proposal.tier is None else law.tier(proposal.tier)
    return {
        "tier": proposal.tier,
        "tier_label": None if tier is None else plain(tier.label),
        "undecided": proposal.decision["undecided"],
        "needs": proposal.decision["needs"],
        "reasons": proposal.decision["reasons"],
        "stages": [] if plan is None else [plain(stage) for stage in plan.stages],
        "end": None if plan is None else iso(plan.end),
    }


def _plan(proposal: Proposal, law: Edition, zone: str, as_of: datetime) -> FollowUp | None:
    last = proposal.exposure.last
    if proposal.tier is None or last is None:
        return None
    decision = follow_up(proposal.tier, Dated(last), law, as_of, zone)
    return decision.outcome if isinstance(decision, Decision) else None
