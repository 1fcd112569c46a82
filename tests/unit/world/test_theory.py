"""Where theory has an answer, the world gives it: final size when everybody can meet everybody, extinction of few cases.

In the mean-field limit each person meets others of the whole province, new ones every day. Then the final share z of
infected solves z = 1 - exp(-R z), and a branching process of Poisson offspring dies out with the probability q = exp(R (q - 1)).
"""

from collections import Counter
from dataclasses import replace
from math import exp

import numpy as np
import pytest

from outpace.world.calibrate import Asked, fitted, offspring, with_reproduction
from outpace.world.epidemic import Epidemic, Import
from outpace.world.meetings.layers import read_layers
from outpace.world.meetings.stage import Setting, setting
from outpace.world.pathogen import Pathogen
from outpace.world.people.crowd import person as card
from outpace.world.timestep import NOBODY, World
from tests.unit.world.fiction import land, province
from tests.unit.world.test_timestep import PATHOGEN

PLAIN = Pathogen(latent=(0.0, 0.0, 1.0), lead=(1.0,), curve=(1.0, 2.0, 1.0), force=1.0, weights={"household": 0.0})
EVERYBODY = """
[crowd]
seat = "everybody"
scope = "province"
order = "daily"
sizes = [200]
share = 1.0
reach = 25
chance = 1.0
days = "1111111"
"""


CONTACTS = 50


def mean_field(smallest: int = 6_000) -> Setting:
    """A province where each day brings everybody fifty others at random."""
    return setting(land(counties=2, each=3, smallest=smallest), 1, layers=read_layers(EVERYBODY))


def fixed_point(reproduction: float) -> float:
    share = 0.5
    for _ in range(200):
        share = 1 - exp(-reproduction * share)
    return share


def test_generation_time_is_latent_period_and_curve() -> None:
    falling = replace(PLAIN, curve=(3.0, 2.0, 1.0))
    _, days, _ = offspring(with_reproduction(falling, mean_field(), 2.0), mean_field(), seed=4, cases=6_000)
    counts = Counter(days.tolist())
    assert set(counts) == {2, 3, 4}
    assert np.allclose([counts[day] / len(days) for day in (2, 3, 4)], [1 / 2, 1 / 3, 1 / 6], atol=0.02)


def test_the_world_itself_infects_as_many_and_when_it_should() -> None:
    """The reproduction number and generation times, counted in the log of a run: nothing that fitting the force uses."""
    where, brought = mean_field(20_000), 1_500
    falling = with_reproduction(replace(PLAIN, curve=(3.0, 2.0, 1.0)), where, 2.0)
    world = World(where, Epidemic(falling, imports=(Import(0, brought),)), 5)
    for _ in range(5):
        world.step()
    found = world.infections()
    first = found.infector[np.isin(found.infector, found.person[found.infector == NOBODY])]
    assert abs(len(first) / brought / 2.0 - 1) < 0.07, "two percent of the province are infected already"
    counts = np.bincount(found.day[np.isin(found.infector, first)], minlength=5)[2:]
    assert np.allclose(counts / counts.sum(), [1 / 2, 1 / 3, 1 / 6], atol=0.03)


def test_the_world_itself_infects_as_many_housemates_as_asked_for() -> None:
    """Few index cases in each of many runs, so that hardly anybody is infected by others first."""
    even = replace(PATHOGEN, dispersion=None, severe=((0, 0.0),))
    asked = fitted(even, province(), Asked(2.5, 0.45))
    infected = housemates = 0
    for seed in range(20):
        world = World(province(), Epidemic(asked, imports=(Import(0, 40),)), seed)
        for _ in range(16):
            world.step()
        found = world.infections()
        index = found.person[found.infector == NOBODY]
        infected += int((np.isin(found.infector, index) & (found.layer == 0)).sum())
        housemates += sum(card(province().stage.crowd, province().deck, int(one)).home_size - 1 for one in index)
    assert abs(infected / housemates / 0.45 - 1) < 0.08


def test_offspring_vary_as_the_dispersion_says() -> None:
    """Poisson offspring have variance R; with dispersion k the variance is R + R²/k (Lloyd-Smith and others, 2005)."""
    for dispersion, expected in ((None, 2.0), (0.5, 2.0 + 4.0 / 0.5)):
        uneven = with_reproduction(replace(PLAIN, dispersion=dispersion), mean_field(), 2.0)
        infectors, _, _ = offspring(uneven, mean_field(), seed=7, cases=8_000)
        counts = np.bincount(np.unique(infectors, return_inverse=True)[1], minlength=1)
        each = np.concatenate([counts, np.zeros(7_500 - len(counts))])
        assert abs(each.var() / expected - 1) < 0.2


@pytest.mark.long
@pytest.mark.parametrize("number", [1.5, 2.5])
def test_final_size_is_that_of_the_mean_field(number: float) -> None:
    where = mean_field(60_000)
    fitted = with_reproduction(PLAIN, where, number)
    world = World(where, Epidemic(fitted, imports=(Import(0, 200),)), 3)
    infected = sum(world.step() for _ in range(220))
    exact = fixed_point(CONTACTS * fitted.force)
    assert abs(infected / where.places.people - exact) < 0.004


@pytest.mark.long
def test_few_cases_die_out_as_often_as_a_branching_process() -> None:
    """Of a thousand runs from one case; whatever has reached sixty infections would hardly die out any more."""
    where = mean_field()
    pathogen = with_reproduction(PLAIN, where, 1.6)
    number = CONTACTS * pathogen.force
    dies_out = 0.5
    for _ in range(200):
        dies_out = exp(number * (dies_out - 1))
    runs = 1_000
    ended = 0
    for seed in range(runs):
        world = World(where, Epidemic(pathogen, imports=(Import(0, 1),)), seed)
        infected = 0
        while infected < 60 and world.day < 60:
            infected += world.step()
        ended += infected < 60
    assert abs(ended / runs - dies_out) < 3.5 * (dies_out * (1 - dies_out) / runs) ** 0.5
