"""`outpace world`: a run that is stopped and gone on with tells the same as one that isn't."""

import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outpace.cli.main import app
from outpace.cli.world_stage import STOPPED
from outpace.words.problem import ProblemError
from outpace.world.epidemic import Epidemic
from outpace.world.meetings.stage import Setting
from outpace.world.scenario import Scenario
from outpace.world.timestep import World

RUN = ("world", "run", "measles-schools", "--people", "3000")


@pytest.fixture(autouse=True)
def unfitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fitting the force takes a hundred times what these runs take."""
    monkeypatch.setattr(Scenario, "fitted", forced)


def forced(read: Scenario, _: Setting) -> Epidemic:
    return replace(read.epidemic, pathogen=replace(read.epidemic.pathogen, force=0.2))


def call(*words: str, code: int = 0) -> str:
    answer = CliRunner().invoke(app, words, catch_exceptions=False)
    assert answer.exit_code == code
    return answer.stdout


def told(*words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(call(*words, "--json"))
    assert answer.pop("cpu_s")
    return answer


def test_a_run_goes_on_where_it_was_saved(tmp_path: Path) -> None:
    save = str(tmp_path / "run")
    first = told(*RUN, "--days", "5", "--save", save)
    assert first["days"] == 5
    assert told(*RUN, "--days", "12", "--resume", save) == told(*RUN, "--days", "12")


def test_a_run_that_is_asked_to_stop_is_saved_between_two_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = World.step

    def stopping(world: World) -> int:
        infected = step(world)
        if world.day == 3:
            signal.raise_signal(signal.SIGINT)
        return infected

    monkeypatch.setattr(World, "step", stopping)
    monkeypatch.setenv("OUTPACE_LANG", "en")
    said = call(*RUN, "--days", "9", "--save", str(tmp_path / "run"), code=STOPPED)
    assert "after day 3" in said
    assert told(*RUN, "--days", "4", "--resume", str(tmp_path / "run"))["days"] == 4


PLANNED = """
[plan]
begin = 1
isolation = 7
quarantine = 7
back = 3
recall = { household = 1.0, class = 0.8, team = 0.5 }
blocks = 5
cases = 2
closed = 6
rounds = 2
pool = 10
restricted = ["class"]
share = 0.3

[capacity]
tracers = 2
samplers = 900
lab = [40, 60]
known_after = [0, 1]
isolation_beds = 6
patience = 4

[fevers]
visits = [[0, 0.004]]
tested = 0.3
"""
UNDER_PLAN = ("world", "run", "omicron-city", "--people", "3000", "--county", "990101")
KILLED_ON = 15


@pytest.fixture
def plan(tmp_path: Path) -> str:
    (tmp_path / "plan.toml").write_text(PLANNED, "utf-8")
    return str(tmp_path / "plan.toml")


def test_a_run_with_operations_that_was_killed_goes_on_from_its_last_save(
    plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, under_plan = str(tmp_path / "run"), (*UNDER_PLAN, "--days", "20", "--plan", plan)
    through = told(*under_plan)
    step = World.step

    def killed(world: World) -> int:
        if world.day == KILLED_ON:
            raise KilledError
        return step(world)

    with monkeypatch.context() as killing:
        killing.setattr(World, "step", killed)
        with pytest.raises(KilledError):
            call(*under_plan, "--save", save)
    assert told(*under_plan, "--resume", save) == through
    assert min(through["operations"][name] for name in ("traced", "named", "sampled", "found", "isolated", "tests")) > 0
    assert through["totals"]["infections"] < told(*UNDER_PLAN, "--days", "20")["totals"]["infections"]


class KilledError(BaseException):
    """Nothing is tidied up after it."""


@pytest.mark.long
def test_a_process_that_is_killed_leaves_a_run_that_goes_on(plan: str, tmp_path: Path) -> None:
    save = tmp_path / "run"
    words = [sys.executable, "-m", "outpace", *UNDER_PLAN, "--days", "200", "--plan", plan, "--json"]
    through = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout.splitlines()[-1])
    with subprocess.Popen([*words, "--save", str(save)], stdout=subprocess.DEVNULL) as process:
        while not save.exists():
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    again = subprocess.run([*words, "--resume", str(save)], capture_output=True, check=True, text=True)
    told_again = json.loads(again.stdout.splitlines()[-1])
    assert through.pop("cpu_s")
    assert told_again.pop("cpu_s")
    assert told_again == through


PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "world.md").read_text("utf-8")


def test_the_plan_on_the_page_is_carried_out(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "plan.toml").write_text(block, "utf-8")
    counted = told(*UNDER_PLAN, "--days", "12", "--plan", str(tmp_path / "plan.toml"))["operations"]
    assert counted["sampled"] > 0


def test_the_page_names_tests_that_there_are() -> None:
    named = set(re.findall(r"test_\w+\.py", PAGE))
    assert len(named) > 12
    assert named <= {file.name for file in Path(__file__).parent.glob("test_*.py")}


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("[plan]", "[plan", "PLAN_FAULTY", "plan.toml"),
        ("[fevers]", "[fever]", "PLAN_FIELDS_UNKNOWN", "fever"),
        ("cases = 2", "case = 2", "PLAN_FIELDS_UNKNOWN", "plan.case"),
        ("lab = [40, 60]", 'lab = "many"', "PLAN_VALUE_UNREADABLE", "capacity.lab"),
        ("pool = 10", "pool = 0", "WORLD_NUMBER_OUTSIDE", "plan.pool"),
        ("tracers = 2", "tracers = -2", "WORLD_NUMBER_OUTSIDE", "capacity.tracers"),
        ('["class"]', '["disco"]', "WORLD_LAYER_UNKNOWN", "disco"),
        ("share = 0.3", "dosed = 0.3", "WORLD_DOSE_UNKNOWN", "0"),
    ],
)
def test_a_plan_that_can_not_be_carried_out_is_refused(
    old: str, new: str, code: str, said: str, plan: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.toml").write_text(PLANNED.replace(old, new, 1), "utf-8")
    with pytest.raises(ProblemError) as refused:
        call(*RUN, "--days", "2", "--plan", plan)
    assert refused.value.problem.code == code
    assert said in refused.value.problem.text.zh


def test_a_scenario_is_brought_to_the_county_asked_for(tmp_path: Path) -> None:
    call("world", "areas", "--people", "6000", "--out", str(tmp_path))
    there = ("--places", str(tmp_path / "places.csv"), "--days", "2")
    with pytest.raises(ProblemError, match="WORLD_COUNTY_UNKNOWN"):
        call("world", "run", "ebola-border", *there)
    counties = told("world", "run", "ebola-border", *there, "--county", "990103")["counties"]
    assert {code for code, count in counties.items() if count} == {"990103"}


def test_a_saved_run_of_another_seed_is_refused(tmp_path: Path) -> None:
    call(*RUN, "--days", "2", "--save", str(tmp_path / "run"))
    with pytest.raises(ProblemError, match="WORLD_SAVE_SEED"):
        call(*RUN, "--days", "3", "--seed", "2", "--resume", str(tmp_path / "run"))
