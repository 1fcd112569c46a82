"""An example caller: it finds cases, traces, tests, closes off, goes on rounds and vaccinates, with every lever and every force.

No rule of any edition and no advice. It is there so that tests and benchmarks have somebody who uses all levers at once, on the
fast and on the plain world alike; what it does is arguments, and what it knows is only what the forces found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError
from outpace.world.bounds import LAST_DAY, share, shares, within
from outpace.world.levers.areas import Area, communities_of, town_of
from outpace.world.levers.fevers import OtherFevers
from outpace.world.levers.forces import Capacity, Done, Operations, all_alike
from outpace.world.levers.protocol import Levers, Turn
from outpace.world.levers.tracing import Recall
from outpace.world.meetings.layers import known_layers
from outpace.world.numbers import among, distinct
from outpace.world.people.deck import BLOCK

CASES, CONTACTS = 0, 2
FEVERS = 1
DOSE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the example does, in days, shares and people; zero or empty leaves a lever alone.

    It begins on day `begin`. Cases are isolated `isolation` days and traced `back` days with `recall`; contacts are quarantined
    for `quarantine` days with `support` and are tested. Where a part of a town of `blocks` has `cases` within `within` days it is
    closed off for `closed` days (`inside` as in `World.close_off`) and has a round every `rounds` days in pools of `pool`; in
    its town the `restricted` layers keep `share` of their meetings as long. Of each part closed off `dosed` get the first dose.
    """

    begin: int = 0
    isolation: int = 0
    quarantine: int = 0
    support: float = 0.0
    back: int = 0
    recall: Recall = field(default_factory=dict)
    blocks: int = 20
    cases: int = 0
    within: int = 7
    closed: int = 0
    inside: int = 0
    rounds: int = 0
    pool: int = 1
    restricted: tuple[str, ...] = ()
    share: float = 1.0
    dosed: float = 0.0

    def __post_init__(self) -> None:
        """Raises ProblemError WORLD_NUMBER_OUTSIDE."""
        for name in ("begin", "isolation", "quarantine", "back", "cases", "within", "closed", "inside", "rounds"):
            within(f"plan.{name}", getattr(self, name), 0, LAST_DAY)
        for name in ("blocks", "pool"):
            within(f"plan.{name}", getattr(self, name), 1, LAST_DAY)
        for name in ("support", "share", "dosed"):
            share(f"plan.{name}", getattr(self, name))
        shares("plan.recall", tuple(self.recall.values()))


class Rehearsal:
    """Lets days pass in a world under a plan; `done` is what came of each day's work, `known` who was found.

    Raises ProblemError WORLD_LAYER_UNKNOWN, WORLD_DOSE_UNKNOWN where the plan asks for what the world hasn't.
    """

    def __init__(
        self,
        world: Levers,
        plan: Plan,
        capacity: Callable[[int], Capacity] = lambda day: Capacity(),
        fevers: OtherFevers | None = None,
    ) -> None:
        known_layers("plan.recall", plan.recall, world.setting.layer_names)
        known_layers("plan.restricted", plan.restricted, world.setting.layer_names)
        if plan.dosed and not world.epidemic.doses:
            raise ProblemError("WORLD_DOSE_UNKNOWN", dose=DOSE, count=0)
        self.world, self.plan, self.capacity, self.fevers, self.triage = world, plan, capacity, fevers, all_alike
        self.operations = Operations(world, capacity, plan.recall, plan.back, fevers, FEVERS, self.triage)
        self.done: list[Done] = []
        self.known = np.empty(0, np.int64)
        self._found: dict[Area, list[int]] = {}
        self._crowded: list[Area] = []
        self._closed: dict[Area, int] = {}

    def day(self) -> int:
        """Let one day pass under the plan; how many were infected on it."""
        world, plan = self.world, self.plan
        if world.day >= plan.begin:
            self.operations.ask_test(world.today(Turn.KNOWN), CASES)
            done = self.operations.work()
            self.done.append(done)
            self._contacts(done.named.contact)
            found = [done.found.person[done.found.positive], *(each.found for each in done.rounds)]
            persons = distinct(np.concatenate(found))
            self._cases(persons[~among(persons, self.known)])
            self._areas()
        return world.step()

    def _cases(self, persons: NDArray[np.int64]) -> None:
        """Isolate and trace new cases; note where they live."""
        self.known = distinct(np.concatenate([self.known, persons]))
        if self.plan.isolation:
            self.operations.ask_isolation(persons, self.plan.isolation, CASES)
            self.world.quarantine(persons, self.world.day + self.plan.isolation)
        if self.plan.back:
            self.operations.ask_trace(persons)
        for area in communities_of(self.world.setting.places, persons, self.plan.blocks):
            found = self._found.setdefault(area, [])
            found.append(self.world.day)
            if len(found) == self.plan.cases:
                self._crowded.append(area)

    def _contacts(self, persons: NDArray[np.int64]) -> None:
        """Quarantine and test those named who aren't cases."""
        contacts = distinct(persons)
        contacts = contacts[~among(contacts, self.known)]
        if self.plan.quarantine and len(contacts):
            agreed = self.world.quarantine(contacts, self.world.day + self.plan.quarantine, self.plan.support).agreed
            self.operations.ask_test(agreed, CONTACTS)

    def _areas(self) -> None:
        """Close off where cases heap up, and go on rounds there."""
        plan, day = self.plan, self.world.day
        for area in sorted(filter(self._heaps_up, self._crowded)):
            self._close(area)
        if plan.rounds:
            under_way = ((area, until - day) for area, until in self._closed.items() if until >= day)
            due = [area for area, left in under_way if left % plan.rounds == 0]
            self.operations.ask_round(due, plan.pool, CONTACTS)

    def _heaps_up(self, area: Area) -> bool:
        """Whether an area that isn't closed off has had so many cases lately, of those that ever had so many."""
        plan, day = self.plan, self.world.day
        lately = day - self._found[area][-plan.cases] < plan.within
        return lately and self._closed.get(area, -1) < day

    def _close(self, area: Area) -> None:
        plan, until = self.plan, self.world.day + self.plan.closed
        self._closed[area] = until
        self.world.close_off([area], until, plan.inside)
        if plan.dosed:
            self.world.vaccinate_share(area, plan.dosed, DOSE)
        if plan.restricted:
            town = town_of(self.world.setting.places, area.first * BLOCK)
            self.world.restrict([town], plan.restricted, plan.share, until)
