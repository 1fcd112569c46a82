"""What each lever does: off, it changes nothing; on, it helps; in whatever order and parts it is called, it is the same.

Runs are compared with common random numbers: the same seed, nothing else different than the lever.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from outpace.world.behaviour import Behaviour
from outpace.world.epidemic import Import
from outpace.world.levers.areas import Area, communities_of, county, town_of, whole
from outpace.world.levers.doses import Dose
from outpace.world.levers.tracing import Named, ordered
from outpace.world.meetings.stage import contacts
from outpace.world.meetings.venues import NOWHERE, visits
from outpace.world.store import cells_of
from outpace.world.timestep import NOBODY, World
from tests.unit.world.acted import DAYS, EPIDEMIC, Act, everyone, everything, idle, lived, same, small

LATE = 99


@cache
def baseline(seed: int = 1) -> World:
    return lived(idle, seed=seed)


def total(world: World) -> int:
    return len(world.infections().person)


OFF: dict[str, Act] = {
    "quarantine until yesterday": lambda world: world.quarantine(everyone(), world.day - 1),
    "isolation until yesterday": lambda world: world.isolate(everyone(), world.day - 1),
    "release of people who are free": lambda world: world.release(everyone()),
    "quarantine of nobody": lambda world: world.quarantine(everyone()[:0], LATE),
    "closed until yesterday": lambda world: world.close_off([whole(small().places)], world.day - 1),
    "closed as one": lambda world: world.close_off([whole(small().places)], LATE, inside=small().places.blocks),
    "all meetings left": lambda world: world.restrict([whole(small().places)], ["class", "shop"], 1.0, LATE),
    "lifted, never ordered": lambda world: world.lift([whole(small().places)]),
    "venues shut until yesterday": lambda world: world.shut(
        np.unique(visits(small(), range(200), world.day)).tolist(), world.day - 1
    ),
    "a shut venue that is none": lambda world: world.shut([NOWHERE, 5], LATE),
    "doses for nobody": lambda world: world.vaccinate_share(whole(small().places), 0.0, 0),
    "tests": lambda world: world.test_these(everyone()),
    "rounds": lambda world: world.test_round(whole(small().places), 10),
    "tracing": lambda world: world.contacts_of(everyone()[:50], range(world.day), {"household": 1.0}),
    "nobody turned away": lambda world: world.turn_away(everyone()[:0]),
}


@pytest.mark.parametrize("name", OFF)
def test_a_lever_switched_off_restores_the_baseline(name: str) -> None:
    assert same(lived(OFF[name], days=8, every=3).infections(), lived(idle, days=8).infections())


def test_refused_by_everybody_is_the_baseline() -> None:
    refusing = replace(EPIDEMIC, behaviour=replace(EPIDEMIC.behaviour, refuse_quarantine=1.0, support_helps=0.0))
    acted = lived(lambda world: world.quarantine(everyone(), LATE), refusing, days=8)
    assert same(acted.infections(), lived(idle, days=8).infections())


def test_an_area_closed_off_that_leaves_all_meetings_is_the_baseline() -> None:
    """Nobody is taken for kept in who may go out; nor is she when she is asked whom she met."""
    leaky = replace(EPIDEMIC, behaviour=replace(EPIDEMIC.behaviour, closed_contact=1.0))
    closed = lived(lambda world: world.close_off([whole(small().places)], LATE), leaky, days=8)
    free, recall = lived(idle, leaky, days=8), dict.fromkeys(small().layer_names, 1.0)
    assert same(closed.infections(), free.infections())
    told = [world.contacts_of(ill(world)[:50], range(8), recall) for world in (closed, free)]
    assert len(told[0].contact) > 100
    assert all(np.array_equal(one, other) for one, other in zip(*told, strict=True))


def ill(world: World) -> np.ndarray:
    return world.infections().person


HELPS: dict[str, Act] = {
    "quarantine": lambda world: world.quarantine(ill(world), LATE),
    "isolation": lambda world: world.isolate(ill(world), LATE),
    "closed off": lambda world: world.close_off([whole(small().places)], LATE),
    "layers restricted": lambda world: world.restrict([whole(small().places)], ["class", "shop", "team"], 0.0, LATE),
    "doses by name": lambda world: world.vaccinate(everyone()[::2], 1),
    "doses by share": lambda world: world.vaccinate_share(whole(small().places), 0.5, 1),
}


@pytest.mark.parametrize("name", HELPS)
def test_a_lever_helps(name: str) -> None:
    assert total(lived(HELPS[name])) < 0.85 * total(baseline())


def household(world: World) -> int:
    found = world.infections()
    return int(((found.layer == 0) & (found.day > 2)).sum())


def test_isolation_leaves_less_than_quarantine_at_home_too() -> None:
    obeyed = replace(EPIDEMIC, behaviour=Behaviour(isolated_contact=0.0, confined_contact=0.0))
    quarantined = lived(lambda world: world.quarantine(everyone(), LATE), obeyed)
    isolated = lived(lambda world: world.isolate(everyone(), LATE), obeyed)
    found = isolated.infections()
    assert household(quarantined) > 0
    assert set(quarantined.infections().layer.tolist()) == {NOBODY, 0}
    assert set(found.infector.tolist()) == {NOBODY}


def test_who_stops_keeping_to_quarantine_meets_again_and_support_helps() -> None:
    def with_support(support: float) -> int:
        tired = Behaviour(confined_contact=0.0, keeps=(1.0, 0.5, 0.2), support_helps=0.9)
        epidemic = replace(EPIDEMIC, behaviour=tired)
        return total(lived(lambda world: world.quarantine(everyone(), LATE, support), epidemic))

    assert with_support(1.0) < with_support(0.5) < with_support(0.0)


def test_a_release_ends_what_was_ordered_before() -> None:
    def acted(world: World, *, release: bool) -> None:
        if world.day == 2:
            world.isolate(everyone(), LATE)
        if world.day == 5 and release:
            world.release(everyone())

    strict = replace(EPIDEMIC, behaviour=Behaviour(isolated_contact=0.0))
    held, let = (lived(lambda world, let=let: acted(world, release=let), strict) for let in (False, True))  # type: ignore[misc]
    infected = [np.bincount(one.infections().day[one.infections().infector != NOBODY]) for one in (held, let)]
    assert len(infected[0]) == 2, "nobody from the day of isolation on"
    assert infected[1][2:5].sum() == 0
    assert infected[1][5] > 0


@pytest.mark.parametrize("inside", [0, 4])
def test_nobody_meets_over_the_edge_of_an_area_closed_off(inside: int) -> None:
    tight = replace(EPIDEMIC, behaviour=replace(EPIDEMIC.behaviour, closed_contact=0.0))
    area = town_of(small().places, 0)
    found = lived(lambda world: world.close_off([area], LATE, inside), tight, every=DAYS).infections()
    outside = (found.layer > 0) & (found.infector != NOBODY)
    one, other = found.person[outside] // 100, found.infector[outside] // 100
    here = (one < area.first + area.blocks) | (other < area.first + area.blocks)
    if inside == 0:
        assert not here.any()
    else:
        assert here.any()
        assert (one[here] // inside == other[here] // inside).all()
    assert outside.sum() > 100


def test_lifting_an_area_gives_it_back() -> None:
    area = [whole(small().places)]

    def acted(world: World, lift: int) -> None:
        if world.day == 1:
            world.close_off(area, LATE)
        if world.day == lift:
            world.lift(area)

    totals = [total(lived(lambda world, day=day: acted(world, day))) for day in (5, 9, LATE)]  # type: ignore[misc]
    assert totals[0] > totals[1] > totals[2]


def test_a_closed_layer_infects_nobody_where_it_is_closed() -> None:
    where, layers = county(small().places, "county 1"), ["class", "transport"]
    found = lived(lambda world: world.restrict([where], layers, 0.0, LATE), every=DAYS).infections()
    closed = np.isin(found.layer, [small().layer_names.index(name) for name in layers])
    either_lives_there = (found.person // 100 >= where.first) | (found.infector // 100 >= where.first)
    assert closed.sum() > 30
    assert not (closed & either_lives_there).any()


def test_nobody_is_infected_in_a_venue_that_is_shut() -> None:
    """The venues where most people of the unhindered run were infected are shut: they infect nobody, and others go on."""

    def infected_at(world: World) -> list[int]:
        found = world.infections()
        rows = zip(found.infector.tolist(), found.day.tolist(), found.layer.tolist(), strict=True)
        return [int(visits(small(), [who], day)[0, layer]) for who, day, layer in rows if layer > 0]

    common = [venue for venue, _ in Counter(infected_at(baseline())).most_common(12) if venue != NOWHERE]
    shut = infected_at(lived(lambda world: world.shut(common, LATE), every=DAYS))
    assert not set(shut) & set(common)
    assert set(shut) - {NOWHERE}


def test_doses_protect_from_the_day_they_take_effect() -> None:
    sure = replace(EPIDEMIC, doses=(Dose(take=1.0, delay=3, left=((0, 0.0), (4, 1.0))),), arrivals=())
    found = lived(lambda world: world.vaccinate_share(whole(small().places), 1.0, 0), sure, every=DAYS).infections()
    on = np.bincount(found.day, minlength=DAYS)
    assert on[3:7].sum() == 0, "protected"
    assert on[2] > 0
    assert on[7:].sum() > 0, "waned"


def test_shares_of_an_area_are_exact_and_go_on_with_others() -> None:
    sure = replace(EPIDEMIC, doses=(Dose(take=1.0, delay=0, left=((0, 0.0),)),), arrivals=(), imports=())
    area = Area(3, 20)
    world = World(small(), sure, 1)
    given = [world.vaccinate_share(area, share, 0) for share in (0.25, 0.5, 0.5)]
    assert given == [500, 1000, 500], "nobody is left for more"


ORDERS: tuple[Act, ...] = (
    lambda world: world.quarantine(everyone()[::3], world.day + 4, 0.3),
    lambda world: world.quarantine(everyone()[::4], world.day + 2, 0.9),
    lambda world: world.isolate(ill(world), world.day + 3),
    lambda world: world.release(everyone()[::5]),
    lambda world: world.close_off([Area(2, 9)], world.day + 3, 3),
    lambda world: world.close_off([Area(5, 30)], world.day + 1),
    lambda world: world.restrict([Area(0, 40)], ["class"], 0.2, world.day + 5),
    lambda world: world.restrict([Area(10, 20)], ["class", "shop"], 0.5, world.day + 2),
    lambda world: world.lift([Area(5, 30)]),
    lambda world: world.shut(np.unique(visits(small(), range(90), world.day)).tolist(), world.day + 2),
    lambda world: world.vaccinate(everyone()[::9], 1),
    lambda world: world.vaccinate_share(Area(1, 30), 0.1, 0),
    lambda world: world.vaccinate_share(Area(1, 30), 0.05, 0),
    lambda world: world.vaccinate_share(Area(1, 30), 0.05, 1),
)


def test_the_order_of_the_calls_of_a_day_makes_no_difference() -> None:
    def ordered_by(seed: int | None) -> World:
        rng = np.random.default_rng(seed)

        def act(world: World) -> None:
            order = np.arange(len(ORDERS)) if seed is None else rng.permutation(len(ORDERS))
            for rank in order:
                ORDERS[rank](world)

        return lived(act, every=3)

    first = ordered_by(None)
    for seed in (5, 6, 7):
        other = ordered_by(seed)
        assert same(first.infections(), other.infections())
        assert all(np.array_equal(*columns) for columns in zip(remembered(first), remembered(other), strict=True))
        assert all(np.array_equal(*tables) for tables in zip(ordered_tables(first), ordered_tables(other), strict=True))
    assert not same(first.infections(), baseline().infections())


def remembered(world: World) -> list[np.ndarray]:
    """All that is remembered of everybody, by person."""
    cells = cells_of(world.store.cells, everyone())
    return [column[cells] for column in world.store.cells[1:]]


def ordered_tables(world: World) -> list[np.ndarray]:
    """All that was ordered by place and given, as the tables of every day."""
    ruled = [world.measures.on(day) for day in range(world.day + 1)]
    return [np.asarray(table) for tables in (*ruled, world.doses.tables()) for table in tables]


def test_parts_add_up_to_the_whole() -> None:
    """Persons asked in parts answer as they do together; so do areas; rounds of the parts find whom one of the whole does."""

    def in_parts(world: World, *, parts: int) -> None:
        for persons in np.array_split(np.random.default_rng(world.day).permutation(everyone())[:4_000], parts):
            world.quarantine(persons, world.day + 3, 0.2)
            world.vaccinate(persons, 0)
        world.close_off([Area(part * 6, 6) for part in range(parts)] if parts > 1 else [Area(0, 42)], world.day + 1)

    one, many = (lived(lambda world, n=n: in_parts(world, parts=n), every=4) for n in (1, 7))  # type: ignore[misc]
    assert same(one.infections(), many.infections())
    persons, days = np.unique(ill(one))[:60], range(one.day)
    recall = dict.fromkeys(small().layer_names, 0.6)
    told = one.contacts_of(persons, days, recall)
    parts = [one.contacts_of(part, days, recall) for part in np.array_split(persons, 5)]
    apart = ordered(Named._make(map(np.concatenate, zip(*parts, strict=True))))
    assert all(np.array_equal(left, right) for left, right in zip(told, apart, strict=True))
    whole_round = one.test_round(Area(0, 40), 10)
    rounds = [one.test_round(Area(first, 10), 10) for first in (0, 10, 20, 30)]
    assert np.array_equal(whole_round.found, np.concatenate([each.found for each in rounds]))
    assert whole_round.positive == sum(each.positive for each in rounds)
    assert min(whole_round.positive, len(whole_round.found)) > 5


def test_without_measures_everybody_met_is_recalled() -> None:
    healthy = lived(idle, replace(EPIDEMIC, imports=(), arrivals=()), days=3)
    told = healthy.contacts_of(np.array([700, 40]), [1], dict.fromkeys(small().layer_names, 1.0))
    for person in (40, 700):
        others, ranks = contacts(small(), person, 1)
        own = told.person == person
        named = sorted(zip(told.contact[own].tolist(), told.layer[own].tolist(), strict=True))
        assert named == sorted(zip(others.tolist(), ranks.tolist(), strict=True))


def test_half_is_recalled_where_half_can_be() -> None:
    world = lived(idle, replace(EPIDEMIC, imports=(), arrivals=()), days=2)
    every = world.contacts_of(everyone()[:400], [0], {"household": 1.0, "friends": 1.0})
    half = world.contacts_of(everyone()[:400], [0], {"household": 1.0, "friends": 0.5})
    friends = small().layer_names.index("friends")
    assert (half.layer == 0).sum() == (every.layer == 0).sum()
    share = (half.layer == friends).sum() / (every.layer == friends).sum()
    assert 0.4 < share < 0.6
    assert set(pairs(half)) < set(pairs(every))


def pairs(named: Named) -> Sequence[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in named), strict=True))


def test_under_all_measures_the_infected_can_name_who_infected_them() -> None:
    """Measures thin meetings, not the force: who infected somebody met her, whatever was ordered."""
    world = World(small(), EPIDEMIC, 1)
    everything(world, DAYS)
    found, recall = world.infections(), dict.fromkeys(small().layer_names, 1.0)
    by_somebody = found.infector != NOBODY
    for day in range(3, DAYS, 3):
        today = by_somebody & (found.day == day)
        told = world.contacts_of(found.person[today], [day], recall)
        named = set(zip(told.person.tolist(), told.contact.tolist(), strict=True))
        assert set(zip(found.person[today].tolist(), found.infector[today].tolist(), strict=True)) <= named
    assert by_somebody.sum() > 100


def test_a_community_is_part_of_its_town() -> None:
    where = small().places
    persons = np.array([0, 3_050, where.people - 1])
    for person, part in zip(persons.tolist(), communities_of(where, persons, 7), strict=True):
        town = town_of(where, person)
        assert town.first <= part.first <= person // 100 < part.first + part.blocks <= town.first + town.blocks
        assert part.cut(3)[0].blocks + part.cut(3)[1].blocks == part.blocks


def test_worlds_side_by_side_in_threads_are_those_one_after_another() -> None:
    """So many are infectious that each day's kernel is long enough for another thread to come in between."""
    many = replace(EPIDEMIC, imports=(Import(0, 2_500),))

    def run(seed: int) -> World:
        world = World(small(), many, seed)
        everything(world, 7)
        return world

    seeds = (1, 2, 3, 4)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(run, seeds))
    assert all(same(one.infections(), run(seed).infections()) for seed, one in zip(seeds, together, strict=True))
