"""Who is a case, whose contacts are traced, and how far back."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.sections.telling import tell_look_back, tell_traces
from outpace.protocols.spot import Spot
from outpace.words.case import CaseClass
from outpace.words.decision import Clause

CASE_FACTS = frozenset({"lab_positive", "symptoms", "linked"})


@dataclass(frozen=True, slots=True)
class ClassRule:
    """A case class and what must be true for it: facts that are given, refuted, or explicitly not known yet."""

    case_class: CaseClass
    given: tuple[str, ...]
    refuted: tuple[str, ...]
    unknown: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Traces:
    """The case classes whose contacts are traced."""

    classes: frozenset[CaseClass]
    clause: Clause


@dataclass(frozen=True, slots=True)
class LookBack:
    """How many days before onset (or specimen) a case may already have passed the infection on."""

    days: Number
    clause: Clause


def _class_rules(spot: Spot, ledger: Ledger) -> tuple[ClassRule, ...]:
    rules = tuple(_class_rule(item, ledger) for item in spot.items())
    if not rules:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="class", name=spot.name)
    return rules


def _class_rule(spot: Spot, ledger: Ledger) -> ClassRule:
    fields = spot.keys("class clause", "given refuted unknown")
    given, refuted, unknown = (_facts(fields.get(key)) for key in ("given", "refuted", "unknown"))
    if not given + refuted:
        raise spot.refuse("PROTOCOL_CLASS_WITHOUT_FACT", name=fields["class"].word())
    return ClassRule(fields["class"].choice(CaseClass), given, refuted, unknown, ledger.clause(fields["clause"]))


def _facts(spot: Spot | None) -> tuple[str, ...]:
    if spot is None:
        return ()
    for item in spot.items():
        if item.word() not in CASE_FACTS:
            allowed = ", ".join(sorted(CASE_FACTS))
            raise item.refuse("PROTOCOL_CHOICE", name=spot.name, value=item.word(), allowed=allowed)
    return tuple(item.word() for item in spot.items())


def _traces(spot: Spot, ledger: Ledger) -> Traces:
    fields = spot.keys("classes clause")
    return Traces(
        frozenset(item.choice(CaseClass) for item in fields["classes"].items()), ledger.clause(fields["clause"])
    )


def _look_back(spot: Spot, ledger: Ledger) -> LookBack:
    fields = spot.keys("days clause")
    return LookBack(ledger.number(fields["days"], Unit.DAY), ledger.clause(fields["clause"]))


CASE_CLASS = Section("case_class", _class_rules)
TRACES_CONTACTS = Section("traces_contacts", _traces, tell=tell_traces)
LOOK_BACK = Section("look_back", _look_back, tell=tell_look_back)
