"""Whether an edition allows a code on persons at all."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.sections.telling import tell_person_code
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause


@dataclass(frozen=True, slots=True)
class PersonCode:
    """Allowed or forbidden; where allowed, an order must still turn it on."""

    allowed: bool
    clause: Clause


def _person_code(spot: Spot, ledger: Ledger) -> PersonCode:
    fields = spot.keys("allowed clause")
    return PersonCode(fields["allowed"].truth(), ledger.clause(fields["clause"]))


PERSON_CODE = Section("person_code", _person_code, tell=tell_person_code)
