"""What became of the rows of a bulk act: accepted, duplicate, rejected - and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from outpace.words.problem import Problem

FieldProblem = tuple[str, Problem]
"""A problem and the field it concerns ("" for the whole row)."""


@dataclass(slots=True)
class Outcome:
    """The fate of each row by its index; `events` (one for each area range it needed) is empty where nothing was written."""

    events: list[int] = field(default_factory=list)
    accepted: dict[int, int] = field(default_factory=dict)
    duplicate: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, Sequence[FieldProblem]] = field(default_factory=dict)

    def refuse(self, index: int, column: str, code: str, /, **params: str | int) -> None:
        """Reject a row for one reason."""
        self.rejected[index] = ((column, Problem(code, params)),)
