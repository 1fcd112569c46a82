"""How people mix: contacts by age and layer, how many each has, how often two contacts of one meet each other.

Counted, not derived. For holding the world against contact diaries. It judges nothing; the diaries stand with the tests.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import What, hashes, key
from outpace.world.kernels import kernel
from outpace.world.meetings.encounters import contacts_of
from outpace.world.meetings.stage import Setting, scratch
from outpace.world.people.crowd import age_of, ages

GROUP_YEARS = 5
GROUPS = 15
WEEK = 7
"""Groups of five years as in the diaries; the last begins at 70 and has no end."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """What a sample of people did in a week.

    `people` by group of age. `met` by layer, group of the person and group of the contact: contacts of the whole sample on all
    days. `degrees`: contacts of each person and day. `clustering`: of two contacts of one person on a day, how often these
    meet each other that day.
    """

    people: NDArray[np.int64]
    met: NDArray[np.int64]
    degrees: NDArray[np.int64]
    clustering: float

    @property
    def matrix(self) -> NDArray[np.float64]:
        """Contacts a day of one person, by group of the person and group of the contact."""
        return np.asarray(self.met.sum(axis=0) / np.maximum(self.people, 1)[:, None] / WEEK)

    @property
    def by_layer(self) -> NDArray[np.float64]:
        """Contacts a day of one person by layer, all ages."""
        return np.asarray(self.met.sum(axis=(1, 2)) / max(1, self.people.sum()) / WEEK)


def mixing(setting: Setting, people: int, seed: int = 0, clustered: int = 200) -> Mixing:
    """Ask so many people drawn at random for their contacts of a week; `clustered` of them for their contacts' contacts."""
    persons = (hashes(key(seed, What.SEED), np.arange(people)) % np.uint64(setting.places.people)).astype(np.int64)
    met = np.zeros((len(setting.layer_names), GROUPS, GROUPS), np.int64)
    degrees = np.empty((people, WEEK), np.int64)
    mine, theirs = np.empty((2, 2, setting.room), np.int64)
    notes = scratch(setting)
    _asked(setting.stage, persons, met, degrees, mine, notes)
    closed, pairs = _closed(setting.stage, persons[:clustered], mine, theirs, notes)
    groups = np.minimum(ages(setting.stage.crowd, persons) // GROUP_YEARS, GROUPS - 1)
    return Mixing(np.bincount(groups, minlength=GROUPS), met, degrees, closed / max(1, pairs))


@kernel
def _group(stage: Any, person: Any) -> Any:
    return min(age_of(stage.crowd, person) // GROUP_YEARS, GROUPS - 1)


@kernel
def _asked(stage: Any, persons: Any, met: Any, degrees: Any, mine: Any, notes: Any) -> Any:
    """Add up the contacts of a week by layer and ages; write how many each has on each day."""
    for rank in range(len(persons)):
        own = _group(stage, persons[rank])
        for day in range(WEEK):
            count = contacts_of(stage, persons[rank], day, mine[0], mine[1], notes)
            degrees[rank, day] = count
            for number in range(count):
                met[mine[1, number], own, _group(stage, mine[0, number])] += 1


@kernel
def _closed(stage: Any, persons: Any, mine: Any, theirs: Any, notes: Any) -> Any:
    """Pairs of contacts who meet each other, and all pairs (both counted from both ends), each person on one day."""
    closed = pairs = 0
    for rank in range(len(persons)):
        day = rank % WEEK
        count = contacts_of(stage, persons[rank], day, mine[0], mine[1], notes)
        pairs += count * (count - 1)
        for number in range(count):
            for back in range(contacts_of(stage, mine[0, number], day, theirs[0], theirs[1], notes)):
                for third in range(count):
                    closed += third != number and mine[0, third] == theirs[0, back]
    return closed, pairs
