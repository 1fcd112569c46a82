"""What the rows of tracing's bulk events say, one by one: the content that their hashes in the ledger stand for.

Keys, versions and codes alone: whoever finds a hash can't guess a name from it.
"""

from dataclasses import dataclass

from outpace.desk.tracing.models import Contact


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposal says of a person and a case, as its event's items hold it."""

    contact: int
    version: int
    tier: str | None
    last_exposure: str | None
    edition: str

    @classmethod
    def of(cls, contact: Contact) -> "Proposed":
        last = contact.last_exposure
        return cls(
            contact.subject_id,
            contact.version,
            contact.proposed_tier,
            last.isoformat() if last else None,
            contact.edition,
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of one contact, as a bulk decision's items hold it."""

    contact: int
    state: str
    tier: str | None
