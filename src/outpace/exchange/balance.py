"""The sums of a receipt: every row read is accepted, a duplicate or rejected. Nothing else exists."""

from dataclasses import dataclass

from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts of rows so far. Adding counts gives a new balance; only a balanced one closes."""

    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0

    def __post_init__(self) -> None:
        if min(self.read, self.accepted, self.duplicate, self.rejected) < 0:
            raise ValueError("a count of rows is not negative")

    @property
    def balanced(self) -> bool:
        """Whether read = accepted + duplicate + rejected."""
        return self.read == self.accepted + self.duplicate + self.rejected

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.read + other.read,
            self.accepted + other.accepted,
            self.duplicate + other.duplicate,
            self.rejected + other.rejected,
        )

    def closed(self) -> "Balance":
        """Give the balance back for the receipt. Raises ProblemError where a row is unaccounted for."""
        if not self.balanced:
            raise ProblemError(
                "RECEIPT_UNBALANCED",
                read=self.read,
                accepted=self.accepted,
                duplicate=self.duplicate,
                rejected=self.rejected,
            )
        return self
