"""What counts as an infection, and what a preliminary positive leads to before it is one."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.case import CaseClass
from outpace.words.decision import Clause


@dataclass(frozen=True, slots=True)
class Counting:
    """The classes that count, in the order in which they are shown, apart and together."""

    classes: tuple[CaseClass, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Preliminary:
    """The clause under which a preliminary positive is held and checked again."""

    clause: Clause


def _counting(spot: Spot, ledger: Ledger) -> Counting:
    fields = spot.keys("classes clause")
    classes = tuple(dict.fromkeys(item.choice(CaseClass) for item in fields["classes"].items()))
    if not classes or CaseClass.DISCARDED in classes:
        allowed = ", ".join(one for one in CaseClass if one is not CaseClass.DISCARDED)
        raise fields["classes"].refuse("PROTOCOL_CHOICE", name="classes", value=", ".join(classes), allowed=allowed)
    return Counting(classes, ledger.clause(fields["clause"]))


def _preliminary(spot: Spot, ledger: Ledger) -> Preliminary:
    return Preliminary(ledger.clause(spot.keys("clause")["clause"]))


COUNTING = Section("counting", _counting)
PRELIMINARY = Section("preliminary_positive", _preliminary)
