"""How a case can end under an edition: a closed list, with what each ending ends and what it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.sections.burial import BURIAL
from outpace.protocols.sections.survivors import SURVIVORS
from outpace.protocols.spot import Spot
from outpace.words.case import Outcome
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition


class Ends(StrEnum):
    """What an outcome ends: isolation of the case, the days in which contacts count, being counted as a current case."""

    ISOLATION = "isolation"
    TRACING = "tracing"
    CURRENT_COUNT = "current_count"


class Starts(StrEnum):
    """What an outcome starts."""

    BURIAL = "burial"
    SURVIVORS = "survivors"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One way a case ends: the edition's own name for it, and the word the records use."""

    id: str
    label: Text
    recorded: Outcome
    ends: tuple[Ends, ...]
    starts: tuple[Starts, ...]
    clause: Clause


def _outcomes(spot: Spot, ledger: Ledger) -> tuple[OutcomeRule, ...]:
    rules: dict[str, OutcomeRule] = {}
    for item in spot.items():
        fields = item.keys("id label recorded ends starts clause")
        rule = OutcomeRule(
            id=fields["id"].word(),
            label=ledger.text(fields["label"]),
            recorded=fields["recorded"].choice(Outcome),
            ends=tuple(entry.choice(Ends) for entry in fields["ends"].items()),
            starts=tuple(entry.choice(Starts) for entry in fields["starts"].items()),
            clause=ledger.clause(fields["clause"]),
        )
        if rule.id in rules:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=rule.id)
        rules[rule.id] = rule
    return tuple(rules.values())


def _what_starts_exists(spot: Spot, rules: tuple[OutcomeRule, ...], edition: "Edition") -> None:
    sections: Mapping[Starts, Section[Any]] = {Starts.BURIAL: BURIAL, Starts.SURVIVORS: SURVIVORS}
    for item, rule in zip(spot.items(), rules, strict=True):
        for start in rule.starts:
            if not edition.has(sections[start]):
                raise item.refuse("PROTOCOL_KEY_MISSING", key=start, name=rule.id)


OUTCOMES = Section("outcomes", _outcomes, _what_starts_exists)
