"""What is remembered of the people whom the outbreak has touched: two stores, one interface.

Sparse: an open-addressing table that grows with the outbreak. Dense: one cell for everybody, when so many are touched that
the table would be larger. Reading somebody untouched gives the same from both; a kernel doesn't know which it has.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import mix
from outpace.world.kernels import kernel

FREE = -1
NEVER = -30_000
SMALLEST = 1 << 12


class Cells(NamedTuple):
    """`keys` by cell (none: dense), and what is remembered by cell.

    Of the last infection its day (NEVER: none), strain and row in the log, and how many there were; first and last day of the
    last quarantine and of the last isolation (NEVER: none), and the support in quarantine in hundredths.
    """

    keys: NDArray[np.int64]
    infected: NDArray[np.int16]
    strain: NDArray[np.int8]
    times: NDArray[np.int8]
    row: NDArray[np.int32]
    quarantined_from: NDArray[np.int16]
    quarantined: NDArray[np.int16]
    isolated_from: NDArray[np.int16]
    isolated: NDArray[np.int16]
    support: NDArray[np.int8]


DAY = (np.int16, NEVER)
COLUMNS = (DAY, (np.int8, 0), (np.int8, 0), (np.int32, FREE), DAY, DAY, DAY, DAY, (np.int8, 0))
"""Type of each column after the keys, and how somebody untouched reads."""

DENSE_BYTES = sum(np.dtype(kind).itemsize for kind, _ in COLUMNS)
SPARSE_BYTES = DENSE_BYTES + 8


@kernel
def find(keys: Any, person: Any) -> Any:
    """The cell of a person; of somebody untouched a free cell that reads like everybody untouched."""
    if len(keys) == 0:
        return person
    mask = len(keys) - 1
    cell = np.int64(mix(np.uint64(person)) & np.uint64(mask))
    while keys[cell] != FREE and keys[cell] != person:
        cell = (cell + 1) & mask
    return cell


@kernel
def _touch(keys: Any, persons: Any, touched: Any) -> Any:
    """Write the cell of each person, taking free ones; how many were taken."""
    taken = 0
    for rank in range(len(persons)):
        cell = find(keys, persons[rank])
        if len(keys) > 0 and keys[cell] == FREE:
            keys[cell] = persons[rank]
            taken += 1
        touched[rank] = cell
    return taken


@kernel
def _look_up(keys: Any, persons: Any, found: Any) -> None:
    for rank in range(len(persons)):
        found[rank] = find(keys, persons[rank])


def cells_of(cells: Cells, persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """The cells of persons, to read only: nobody is touched by it."""
    found = np.empty(len(persons), np.int64)
    _look_up(cells.keys, persons, found)
    return found


class Store:
    """Cells for a province of so many people. Sparse until the table would need more memory than a cell for everybody."""

    def __init__(self, people: int, *, dense: bool = False) -> None:
        self._people, self._count = people, 0
        self.cells = _dense(people) if dense else _sparse(SMALLEST)

    @property
    def is_dense(self) -> bool:
        """Whether everybody has a cell."""
        return len(self.cells.keys) == 0

    @property
    def bytes(self) -> int:
        """Memory of the cells."""
        return sum(column.nbytes for column in self.cells)

    def touch(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cells of persons, kept for them from now on."""
        self._make_room(len(persons))
        cells = np.empty(len(persons), np.int64)
        self._count += _touch(self.cells.keys, persons, cells)
        return cells

    def _make_room(self, more: int) -> None:
        """Keep the table at most half full; hand over to a cell for everybody when that is smaller."""
        size = len(self.cells.keys)
        if self.is_dense or 2 * (self._count + more) <= size:
            return
        while 2 * (self._count + more) > size:
            size *= 2
        larger = _dense(self._people) if size * SPARSE_BYTES > self._people * DENSE_BYTES else _sparse(size)
        held = self.cells.keys != FREE
        old, self.cells = self.cells, larger
        new = np.empty(int(held.sum()), np.int64)
        _touch(self.cells.keys, old.keys[held], new)
        for name in Cells._fields[1:]:
            getattr(self.cells, name)[new] = getattr(old, name)[held]


def _sparse(size: int) -> Cells:
    return Cells(np.full(size, FREE, np.int64), *_untouched(size))


def _dense(people: int) -> Cells:
    return Cells(np.empty(0, np.int64), *_untouched(people))


def _untouched(count: int) -> list[Any]:
    return [np.full(count, reads, kind) for kind, reads in COLUMNS]
