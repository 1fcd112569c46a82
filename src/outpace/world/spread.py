"""The one hot loop: whom the infectious of a day would infect. It tries; who is infected is settled afterwards.

A meeting's hash and the run's key give one number; it is compared with the highest possible chance first, so that hardly
anybody is looked up. Attempts depend neither on each other nor on the order of the infectious.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.behaviour import Behaviour
from outpace.world.draws import What, key, mix, unit
from outpace.world.kernels import kernel
from outpace.world.levers.areas import Ruled, is_shut
from outpace.world.levers.doses import Given, by_days, dosed
from outpace.world.levers.holding import Holding, holding
from outpace.world.levers.left import Left, left_to_both, share_of, thinned
from outpace.world.levers.left import room as some_left
from outpace.world.meetings.encounters import encounters, together, who
from outpace.world.meetings.layers import known_layers
from outpace.world.meetings.stage import Scratch, Setting
from outpace.world.meetings.venues import Venues, venues
from outpace.world.numbers import firsts
from outpace.world.pathogen import Immunity, Pathogen, by_age
from outpace.world.people.crowd import age_of
from outpace.world.people.deck import EMPTY
from outpace.world.store import find


class Host(NamedTuple):
    """How susceptible people are: by age, the share that was immune by age, what is left to these, and the most there is.

    `again` is what is left by strain of the last infection, strain met and days since. `weights` by layer; `layers` are the
    ranks of those that have any. `holding` is what people under measures do, `venues` tells where groups
    meet. `tries`, `immune_key`, `meets` and `recall` are keys.
    """

    susceptible: NDArray[np.float64]
    immune: NDArray[np.float64]
    left: float
    most: float
    again: NDArray[np.float64]
    weights: NDArray[np.float64]
    layers: NDArray[np.int64]
    holding: Holding
    venues: Venues
    tries: np.uint64
    immune_key: np.uint64
    meets: np.uint64
    recall: np.uint64


class Sources(NamedTuple):
    """The infectious of a day: who, which strain, the force, and what illness leaves of their meetings."""

    person: NDArray[np.int64]
    strain: NDArray[np.int64]
    force: NDArray[np.float64]
    left: Left


class Attempts(NamedTuple):
    """Who would infect whom, in which layer, with what, and the draw: the smallest draw of those for one person counts."""

    person: NDArray[np.int64]
    infector: NDArray[np.int64]
    layer: NDArray[np.int64]
    strain: NDArray[np.int64]
    draw: NDArray[np.float64]


def host(setting: Setting, pathogen: Pathogen, immunity: Immunity, behaviour: Behaviour, seed: int) -> Host:
    """Lay out susceptibility and weights as tables. Raises ProblemError WORLD_LAYER_UNKNOWN, WORLD_CROSS_SIZE."""
    known_layers("weights", pathogen.weights, setting.layer_names)
    susceptible = by_age(pathogen.susceptible)
    weights = np.array([pathogen.weights.get(name, 1.0) for name in setting.layer_names])
    return Host(
        susceptible=susceptible,
        immune=by_age(immunity.share),
        left=immunity.left,
        most=float(susceptible.max()),
        again=_again(immunity, len(pathogen.strains)),
        weights=weights,
        layers=np.flatnonzero(weights),
        holding=holding(behaviour, seed),
        venues=venues(setting),
        tries=key(seed, What.INFECTION),
        immune_key=key(seed, What.IMMUNE),
        meets=key(seed, What.MEETS),
        recall=key(seed, What.RECALL),
    )


def _again(immunity: Immunity, strains: int) -> NDArray[np.float64]:
    """Susceptibility left by strain before, strain met and days since. Raises ProblemError WORLD_CROSS_SIZE."""
    rows = immunity.cross or ((1.0,) * strains,) * strains
    if [len(row) for row in rows] != [strains] * strains:
        raise ProblemError("WORLD_CROSS_SIZE", strains=strains)
    cross = np.array(rows)
    protection = 1.0 - np.array(by_days(immunity.after))
    return 1.0 - cross[:, :, None] * protection


def alike(persons: NDArray[np.int64], force: NDArray[np.float64]) -> Sources:
    """Sources of the first strain whom nothing keeps from meeting."""
    free = np.ones(len(persons))
    return Sources(persons, np.zeros(len(persons), np.int64), force, Left(free, free))


def room(count: int) -> Attempts:
    """Room for so many attempts."""
    return Attempts._make([*(np.empty(count, np.int64) for _ in range(4)), np.empty(count)])


@kernel
def susceptibility(stage: Any, host: Any, given: Any, person: Any, again: Any, day: Any) -> Any:
    """How susceptible a person is, of one. The strongest protection counts; `again` is what the last infection left."""
    age = age_of(stage.crowd, person)
    was_immune = unit(mix(host.immune_key ^ np.uint64(person))) < host.immune[age]
    return host.susceptible[age] * min(host.left if was_immune else 1.0, again, dosed(given, person, day))


@kernel
def _left_again(host: Any, cells: Any, cell: Any, strain: Any, day: Any) -> Any:
    """The susceptibility that the last infection leaves to a strain on a day; all of it to who had none."""
    if cells.infected[cell] < 0:
        return 1.0
    return host.again[cells.strain[cell], strain, min(day - cells.infected[cell], host.again.shape[2] - 1)]


@kernel
def _is_infected(
    stage: Any, host: Any, cells: Any, given: Any, day: Any, strain: Any, other: Any, cell: Any, draw: Any, force: Any
) -> Any:
    """Whether a draw is low enough to infect somebody, asking last what takes longest."""
    again = _left_again(host, cells, cell, strain, day)
    if draw >= force * host.most * again:
        return False
    return draw < force * susceptibility(stage, host, given, other, again, day)


@kernel
def tried(
    stage: Any, host: Any, cells: Any, ruled: Any, given: Any, day: Any, sources: Any, left: Any, found: Any, notes: Any
) -> Any:
    """Write the attempts of a day; how many there are, even where there was no room to write them all.

    Layer by layer, so that the processor does the same for one person after the other and guesses better what comes next.
    """
    count = 0
    thinned(host.holding, cells, ruled, day, sources.person, sources.left, left)
    for layer in host.layers:
        for rank in range(len(sources.person)):
            person, strain, free = sources.person[rank], sources.strain[rank], share_of(left, layer, rank)
            if free <= 0.0:
                continue
            place, group = together(stage, layer, person, day)
            if is_shut(ruled, host.venues, layer, place, group):
                continue
            force = sources.force[rank] * host.weights[layer]
            for number in range(encounters(stage.layers, layer, place.at, group, notes)):
                draw = unit(mix(notes.hashed[number] ^ host.tries))
                takes_place = unit(mix(notes.hashed[number] ^ host.meets))
                if draw >= force * host.most or takes_place >= free:
                    continue
                other = who(stage, layer, person, place, notes.place[number])
                if other == EMPTY:
                    continue
                cell = find(cells.keys, other)
                if takes_place >= left_to_both(host.holding, cells, ruled, layer, day, person, other, cell, free):
                    continue
                if _is_infected(stage, host, cells, given, day, strain, other, cell, draw, force):
                    if count < len(found.person):
                        _write(found, count, person, other, layer, strain, draw)
                    count += 1
    return count


@kernel
def _write(found: Any, count: Any, person: Any, other: Any, layer: Any, strain: Any, draw: Any) -> None:
    found.person[count] = other
    found.infector[count] = person
    found.layer[count] = layer
    found.strain[count] = strain
    found.draw[count] = draw


def all_tried(
    setting: Setting,
    host: Host,
    cells: Any,
    held: tuple[Ruled, Given],
    day: int,
    sources: Sources,
    notes: Scratch,
) -> Attempts:
    """All attempts of a day, under the measures and doses that hold then."""
    left, size = some_left(len(sources.person)), 64 + 2 * len(sources.person)
    while True:
        found = room(size)
        count = tried(setting.stage, host, cells, *held, day, sources, left, found, notes)
        if count <= size:
            return Attempts._make(column[:count] for column in found)
        size = int(count)


def settled(attempts: Attempts) -> Attempts:
    """One attempt for each person: the smallest draw, then the smallest infector, layer and strain; by person."""
    order = np.lexsort((attempts.strain, attempts.layer, attempts.infector, attempts.draw, attempts.person))
    first = order[firsts(attempts.person[order])]
    return Attempts._make(column[first] for column in attempts)
