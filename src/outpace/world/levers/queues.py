"""A queue of requests for persons: who waits since when, in an order that the caller gives by rank.

The lowest rank comes first, then who asked first, then the lowest number; so the order of the calls of a day makes no difference.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.numbers import among, distinct, firsts


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
        each = distinct(persons)
        more = Requests(each, np.full(len(each), rank), np.full(len(each), day))
        self.waiting = _merged(self.waiting, more) if len(self) else more

    def serve(self, count: int | None) -> Requests:
        """Take the first so many (None: all) out of the queue."""
        end = len(self) if count is None else max(0, min(count, len(self)))
        served = Requests._make(column[:end] for column in self.waiting)
        self.waiting = Requests._make(column[end:] for column in self.waiting)
        return served

    def refuse(self, day: int, patience: int | None) -> Requests:
        """Take those out who have waited more than so many days (None: for ever)."""
        late = day - self.waiting.asked > (day if patience is None else patience)
        return self._taken(late)

    def withdraw(self, persons: NDArray[np.int64]) -> None:
        """Take persons out."""
        self._taken(among(self.waiting.person, distinct(persons)))

    def _taken(self, some: NDArray[np.bool_]) -> Requests:
        taken = Requests._make(column[some] for column in self.waiting)
        if len(taken.person):
            self.waiting = Requests._make(column[~some] for column in self.waiting)
        return taken


def _merged(one: Requests, other: Requests) -> Requests:
    """Both, of each person the request that comes first."""
    joined = Requests._make(map(np.concatenate, zip(one, other, strict=True)))
    order = np.lexsort((joined.asked, joined.rank, joined.person))
    first = order[firsts(joined.person[order])]
    kept = first[np.lexsort((joined.person[first], joined.asked[first], joined.rank[first]))]
    return Requests._make(column[kept] for column in joined)
