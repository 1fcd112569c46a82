"""`outpace world`: a run that is stopped and gone on with tells the same as one that isn't."""

import json
import signal
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
