"""Scenarios: every number has its source; the fictional towns add up; the force gives the reproduction number asked for."""

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from outpace.cli.main import app
from outpace.cli.world import curve
from outpace.words.problem import ProblemError
from outpace.world.account import account
from outpace.world.calibrate import reproduction, with_reproduction
from outpace.world.delays import gamma_days, gamma_factors
from outpace.world.epidemic import Import
from outpace.world.pathogen import Pathogen
from outpace.world.places.drawn import planned, towns
from outpace.world.places.ground import places
from outpace.world.places.listed import province_areas, towns_listed
from outpace.world.province import yunlan
from outpace.world.province.plan import yunlan_plan
from outpace.world.scenario import read_scenario, scenario, scenario_ids, scenario_root
from outpace.world.timestep import World
from tests.unit.world.fiction import province
from tests.unit.world.test_timestep import EPIDEMIC, PATHOGEN


@pytest.mark.parametrize("name", scenario_ids())
def test_a_scenario_is_whole(name: str) -> None:
    read = scenario(name)
    assert read.title.zh != read.title.en
    assert all(number.unit and number.source and number.certainty and number.date for number in read.numbers.values())
    assert abs(sum(read.epidemic.pathogen.latent) - 1) < 1e-9


def text(name: str) -> str:
    return (scenario_root() / f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('certainty = "', 'sureness = "', "certainty"),
        ('source = "', 'source = ""\nother = "', "source"),
        ("[pathogen.curve]", "[pathogen.curv]", "curv"),
        ("[pathogen.reproduction]", "[pathogen.r0]", "pathogen.r0"),
        ("people = ", "folk = ", "folk"),
        ("[[0, 0.01]]", "[[3, 0.01]]", "begin at 0"),
    ],
)
def test_a_faulty_scenario_is_refused(old: str, new: str, said: str) -> None:
    spoilt = text("measles-schools").replace(old, new, 1)
    with pytest.raises(ProblemError) as refused:
        read_scenario("spoilt", spoilt)
    assert refused.value.problem.code == "SCENARIO_FAULTY"
    assert said in str(refused.value.problem.params["fault"])


def test_a_scenario_that_is_none_is_refused() -> None:
    with pytest.raises(ProblemError) as refused:
        scenario("nothing")
    assert refused.value.problem.code == "SCENARIO_UNKNOWN"


def test_planned_counties_keep_their_people_and_towns_are_unequal() -> None:
    counties = planned(yunlan_plan(), 3_000_000)
    drawn = list(towns(counties, 5))
    assert sum(county.population for county in counties) == 3_000_000
    for county in counties:
        own = [town.population for town in drawn if town.county == county.code]
        assert sum(own) == county.population
        assert max(own) > 1.5 * min(own)
    assert drawn == list(towns(counties, 5))
    assert drawn != list(towns(counties, 6))


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
    assert abs(reproduction(fitted, province(), seed=11) - 2.5) < 0.4, "other index cases, of uneven strength"


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


def test_the_command_tells_the_same_run_twice() -> None:
    words = ["world", "run", "measles-schools", "--people", "3000", "--days", "8", "--json"]
    told = [json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout) for _ in range(2)]
    assert [len(one["infections"]) for one in told] == [8, 8]
    assert all(one.pop("cpu_s") for one in told)
    assert told[0] == told[1]


@pytest.mark.parametrize(("language", "said"), [("zh", "学校麻疹：虚构省份"), ("en", "measles in schools: ")])
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
