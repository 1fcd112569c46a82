"""Safe and dignified burial: the steps, who takes them, by when, and what is offered where a family does not agree."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.case import CaseClass
from outpace.words.decision import Clause, Text


class Consent(StrEnum):
    """Whether a step depends on what the family says."""

    ANY = "any"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BurialStepRule:
    """One step: who takes it, the hours after death it may take, what comes before it."""

    id: str
    title: Text
    who: Text
    hours: Number
    after: tuple[str, ...]
    consent: Consent
    clause: Clause


@dataclass(frozen=True, slots=True)
class Burial:
    """Whose burial is made safe, and the steps in their order."""

    classes: frozenset[CaseClass]
    steps: tuple[BurialStepRule, ...]
    clause: Clause


def _burial(spot: Spot, ledger: Ledger) -> Burial:
    fields = spot.keys("classes steps clause")
    steps: dict[str, BurialStepRule] = {}
    for item in fields["steps"].items():
        step = _step(item, ledger, tuple(steps))
        if step.id in steps:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=step.id)
        steps[step.id] = step
    if not steps:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="steps", name=spot.name)
    classes = frozenset(item.choice(CaseClass) for item in fields["classes"].items())
    return Burial(classes, tuple(steps.values()), ledger.clause(fields["clause"]))


def _step(spot: Spot, ledger: Ledger, earlier: tuple[str, ...]) -> BurialStepRule:
    fields = spot.keys("id title who hours clause", "after consent")
    after = fields["after"].items() if "after" in fields else ()
    for item in after:
        if item.word() not in earlier:
            raise item.refuse("PROTOCOL_CHOICE", name="after", value=item.word(), allowed=", ".join(earlier))
    return BurialStepRule(
        id=fields["id"].word(),
        title=ledger.text(fields["title"]),
        who=ledger.text(fields["who"]),
        hours=ledger.number(fields["hours"], Unit.HOUR),
        after=tuple(item.word() for item in after),
        consent=fields["consent"].choice(Consent) if "consent" in fields else Consent.ANY,
        clause=ledger.clause(fields["clause"]),
    )


BURIAL = Section("burial", _burial)
