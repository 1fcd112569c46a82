"""Bad input is refused in one sentence that says what and where; never with a traceback."""

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outpace.cli import main
from outpace.words.problem import ProblemError
from outpace.world import scenario as scenarios
from outpace.world.behaviour import Behaviour
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.levers.areas import Area
from outpace.world.levers.doses import Dose
from outpace.world.levers.fevers import OtherFevers
from outpace.world.levers.forces import Capacity, Operations
from outpace.world.pathogen import Immunity, Pathogen, Strain
from outpace.world.places.listed import COLUMNS, read_places, towns_listed
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.scenario import read_scenario, scenario_root
from outpace.world.sound import BROUGHT, CHECKS, DOSE
from outpace.world.timestep import World
from tests.unit.world.acted import EPIDEMIC, small

NAN, INF = float("nan"), float("inf")
SOME = np.arange(3)


def refused(code: str, act: Callable[[], object], *said: str) -> None:
    """A problem of a code, whose sentences in both languages name what is said."""
    with pytest.raises(ProblemError) as caught:
        act()
    problem = caught.value.problem
    assert problem.code == code
    for sentence in (problem.text.zh, problem.text.en):
        assert all(each in sentence for each in said), sentence


def test_every_number_of_an_epidemic_is_checked() -> None:
    for part, kind in (("pathogen", Pathogen), ("behaviour", Behaviour), ("immunity", Immunity)):
        assert set(CHECKS[part]) == {each.name for each in fields(kind)}
    assert set(DOSE) == {each.name for each in fields(Dose)}
    brought = {each.name for kind in (Import, Arrivals) for each in fields(kind)}
    assert set(BROUGHT) == brought - {"county", "seat", "strain"}, "looked for in the province, and among the strains"


def pathogen(**changes: Any) -> Epidemic:
    return replace(EPIDEMIC, pathogen=replace(EPIDEMIC.pathogen, **changes))


def behaviour(**changes: Any) -> Epidemic:
    return replace(EPIDEMIC, behaviour=replace(EPIDEMIC.behaviour, **changes))


def immunity(**changes: Any) -> Epidemic:
    return replace(EPIDEMIC, immunity=replace(EPIDEMIC.immunity, **changes))


OUTSIDE = "WORLD_NUMBER_OUTSIDE"
UNSOUND: list[tuple[Epidemic, str, str]] = [
    (pathogen(weights={"disco": 2.0}), "WORLD_LAYER_UNKNOWN", "disco"),
    (pathogen(weights={"class": -1.0}), OUTSIDE, "pathogen.weights.class"),
    (pathogen(force=-0.1), OUTSIDE, "pathogen.force"),
    (pathogen(force=NAN), OUTSIDE, "nan"),
    (pathogen(dispersion=0.0), OUTSIDE, "pathogen.dispersion"),
    (pathogen(quiet=INF), OUTSIDE, "pathogen.quiet"),
    (pathogen(latent=()), "WORLD_DAYS_FAULTY", "pathogen.latent"),
    (pathogen(latent=(0.5, 0.2)), "WORLD_DAYS_FAULTY", "pathogen.latent"),
    (pathogen(lead=(1.5, -0.5)), "WORLD_DAYS_FAULTY", "pathogen.lead"),
    (pathogen(curve=()), "WORLD_CURVE_EMPTY", "pathogen.curve"),
    (pathogen(curve=(0.0, 0.0)), "WORLD_CURVE_EMPTY", "pathogen.curve"),
    (pathogen(severe=((5, 0.1),)), "WORLD_STEPS_FAULTY", "pathogen.severe"),
    (pathogen(severe=((0, 0.1), (300, 0.2))), "WORLD_STEPS_FAULTY", "pathogen.severe"),
    (pathogen(fatal=((0, 1.1),)), OUTSIDE, "pathogen.fatal"),
    (pathogen(sensitivity=(0.0, 1.2)), OUTSIDE, "pathogen.sensitivity"),
    (pathogen(strains=()), "WORLD_NONE_GIVEN", "pathogen.strains"),
    (pathogen(strains=(Strain(name="one", force=-1.0),)), OUTSIDE, "pathogen.strains[0].force"),
    (behaviour(keeps=()), "WORLD_NONE_GIVEN", "behaviour.keeps"),
    (behaviour(refuse_test=2.0), OUTSIDE, "behaviour.refuse_test"),
    (immunity(after=((3, 0.1),)), "WORLD_STEPS_FAULTY", "immunity.after"),
    (immunity(cross=((1.0,),)), "WORLD_CROSS_SIZE", "2"),
    (immunity(cross=((1.0, 1.0), (1.0,))), "WORLD_CROSS_SIZE", "2"),
    (replace(EPIDEMIC, imports=(Import(0, -3),)), OUTSIDE, "imports[0].count"),
    (replace(EPIDEMIC, imports=(Import(-1, 3),)), OUTSIDE, "imports[0].day"),
    (replace(EPIDEMIC, imports=(Import(0, 3, strain=2),)), "WORLD_STRAIN_UNKNOWN", "imports[0]"),
    (replace(EPIDEMIC, arrivals=(Arrivals(daily=-1.0, since=0, until=4),)), OUTSIDE, "arrivals[0].daily"),
    (replace(EPIDEMIC, doses=(Dose(take=1.5, delay=0, left=((0, 0.1),)),)), OUTSIDE, "doses[0].take"),
    (replace(EPIDEMIC, doses=(Dose(take=0.5, delay=-2, left=((0, 0.1),)),)), OUTSIDE, "doses[0].delay"),
    (replace(EPIDEMIC, doses=(Dose(take=0.5, delay=0, left=()),)), "WORLD_STEPS_FAULTY", "doses[0].left"),
]


