"""No restriction without law: whatever is put forward, an order that is allowed has all its parts, and no part is spare."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outpace.protocols import load_edition
from outpace.protocols.sections.reasons import REASONS
from outpace.rulebook.restriction import restriction
from outpace.rulebook.restriction_facts import Evidence, Proposal, Signatory
from outpace.rulebook.restriction_proof import Fault, faults
from outpace.words.case import CaseClass
from outpace.words.moment import Dated
from outpace.words.power import Care, Colour, Measure, Office, RecordKind

EDITION = load_edition("covid19-cn-8")
RULES = EDITION.part(REASONS)
ZONE = "Asia/Shanghai"
AS_OF = datetime(2021, 12, 10, 2, tzinfo=UTC)
START = AS_OF + timedelta(hours=2)
RECORD = Evidence(
    id="C1",
    kind=RecordKind.CONTACT,
    about="P1",
    on=Dated(date(2021, 12, 8)),
    case_class=CaseClass.CONFIRMED,
    tier="close",
)
LAWFUL = Proposal(
    reason="close_contact",
    measure=Measure.CENTRAL_QUARANTINE,
    subject="P1",
    start=START,
    end=START + timedelta(days=10),
    evidence=(RECORD,),
    issuer=Signatory(person="A", unit="U", office=Office.DISEASE_CONTROL),
    approver=Signatory(person="B", unit="V", office=Office.COUNTY_HEALTH),
    people=1,
    within_area=True,
    for_disease_control=True,
    notice="told",
    appeal="12345",
)
BLANKS: dict[str, Any] = {
    "reason": "",
    "subject": "P2",
    "start": None,
    "end": None,
    "evidence": (),
    "issuer": None,
    "approver": None,
    "people": None,
    "within_area": None,
    "for_disease_control": None,
    "notice": None,
    "appeal": None,
}


def allowed(proposal: Proposal) -> bool:
    return restriction(proposal, EDITION, AS_OF, ZONE).outcome.allowed


def test_the_lawful_one_is_allowed() -> None:
    assert allowed(LAWFUL)


@pytest.mark.parametrize("field", BLANKS)
def test_each_part_is_needed(field: str) -> None:
    assert not allowed(replace(LAWFUL, **{field: BLANKS[field]}))


@pytest.mark.parametrize("field", ["about", "on", "case_class", "tier"])
def test_each_part_of_the_record_is_needed(field: str) -> None:
    assert not allowed(replace(LAWFUL, evidence=(replace(RECORD, **{field: None}),)))


signatories = st.builds(
    Signatory, person=st.sampled_from("AB"), unit=st.sampled_from("UV"), office=st.sampled_from(Office)
)
records = st.builds(
    Evidence,
    id=st.just("R"),
    kind=st.sampled_from(RecordKind),
    about=st.sampled_from(["P1", "P1", "P2", None]),
    on=st.one_of(st.none(), st.integers(-40, 3).map(lambda step: Dated(date(2021, 12, 10) + timedelta(days=step)))),
    case_class=st.sampled_from([None, *CaseClass]),
    tier=st.sampled_from([None, "close", "contact_of_contact", "general"]),
    positive=st.sampled_from([None, True, False]),
    present=st.sampled_from([None, True, False]),
    withdrawn=st.booleans(),
)
RANDOM: dict[str, st.SearchStrategy[Any]] = {
    "reason": st.sampled_from([reason.code for reason in RULES.listed]),
    "measure": st.sampled_from(Measure),
    "end": st.one_of(st.none(), st.integers(-5, 900).map(lambda hours: START + timedelta(hours=hours))),
    "evidence": st.lists(records, min_size=1, max_size=3).map(tuple),
    "issuer": signatories,
    "approver": st.one_of(st.none(), signatories),
    "emergency": st.booleans(),
    "people": st.sampled_from([None, 1, 20, 21]),
    "shows": st.sampled_from([None, *Colour]),
    "code_is_on": st.booleans(),
}


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    """The lawful proposal with some of its parts drawn at random, so that many stay near the border."""
    changed = draw(st.sets(st.sampled_from(sorted(RANDOM)), max_size=4))
    return replace(LAWFUL, **{field: draw(RANDOM[field]) for field in sorted(changed)})


@given(proposals())
def test_what_is_allowed_has_everything(proposal: Proposal) -> None:
    permit = restriction(proposal, EDITION, AS_OF, ZONE).outcome
    assert permit.urgent_care is Care.ADMIT
    assert permit.allowed is not bool(permit.missing)
    if not permit.allowed:
        return
    assert proposal.end is not None
    assert permit.latest_end is not None
    assert proposal.end <= permit.latest_end
    proof = [one for one in proposal.evidence if one.id in permit.proved_by]
    assert any(one.about == "P1" and not one.withdrawn and one.kind.can_prove for one in proof)
    assert permit.laws
    if proposal.approver is None:
        assert permit.lapses_at is not None
        assert permit.lapses_at <= START + RULES.emergency_time
    else:
        assert proposal.issuer is not None
        assert proposal.approver.person != proposal.issuer.person


@given(proposals(), records)
def test_another_record_never_shortens_and_a_bad_one_never_lengthens(proposal: Proposal, more: Evidence) -> None:
    before = restriction(proposal, EDITION, AS_OF, ZONE).outcome
    after = restriction(replace(proposal, evidence=(*proposal.evidence, more)), EDITION, AS_OF, ZONE).outcome
    if before.allowed:
        assert after.allowed
    if before.latest_end is not None:
        assert after.latest_end is not None
        assert after.latest_end >= before.latest_end
    bad = replace(more, kind=RecordKind.IDENTITY_LIST)
    same = restriction(replace(proposal, evidence=(*proposal.evidence, bad)), EDITION, AS_OF, ZONE).outcome
    assert (same.allowed, same.latest_end) == (before.allowed, before.latest_end)


@pytest.mark.parametrize("kind", [RecordKind.IDENTITY_LIST, RecordKind.OTHER_OFFICE])
def test_a_list_proves_nothing_even_if_a_reason_named_it(kind: RecordKind) -> None:
    reason = replace(RULES.listed[2], evidence=frozenset(RecordKind))
    record = replace(RECORD, kind=kind)
    assert faults(record, LAWFUL, reason, RULES, AS_OF, ZONE) == (Fault.PROVES_NOTHING,)
