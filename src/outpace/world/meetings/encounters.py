"""Whom a person meets in a layer on a day, in two steps: at which places of her ring (cheap), and who sits there (on demand).

Symmetric by construction: both ends compute the same ring, the same group and the same hash for the unordered pair of
places. Nothing is looked up that isn't in the stage's tables; any day, past or future, can be asked.
"""

from typing import Any, NamedTuple

import numpy as np

from outpace.world.draws import What, mix
from outpace.world.kernels import kernel
from outpace.world.meetings.flows import destination, origin
from outpace.world.meetings.layers import (
    BLOCKS,
    DAYS,
    DEAL_FROM,
    DEAL_LENGTH,
    FIRST,
    MEETING,
    MET,
    MIXED,
    PERIOD,
    REACH,
    RING,
    SCOPE,
    SEAT,
    SIZE,
    WEEKLY,
    WIDTH,
)
from outpace.world.people.crowd import HOME, HOME_SIZE, dealt
from outpace.world.people.deck import BLOCK, EMPTY
from outpace.world.permute import END, permute, ring, unpermute
from outpace.world.places.ground import Scope, unit

COUNTY, FLOWS = int(Scope.COUNTY), int(Scope.FLOWS)
SHUFFLE = np.uint64(int(What.SHUFFLE))
U32 = np.uint64(32)
STRANDS = 64
WEEK = 7
NO_ORDER = (np.uint64(0),) * END


class Place(NamedTuple):
    """Where somebody sits in a layer: unit (first block; of commuters the county of work) and strand of the ring, place in it.

    And of the ring how many `places` it has, its key and its order (`permute.ring`). At home the place is that in the block.
    """

    unit: Any
    strand: Any
    at: Any
    places: Any
    key: Any
    order: Any


class Group(NamedTuple):
    """Who come together on a day: the first place of the ring, how many places (0: they don't), and the key of their meetings."""

    start: Any
    size: Any
    key: Any


@kernel
def _meeting_hash(key: Any, one: Any, other: Any) -> Any:
    """The hash of an unordered pair of places."""
    low, high = min(one, other), max(one, other)
    return mix(key ^ ((np.uint64(low) << U32) | np.uint64(high)))


