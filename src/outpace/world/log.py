"""Everybody infected so far, as columns that grow; and one infection by its row."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.course import Course

SMALLEST = 1 << 10


class Infections(NamedTuple):
    """Infections in the order of their days, persons ascending within a day; imports have NOBODY as infector and layer."""

    person: NDArray[np.int64]
    day: NDArray[np.int64]
    infector: NDArray[np.int64]
    layer: NDArray[np.int64]
    strain: NDArray[np.int64]
    course: Course


class Log:
    """Infections in columns with room to grow; what `infections` gives are views, good until more are added.

    `rooms` are the columns with their room: for whoever has rows and looks them up, or changes them.
    """

    def __init__(self) -> None:
        self._count = 0
        self.rooms = _built([np.empty(SMALLEST, kind) for kind in _kinds()])

    def __len__(self) -> int:
        return self._count

    def add(self, batch: Infections) -> NDArray[np.int64]:
        """Add infections; the rows they have got."""
        rows = np.arange(self._count, self._count + len(batch.person))
        self._make_room(len(rows))
        for room, column in zip(_columns(self.rooms), _columns(batch), strict=True):
            room[self._count : self._count + len(rows)] = column
        self._count += len(rows)
        return rows

    def infections(self) -> Infections:
        """All of them."""
        return _built([room[: self._count] for room in _columns(self.rooms)])

    def chosen(self, rows: NDArray[np.int64]) -> Infections:
        """Those of some rows, copied."""
        return _built([room[rows] for room in _columns(self.rooms)])

    def since(self, day: int) -> NDArray[np.int64]:
        """The persons infected on a day or later."""
        start = int(self.rooms.day[: self._count].searchsorted(day))
        return self.rooms.person[start : self._count]

    def _make_room(self, more: int) -> None:
        size = len(self.rooms.person)
        while self._count + more > size:
            size *= 2
        if size > len(self.rooms.person):
            grown = [np.empty(size, room.dtype) for room in _columns(self.rooms)]
            for new, old in zip(grown, _columns(self.rooms), strict=True):
                new[: self._count] = old[: self._count]
            self.rooms = _built(grown)


def rows_before(found: Infections, persons: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The row of each person's last infection up to and with a day; negative where there was none."""
    if not len(found.person):
        return np.full(len(persons), -1)
    order = np.lexsort((found.day, found.person))
    wide = int(found.day.max()) + int(days.max(initial=0)) + 2
    place = np.searchsorted(found.person[order] * wide + found.day[order], persons * wide + days, side="right") - 1
    rows = order[np.maximum(place, 0)]
    return np.where((place >= 0) & (found.person[rows] == persons), rows, -1)


OWN = len(Infections._fields) - 1
KINDS: dict[str, Any] = {"strength": np.float64, "stays_home": np.bool_, "dies": np.bool_}


def _columns(found: Infections) -> list[Any]:
    return [*found[:OWN], *found.course]


def _built(columns: list[NDArray[Any]]) -> Infections:
    return Infections._make((*columns[:OWN], Course._make(columns[OWN:])))


def _kinds() -> list[Any]:
    return [KINDS.get(name, np.int64) for name in (*Infections._fields[:OWN], *Course._fields)]
