"""Meetings are the same from both ends and on every asking; each layer brings together whom it should."""

import os
import subprocess
import sys
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outpace.world.kernels import kernel
from outpace.world.meetings.encounters import contacts_of, encounters, together, who
from outpace.world.meetings.flows import destination, flows, gravity, origin
from outpace.world.meetings.layers import DEAL_FROM, DEAL_LENGTH, FIRST, SIZE, Order, read_layers, usual_layers
from outpace.world.meetings.mixing import Mixing, mixing
from outpace.world.meetings.stage import Setting, contacts, scratch, setting
from outpace.world.people.crowd import ages
from outpace.world.people.crowd import person as card
from outpace.world.people.deck import Seat
from tests.unit.world.fiction import land, province

MONDAY, SUNDAY = 0, 6


@kernel
def one_sided(stage: Any, persons: Any, days: Any, mine: Any, notes: Any) -> Any:
    """Contacts of so many persons, and how many of them the other doesn't know of in that layer or are with oneself.

    Of the other only those met in the same layer are looked up: looking everybody up made ten million contacts take too long.
    """
    total = lost = 0
    for rank in range(len(persons)):
        count = contacts_of(stage, persons[rank], days[rank], mine[0], mine[1], notes)
        for number in range(count):
            other, layer = mine[0, number], mine[1, number]
            known = False
            place, group = together(stage, layer, other, days[rank])
            for back in range(encounters(stage.layers, layer, place.at, group, notes)):
                if not known:
                    known = who(stage, layer, other, place, notes.place[back]) == persons[rank]
            total += 1
            lost += other == persons[rank] or not known
    return total, lost


def counted(where: Setting, persons: int) -> tuple[int, int]:
    chance = np.random.default_rng(5)
    asked = chance.integers(0, where.places.people, persons)
    mine = np.empty((2, where.room), np.int64)
    return one_sided(where.stage, asked, chance.integers(-30, 200, persons), mine, scratch(where))  # type: ignore[no-any-return]


def test_nobody_is_met_one_sidedly() -> None:
    total, lost = counted(province(), 3_000)
    assert total > 30_000
    assert lost == 0


@pytest.mark.long
def test_nobody_of_millions_is_met_one_sidedly() -> None:
    total, lost = counted(setting(land(counties=30, each=10, smallest=12_000), 3), 900_000)
    assert total > 10_000_000
    assert lost == 0


def met(where: Setting, person: int, day: int, layer: str | None = None) -> list[int]:
    persons, ranks = contacts(where, person, day)
    wanted = None if layer is None else where.layer_names.index(layer)
    return [int(one) for one, rank in zip(persons, ranks, strict=True) if wanted is None or rank == wanted]


def test_the_same_day_brings_the_same_people_whenever_it_is_asked() -> None:
    where = province()
    first = [met(where, person, 9) for person in range(300)]
    again = [met(where, person, 9) for person in reversed(range(300))][::-1]
    assert first == again
    assert first != [met(where, person, 10) for person in range(300)]


def test_a_household_is_the_household() -> None:
    where = province()
    for person in range(0, 2_000, 13):
        own = card(where.stage.crowd, where.deck, person)
        home = person - person % 100 + own.home
        assert set(met(where, person, 3, "household")) == set(range(home, home + own.home_size)) - {person}


def test_a_class_is_of_one_age_and_from_one_quarter_and_keeps_together() -> None:
    where = province()
    pupils = [one for one in range(4_000) if card(where.stage.crowd, where.deck, one).kind is Seat.PUPIL][:30]
    sizes = []
    for pupil in pupils:
        mates = {mate for day in range(70) for mate in met(where, pupil, day, "class")}
        assert set(ages(where.stage.crowd, np.array([*mates, pupil]))) == {
            card(where.stage.crowd, where.deck, pupil).age
        }
        assert {where.places.town(mate).code for mate in mates} <= {where.places.town(pupil).code}
        assert met(where, pupil, SUNDAY, "class") == []
        sizes.append(len(mates) + 1)
    assert 15 < np.mean(sizes) < 45


def test_teams_last_and_chance_meetings_do_not() -> None:
    where = province()
    workers = [one for one in range(9_000) if card(where.stage.crowd, where.deck, one).kind is Seat.LOCAL][:200]
    team = np.mean([_overlap(where, one, "team") for one in workers])
    shop = np.mean([_overlap(where, one, "shop") for one in workers])
    assert team > 0.3
    assert shop < 0.01


