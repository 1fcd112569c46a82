"""A queue of requests for persons: who waits since when, in an order that the caller gives by rank.

The lowest rank comes first, then who asked first, then the lowest number; so the order of the calls of a day makes no difference.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.numbers import among, distinct


class Requests(NamedTuple):
    """Persons, the rank that each was asked for with, and the day."""

    person: NDArray[np.int64]
    rank: NDArray[np.int64]
    asked: NDArray[np.int64]


class Queue:
    """Requests that wait, each person once: a second request can only bring her forward."""

    def __init__(self) -> None:
        nobody = np.empty(0, np.int64)
        self.waiting = Requests(nobody, nobody, nobody)

    def __len__(self) -> int:
        return len(self.waiting.person)

    def ask(self, persons: NDArray[np.int64], rank: int, day: int) -> None:
        """Ask for persons with a rank."""
        more = Requests(persons, np.full(len(persons), rank), np.full(len(persons), day))
        joined = Requests._make(map(np.concatenate, zip(self.waiting, more, strict=True)))
        order = np.lexsort((joined.asked, joined.rank, joined.person))
        person = joined.person[order]
        first = order[np.append(True, person[1:] != person[:-1])] if len(person) else order
        kept = first[np.lexsort((joined.person[first], joined.asked[first], joined.rank[first]))]
        self.waiting = Requests._make(column[kept] for column in joined)

    def serve(self, count: int | None) -> Requests:
        """Take the first so many (None: all) out of the queue."""
        end = len(self) if count is None else max(0, min(count, len(self)))
        served = Requests._make(column[:end] for column in self.waiting)
        self.waiting = Requests._make(column[end:] for column in self.waiting)
        return served

    def refuse(self, day: int, patience: int | None) -> Requests:
        """Take those out who have waited more than so many days (None: for ever)."""
        late = day - self.waiting.asked > (day if patience is None else patience)
        refused = Requests._make(column[late] for column in self.waiting)
        self.waiting = Requests._make(column[~late] for column in self.waiting)
        return refused

    def withdraw(self, persons: NDArray[np.int64]) -> None:
        """Take persons out."""
        stays = ~among(self.waiting.person, distinct(persons))
        self.waiting = Requests._make(column[stays] for column in self.waiting)
