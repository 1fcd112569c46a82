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
from outpace.world.levers.areas import Ruled, is_shut
from outpace.world.levers.left import Left, left_to_both, room, share_of, thinned
from outpace.world.meetings.encounters import encounters, together, who
from outpace.world.meetings.layers import known_layers
from outpace.world.meetings.stage import Scratch, Setting
from outpace.world.people.deck import EMPTY
from outpace.world.store import find

Recall = Mapping[str, float]
"""The share of meetings that people can name, by layer; of a layer that isn't there nobody is named."""


class Named(NamedTuple):
    """Contacts that were named: by whom, who, when and in which layer; by person, day, contact and layer."""

    person: NDArray[np.int64]
    contact: NDArray[np.int64]
    day: NDArray[np.int64]
    layer: NDArray[np.int64]


@kernel
def _named(
    stage: Any,
    host: Any,
    cells: Any,
    ruled: Any,
    day: Any,
    persons: Any,
    ill: Any,
    recall: Any,
    left: Any,
    found: Any,
    count: Any,
    notes: Any,
) -> Any:
    """Write whom each of the persons names of a day behind a count; the count then, even where there was no room for all."""
    thinned(host.holding, cells, ruled, day, persons, ill, left)
    for layer in range(len(recall)):
        for rank in range(len(persons) if recall[layer] > 0.0 else 0):
            person, free = persons[rank], share_of(left, layer, rank)
            if free <= 0.0:
                continue
            place, group = together(stage, layer, person, day)
            if is_shut(ruled, host.venues, layer, place, group):
                continue
            for number in range(encounters(stage.layers, layer, place.at, group, notes)):
                hashed = notes.hashed[number]
                recalled = unit(mix(mix(hashed ^ host.recall) ^ np.uint64(person)))
                takes_place = unit(mix(hashed ^ host.meets))
                if recalled >= recall[layer] or takes_place >= free:
                    continue
                other = who(stage, layer, person, place, notes.place[number])
                if other == EMPTY:
                    continue
                cell = find(cells.keys, other)
                if takes_place < left_to_both(host.holding, cells, ruled, layer, day, person, other, cell, free):
                    if count < len(found.person):
                        _write(found, count, person, other, day, layer)
                    count += 1
    return count


@kernel
def _write(found: Any, count: Any, person: Any, other: Any, day: Any, layer: Any) -> None:
    found.person[count] = person
    found.contact[count] = other
    found.day[count] = day
    found.layer[count] = layer


class Past(NamedTuple):
    """A past day: the measures of that day, and what illness left then to each of those who are asked."""

    day: int
    ruled: Ruled
    ill: Left


def named(
    setting: Setting,
    host: Any,
    cells: Any,
    past: Sequence[Past],
    persons: NDArray[np.int64],
    recall: Recall,
    notes: Scratch,
) -> Named:
    """Whom persons name of past days. Raises ProblemError WORLD_LAYER_UNKNOWN."""
    known_layers("recall", recall, setting.layer_names)
    shares = np.array([recall.get(name, 0.0) for name in setting.layer_names], np.float64)
    left, size = room(len(persons)), 64 + 32 * len(persons) * len(past)
    while True:
        found, count = Named(*(np.empty(size, np.int64) for _ in Named._fields)), 0
        for day, ruled, ill in past:
            count = _named(setting.stage, host, cells, ruled, day, persons, ill, shares, left, found, count, notes)
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
