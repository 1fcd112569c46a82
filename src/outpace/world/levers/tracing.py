"""Tracing: whom persons met on past days, as far as they recall it. Met again from the stage, never looked up in a diary.

What measures left of the meetings of those days is left here too, so nobody is named whom the measures kept away. Of quarantine
and isolation the last stay of each is known. It names; who is then asked, tested or held is the caller's business.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import mix, unit
from outpace.world.kernels import kernel
from outpace.world.levers.areas import Ruled, is_shut, keeps_in, left_there
from outpace.world.levers.holding import left_of
from outpace.world.meetings.encounters import encounters_in, who
from outpace.world.meetings.stage import LAYER, Scratch, Setting, beside_household
from outpace.world.people.deck import BLOCK, EMPTY
from outpace.world.store import find

Recall = Mapping[str, float]
"""The share of meetings that people can name, by layer; of a layer that isn't there nobody is named."""


class Named(NamedTuple):
    """Contacts that were named: by whom, who, when and in which layer; by person, day, contact and layer."""

    person: NDArray[np.int64]
    contact: NDArray[np.int64]
    day: NDArray[np.int64]
    layer: NDArray[np.int64]


class Illness(NamedTuple):
    """By person what illness left of her meetings on one day: in the household, elsewhere."""

    home: NDArray[np.float64]
    out: NDArray[np.float64]


@kernel
def _named(
    stage: Any,
    host: Any,
    cells: Any,
    ruled: Any,
    day: Any,
    persons: Any,
    illness: Any,
    recall: Any,
    layers: Any,
    found: Any,
    count: Any,
    notes: Any,
) -> Any:
    """Write whom each of the persons names of a day behind a count; the count then, even where there was no room for all."""
    for rank in range(len(persons)):
        person = persons[rank]
        home, out = left_of(host.holding, cells, find(cells.keys, person), person, day)
        home, out = home * illness.home[rank], out * illness.out[rank]
        stays_in = out <= 0.0 or keeps_in(ruled, person // BLOCK)
        for number in range(encounters_in(stage, layers[:0] if stays_in else layers, person, day, notes)):
            layer, hashed = notes.met[number, LAYER], notes.hashed[number]
            recalled = unit(mix(mix(hashed ^ host.recall) ^ np.uint64(person)))
            left, takes_place = home if layer == 0 else out, unit(mix(hashed ^ host.meets))
            if recalled >= recall[layer] or takes_place >= left or is_shut(ruled, stage, host.venues, notes, number):
                continue
            other = who(stage, person, notes, number)
            if other == EMPTY:
                continue
            at_home, elsewhere = left_of(host.holding, cells, find(cells.keys, other), other, day)
            left *= at_home if layer == 0 else elsewhere
            if takes_place < left * left_there(ruled, layer, person // BLOCK, other // BLOCK):
                if count < len(found.person):
                    found.person[count] = person
                    found.contact[count] = other
                    found.day[count] = day
                    found.layer[count] = layer
                count += 1
    return count


class Past(NamedTuple):
    """A past day: the measures of that day, and what illness left then to each of those who are asked."""

    day: int
    ruled: Ruled
    illness: Illness


def named(
    setting: Setting,
    host: Any,
    cells: Any,
    past: Sequence[Past],
    persons: NDArray[np.int64],
    recall: Recall,
    notes: Scratch,
) -> Named:
    """Whom persons name of past days. Raises ValueError for a recall of a layer there isn't."""
    if strangers := set(recall) - set(setting.layer_names):
        raise ValueError(f"no such layers: {sorted(strangers)}")
    shares = np.array([recall.get(name, 0.0) for name in setting.layer_names], np.float64)
    layers = beside_household(shares)
    size = 64 + 32 * len(persons) * len(past)
    while True:
        found, count = Named(*(np.empty(size, np.int64) for _ in Named._fields)), 0
        for day, ruled, illness in past:
            count = _named(
                setting.stage, host, cells, ruled, day, persons, illness, shares, layers, found, count, notes
            )
        if count <= size:
            return ordered(Named._make(column[:count] for column in found))
        size = int(count)


def ordered(named: Named) -> Named:
    """By person, day, contact and layer."""
    order = np.lexsort((named.layer, named.contact, named.day, named.person))
    return Named._make(column[order] for column in named)


def nobody_named() -> Named:
    """No contacts."""
    return Named(*(np.empty(0, np.int64) for _ in Named._fields))
