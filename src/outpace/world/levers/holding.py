"""Quarantine and isolation: who is asked, who refuses, and what is left of the meetings of those who are held.

Quarantine is at home: the household meets on, of the other meetings a share is left to those who keep to it, all to those who
don't. In isolation people are away from home and guarded; the same share of all meetings is left to everybody. Orders given
between two days are carried out at the start of the next: releases, then quarantine, then isolation, in whatever order they came.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.behaviour import Behaviour
from outpace.world.draws import What, key, mix, unit, units
from outpace.world.kernels import kernel
from outpace.world.numbers import distinct
from outpace.world.store import Store, cells_of

HUNDREDTHS = 100


class Asked(IntEnum):
    """What a person may refuse. Numbers are part of draws' keys and never given to another."""

    QUARANTINE = 1
    ISOLATION = 2
    TEST = 3
    DOSE = 4


class Answer(NamedTuple):
    """Who agrees and who refuses, of those asked; ascending, each once."""

    agreed: NDArray[np.int64]
    refused: NDArray[np.int64]


class Holding(NamedTuple):
    """Behaviour under measures as tables: what is left to the held, who keeps to quarantine by day, how support helps."""

    quarantine: float
    isolation: float
    keeps: NDArray[np.float64]
    helps: float
    family: np.uint64


def holding(behaviour: Behaviour, seed: int) -> Holding:
    """Lay behaviour under measures out as tables."""
    return Holding(
        quarantine=behaviour.confined_contact,
        isolation=behaviour.isolated_contact,
        keeps=np.array(behaviour.keeps, np.float64),
        helps=behaviour.support_helps,
        family=key(seed, What.KEEP),
    )


@kernel
def keeps(holding: Any, person: Any, since: Any, day: Any, support: Any) -> Any:
    """Whether somebody in quarantine since a day still keeps to it; who has once stopped doesn't begin again."""
    share = holding.keeps[min(day - since, len(holding.keeps) - 1)]
    share = 1.0 - (1.0 - share) * (1.0 - holding.helps * support / HUNDREDTHS)
    return unit(mix(mix(holding.family ^ np.uint64(person)) ^ np.uint64(since))) < share


@kernel
def left_of(holding: Any, cells: Any, cell: Any, person: Any, day: Any) -> Any:
    """The share of a person's meetings on a day that the measures leave: in the household, elsewhere."""
    if cells.isolated_from[cell] <= day <= cells.isolated[cell]:
        return holding.isolation, holding.isolation
    since = np.int64(cells.quarantined_from[cell])
    if since <= day <= cells.quarantined[cell] and keeps(holding, person, since, day, cells.support[cell]):
        return 1.0, holding.quarantine
    return 1.0, 1.0


def asked(persons: NDArray[np.int64], what: Asked, refuse: float, seed: int, day: int) -> Answer:
    """Ask persons for something on a day; each answers for herself."""
    each = distinct(persons)
    no = units(key(seed, What.REFUSE, what, day), each) < refuse
    return Answer(each[~no], each[no])


def refusal(share: float, behaviour: Behaviour, support: float) -> float:
    """The share that refuses when so much support (0 to 1) is given."""
    return share * (1.0 - behaviour.support_helps * support)


@dataclass(slots=True)
class Orders:
    """What the caller has ordered for persons since the last day, to be carried out at the start of the next."""

    released: list[NDArray[np.int64]] = field(default_factory=list)
    quarantined: list[tuple[NDArray[np.int64], int, int]] = field(default_factory=list)
    isolated: list[tuple[NDArray[np.int64], int]] = field(default_factory=list)

    def carry_out(self, store: Store, day: int) -> None:
        """Write the orders into the cells and forget them. Orders whose last day has passed are none."""
        for persons in self.released:
            _release(store, persons, day)
        for persons, until, support in self.quarantined:
            if until >= day:
                _quarantine(store, persons, day, until, support)
        for persons, until in self.isolated:
            if until >= day:
                _isolate(store, persons, day, until)
        self.released, self.quarantined, self.isolated = [], [], []


def _release(store: Store, persons: NDArray[np.int64], day: int) -> None:
    """End stays. Whoever is untouched reads as ended long ago and stays untouched."""
    cells = cells_of(store.cells, persons)
    for column in (store.cells.quarantined, store.cells.isolated):
        column[cells] = np.minimum(column[cells], day - 1)


def _quarantine(store: Store, persons: NDArray[np.int64], day: int, until: int, support: int) -> None:
    at = store.touch(persons)
    cells = store.cells
    before = np.where(cells.quarantined[at] >= day, cells.support[at], 0)
    _hold(cells.quarantined_from, cells.quarantined, at, day, until)
    cells.support[at] = np.maximum(before, support)


def _isolate(store: Store, persons: NDArray[np.int64], day: int, until: int) -> None:
    at = store.touch(persons)
    _hold(store.cells.isolated_from, store.cells.isolated, at, day, until)


def _hold(first: NDArray[np.int16], last: NDArray[np.int16], at: NDArray[np.int64], day: int, until: int) -> None:
    """Begin a stay, or make one that goes on longer."""
    first[at] = np.where(last[at] >= day, first[at], day)
    last[at] = np.maximum(last[at], until)
