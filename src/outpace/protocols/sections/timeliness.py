"""Timeliness targets of detecting, notifying and responding, and the actions that make a response complete."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True)
class Action:
    """An early response action."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Targets in days, with the clause of each, and the actions."""

    detect: Number
    notify: Number
    respond: Number
    first_action: Number
    actions: tuple[Action, ...]
    detect_clause: Clause
    notify_clause: Clause
    respond_clause: Clause


def _timeliness(spot: Spot, ledger: Ledger) -> Timeliness:
    fields = spot.keys("detect notify respond first_action actions detect_clause notify_clause respond_clause")
    return Timeliness(
        detect=ledger.number(fields["detect"], Unit.DAY),
        notify=ledger.number(fields["notify"], Unit.DAY),
        respond=ledger.number(fields["respond"], Unit.DAY),
        first_action=ledger.number(fields["first_action"], Unit.DAY),
        actions=tuple(_action(item, ledger) for item in fields["actions"].items()),
        detect_clause=ledger.clause(fields["detect_clause"]),
        notify_clause=ledger.clause(fields["notify_clause"]),
        respond_clause=ledger.clause(fields["respond_clause"]),
    )


def _action(spot: Spot, ledger: Ledger) -> Action:
    fields = spot.keys("id label")
    return Action(fields["id"].word(), ledger.text(fields["label"]))


TIMELINESS = Section("timeliness", _timeliness)
