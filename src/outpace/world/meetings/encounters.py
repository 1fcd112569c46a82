"""Whom a person meets on a day, in two steps: at which places of which rings (cheap), and who sits there (on demand).

Symmetric by construction: both ends compute the same ring, the same group and the same hash for the unordered pair of
places. Nothing is looked up that isn't in the stage's tables; any day, past or future, can be asked.
"""

from typing import Any

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
from outpace.world.meetings.stage import LAYER, PLACE, PLACES, STRAND, UNIT
from outpace.world.people.crowd import HOME, HOME_SIZE, dealt
from outpace.world.people.deck import BLOCK, EMPTY
from outpace.world.permute import permute, ring, unpermute
from outpace.world.places.ground import Scope, unit

COUNTY, FLOWS = int(Scope.COUNTY), int(Scope.FLOWS)
SHUFFLE = np.uint64(int(What.SHUFFLE))
U32 = np.uint64(32)
STRANDS = 64
WEEK = 7


@kernel
def _meeting_hash(family: Any, one: Any, other: Any) -> Any:
    """The hash of an unordered pair of places."""
    low, high = min(one, other), max(one, other)
    return mix(family ^ ((np.uint64(low) << U32) | np.uint64(high)))


@kernel
def take_place(stage: Any, layer: Any, day: Any, block: Any, seat: Any, notes: Any) -> Any:
    """Find the ring of a seat on a day, note it, and say which place of it the seat has."""
    layers = stage.layers
    scope = layers.numbers[layer, SCOPE]
    width = layers.numbers[layer, WIDTH]
    strand = seat // width
    seat = seat % width
    first, blocks = unit(stage.ground, COUNTY if scope == FLOWS else scope, layers.numbers[layer, BLOCKS], block)
    period = layers.numbers[layer, PERIOD]
    time = 0 if period == 0 else day // period
    family = mix(layers.keys[layer, RING] ^ np.uint64(time))
    place = (block - first) * width + seat
    places = blocks * width
    family_here = mix(family ^ np.uint64(first * STRANDS + strand))
    if scope == FLOWS:
        home = stage.ground.upper[COUNTY, stage.ground.town_of[block]]
        way = np.int64(permute(np.uint64(place), ring(np.uint64(places), family_here)))
        work, place = destination(stage.flows, home, way)
        first = np.int64(work)
        places = stage.flows.into[work, -1]
        family_here = mix(~family ^ np.uint64(work))
    notes.rings[layer, UNIT] = first
    notes.rings[layer, PLACES] = places
    notes.rings[layer, STRAND] = strand
    notes.ring_keys[layer] = family_here
    return np.int64(permute(np.uint64(place), ring(np.uint64(places), family_here)))


@kernel
def _note(layer: Any, place: Any, hashed: Any, chance: Any, notes: Any, count: Any) -> Any:
    """Note an encounter. It counts if its hash says that it takes place; else the next is noted over it.

    A condition here would be guessed wrong so often that it would cost more than the writing.
    """
    notes.met[count, LAYER] = layer
    notes.met[count, PLACE] = place
    notes.hashed[count] = hashed
    return count + np.int64((hashed >> U32) < chance)


@kernel
def _meet_group(layers: Any, layer: Any, day: Any, place: Any, notes: Any, count: Any) -> Any:
    """Note whom the holder of a place meets in her group; how many are noted then."""
    length = layers.numbers[layer, DEAL_LENGTH]
    dealt_at = layers.numbers[layer, DEAL_FROM] + place % length
    start = place - place % length + layers.groups[dealt_at, FIRST]
    size = min(np.int64(layers.groups[dealt_at, SIZE]), notes.rings[layer, PLACES] - start)
    if size < 2:
        return count
    family = mix(notes.ring_keys[layer] ^ layers.keys[layer, MEETING])
    if layers.numbers[layer, WEEKLY] == 1 and np.int64(mix(family ^ np.uint64(start)) % np.uint64(WEEK)) != day % WEEK:
        return count
    family = mix(family ^ np.uint64(day))
    reach, chance = layers.numbers[layer, REACH], layers.keys[layer, MET]
    if reach == 0 or 2 * reach + 1 >= size:
        for other in range(start, place):
            count = _note(layer, other, _meeting_hash(family, place, other), chance, notes, count)
        for other in range(place + 1, start + size):
            count = _note(layer, other, _meeting_hash(family, place, other), chance, notes, count)
        return count
    around = ring(np.uint64(size), mix(family ^ (np.uint64(start) + SHUFFLE)))
    mixed = layers.numbers[layer, MIXED] == 1
    own = np.int64(permute(np.uint64(place - start), around)) if mixed else place - start
    for step in range(-reach, reach + 1):
        if step != 0:
            seat = (own + step) % size
            other = start + (np.int64(unpermute(np.uint64(seat), around)) if mixed else seat)
            count = _note(layer, other, _meeting_hash(family, place, other), chance, notes, count)
    return count