@pytest.mark.parametrize(("epidemic", "code", "said"), UNSOUND, ids=[f"{code} {said}" for _, code, said in UNSOUND])
def test_an_unsound_epidemic_is_refused_before_it_begins(epidemic: Epidemic, code: str, said: str) -> None:
    refused(code, lambda: World(small(), epidemic, 1), said)


BEYOND = small().places.blocks
STRANGER = np.array([4, small().places.people])
MISUSE: dict[str, tuple[str, str, Callable[[World], object]]] = {
    "quarantine, nobody": ("WORLD_PERSON_OUTSIDE", str(STRANGER[1]), lambda w: w.quarantine(STRANGER, 9)),
    "quarantine, too long": (OUTSIDE, "until", lambda w: w.quarantine(SOME, 40_000)),
    "quarantine, support": (OUTSIDE, "support", lambda w: w.quarantine(SOME, 9, 1.5)),
    "isolate": ("WORLD_PERSON_OUTSIDE", "-1", lambda w: w.isolate(np.array([-1]), 9)),
    "release": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.release(STRANGER)),
    "turn away": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.turn_away(STRANGER)),
    "put off": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.put_off(STRANGER)),
    "test": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.test_these(STRANGER)),
    "test, no pool": (OUTSIDE, "pool", lambda w: w.test_these(SOME, 0)),
    "test, never known": ("WORLD_DAYS_FAULTY", "turnaround", lambda w: w.test_these(SOME, 1, ())),
    "round, nowhere": ("WORLD_AREA_OUTSIDE", str(BEYOND), lambda w: w.test_round(Area(BEYOND, 1), 10)),
    "round, no pool": (OUTSIDE, "pool", lambda w: w.test_round(Area(0, 1), 0)),
    "round, coverage": (OUTSIDE, "coverage", lambda w: w.test_round(Area(0, 1), 10, 1.01)),
    "round, backwards": (OUTSIDE, "turnaround", lambda w: w.test_round(Area(0, 1), 10, 1.0, -1)),
    "close off": ("WORLD_AREA_OUTSIDE", "", lambda w: w.close_off([Area(0, 2), Area(-1, 3)], 9)),
    "close off, inside": (OUTSIDE, "inside", lambda w: w.close_off([Area(0, 2)], 9, -1)),
    "restrict": ("WORLD_LAYER_UNKNOWN", "disco", lambda w: w.restrict([Area(0, 2)], ["disco"], 0.5, 9)),
    "restrict, share": (OUTSIDE, "share", lambda w: w.restrict([Area(0, 2)], ["class"], -0.5, 9)),
    "restrict, nowhere": ("WORLD_AREA_OUTSIDE", "", lambda w: w.restrict([Area(0, -2)], ["class"], 0.5, 9)),
    "shut": (OUTSIDE, "until", lambda w: w.shut([5], 10**9)),
    "lift": ("WORLD_AREA_OUTSIDE", "", lambda w: w.lift([Area(0, BEYOND + 1)])),
    "vaccinate": ("WORLD_DOSE_UNKNOWN", "2", lambda w: w.vaccinate(SOME, 2)),
    "vaccinate, nobody": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.vaccinate(STRANGER, 0)),
    "vaccinate a share": ("WORLD_DOSE_UNKNOWN", "-1", lambda w: w.vaccinate_share(Area(0, 2), 0.5, -1)),
    "vaccinate a share, of what": (OUTSIDE, "share", lambda w: w.vaccinate_share(Area(0, 2), NAN, 0)),
    "vaccinate a share, nowhere": ("WORLD_AREA_OUTSIDE", "", lambda w: w.vaccinate_share(Area(BEYOND, 2), 0.5, 0)),
    "trace": ("WORLD_LAYER_UNKNOWN", "disco", lambda w: w.contacts_of(SOME, [0], {"disco": 1.0})),
    "trace, recall": (OUTSIDE, "recall.class", lambda w: w.contacts_of(SOME, [0], {"class": 1.5})),
    "trace, nobody": ("WORLD_PERSON_OUTSIDE", "", lambda w: w.contacts_of(STRANGER, [0], {})),
    "no tracers": (OUTSIDE, "capacity.tracers", lambda w: Capacity(tracers=-1)),
    "a shift of less than nothing": (OUTSIDE, "capacity.lab", lambda w: Capacity(lab=(50, -1))),
    "results before": (OUTSIDE, "capacity.known_after", lambda w: Capacity(known_after=(1, -1))),
    "results never": ("WORLD_NONE_GIVEN", "capacity.known_after", lambda w: Capacity(known_after=())),
    "fevers": ("WORLD_STEPS_FAULTY", "fevers.visits", lambda w: OtherFevers(visits=())),
    "fevers without season": (
        "WORLD_CURVE_EMPTY",
        "fevers.season",
        lambda w: OtherFevers(visits=((0, 0.1),), season=()),
    ),
    "fevers that stay": (OUTSIDE, "fevers.stay", lambda w: OtherFevers(visits=((0, 0.1),), stay=0)),
    "a plan of no blocks": (OUTSIDE, "plan.blocks", lambda w: Plan(blocks=0)),
    "a plan of a share": (OUTSIDE, "plan.share", lambda w: Plan(share=1.5)),
    "a plan that restricts": ("WORLD_LAYER_UNKNOWN", "disco", lambda w: planned(w, restricted=("disco",), share=0.5)),
    "a plan that doses": ("WORLD_DOSE_UNKNOWN", "0", lambda w: planned(without_doses(), dosed=0.5)),
    "a round for a force": ("WORLD_AREA_OUTSIDE", "", lambda w: operated(w, Area(BEYOND - 1, 4))),
}


