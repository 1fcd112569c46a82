"""Risk strata of an edition: beside the tier, who comes first. The first stratum that is met counts."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.sections.criteria import Criterion, read_criterion, refuse_unknown_means
from outpace.protocols.spot import Spot
from outpace.words.contact import Stratum
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True)
class StratumRule:
    """A stratum, the ways to fall into it, and its clause."""

    stratum: Stratum
    label: Text
    any_of: tuple[Criterion, ...]
    clause: Clause


def _strata(spot: Spot, ledger: Ledger) -> tuple[StratumRule, ...]:
    rules: dict[Stratum, StratumRule] = {}
    for item in spot.items():
        rule = _stratum(item, ledger)
        if rule.stratum in rules:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=rule.stratum)
        rules[rule.stratum] = rule
    if not rules:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="stratum", name=spot.name)
    return tuple(rules.values())


def _stratum(spot: Spot, ledger: Ledger) -> StratumRule:
    fields = spot.keys("stratum label any_of clause")
    return StratumRule(
        stratum=fields["stratum"].choice(Stratum),
        label=ledger.text(fields["label"]),
        any_of=tuple(read_criterion(item, ledger) for item in fields["any_of"].items()),
        clause=ledger.clause(fields["clause"]),
    )


RISK_STRATA = Section("risk_strata", _strata, lambda spot, _, edition: refuse_unknown_means(spot, edition))
