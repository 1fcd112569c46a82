"""Which way a change goes for the people concerned. The direction of each number is the edition's own word."""

from collections.abc import Iterable
from enum import StrEnum

from outpace.protocols.numbers import Direction, Number


class Way(StrEnum):
    """Which way a change goes for the people concerned."""

    STRICTER = "stricter"
    LIGHTER = "lighter"
    BOTH = "both"
    NEITHER = "neither"


def way(changes: Iterable[tuple[float, float]]) -> Way:
    """Which way weights went from old to new, where a higher one means more restriction."""
    steps = {(new > old) - (new < old) for old, new in changes} - {0}
    return Way.BOTH if len(steps) > 1 else {1: Way.STRICTER, -1: Way.LIGHTER}.get(sum(steps), Way.NEITHER)


def number_way(old: Number, new: Number) -> Way:
    """Which way a changed number goes; for a list, the count of its values (more test days are more tests)."""
    sign = {Direction.MORE: 1.0, Direction.FEWER: -1.0, Direction.NEUTRAL: 0.0}[new.direction]
    if len(old.values) != len(new.values) or len(old.values) > 1:
        return way([(sign * len(old.values), sign * len(new.values))])
    return way([(sign * float(old.values[0]), sign * float(new.values[0]))])