def without_doses() -> World:
    return World(small(), replace(EPIDEMIC, doses=(), behaviour=replace(EPIDEMIC.behaviour, seek_care=((0, 1.0),))), 1)


def planned(world: World, **plan: Any) -> None:
    rehearsal = Rehearsal(world, Plan(cases=1, **plan), lambda day: Capacity(known_after=(0,)))
    for _ in range(12):
        rehearsal.day()


def operated(world: World, area: Area) -> None:
    operations = Operations(world, lambda day: Capacity(), {}, 0)
    operations.ask_round([area], 10)
    operations.work()


@pytest.mark.parametrize("name", MISUSE)
def test_a_lever_used_wrongly_is_refused(name: str) -> None:
    code, said, act = MISUSE[name]
    world = World(small(), EPIDEMIC, 1)
    world.step()
    refused(code, lambda: act(world), said)


@cache
def measles() -> str:
    return (scenario_root() / "measles-schools.toml").read_text("utf-8")


FAULTY = [
    ("title =", "title", "SCENARIO_FAULTY", "TOML"),
    ('certainty = "', 'sureness = "', "SCENARIO_SOURCE_MISSING", "pathogen."),
    ('source = "', 'source = ""\nother = "', "SCENARIO_SOURCE_MISSING", "pathogen."),
    ("[pathogen.curve]", "[pathogen.curv]", "SCENARIO_FIELDS_UNKNOWN", "pathogen.curv"),
    ("[pathogen.reproduction]", "[behaviour.keeps]", "SCENARIO_FIELDS_MISSING", "pathogen.reproduction"),
    ("people = ", "folk = ", "SCENARIO_FIELDS_UNKNOWN", "folk"),
    ("people = ", "people = -", OUTSIDE, "people"),
    ("days = ", "days = 0.", "SCENARIO_VALUE_UNREADABLE", "days"),
    ("[[0, 0.01]]", "[[3, 0.01]]", "WORLD_STEPS_FAULTY", "pathogen.fatal"),
    ("[weights.class]", "[pathogen.household_attack]", "SCENARIO_HOUSEHOLD_TWICE", "household_attack"),
    ("imports = [{", 'imports = [{ seat = "throne",', "SCENARIO_VALUE_UNREADABLE", "throne"),
    ("imports = [{", "imports = [{ strain = 1,", "WORLD_STRAIN_UNKNOWN", "imports[0]"),
    ("imports = [{", "imports = [{ whence = 1,", "SCENARIO_FIELDS_UNKNOWN", "imports[0].whence"),
]


