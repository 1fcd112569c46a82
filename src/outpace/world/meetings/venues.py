"""Which venue a group comes together in, and who goes where: numbers only. Names and positions stand in `gazetteer.py`.

A venue's id holds its kind, the unit it belongs to (first block; of commuters the rank of the county of work) and a number
in the unit. It is a function of the place, never stored; the same in every run of a province with these layers.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.decision import Text
from outpace.world.kernels import kernel
from outpace.world.meetings.encounters import STRANDS, together
from outpace.world.meetings.stage import Setting
from outpace.world.places.ground import Scope

NOWHERE = -1
KIND_BITS, UNIT_BITS = 56, 32
UNIT_MASK, NUMBER_MASK = (1 << KIND_BITS - UNIT_BITS) - 1, (1 << UNIT_BITS) - 1
WHOLE_UNIT, EACH_GROUP = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueKind:
    """A kind of venue or site; `venues.toml` says what each field means."""

    id: str
    number: int
    name: Text
    listed: bool
    layers: tuple[str, ...] = ()
    strands: tuple[int, int] = (0, STRANDS - 1)
    gather: int = WHOLE_UNIT
    scope: Scope = Scope.QUARTER
    blocks: int = 0


class Venues(NamedTuple):
    """By layer and strand the number of the kind (NOWHERE: none); by layer how many places of a ring are one venue."""

    kinds: NDArray[np.int64]
    gather: NDArray[np.int64]


@cache
def venue_kinds() -> Mapping[str, VenueKind]:
    """Read the kinds of venues that stand beside the code."""
    raw = tomllib.loads((files("outpace.world.meetings") / "venues.toml").read_text("utf-8"))
    return {id: _kind(id, table) for id, table in raw.items()}


def _kind(id: str, table: dict[str, Any]) -> VenueKind:
    words = Text(zh=table.pop("zh"), en=table.pop("en"))
    gather = {"unit": WHOLE_UNIT, "group": EACH_GROUP}
    read: dict[str, Callable[[Any], Any]] = {
        "layers": tuple,
        "strands": lambda value: (value[0], value[1]),
        "gather": lambda value: gather[value] if value in gather else int(value),
        "scope": lambda value: Scope[value.upper()],
    }
    fields: dict[str, Any] = {name: read.get(name, int)(value) for name, value in table.items()}
    return VenueKind(id=id, name=words, **fields)


def venues(setting: Setting) -> Venues:
    """Lay the kinds out by layer and strand. Layers that aren't there are passed over."""
    names = setting.layer_names
    kinds = np.full((len(names), STRANDS), NOWHERE, np.int64)
    gather = np.zeros(len(names), np.int64)
    for kind in venue_kinds().values():
        for layer in kind.layers:
            if layer in names:
                kinds[names.index(layer), kind.strands[0] : kind.strands[1] + 1] = kind.number
                gather[names.index(layer)] = kind.gather
    return Venues(kinds, gather)


@kernel
def venue_of(venues: Any, layer: Any, unit: Any, strand: Any, start: Any) -> Any:
    """The id of the venue where a group comes together: layer, unit, strand and first place in its ring; NOWHERE without."""
    kind = venues.kinds[layer, strand]
    if kind == NOWHERE:
        return np.int64(NOWHERE)
    gather = venues.gather[layer]
    number = np.int64(0) if gather == WHOLE_UNIT else start // gather
    return (np.int64(kind) << KIND_BITS) | (np.int64(unit) << UNIT_BITS) | np.int64(number)


def kind_of(venue: int) -> VenueKind:
    """The kind of a venue."""
    number = venue >> KIND_BITS
    return next(kind for kind in venue_kinds().values() if kind.number == number)


def unit_of(venue: int) -> int:
    """The unit of a venue: its first block; of commuters the rank of the county of work."""
    return venue >> UNIT_BITS & UNIT_MASK


def number_of(venue: int) -> int:
    """The number of a venue in its unit."""
    return venue & NUMBER_MASK


@kernel
def visits_of(stage: Any, venues: Any, person: Any, day: Any, found: Any) -> Any:
    """Write the venue a person goes to in each layer on a day, NOWHERE where in none (by rank of the layer)."""
    found[:] = NOWHERE
    for layer in range(1, len(stage.layers.numbers)):
        place, group = together(stage, layer, person, day)
        if group.size > 0:
            found[layer] = venue_of(venues, layer, place.unit, place.strand, group.start)


def visits(setting: Setting, persons: Sequence[int], day: int) -> NDArray[np.int64]:
    """Where each person goes on a day: venue ids by person and rank of the layer, NOWHERE where to none."""
    laid = venues(setting)
    found = np.empty((len(persons), len(setting.layer_names)), np.int64)
    for rank, person in enumerate(persons):
        visits_of(setting.stage, laid, np.int64(person), day, found[rank])
    return found
