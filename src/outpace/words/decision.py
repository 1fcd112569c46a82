"""A decision and why: what the rulebook gives back instead of a bare value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an edition: its number there, short label, title, words, how sure we are, the source and its date.

    `numbers` names the numbers that its sentence is filled with.
    """

    edition: str
    number: str
    label: str
    title: Text
    text: Text
    certainty: str
    source: str
    date: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the clause, the sentence with its numbers filled in, and the facts it rests on."""

    clause: Clause
    text: Text
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """An outcome with at least one reason, for one instant."""

    outcome: T
    reasons: tuple[Reason, ...]
    as_of: datetime

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a decision without a reason is a guess")


@dataclass(frozen=True, slots=True)
class Undecided:
    """Can't decide: the names of the facts that are missing, and the clause that asks for them."""

    needs: tuple[str, ...]
    reasons: tuple[Reason, ...]
    as_of: datetime
