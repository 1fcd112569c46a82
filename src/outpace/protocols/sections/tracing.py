"""Indicators of how well contacts are traced, each a share with its target."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text

COUNTS = frozenset(
    {
        "new_cases",
        "new_cases_on_list",
        "cases",
        "cases_with_contacts_listed",
        "contacts_due",
        "contacts_seen",
        "contacts_ended",
        "contacts_completed",
        "contacts",
        "contacts_lost",
        "contacts_to_place",
        "contacts_placed_in_time",
    }
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share: its two counts, the target in per cent (None: reported without one), and whether it says enough alone."""

    id: str
    label: Text
    part: str
    whole: str
    at_least: Number | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Tracing:
    """The indicators and the clauses they rest on."""

    indicators: tuple[Indicator, ...]
    clause: Clause
    never_alone_clause: Clause


def _tracing(spot: Spot, ledger: Ledger) -> Tracing:
    fields = spot.keys("indicators clause never_alone")
    return Tracing(
        tuple(_indicator(item, ledger) for item in fields["indicators"].items()),
        ledger.clause(fields["clause"]),
        ledger.clause(fields["never_alone"]),
    )


def _indicator(spot: Spot, ledger: Ledger) -> Indicator:
    fields = spot.keys("id label part whole", "at_least alone")
    for key in ("part", "whole"):
        if fields[key].word() not in COUNTS:
            allowed = ", ".join(sorted(COUNTS))
            raise fields[key].refuse("PROTOCOL_CHOICE", name=key, value=fields[key].word(), allowed=allowed)
    return Indicator(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        part=fields["part"].word(),
        whole=fields["whole"].word(),
        at_least=ledger.number(fields["at_least"], Unit.SHARE) if "at_least" in fields else None,
        alone=fields["alone"].truth() if "alone" in fields else True,
    )


TRACING = Section("tracing", _tracing)
