"""Which events a bulk act records. One act is one event - unless its rows lie in several ranges of the actor.

An event stands in one area, and whoever covers that area may read it. So an actor with two posts records one event for each of
them: a common area above both would be outside hers, and would show the rows of one post to nobody who holds it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from outpace.desk.scope.actor import Actor
from outpace.words.area import common_path, is_within
from outpace.words.ids import random_key

ROWS = 5000
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Share(Generic[Row]):
    """The rows of a bulk act that one event stands for, and the deepest area that holds them."""

    rows: list[Row]
    path: str
    event: int = field(default_factory=random_key)


def spread(by: Actor, rows: Iterable[Row], path_of: Callable[[Row], str]) -> list[Share[Row]]:
    """Share rows out among events: each within one range of the actor and of at most `ROWS` rows, in their order.

    A row in no range of hers (a grant shows it) is shared with those of its own area alone.
    """
    ranges: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        path = path_of(row)
        ranges[next((above for above in by.paths if is_within(path, above)), path)].append(row)
    return [
        Share(part, common_path(map(path_of, part)))
        for held in ranges.values()
        for part in (held[start : start + ROWS] for start in range(0, len(held), ROWS))
    ]