def _overlap(where: Setting, person: int, layer: str) -> float:
    """The share of today's partners who were yesterday's."""
    yesterday, today = (set(met(where, person, day, layer)) for day in (1, 2))
    return len(yesterday & today) / len(today) if today else 0.0


def test_partners_of_successive_days_are_independent_by_design() -> None:
    """In a layer drawn anew each day somebody comes back as often as chance has it: partners × partners / places of the ring."""
    where = province()
    layers = {layer.name for layer in usual_layers() if layer.order is Order.DAILY}
    again, expected = 0, 0.0
    for person in range(0, where.places.people, 16):
        days = []
        for day in (1, 2):
            found, ranks = contacts(where, person, day)
            days.append([{int(one) for one in found[ranks == rank]} for rank in range(len(where.layer_names))])
        for rank, name in enumerate(where.layer_names):
            if name in layers:
                again += len(days[0][rank] & days[1][rank])
                ring = together(where.stage, rank, person, 2)[0].places
                expected += len(days[0][rank]) * len(days[1][rank]) / ring
    assert expected > 1
    assert again <= expected + 5 * expected**0.5


def test_degrees_are_those_of_the_layers() -> None:
    where = province()
    everybody = range(0, where.places.people, 29)
    for name, low, high in (("shop", 1.5, 1.9), ("market", 0.2, 0.5), ("club", 2.0, 3.2), ("friends", 0.8, 1.05)):
        days = range(7) if name == "club" else (MONDAY,)
        mean = np.mean([sum(len(met(where, one, day, name)) for day in days) for one in everybody])
        assert low < mean < high, name


def test_commuting_follows_the_counts_and_comes_back() -> None:
    counts = np.array([[5, 3, 0], [0, 2, 9], [4, 0, 1]])
    walked = flows(counts)
    seen: Counter[tuple[int, int]] = Counter()
    ends = set()
    for home in range(3):
        for place in range(int(counts[home].sum())):
            work, there = destination(walked, home, place)
            assert origin(walked, work, there) == (home, place)
            seen[home, work] += 1
            ends.add((work, there))
    assert {
        (home, work): int(counts[home, work]) for home in range(3) for work in range(3) if counts[home, work]
    } == seen
    assert ends == {(work, there) for work in range(3) for there in range(int(counts[:, work].sum()))}


def test_gravity_sends_every_commuter_and_mostly_near() -> None:
    laid = land(counties=6)
    counts = gravity(laid, 22)
    blocks = np.bincount([laid.counties.index(laid.towns[town].county) for town in laid.ground.town_of])
    assert (counts.sum(axis=1) == blocks * 22).all()
    assert all(counts[home, home] == counts[home].max() for home in range(6))
    assert all(near > far for near, far in pairwise(counts[0].tolist()))


def test_commuters_meet_people_of_the_counties_that_the_counts_say() -> None:
    laid = land()
    all_to_the_last = np.zeros((3, 3), np.int64)
    all_to_the_last[:, 2] = gravity(laid, 22).sum(axis=1)
    where = setting(laid, 1, commuting=all_to_the_last)
    homes = {where.places.town(other).county for person in range(1_500) for other in met(where, person, 1, "office")}
    assert homes == {"county 0", "county 1", "county 2"}
    to_own = setting(laid, 1, commuting=np.diag(all_to_the_last[:, 2]))
    assert {
        to_own.places.town(other).county for person in range(1_500) for other in met(to_own, person, 1, "office")
    } == {"county 0"}


def test_workplaces_have_a_heavy_tail() -> None:
    layers = province().stage.layers
    office = province().layer_names.index("office")
    start, length = layers.numbers[office, [DEAL_FROM, DEAL_LENGTH]].tolist()
    deal = layers.groups[start : start + length]
    sizes = deal[np.unique(deal[:, FIRST]), SIZE]
    assert np.median(sizes) < 20
    assert sizes.max() > 500


def test_a_way_to_work_can_not_change_daily() -> None:
    table = '[x]\nseat="commuter"\nscope="flows"\norder="daily"\nsizes=[4]\nshare=1.0\nreach=0\nchance=1.0\ndays="1111111"\n'
    with pytest.raises(ValueError, match="drawn once"):
        read_layers(table)