@kernel
def _meet_household(stage: Any, day: Any, block: Any, card: Any, offset: Any, notes: Any) -> Any:
    home = np.int64(stage.crowd.cards[card, HOME, offset])
    family = mix(mix(stage.layers.keys[0, MEETING] ^ np.uint64(block)) ^ np.uint64(day))
    chance, count = stage.layers.keys[0, MET], np.int64(0)
    for other in range(home, home + stage.crowd.cards[card, HOME_SIZE, offset]):
        if other != offset:
            count = _note(np.int64(0), other, _meeting_hash(family, offset, other), chance, notes, count)
    return count


@kernel
def _meet_in(stage: Any, layer: Any, day: Any, block: Any, card: Any, offset: Any, notes: Any, count: Any) -> Any:
    """Note whom somebody meets in a layer, if she has a seat there and it meets on that weekday."""
    if (stage.layers.numbers[layer, DAYS] >> (day % WEEK)) & 1:
        seat = np.int64(stage.crowd.seat[card, stage.layers.numbers[layer, SEAT], offset])
        if seat != EMPTY:
            place = take_place(stage, layer, day, block, seat, notes)
            return _meet_group(stage.layers, layer, day, place, notes, count)
    return count


@kernel
def encounters(stage: Any, person: Any, day: Any, notes: Any) -> Any:
    """Note all encounters of a person on a day; how many there are. Some of the places are empty seats."""
    block, offset = person // BLOCK, person % BLOCK
    card = dealt(stage.crowd, block)
    count = _meet_household(stage, day, block, card, offset, notes)
    for layer in range(1, len(stage.layers.numbers)):
        count = _meet_in(stage, layer, day, block, card, offset, notes, count)
    return count


@kernel
def encounters_in(stage: Any, layers: Any, person: Any, day: Any, notes: Any) -> Any:
    """Note the encounters of a person on a day in the household and in some layers (ranks), as `encounters` does."""
    block, offset = person // BLOCK, person % BLOCK
    card = dealt(stage.crowd, block)
    count = _meet_household(stage, day, block, card, offset, notes)
    for layer in layers:
        count = _meet_in(stage, layer, day, block, card, offset, notes, count)
    return count


@kernel
def who(stage: Any, person: Any, notes: Any, number: Any) -> Any:
    """Who sits at the place of an encounter of a person; EMPTY where nobody does."""
    layer, place = notes.met[number, LAYER], notes.met[number, PLACE]
    if layer == 0:
        return person - person % BLOCK + place
    first, family = notes.rings[layer, UNIT], notes.ring_keys[layer]
    place = np.int64(unpermute(np.uint64(place), ring(np.uint64(notes.rings[layer, PLACES]), family)))
    width = stage.layers.numbers[layer, WIDTH]
    if stage.layers.numbers[layer, SCOPE] == FLOWS:
        home, place = origin(stage.flows, first, place)
        first = stage.ground.starts[COUNTY, home]
        places = (stage.ground.starts[COUNTY, home + 1] - first) * width
        family = mix(mix(stage.layers.keys[layer, RING]) ^ np.uint64(first * STRANDS))
        place = np.int64(unpermute(np.uint64(place), ring(np.uint64(places), family)))
    block = first + place // width
    seat = place % width + notes.rings[layer, STRAND] * width
    holder = np.int64(stage.crowd.holder[dealt(stage.crowd, block), stage.layers.numbers[layer, SEAT], seat])
    return EMPTY if holder == EMPTY else block * BLOCK + holder


@kernel
def contacts_of(stage: Any, person: Any, day: Any, persons: Any, layers: Any, notes: Any) -> Any:
    """Write whom a person meets on a day, and in which layer; how many there are."""
    count = 0
    for number in range(encounters(stage, person, day, notes)):
        other = who(stage, person, notes, number)
        if other != EMPTY:
            persons[count] = other
            layers[count] = notes.met[number, LAYER]
            count += 1
    return count
