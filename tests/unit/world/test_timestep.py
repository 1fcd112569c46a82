"""Sparse, dense and plain are one world, bit for bit; chance belongs to persons, not to the order of the work."""

from dataclasses import replace

import numpy as np
import pytest

from outpace.words.problem import ProblemError
from outpace.world.behaviour import Behaviour
from outpace.world.delays import gamma_days
from outpace.world.epidemic import Epidemic, Import
from outpace.world.log import Infections
from outpace.world.meetings.stage import Setting, contacts, scratch, setting
from outpace.world.pathogen import Immunity, Pathogen
from outpace.world.plain import PlainWorld
from outpace.world.spread import Attempts, alike, all_tried, host, settled
from outpace.world.store import Store
from outpace.world.timestep import NOBODY, World
from tests.unit.world.fiction import land, province

PATHOGEN = Pathogen(
    latent=gamma_days(3.0, 1.2),
    lead=gamma_days(1.5, 1.0),
    curve=(0.5, 1.0, 1.0, 0.7, 0.4, 0.2),
    force=0.6,
    dispersion=0.5,
    weights={"household": 2.0, "transport": 0.5},
    susceptible=((0, 0.6), (18, 1.0), (65, 1.3)),
    symptomatic=((0, 0.5), (40, 0.9)),
    severe=((0, 0.1), (60, 0.5)),
    fatal=((0, 0.1), (60, 0.6)),
    quiet=0.6,
    onset_to_hospital=gamma_days(3.0, 1.0),
    hospital_to_end=gamma_days(6.0, 3.0),
)
EPIDEMIC = Epidemic(
    pathogen=PATHOGEN,
    behaviour=Behaviour(stay_home=((0, 0.5),), seek_care=((0, 0.4), (60, 0.8)), care_delay=gamma_days(2.0, 1.0)),
    immunity=Immunity(share=((0, 0.1), (20, 0.4)), left=0.3),
    imports=(Import(0, 25), Import(3, 2, "county 1"), Import(9, 4)),
)
SEEDS = (1, 2, 3)


def lived(world: World, days: int, *, confine: bool = True) -> World:
    """Let days pass; every third day the households of all infected so far are confined."""
    for day in range(days):
        world.step()
        if confine and day % 3 == 2:
            world.quarantine(around(world.setting, world.infections().person), day + 6)
    return world


def around(where: Setting, persons: np.ndarray) -> np.ndarray:
    met = [contacts(where, int(person), 0) for person in persons]
    return np.unique(np.concatenate([others[ranks == 0] for others, ranks in met] + [persons]))


def same(one: Infections, other: Infections) -> bool:
    columns = zip((*one[:-1], *one.course), (*other[:-1], *other.course), strict=True)
    return all(np.array_equal(left, right) for left, right in columns)


@pytest.mark.parametrize("seed", SEEDS)
def test_sparse_and_dense_are_one_world(seed: int) -> None:
    sparse = lived(World(province(), EPIDEMIC, seed), 40)
    dense = lived(World(province(), EPIDEMIC, seed, dense=True), 40)
    assert not sparse.store.is_dense
    assert dense.store.is_dense
    assert len(sparse.infections().person) > 100
    assert same(sparse.infections(), dense.infections())


def test_the_plain_world_knows_the_same_contacts() -> None:
    where = setting(land(counties=2, each=2, smallest=110), 1)
    plain = PlainWorld(where, EPIDEMIC, 1)
    for day in (0, 5):
        for person in range(0, where.places.people, 61):
            persons, ranks = contacts(where, person, day)
            assert plain.contacts(person, day) == set(zip(persons.tolist(), ranks.tolist(), strict=True))


def test_the_store_hands_over_when_the_table_would_be_larger() -> None:
    store = Store(20_000)
    persons = np.arange(0, 20_000, 3)
    store.cells.infected[store.touch(persons[:1_000])] = 7
    assert not store.is_dense
    cells = store.touch(persons)
    assert store.is_dense
    assert np.count_nonzero(store.cells.infected == 7) == 1_000
    assert (cells == persons).all()


