"""Scenarios: every number has its source; the fictional towns add up; the force gives the reproduction number asked for."""

import json
from dataclasses import dataclass, replace

import numpy as np
import pytest
from typer.testing import CliRunner

from outpace.cli.main import app
from outpace.cli.world_run import curve
from outpace.words.problem import ProblemError
from outpace.world.account import account
from outpace.world.arriving import arrivals
from outpace.world.calibrate import (
    Asked,
    fitted,
    household_attack,
    index_cases,
    offspring_of,
    reproduction,
    with_reproduction,
)
from outpace.world.delays import gamma_days, gamma_factors
from outpace.world.epidemic import Import
from outpace.world.meetings.stage import Setting, setting
from outpace.world.pathogen import Pathogen
from outpace.world.people.census import census
from outpace.world.people.crowd import person
from outpace.world.people.deck import Seat
from outpace.world.places.ground import places
from outpace.world.places.listed import planned_areas, province_areas, towns_listed
from outpace.world.province import yunlan
from outpace.world.province.plan import yunlan_plan
from outpace.world.scenario import Scenario, scenario, scenario_ids, scenario_root
from outpace.world.timestep import NOBODY, World
from tests.unit.world.fiction import land, province
from tests.unit.world.test_timestep import EPIDEMIC, PATHOGEN


@pytest.mark.parametrize("name", scenario_ids())
def test_a_scenario_is_whole(name: str) -> None:
    read = scenario(name)
    assert read.title.zh != read.title.en
    assert all(number.unit and number.source and number.certainty and number.date for number in read.numbers.values())
    assert abs(sum(read.epidemic.pathogen.latent) - 1) < 1e-9


def text(name: str) -> str:
    return (scenario_root() / f"{name}.toml").read_text("utf-8")


def test_a_scenario_that_is_none_is_refused() -> None:
    with pytest.raises(ProblemError) as refused:
        scenario("nothing")
    assert refused.value.problem.code == "SCENARIO_UNKNOWN"


def test_planned_counties_keep_their_people_and_towns_are_unequal() -> None:
    listed = planned_areas(yunlan_plan())
    drawn = towns_listed(listed, 5, 3_000_000)
    whole = sum(county.population for county in yunlan_plan().counties)
    assert sum(town.population for town in drawn) == 3_000_000
    for county in yunlan_plan().counties:
        own = [town.population for town in drawn if town.county == county.code]
        assert abs(sum(own) - county.population * 3_000_000 / whole) < 1
        assert max(own) > 1.5 * min(own)
    assert drawn == towns_listed(listed, 5, 3_000_000)
    assert drawn != towns_listed(listed, 6, 3_000_000)


def test_a_province_with_borders_comes_in_the_same_form() -> None:
    whole = yunlan(1)
    laid = places(towns_listed(tuple(province_areas(whole)), 1))
    assert abs(laid.people - whole.areas[0].population) < 100 * len(laid.counties)
    assert set(laid.counties) == {county.code for county in yunlan_plan().counties}


@pytest.mark.parametrize(("mean", "deviation"), [(3.0, 1.2), (0.7, 0.9), (12.0, 4.0)])
def test_days_have_the_mean_asked_for(mean: float, deviation: float) -> None:
    days = np.array(gamma_days(mean, deviation))
    whole = np.arange(len(days))
    found = (days * whole).sum()
    assert abs(found - mean) < 0.06
    assert abs(((days * (whole - found) ** 2).sum() - 1 / 12) ** 0.5 - deviation) < 0.12, "rounding adds a twelfth"


@pytest.mark.parametrize("shape", [0.2, 1.0, 5.0])
def test_factors_vary_as_asked(shape: float) -> None:
    factors = gamma_factors(shape, 4_000)
    assert abs(factors.mean() - 1) < 1e-9
    assert abs(factors.var() * shape - 1) < 0.03


def test_the_force_gives_the_reproduction_number() -> None:
    fitted = with_reproduction(PATHOGEN, province(), 2.5)
    assert abs(reproduction(fitted, province(), seed=11) - 2.5) < 0.3, "other index cases, of uneven strength"


