"""A number of an edition: what it counts, where it was read, how sure we are, and what a higher one means for people."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from outpace.words.decision import Text

CERTAINTIES = ("S", "M1", "M2", "M3", "ours")
"""Read in a named source; general knowledge of high, medium, low confidence; the project's own choice."""


class Unit(StrEnum):
    """What a number counts. A share is in per cent, a temperature in degrees Celsius."""

    DAY = "day"
    DAY_OF_STAGE = "day_of_stage"
    YEAR = "year"
    HOUR = "hour"
    HOUR_OF_DAY = "hour_of_day"
    MINUTE = "minute"
    COUNT = "count"
    PERSON = "person"
    SHARE = "share"
    PER_10K = "per_10k"
    PER_100K = "per_100k"
    CELSIUS = "celsius"
    CT = "ct"
    SCORE = "score"
    METRE = "metre"

    @property
    def has_decimals(self) -> bool:
        return self in _DECIMAL


_DECIMAL = frozenset({Unit.SHARE, Unit.PER_10K, Unit.PER_100K, Unit.CELSIUS, Unit.SCORE, Unit.METRE})


class Direction(StrEnum):
    """What a higher value means for the people concerned: more restriction, fewer, or neither."""

    MORE = "more"
    FEWER = "fewer"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number: value or values, unit, certainty (`S:key`, `M1` … `ours`), source and its date, next review (a month).

    `changed_by` names the supplement or local overlay that put it in place of `was`.
    """

    name: str
    values: tuple[int | Decimal, ...]
    unit: Unit
    certainty: str
    source: str
    date: str
    direction: Direction
    review_by: str
    note: Text | None = None
    changed_by: str | None = None
    was: tuple[int | Decimal, ...] = ()

    @property
    def value(self) -> int:
        """The one whole number. Raises TypeError for a unit with decimals."""
        first = self.values[0]
        if not isinstance(first, int):
            raise TypeError(f"{self.name} has decimals: read its amount")
        return first

    @property
    def amount(self) -> Decimal:
        """The one number, with its decimals."""
        return Decimal(self.values[0])

    @property
    def days(self) -> tuple[int, ...]:
        """All values of a list of whole numbers."""
        return tuple(int(value) for value in self.values)