UNCOMPILED = """
from tests.unit.world.fiction import province
from outpace.world.meetings.mixing import Mixing, mixing
from outpace.world.meetings.stage import contacts
print([[part.tolist() for part in contacts(province(), person, 4)] for person in range(0, 20_000, 900)])
"""


def test_uncompiled_kernels_say_the_same() -> None:
    env = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    plain = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNCOMPILED], env=env, capture_output=True, text=True, check=True
    ).stdout
    compiled = [[part.tolist() for part in contacts(province(), person, 4)] for person in range(0, 20_000, 900)]
    assert plain.strip() == str(compiled)


DIARIES = tomllib.loads((Path(__file__).parent / "diaries.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def mixed() -> Mixing:
    return mixing(province(), 2_500)


def shares(met: np.ndarray) -> np.ndarray:
    """Whom people of each age meet: rows that add up to one."""
    return np.asarray(met / met.sum(axis=1, keepdims=True))


def away(met: np.ndarray, other: np.ndarray, people: np.ndarray) -> float:
    """The share of contacts that two matrices give to different ages (total variation of rows, mean by people)."""
    each = np.abs(shares(met) - shares(other)).sum(axis=1) / 2
    return float(np.average(each, weights=people))


def alike(met: np.ndarray) -> float:
    """How much likes meet likes: 0 where ages don't matter, 1 where each meets the own group only (Gupta's Q)."""
    return float((np.trace(shares(met)) - 1) / (len(met) - 1))


@pytest.mark.long
def test_ages_mix_as_in_diaries(mixed: Mixing) -> None:
    """British diaries, Chinese ages and households: near, not equal. At random would be a quarter of all contacts away."""
    diaries = np.array(DIARIES["contacts"]).T
    at_random = np.tile(mixed.people, (len(diaries), 1))
    assert away(at_random, diaries, mixed.people) > 0.23
    assert away(mixed.matrix, diaries, mixed.people) < 0.15
    assert abs(alike(mixed.matrix) - alike(diaries)) < 0.02
    assert np.corrcoef(np.log(mixed.matrix + 0.02).ravel(), np.log(diaries).ravel())[0, 1] > 0.73
    by_age = mixed.matrix.sum(axis=1) / diaries.sum(axis=1)
    assert by_age.min() > 0.75
    assert by_age.max() < 1.5


@pytest.mark.long
def test_degrees_and_clustering_are_those_that_the_docs_tell(mixed: Mixing) -> None:
    assert 11.0 < mixed.degrees.mean() < 13.0
    assert 4.5 < mixed.degrees.std() < 6.5
    assert np.percentile(mixed.degrees, 99) < 35
    assert 0.09 < mixed.clustering < 0.16
    household = dict(zip(province().layer_names, mixed.by_layer, strict=True))["household"]
    assert 2.3 < household < 2.9


PAIRS = """
[pair]
seat = "everybody"
scope = "province"
order = "daily"
sizes = [2]
share = 1.0
reach = 0
chance = 1.0
days = "1111111"
"""


def test_clustering_is_counted_as_by_hand() -> None:
    """With h housemates and one stranger a day, h(h - 1) of (h + 1)h ordered pairs of contacts meet each other."""
    where = setting(land(smallest=1_500), 1, layers=read_layers(PAIRS))
    counted = mixing(where, 150, clustered=150)
    housemates = counted.degrees[np.arange(150), np.arange(150) % 7] - 1
    by_hand = (housemates * (housemates - 1)).sum() / ((housemates + 1) * housemates).sum()
    assert abs(counted.clustering - by_hand) < 0.005


def test_wards_bring_those_of_a_hospital_together_and_nobody_else() -> None:
    """Staff are of working age; whoever is older is there as a patient or attends one. Each meets several of both."""
    where = province()
    inside = [one for one in range(9_000) if card(where.stage.crowd, where.deck, one).kind is Seat.HEALTH]
    others = [[card(where.stage.crowd, where.deck, other) for other in met(where, one, 3, "ward")] for one in inside]
    assert {other.kind for ward in others for other in ward} == {Seat.HEALTH}
    assert 4 < np.mean([len(ward) for ward in others]) < 8
    assert 0.1 < np.mean([other.age > 64 for ward in others for other in ward]) < 0.5
