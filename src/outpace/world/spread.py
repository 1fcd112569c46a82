"""The one hot loop: whom the infectious of a day would infect. It tries; who is infected is settled afterwards.

A meeting's hash and the run's key give one number; it is compared with the highest possible chance first, so that hardly
anybody is looked up. Attempts depend neither on each other nor on the order of the infectious.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import What, key, mix, unit
from outpace.world.kernels import kernel
from outpace.world.meetings.encounters import encounters, who
from outpace.world.meetings.stage import LAYER, Scratch, Setting
from outpace.world.pathogen import Immunity, Pathogen, by_age
from outpace.world.people.crowd import age_of
from outpace.world.people.deck import EMPTY
from outpace.world.store import find


class Host(NamedTuple):
    """How susceptible people are: by age, the share that was immune by age, what is left to these, and the most there is.

    `weights` by layer; `tries` and `immune` are keys; `confined` is the share of meetings left to the confined.
    """

    susceptible: NDArray[np.float64]
    immune: NDArray[np.float64]
    left: float
    most: float
    weights: NDArray[np.float64]
    tries: np.uint64
    immune_key: np.uint64
    confined: float


class Attempts(NamedTuple):
    """Who would infect whom, in which layer, and with which draw: the smallest draw of those for one person counts."""

    person: NDArray[np.int64]
    infector: NDArray[np.int64]
    layer: NDArray[np.int64]
    draw: NDArray[np.float64]


def host(setting: Setting, pathogen: Pathogen, immunity: Immunity, confined: float, seed: int) -> Host:
    """Lay out susceptibility and weights as tables. Raises ValueError for a weight of a layer there isn't."""
    if strangers := set(pathogen.weights) - set(setting.layer_names):
        raise ValueError(f"no such layers: {sorted(strangers)}")
    susceptible = by_age(pathogen.susceptible)
    return Host(
        susceptible=susceptible,
        immune=by_age(immunity.share),
        left=immunity.left,
        most=float(susceptible.max()) * max(1.0, immunity.left),
        weights=np.array([pathogen.weights.get(name, 1.0) for name in setting.layer_names]),
        tries=key(seed, What.INFECTION),
        immune_key=key(seed, What.IMMUNE),
        confined=confined,
    )


def room(count: int) -> Attempts:
    """Room for so many attempts."""
    return Attempts(np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count))


@kernel
def susceptibility(stage: Any, host: Any, person: Any) -> Any:
    """How susceptible a person is, of one."""
    age = age_of(stage.crowd, person)
    was_immune = unit(mix(host.immune_key ^ np.uint64(person))) < host.immune[age]
    return host.susceptible[age] * (host.left if was_immune else 1.0)


@kernel
def tried(
    stage: Any, host: Any, cells: Any, day: Any, infectious: Any, inside: Any, outside: Any, found: Any, notes: Any
) -> Any:
    """Write the attempts of a day; how many there are, even where there was no room to write them all.

    `inside` and `outside` are the force of each of the infectious in the household and elsewhere.
    """
    count = 0
    for rank in range(len(infectious)):
        for number in range(encounters(stage, infectious[rank], day, notes)):
            layer = notes.met[number, LAYER]
            force = (inside[rank] if layer == 0 else outside[rank]) * host.weights[layer]
            draw = unit(mix(notes.hashed[number] ^ host.tries))
            if draw >= force * host.most:
                continue
            other = who(stage, infectious[rank], notes, number)
            if other == EMPTY:
                continue
            cell = find(cells, other)
            if cells.infected[cell] >= 0:
                continue
            if layer != 0 and cells.confined[cell] >= day:
                force *= host.confined
            if draw < force * susceptibility(stage, host, other):
                if count < len(found.person):
                    found.person[count] = other
                    found.infector[count] = infectious[rank]
                    found.layer[count] = layer
                    found.draw[count] = draw
                count += 1
    return count


def all_tried(
    setting: Setting,
    host: Host,
    cells: Any,
    day: int,
    infectious: NDArray[np.int64],
    forces: tuple[NDArray[np.float64], NDArray[np.float64]],
    notes: Scratch,
) -> Attempts:
    """All attempts of a day."""
    size = 64 + 2 * len(infectious)
    while True:
        found = room(size)
        count = tried(setting.stage, host, cells, day, infectious, forces[0], forces[1], found, notes)
        if count <= size:
            return Attempts._make(column[:count] for column in found)
        size = int(count)


def settled(attempts: Attempts) -> Attempts:
    """One attempt for each person: the smallest draw, then the smallest infector and layer; by person."""
    order = np.lexsort((attempts.layer, attempts.infector, attempts.draw, attempts.person))
    person = attempts.person[order]
    first = order[np.append(True, person[1:] != person[:-1])] if len(person) else order
    return Attempts._make(column[first] for column in attempts)
