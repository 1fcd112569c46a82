"""Whom a person meets on a day, in two steps: at which places of which rings (cheap), and who sits there (on demand).

Symmetric by construction: both ends compute the same ring, the same group and the same hash for the unordered pair of
places. Nothing is looked up that isn't in the stage's tables; any day, past or future, can be asked.
"""

from typing import Any

import numpy as np

from outpace.world.draws import What, mix
from outpace.world.kernels import kernel
from outpace.world.meetings.flows import destination, origin
from outpace.world.people.crowd import dealt
from outpace.world.people.deck import BLOCK, EMPTY, Seat
from outpace.world.permute import permute, ring, unpermute
from outpace.world.places.ground import Scope, unit

PUPIL, COUNTY, FLOWS = int(Seat.PUPIL), int(Scope.COUNTY), int(Scope.FLOWS)
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
def _take_place(stage: Any, layer: Any, day: Any, block: Any, seat: Any, notes: Any) -> Any:
    """Find the ring of a seat on a day, note it, and say which place of it the seat has."""
    layers = stage.layers
    scope = layers.scope[layer]
    kind = layers.seat[layer]
    width = stage.crowd.widths[kind]
    strand = 0
    if kind == PUPIL:
        width = stage.crowd.strand
        strand = seat // width
        seat = seat % width
    first, blocks = unit(stage.ground, COUNTY if scope == FLOWS else scope, layers.blocks[layer], block)
    period = layers.period[layer]
    time = 0 if period == 0 else day // period
    family = mix(layers.ring[layer] ^ np.uint64(time))
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
    notes.first[layer] = first
    notes.places[layer] = places
    notes.ring[layer] = family_here
    notes.strand[layer] = strand
    return np.int64(permute(np.uint64(place), ring(np.uint64(places), family_here)))


@kernel
def _note(layers: Any, layer: Any, place: Any, hashed: Any, notes: Any, count: Any) -> Any:
    """Note an encounter if its hash says that it takes place."""
    if (hashed >> U32) < layers.met[layer]:
        notes.layer[count] = layer
        notes.place[count] = place
        notes.hashed[count] = hashed
        return count + 1
    return count


@kernel
def _meet_group(layers: Any, layer: Any, day: Any, place: Any, notes: Any, count: Any) -> Any:
    """Note whom the holder of a place meets in her group; how many are noted then."""
    length = layers.deal_length[layer]
    dealt_at = layers.deal_from[layer] + place % length
    size = np.int64(layers.group_size[dealt_at])
    start = place - place % length + layers.group_first[dealt_at]
    size = min(size, notes.places[layer] - start)
    if size < 2:
        return count
    family = mix(notes.ring[layer] ^ layers.meeting[layer])
    if layers.weekly[layer] and np.int64(mix(family ^ np.uint64(start)) % np.uint64(WEEK)) != day % WEEK:
        return count
    family = mix(family ^ np.uint64(day))
    reach = layers.reach[layer]
    if reach == 0 or 2 * reach + 1 >= size:
        for other in range(start, start + size):
            if other != place:
                count = _note(layers, layer, other, _meeting_hash(family, place, other), notes, count)
        return count
    around = ring(np.uint64(size), mix(family ^ (np.uint64(start) + SHUFFLE)))
    mixed = layers.mixed[layer]
    own = np.int64(permute(np.uint64(place - start), around)) if mixed else place - start
    for step in range(-reach, reach + 1):
        if step != 0:
            seat = (own + step) % size
            other = start + (np.int64(unpermute(np.uint64(seat), around)) if mixed else seat)
            count = _note(layers, layer, other, _meeting_hash(family, place, other), notes, count)
    return count


@kernel
def _meet_household(stage: Any, day: Any, block: Any, card: Any, offset: Any, notes: Any) -> Any:
    home = np.int64(stage.crowd.home[card, offset])
    family = mix(mix(stage.layers.meeting[0] ^ np.uint64(block)) ^ np.uint64(day))
    count = 0
    for other in range(home, home + stage.crowd.home_size[card, offset]):
        if other != offset:
            count = _note(stage.layers, 0, other, _meeting_hash(family, offset, other), notes, count)
    return count


@kernel
def encounters(stage: Any, person: Any, day: Any, notes: Any) -> Any:
    """Note all encounters of a person on a day; how many there are. Some of the places are empty seats."""
    block, offset = person // BLOCK, person % BLOCK
    card = dealt(stage.crowd, block)
    count = _meet_household(stage, day, block, card, offset, notes)
    for layer in range(1, len(stage.layers.seat)):
        if (stage.layers.days[layer] >> (day % WEEK)) & 1:
            seat = np.int64(stage.crowd.seat[card, stage.layers.seat[layer], offset])
            if seat != EMPTY:
                place = _take_place(stage, layer, day, block, seat, notes)
                count = _meet_group(stage.layers, layer, day, place, notes, count)
    return count


@kernel
def who(stage: Any, person: Any, notes: Any, number: Any) -> Any:
    """Who sits at the place of an encounter of a person; EMPTY where nobody does."""
    layer, place = notes.layer[number], notes.place[number]
    if layer == 0:
        return person - person % BLOCK + place
    first, family = notes.first[layer], notes.ring[layer]
    place = np.int64(unpermute(np.uint64(place), ring(np.uint64(notes.places[layer]), family)))
    kind = stage.layers.seat[layer]
    width = stage.crowd.strand if kind == PUPIL else stage.crowd.widths[kind]
    if stage.layers.scope[layer] == FLOWS:
        home, place = origin(stage.flows, first, place)
        first = stage.ground.starts[COUNTY, home]
        places = (stage.ground.starts[COUNTY, home + 1] - first) * width
        family = mix(mix(stage.layers.ring[layer] ^ np.uint64(0)) ^ np.uint64(first * STRANDS))
        place = np.int64(unpermute(np.uint64(place), ring(np.uint64(places), family)))
    block = first + place // width
    seat = place % width + notes.strand[layer] * stage.crowd.strand
    holder = np.int64(stage.crowd.holder[dealt(stage.crowd, block), kind, seat])
    return EMPTY if holder == EMPTY else block * BLOCK + holder


@kernel
def contacts_of(stage: Any, person: Any, day: Any, persons: Any, layers: Any, notes: Any) -> Any:
    """Write whom a person meets on a day, and in which layer; how many there are."""
    count = 0
    for number in range(encounters(stage, person, day, notes)):
        other = who(stage, person, notes, number)
        if other != EMPTY:
            persons[count] = other
            layers[count] = notes.layer[number]
            count += 1
    return count