@pytest.mark.parametrize("attack", [0.1, 0.45])
def test_a_household_attack_rate_is_met_as_asked(attack: float) -> None:
    """Beside the reproduction number, on the index cases it was fitted with and, up to their chance, on others."""
    asked = fitted(replace(PATHOGEN, dispersion=None), province(), Asked(2.5, attack))
    assert abs(household_attack(asked, province()) - attack) < 0.005
    assert abs(reproduction(asked, province()) - 2.5) < 0.02
    assert abs(household_attack(asked, province(), seed=9) - attack) < 0.04
    assert asked.weights["transport"] == PATHOGEN.weights["transport"]


@pytest.mark.parametrize(
    ("number", "attack", "code"), [(0.3, 0.5, "WORLD_ATTACK_TOO_HIGH"), (9.0, 0.9, "WORLD_ATTACK_UNMET")]
)
def test_what_can_not_be_met_is_refused(number: float, attack: float, code: str) -> None:
    with pytest.raises(ProblemError, match=code):
        fitted(replace(PATHOGEN, dispersion=0.05), province(), Asked(number, attack))


@pytest.mark.parametrize("attack", [None, 0.2])
def test_a_pathogen_that_infects_nobody_is_refused(attack: float | None) -> None:
    with pytest.raises(ProblemError, match="WORLD_NOBODY_INFECTED"):
        fitted(replace(PATHOGEN, susceptible=((0, 0.0),)), province(), Asked(2.0, attack))


def test_an_account_adds_up() -> None:
    world = World(province(), EPIDEMIC, 1)
    per_day = [world.step() for _ in range(25)]
    told = account(world)
    assert told.infections == per_day
    assert sum(told.layers.values()) == sum(told.counties.values()) == sum(per_day)
    assert told.layers["import"] >= 25
    assert sum(told.known) <= sum(told.onsets) <= sum(per_day)


def test_pools_find_less_and_nothing_is_found_too_early() -> None:
    tested = Pathogen(latent=(1.0,), lead=(1.0,), curve=(1.0,), force=1.0, sensitivity=(0.0, 0.4, 0.9), pool_loss=0.05)
    assert [tested.positive(day) for day in (-1, 0, 2, 3)] == [0.0, 0.0, 0.9, 0.0]
    assert tested.positive(2) > tested.positive(2, pool=10) > tested.positive(2, pool=20) > 0.7


@pytest.mark.long
def test_more_force_infects_more() -> None:
    def total(force: float) -> int:
        world = World(province(), replace(EPIDEMIC, pathogen=replace(PATHOGEN, force=force)), 2)
        return sum(world.step() for _ in range(40))

    totals = [total(force) for force in (0.2, 0.4, 0.6, 0.9)]
    assert totals == sorted(totals)


def test_imports_of_a_county_live_there() -> None:
    world = World(province(), replace(EPIDEMIC, imports=(Import(0, 30, "county 2"),)), 1)
    world.step()
    assert {world.setting.places.town(int(person)).county for person in world.infections().person} == {"county 2"}


def test_imports_can_be_people_of_a_hospital() -> None:
    world = World(province(), replace(EPIDEMIC, imports=(Import(0, 30, "county 1", Seat.HEALTH),)), 1)
    world.step()
    brought = world.infections().person[world.infections().infector == NOBODY]
    assert 20 < len(brought) <= 30
    assert {person(province().stage.crowd, province().deck, int(one)).kind for one in brought} == {Seat.HEALTH}
    assert {province().places.town(int(one)).county for one in brought} == {"county 1"}


@pytest.mark.long
@pytest.mark.long
def test_a_county_without_such_seats_is_told() -> None:
    nowhere = setting(land(smallest=200), 1, margins=replace(census(), care_per_1000=0.0))
    asked = replace(EPIDEMIC, imports=(Import(0, 1, None, Seat.CARE),))
    with pytest.raises(ProblemError) as refused:
        arrivals(nowhere, asked, 1, 0)
    assert refused.value.problem.code == "WORLD_SEAT_EMPTY"


