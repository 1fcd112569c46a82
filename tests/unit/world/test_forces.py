"""Forces run out, and nothing runs out silently: whoever was asked for was served, waits, or was refused."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from outpace.world.draws import counted, key
from outpace.world.levers.areas import Area, whole
from outpace.world.levers.fevers import OtherFevers, load
from outpace.world.levers.forces import Capacity, Done, Operations, granted
from outpace.world.levers.queues import Queue
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.timestep import World
from tests.unit.world.acted import CAPACITY, DAYS, EPIDEMIC, FEVERS, PATHOGEN, PLAN, same, small, without


def rehearsed(
    capacity: Capacity = CAPACITY, fevers: OtherFevers | None = FEVERS, days: int = DAYS, plan: Plan = PLAN
) -> Rehearsal:
    rehearsal = Rehearsal(World(small(), EPIDEMIC, 1), plan, lambda day: capacity, fevers)
    for _ in range(days):
        rehearsal.day()
    return rehearsal


@cache
def usual() -> list[Done]:
    return rehearsed().done


def total(rehearsal: Rehearsal) -> int:
    return len(rehearsal.world.infections().person)  # type: ignore[attr-defined]


def test_a_queue_serves_by_rank_then_day_then_number() -> None:
    queue = Queue()
    queue.ask(np.array([9, 4]), 1, 2)
    queue.ask(np.array([7, 5]), 1, 1)
    queue.ask(np.array([3]), 2, 0)
    queue.ask(np.array([8, 3]), 0, 3)
    assert queue.serve(3).person.tolist() == [3, 8, 5]
    assert queue.serve(None).person.tolist() == [7, 4, 9]
    assert len(queue) == 0


def test_the_order_of_requests_makes_no_difference() -> None:
    requests = [(np.array([1, 5, 9]), 2), (np.array([5, 2]), 1), (np.array([9, 3]), 3)]
    served = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        queue = Queue()
        for number in order:
            queue.ask(*requests[number], 4)
        served.append(queue.serve(None).person.tolist())
    assert served == [[2, 5, 1, 9, 3]] * 3


def test_who_waits_too_long_is_refused_and_who_is_withdrawn_is_gone() -> None:
    queue = Queue()
    queue.ask(np.array([1, 2]), 0, 1)
    queue.ask(np.array([3]), 0, 4)
    assert len(queue.refuse(4, None).person) == 0
    assert queue.refuse(4, 2).person.tolist() == [1, 2]
    queue.withdraw(np.array([3]))
    assert len(queue) == 0


@pytest.mark.parametrize(
    ("free", "got"), [(None, (4, 5, 6)), (0, (0, 0, 0)), (3, (3, 0, 0)), (7, (4, 3, 0)), (11, (4, 5, 2))]
)
def test_places_go_by_rank(free: int | None, got: tuple[int, int, int]) -> None:
    assert granted(free, 4, 5, 6) == got


def test_no_force_does_more_than_it_can() -> None:
    done = usual()
    assert max(len(each.traced) for each in done) == CAPACITY.tracers
    assert max(len(each.isolated.agreed) + len(each.isolated.refused) for each in done) == CAPACITY.transport
    assert max(len(each.sampled.agreed) for each in done) <= (CAPACITY.samplers or 0)
    assert sum(each.tests for each in done) <= len(done) * sum(CAPACITY.lab or ()) + 400, (
        "single tests of the last round"
    )


def test_beds_are_never_more_than_there_are() -> None:
    """Recounted from what each day said: who moved in, and for how long."""
    done, beds = usual(), CAPACITY.isolation_beds or 0
    moved = [len(each.isolated.agreed) for each in done]
    in_beds = [sum(moved[max(0, day - PLAN.isolation) : day + 1]) for day in range(len(moved))]
    assert max(in_beds) == beds


def test_nobody_asked_for_is_lost() -> None:
    """Isolation was asked for each case once: she moved, refused, waits or waited too long."""
    rehearsal = rehearsed()
    done = rehearsal.done
    moved = [person for each in done for part in each.isolated for person in part.tolist()]
    late = [person for each in done for person in each.refused["isolation"].person.tolist()]
    assert len(late) > 0
    assert sorted(moved + late + rehearsal.operations.waiting("isolation").tolist()) == rehearsal.known.tolist()


MORE: dict[str, Callable[[Capacity], Capacity]] = {
    "tracers": lambda base: replace(base, tracers=0),
    "samplers": lambda base: replace(base, samplers=3),
    "laboratory": lambda base: replace(base, lab=(3,)),
    "late results": lambda base: replace(base, known_after=(6, 6)),
    "isolation beds": lambda base: replace(base, isolation_beds=0, transport=0),
}
AMPLE = Capacity(known_after=(0,))


@pytest.mark.parametrize("name", MORE)
def test_less_of_a_force_means_more_infections(name: str) -> None:
    """Without rounds, which would find some of those for whom one of the forces was too weak."""
    plan = without(rounds=0)
    ample, short = rehearsed(AMPLE, None, plan=plan), rehearsed(MORE[name](AMPLE), None, plan=plan)
    assert total(short) > total(ample)


def test_capacities_that_do_not_bind_are_none() -> None:
    plenty = Capacity(
        tracers=10_000,
        samplers=10**7,
        lab=(10**6,),
        known_after=(0,),
        transport=10_000,
        isolation_beds=10**5,
        hospital_beds=10**5,
        visits=10**6,
        patience=1,
    )
    one, other = rehearsed(AMPLE, None), rehearsed(plenty, FEVERS)
    assert same(one.world.infections(), other.world.infections())  # type: ignore[attr-defined]


def test_other_fevers_use_up_what_there_is() -> None:
    some = replace(CAPACITY, hospital_beds=12, lab=(6,))
    with_others, alone = rehearsed(some), rehearsed(some, None)
    turned = [sum(len(each.turned_away) for each in one.done) for one in (with_others, alone)]
    put_off = [sum(len(each.put_off) for each in one.done) for one in (with_others, alone)]
    assert turned[0] > turned[1]
    assert put_off[0] > put_off[1]
    assert sum(each.unmet.tests for each in with_others.done) > 0
    assert all(each.fevers == (0, 0, 0) for each in alone.done)


def test_other_fevers_come_as_often_as_asked() -> None:
    often = OtherFevers(visits=((0, 0.02), (15, 0.005)), season=(1.0, 2.0), tested=0.25, admitted=0.1)
    area = whole(small().places)
    loads = [load(small(), area, often, 5, day) for day in range(400)]
    young = (small().stage.crowd.cards[:, 0, :] < 15).mean()
    expected = area.people * (young * 0.02 + (1 - young) * 0.005) * 1.5
    visits = np.array([each.visits for each in loads])
    assert abs(visits.mean() / expected - 1) < 0.02
    assert abs(visits[1::2].mean() / visits[::2].mean() - 2) < 0.1
    assert abs(sum(each.tests for each in loads) / visits.sum() - 0.25) < 0.01


def test_counts_are_binomial() -> None:
    """Mean and variance of many keyed draws, and each draw again the same."""
    drawn = np.array([counted(key(1, 2, number), 5_000, 0.03) for number in range(4_000)])
    assert abs(drawn.mean() - 150) < 0.8
    assert abs(drawn.var() / (150 * 0.97) - 1) < 0.1
    assert counted(key(1, 2, 3), 5_000, 0.03) == drawn[3]
    assert (counted(key(1), 7, 0.0), counted(key(1), 7, 1.0), counted(key(1), 0, 0.5)) == (0, 7, 0)


def test_a_round_counts_everybody_and_finds_only_the_infected() -> None:
    world = World(small(), replace(EPIDEMIC, pathogen=replace(PATHOGEN, pool_loss=0.2)), 1)
    for _ in range(10):
        world.step()
    infected = set(world.infections().person.tolist())
    area = Area(0, 40)
    rounds = {pool: world.test_round(area, pool, coverage=0.8) for pool in (1, 10, 20)}
    for pool, each in rounds.items():
        assert (each.asked, each.tubes, each.again) == (
            4_000,
            -(-each.came // pool),
            (each.positive + each.false) * pool,
        )
        assert set(each.found.tolist()) <= infected
        assert abs(each.came / 4_000 - 0.8 * 0.9) < 0.03, "a tenth refuses"
        assert abs(each.false - each.tubes * (1 - PATHOGEN.specificity)) < 5 * each.tubes**0.5
    assert len(rounds[1].found) > len(rounds[10].found) > len(rounds[20].found) > 0
    assert set(rounds[20].found.tolist()) <= set(rounds[1].found.tolist())


def test_tests_find_by_day_and_pool_and_say_when() -> None:
    world = World(small(), replace(EPIDEMIC, imports=(replace(EPIDEMIC.imports[0], count=1_500),), arrivals=()), 1)
    world.step()
    persons = world.infections().person
    assert set(world.test_these(persons, turnaround=(0.0, 0.0, 1.0)).known.tolist()) == {world.day + 2}
    for _ in range(3):
        world.step()
    results = world.test_these(persons)
    expected = PATHOGEN.positive(4) + (1 - PATHOGEN.positive(4)) * (1 - PATHOGEN.specificity)
    old = np.isin(results.person, persons)
    assert abs(results.positive[old].mean() - expected) < 0.03
    assert abs(len(results.refused) / len(persons) - EPIDEMIC.behaviour.refuse_test) < 0.03
    pooled = world.test_these(persons, pool=20)
    assert pooled.positive.sum() < results.positive.sum()
    assert not (pooled.positive & ~results.positive).any()


def test_rounds_that_exceed_the_forces_wait() -> None:
    world = World(small(), EPIDEMIC, 1)
    forces = Operations(world, lambda day: Capacity(samplers=1_000, lab=(60,)), {}, 0)
    forces.ask_round([Area(0, 25)], pool=10)
    waits = []
    for _ in range(6):
        done = forces.work()
        waits.append((done.waiting["rounds"], sum(each.asked for each in done.rounds)))
        world.step()
    assert waits[0] == (1_900, 0), "the laboratory has sixty tubes of ten"
    assert waits[-1][0] == 0
    assert sum(asked for _, asked in waits) == 2_500
