"""Which way a place may depart from an edition: stricter, looser, or not at all, and the clause that says so."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Direction
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause


class Leave(StrEnum):
    """Whether local overlays of one direction may be made."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Departures:
    """What local overlays an edition leaves open. Where it says nothing, both ways are open to an approved, ending one."""

    stricter: Leave
    looser: Leave
    clause: Clause

    def of(self, direction: Direction) -> Leave:
        """Whether overlays of a direction may be made; neutral ones always."""
        return {Direction.MORE: self.stricter, Direction.FEWER: self.looser}.get(direction, Leave.ALLOWED)


def _departures(spot: Spot, ledger: Ledger) -> Departures:
    fields = spot.keys("stricter looser clause")
    return Departures(fields["stricter"].choice(Leave), fields["looser"].choice(Leave), ledger.clause(fields["clause"]))


OVERLAYS = Section("overlays", _departures)