@kernel
def _take_place(stage: Any, layer: Any, day: Any, block: Any, seat: Any) -> Any:
    """The place of a seat in its ring on a day."""
    layers = stage.layers
    scope, width = layers.numbers[layer, SCOPE], layers.numbers[layer, WIDTH]
    strand, seat = seat // width, seat % width
    first, blocks = unit(stage.ground, COUNTY if scope == FLOWS else scope, layers.numbers[layer, BLOCKS], block)
    period = layers.numbers[layer, PERIOD]
    family = mix(layers.keys[layer, RING] ^ np.uint64(0 if period == 0 else day // period))
    key = mix(family ^ np.uint64(first * STRANDS + strand))
    place, places = (block - first) * width + seat, blocks * width
    order = ring(np.uint64(places), key)
    if scope == FLOWS:
        home = stage.ground.upper[COUNTY, stage.ground.town_of[block]]
        first, place = destination(stage.flows, home, np.int64(permute(np.uint64(place), order)))
        places, key = stage.flows.into[first, -1], mix(~family ^ np.uint64(first))
        order = ring(np.uint64(places), key)
    return Place(first, strand, np.int64(permute(np.uint64(place), order)), places, key, order)


@kernel
def _group_of(layers: Any, layer: Any, day: Any, place: Any) -> Any:
    """The group of a place on a day."""
    length = layers.numbers[layer, DEAL_LENGTH]
    dealt_at = layers.numbers[layer, DEAL_FROM] + place.at % length
    start = place.at - place.at % length + layers.groups[dealt_at, FIRST]
    size = min(np.int64(layers.groups[dealt_at, SIZE]), place.places - start)
    key = mix(place.key ^ layers.keys[layer, MEETING])
    if size < 2:
        return Group(start, np.int64(0), key)
    if layers.numbers[layer, WEEKLY] == 1 and np.int64(mix(key ^ np.uint64(start)) % np.uint64(WEEK)) != day % WEEK:
        return Group(start, np.int64(0), key)
    return Group(start, size, mix(key ^ np.uint64(day)))


@kernel
def _at_home(stage: Any, day: Any, block: Any, card: Any, offset: Any) -> Any:
    """The place and the group of somebody in her household."""
    home, size = stage.crowd.cards[card, HOME, offset], stage.crowd.cards[card, HOME_SIZE, offset]
    key = mix(stage.layers.keys[0, MEETING] ^ np.uint64(block))
    place = Place(block, np.int64(0), offset, np.int64(BLOCK), key, NO_ORDER)
    return place, Group(np.int64(home), np.int64(size), mix(key ^ np.uint64(day)))


@kernel
def together(stage: Any, layer: Any, person: Any, day: Any) -> Any:
    """Somebody's place in a layer and her group there on a day, a group of nobody where she has no seat."""
    block, offset = person // BLOCK, person % BLOCK
    card = dealt(stage.crowd, block)
    if layer == 0:
        return _at_home(stage, day, block, card, offset)
    seat = np.int64(stage.crowd.seat[card, stage.layers.numbers[layer, SEAT], offset])
    if seat == EMPTY or (stage.layers.numbers[layer, DAYS] >> (day % WEEK)) & 1 == 0:
        nowhere = np.int64(0)
        return Place(nowhere, nowhere, nowhere, nowhere, NO_ORDER[0], NO_ORDER), Group(nowhere, nowhere, NO_ORDER[0])
    place = _take_place(stage, layer, day, block, seat)
    return place, _group_of(stage.layers, layer, day, place)


@kernel
def _note(other: Any, hashed: Any, chance: Any, notes: Any, count: Any) -> Any:
    """Note an encounter. It counts if its hash says that it takes place; else the next is noted over it.

    A condition here would be guessed wrong so often that it would cost more than the writing.
    """
    notes.place[count] = other
    notes.hashed[count] = hashed
    return count + np.int64((hashed >> U32) < chance)


@kernel
def encounters(layers: Any, layer: Any, own: Any, group: Any, notes: Any) -> Any:
    """Note whom the holder of a place meets in her group; how many. Some of the places are empty seats."""
    reach, chance, count = layers.numbers[layer, REACH], layers.keys[layer, MET], np.int64(0)
    if group.size == 0:
        return count
    if reach > 0 and 2 * reach + 1 < group.size:
        return _near(layers, layer, own, group, notes)
    for other in range(group.start, own):
        count = _note(other, _meeting_hash(group.key, own, other), chance, notes, count)
    for other in range(own + 1, group.start + group.size):
        count = _note(other, _meeting_hash(group.key, own, other), chance, notes, count)
    return count


@kernel
def _near(layers: Any, layer: Any, own: Any, group: Any, notes: Any) -> Any:
    """Note whom the holder of a place meets on either side of her in the order of her group; how many."""
    reach, chance, count = layers.numbers[layer, REACH], layers.keys[layer, MET], np.int64(0)
    is_mixed, start = layers.numbers[layer, MIXED] == 1, group.start
    order = ring(np.uint64(group.size), mix(group.key ^ (np.uint64(start) + SHUFFLE)))
    middle = np.int64(permute(np.uint64(own - start), order)) if is_mixed else own - start
    for step in range(-reach, reach + 1):
        if step != 0:
            seat = (middle + step) % group.size
            other = start + (np.int64(unpermute(np.uint64(seat), order)) if is_mixed else seat)
            count = _note(other, _meeting_hash(group.key, own, other), chance, notes, count)
    return count


@kernel
def who(stage: Any, layer: Any, person: Any, place: Any, other: Any) -> Any:
    """Who sits at a place that the holder of another one encounters; EMPTY where nobody does."""
    if layer == 0:
        return person - person % BLOCK + other
    first, width = place.unit, stage.layers.numbers[layer, WIDTH]
    at = np.int64(unpermute(np.uint64(other), place.order))
    if stage.layers.numbers[layer, SCOPE] == FLOWS:
        home, at = origin(stage.flows, first, at)
        first = stage.ground.starts[COUNTY, home]
        places = (stage.ground.starts[COUNTY, home + 1] - first) * width
        key = mix(mix(stage.layers.keys[layer, RING]) ^ np.uint64(first * STRANDS))
        at = np.int64(unpermute(np.uint64(at), ring(np.uint64(places), key)))
    block = first + at // width
    seat = at % width + place.strand * width
    holder = np.int64(stage.crowd.holder[dealt(stage.crowd, block), stage.layers.numbers[layer, SEAT], seat])
    return EMPTY if holder == EMPTY else block * BLOCK + holder


@kernel
def contacts_of(stage: Any, person: Any, day: Any, persons: Any, layers: Any, notes: Any) -> Any:
    """Write whom a person meets on a day, and in which layer; how many there are."""
    count = 0
    for layer in range(len(stage.layers.numbers)):
        place, group = together(stage, layer, person, day)
        for number in range(encounters(stage.layers, layer, place.at, group, notes)):
            other = who(stage, layer, person, place, notes.place[number])
            if other != EMPTY:
                persons[count] = other
                layers[count] = layer
                count += 1
    return count
