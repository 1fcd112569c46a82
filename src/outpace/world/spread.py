"""The one hot loop: whom the infectious of a day would infect. It tries; who is infected is settled afterwards.

A meeting's hash and the run's key give one number; it is compared with the highest possible chance first, so that hardly
anybody is looked up. Attempts depend neither on each other nor on the order of the infectious.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.behaviour import Behaviour
from outpace.world.draws import What, key, mix, unit
from outpace.world.kernels import kernel
from outpace.world.levers.areas import Ruled, is_shut, keeps_in, left_there
from outpace.world.levers.doses import Given, by_days, dosed
from outpace.world.levers.holding import Holding, holding, left_of
from outpace.world.meetings.encounters import encounters_in, who
from outpace.world.meetings.stage import LAYER, Scratch, Setting, beside_household
from outpace.world.meetings.venues import Venues, venues
from outpace.world.numbers import firsts
from outpace.world.pathogen import Immunity, Pathogen, by_age
from outpace.world.people.crowd import age_of
from outpace.world.people.deck import BLOCK, EMPTY
from outpace.world.store import find


class Host(NamedTuple):
    """How susceptible people are: by age, the share that was immune by age, what is left to these, and the most there is.

    `again` is what is left by strain of the last infection, strain met and days since. `weights` by layer; `layers` are the
    ranks of those that have any, the household apart. `holding` is what people under measures do, `venues` tells where groups
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
    """The infectious of a day: who, which strain, the force, and what illness leaves of meetings at home and elsewhere."""

    person: NDArray[np.int64]
    strain: NDArray[np.int64]
    force: NDArray[np.float64]
    home: NDArray[np.float64]
    out: NDArray[np.float64]


class Attempts(NamedTuple):
    """Who would infect whom, in which layer, with what, and the draw: the smallest draw of those for one person counts."""

    person: NDArray[np.int64]
    infector: NDArray[np.int64]
    layer: NDArray[np.int64]
    strain: NDArray[np.int64]
    draw: NDArray[np.float64]


def host(setting: Setting, pathogen: Pathogen, immunity: Immunity, behaviour: Behaviour, seed: int) -> Host:
    """Lay out susceptibility and weights as tables. Raises ValueError for a weight of a layer there isn't."""
    if strangers := set(pathogen.weights) - set(setting.layer_names):
        raise ValueError(f"no such layers: {sorted(strangers)}")
    susceptible = by_age(pathogen.susceptible)
    weights = np.array([pathogen.weights.get(name, 1.0) for name in setting.layer_names])
    return Host(
        susceptible=susceptible,
        immune=by_age(immunity.share),
        left=immunity.left,
        most=float(susceptible.max()),
        again=_again(immunity, len(pathogen.strains)),
        weights=weights,
        layers=beside_household(weights),
        holding=holding(behaviour, seed),
        venues=venues(setting),
        tries=key(seed, What.INFECTION),
        immune_key=key(seed, What.IMMUNE),
        meets=key(seed, What.MEETS),
        recall=key(seed, What.RECALL),
    )


def _again(immunity: Immunity, strains: int) -> NDArray[np.float64]:
    """Susceptibility left by strain before, strain met and days since. Raises ValueError where `cross` isn't of that size."""
    cross = np.array(immunity.cross or ((1.0,) * strains,) * strains)
    if cross.shape != (strains, strains):
        raise ValueError(f"cross immunity of {strains} strains needs {strains} rows of {strains}")
    protection = 1.0 - np.array(by_days(immunity.after))
    return 1.0 - cross[:, :, None] * protection


def alike(persons: NDArray[np.int64], force: NDArray[np.float64]) -> Sources:
    """Sources of the first strain whom nothing keeps from meeting."""
    free = np.ones(len(persons))
    return Sources(persons, np.zeros(len(persons), np.int64), force, free, free)


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
def tried(
    stage: Any, host: Any, cells: Any, ruled: Any, given: Any, day: Any, sources: Any, found: Any, notes: Any
) -> Any:
    """Write the attempts of a day; how many there are, even where there was no room to write them all."""
    count = 0
    for rank in range(len(sources.person)):
        person = sources.person[rank]
        home, out = left_of(host.holding, cells, find(cells.keys, person), person, day)
        home, out = home * sources.home[rank], out * sources.out[rank]
        if home <= 0.0 and out <= 0.0:
            continue
        stays_in = out <= 0.0 or keeps_in(ruled, person // BLOCK)
        layers = host.layers[:0] if stays_in else host.layers
        for number in range(encounters_in(stage, layers, person, day, notes)):
            layer, hashed = notes.met[number, LAYER], notes.hashed[number]
            force = sources.force[rank] * host.weights[layer]
            draw = unit(mix(hashed ^ host.tries))
            if draw >= force * host.most:
                continue
            left, takes_place = home if layer == 0 else out, unit(mix(hashed ^ host.meets))
            if takes_place >= left or is_shut(ruled, stage, host.venues, notes, number):
                continue
            other = who(stage, person, notes, number)
            if other == EMPTY:
                continue
            cell = find(cells.keys, other)
            again = _left_again(host, cells, cell, sources.strain[rank], day)
            if draw >= force * host.most * again:
                continue
            at_home, elsewhere = left_of(host.holding, cells, cell, other, day)
            left *= at_home if layer == 0 else elsewhere
            if takes_place >= left * left_there(ruled, layer, person // BLOCK, other // BLOCK):
                continue
            if draw < force * susceptibility(stage, host, given, other, again, day):
                if count < len(found.person):
                    found.person[count] = other
                    found.infector[count] = person
                    found.layer[count] = layer
                    found.strain[count] = sources.strain[rank]
                    found.draw[count] = draw
                count += 1
    return count


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
    size = 64 + 2 * len(sources.person)
    while True:
        found = room(size)
        count = tried(setting.stage, host, cells, *held, day, sources, found, notes)
        if count <= size:
            return Attempts._make(column[:count] for column in found)
        size = int(count)


def settled(attempts: Attempts) -> Attempts:
    """One attempt for each person: the smallest draw, then the smallest infector, layer and strain; by person."""
    order = np.lexsort((attempts.strain, attempts.layer, attempts.infector, attempts.draw, attempts.person))
    first = order[firsts(attempts.person[order])]
    return Attempts._make(column[first] for column in attempts)