@pytest.mark.parametrize(("old", "new", "code", "said"), FAULTY, ids=[f"{row[2]} {row[3]}" for row in FAULTY])
def test_a_faulty_scenario_is_refused(old: str, new: str, code: str, said: str) -> None:
    assert old in measles()
    spoilt = measles().replace(old, new, 1)
    refused(code, lambda: read_scenario("spoilt", spoilt), "spoilt", said)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("imports = [{", 'imports = [{ county = "nowhere",', "WORLD_COUNTY_UNKNOWN"),
        ("[weights.class]", "[weights.disco]", "WORLD_LAYER_UNKNOWN"),
    ],
)
def test_what_the_province_lacks_is_told_before_anything_is_counted(old: str, new: str, code: str) -> None:
    read = read_scenario("spoilt", measles().replace(old, new, 1))
    refused(code, lambda: read.fitted(small()), new.split()[-1].strip('",[]').removeprefix("weights."))


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize(("language", "said"), [("zh", "请对照其他情景"), ("en", "as the other scenarios do")])
def test_the_command_tells_it_in_a_sentence(
    more: tuple[str, ...],
    language: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "spoilt.toml").write_text(measles().replace("days = ", "days = 0.", 1), "utf-8")
    monkeypatch.setattr(scenarios, "scenario_root", lambda: tmp_path)
    monkeypatch.setattr(sys, "argv", ["outpace", "world", "run", "spoilt", *more])
    monkeypatch.setenv("OUTPACE_LANG", language)
    with pytest.raises(SystemExit) as left:
        main.main()
    told = capsys.readouterr()
    assert left.value.code == 3
    assert told.out == ""
    assert told.err.startswith("SCENARIO_VALUE_UNREADABLE")
    assert said in told.err
    assert len(told.err.splitlines()) == 1


HEAD = ",".join(COLUMNS)
COUNTY = "county,1,,甲县,Jia,900,10.0,20.0"
PLACES = [
    ("", "1", "level"),
    (f"{HEAD}\n{COUNTY.replace('900', '-1')}", "2", "population -1"),
    (f"{HEAD}\n{COUNTY.replace('900', '9' * 30)}", "2", "population 9"),
    (f"{HEAD}\n{COUNTY.replace('10.0', 'nan')}", "2", "lon nan"),
    (f"{HEAD}\n{COUNTY.replace('20.0', '91')}", "2", "lat 91"),
    (f"{HEAD}\n{COUNTY.replace('county', 'empire')}", "2", "empire"),
    (f"{HEAD}\n{COUNTY}\ntownship,2,7,乙镇,Yi,900,10.0,20.0", "3", "7"),
    (f"{HEAD}\n{COUNTY}\ntownship,2,,乙镇,Yi,900,10.0,20.0", "3", "2"),
    (f"{HEAD}\n{COUNTY}\n{COUNTY}", "3", "1"),
    (f"{HEAD}\n{COUNTY}\ncounty", "3", ""),
]


@pytest.mark.parametrize(("text", "line", "said"), PLACES)
def test_a_faulty_list_of_areas_is_refused_with_its_line(text: str, line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(text, "utf-8")
    refused("WORLD_PLACES_FAULTY", lambda: read_places(tmp_path / "places.csv"), "places.csv", line, said)


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_bytes(f"{HEAD}\n{COUNTY}".encode("gb18030"))
    refused("WORLD_PLACES_FAULTY", lambda: read_places(tmp_path / "places.csv"), "places.csv", "2", "UTF-8")


def test_a_list_where_nobody_lives_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(f"{HEAD}\n{COUNTY.replace('900', '0')}", "utf-8")
    refused("WORLD_TOO_SMALL", lambda: towns_listed(read_places(tmp_path / "places.csv"), 1, 5_000), "0")