@pytest.mark.long
def test_the_command_tells_the_same_run_twice() -> None:
    words = ["world", "run", "measles-schools", "--people", "3000", "--days", "8", "--json"]
    told = [json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout) for _ in range(2)]
    assert [len(one["infections"]) for one in told] == [8, 8]
    assert all(one.pop("cpu_s") for one in told)
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "学校麻疹：虚构省份"), pytest.param("en", "measles in schools: ", marks=pytest.mark.long)],
)
def test_the_command_speaks_the_language_of_the_terminal(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTPACE_LANG", language)
    words = ["world", "run", "measles-schools", "--people", "3000", "--days", "4"]
    assert CliRunner().invoke(app, words, catch_exceptions=False).stdout.startswith(said)


def test_the_list_gives_every_number_with_its_source() -> None:
    told = json.loads(CliRunner().invoke(app, ["world", "scenarios", "--json"], catch_exceptions=False).stdout)
    assert set(told) == set(scenario_ids())
    assert told["measles-schools"]["numbers"]["pathogen.latent"]["source"]


def test_a_curve_has_a_bar_a_week_and_the_highest_is_full() -> None:
    assert curve([0] * 7 + [1] * 7 + [8] * 7) == " ▁█"
    assert len(curve([1] * 8)) == 2


@dataclass(frozen=True, slots=True)
class Sane:
    """What must come of a scenario: days between infections, and infections of the median run (lowest, highest)."""

    generation: float
    infections: tuple[int, int]


SANE = {
    "delta-county": Sane(4.7, (5_000, 150_000)),
    "ebola-border": Sane(14.2, (12, 2_000)),
    "measles-schools": Sane(11.5, (100, 20_000)),
    "mers-hospital": Sane(12.6, (40, 1_500)),
    "mpox-network": Sane(8.5, (200, 15_000)),
    "nipah-spillover": Sane(13.0, (16, 60)),
    "omicron-city": Sane(5.2, (100_000, 300_000)),
}


def test_every_scenario_has_its_sane_numbers() -> None:
    assert set(SANE) == set(scenario_ids())


def drawn(read: Scenario) -> Setting:
    return setting(places(towns_listed(planned_areas(yunlan_plan()), 1, read.people)), 1)


@pytest.mark.long
@pytest.mark.parametrize("name", scenario_ids())
def test_a_scenario_does_what_it_asks_for(name: str) -> None:
    """Reproduction number, household attack rate and generation time by counting other index cases; size by running it."""
    read = scenario(name)
    where = drawn(read)
    epidemic = read.fitted(where)
    others = index_cases(where, 5, 4_000, read.index)
    _, days, layers = offspring_of(others, epidemic.pathogen, where, 5)
    assert abs(len(layers) / len(others) / read.reproduction - 1) < 0.3, "very uneven infectiousness leaves much chance"
    assert abs(days.mean() / SANE[name].generation - 1) < 0.08, "where few can be met, early days infect more of them"
    if read.household_attack is not None:
        assert abs(household_attack(epidemic.pathogen, where, 5) / read.household_attack - 1) < 0.3
    sizes = sorted(_size(World(where, epidemic, seed), read.days) for seed in (1, 2, 3))
    low, high = SANE[name].infections
    assert low <= sizes[1] <= high


def _size(world: World, days: int) -> int:
    return sum(world.step() for _ in range(days))


@pytest.mark.long
def test_a_hospital_cluster_is_one() -> None:
    """Most infections of the hospital scenario happen in wards, and outside hospitals it goes no further."""
    read = scenario("mers-hospital")
    where = drawn(read)
    world = World(where, read.fitted(where), 1)
    _size(world, read.days)
    layers = account(world).layers
    assert layers["ward"] + layers["hospital"] > 0.6 * (sum(layers.values()) - layers["import"])