def test_an_outbreak_goes_on_through_the_hand_over() -> None:
    fierce = replace(EPIDEMIC, pathogen=replace(PATHOGEN, force=1.0))
    grown = lived(World(province(), fierce, 1), 22, confine=False)
    dense = lived(World(province(), fierce, 1, dense=True), 22, confine=False)
    assert grown.store.is_dense
    assert same(grown.infections(), dense.infections())


def test_the_order_of_the_infectious_and_their_division_make_no_difference() -> None:
    where = province()
    tables = host(where, PATHOGEN, EPIDEMIC.immunity, EPIDEMIC.behaviour, 1)
    free = World(where, EPIDEMIC, 1).held()
    cells = Store(where.places.people).cells
    persons = np.arange(0, 20_000, 10)
    force = np.full(len(persons), 0.05)

    def tried(which: np.ndarray) -> list[np.ndarray]:
        part = persons[which]
        return list(all_tried(where, tables, cells, free, 4, alike(part, force[which]), scratch(where)))

    whole = settled(Attempts._make(tried(np.arange(len(persons)))))
    shuffled = np.random.default_rng(3).permutation(len(persons))
    parts = [
        np.concatenate(columns) for columns in zip(*(tried(part) for part in np.array_split(shuffled, 7)), strict=True)
    ]
    divided = settled(Attempts._make(parts))
    assert len(whole.person) > 100
    assert all(np.array_equal(one, other) for one, other in zip(whole, divided, strict=True))


def test_without_confinement_the_baseline_comes_back() -> None:
    """Confining people for days that have passed changes nothing; so does confining nobody."""
    free = lived(World(province(), EPIDEMIC, 2), 25, confine=False)
    idle = World(province(), EPIDEMIC, 2)
    for day in range(25):
        idle.quarantine(np.arange(500), day - 1)
        idle.step()
    assert same(free.infections(), idle.infections())


def test_confinement_helps() -> None:
    free = lived(World(province(), EPIDEMIC, 2), 24, confine=False)
    held = lived(World(province(), EPIDEMIC, 2), 24)
    assert len(held.infections().person) < 0.7 * len(free.infections().person)


def test_until_a_policy_differs_runs_are_the_same() -> None:
    """Common random numbers: what happens before the first difference is equal, infection by infection."""
    free = lived(World(province(), EPIDEMIC, 3), 20, confine=False).infections()
    held = World(province(), EPIDEMIC, 3)
    for day in range(20):
        if day == 12:
            held.quarantine(np.arange(held.setting.places.people), 30)
        held.step()
    before = free.day < 12
    found = held.infections()
    assert np.array_equal(free.person[before], found.person[found.day < 12])
    assert len(found.person) < len(free.person)


def test_nobody_is_infected_twice_and_infectors_were_infectious() -> None:
    found = lived(World(province(), EPIDEMIC, 1), 24, confine=False).infections()
    assert len(np.unique(found.person)) == len(found.person)
    infected = dict(zip(found.person.tolist(), found.course.infectious.tolist(), strict=True))
    for infector, day in zip(found.infector.tolist(), found.day.tolist(), strict=True):
        if infector != NOBODY:
            assert infected[infector] <= day < infected[infector] + len(PATHOGEN.curve)


def test_infector_and_infected_met_that_day_in_that_layer() -> None:
    where = province()
    found = lived(World(where, EPIDEMIC, 1), 30, confine=False).infections()
    for person, day, infector, layer in list(zip(*found[:4], strict=True))[:200]:
        if infector != NOBODY:
            others, ranks = contacts(where, int(infector), int(day))
            assert ((others == person) & (ranks == layer)).any()


def test_a_county_that_is_none_is_refused() -> None:
    world = World(province(), replace(EPIDEMIC, imports=(Import(0, 1, "nowhere"),)), 1)
    with pytest.raises(ProblemError) as refused:
        world.step()
    assert refused.value.problem.code == "WORLD_COUNTY_UNKNOWN"
