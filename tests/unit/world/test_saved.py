"""A saved run goes on as if it had never stopped; nothing a world remembers is left behind; another run's file is refused."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outpace.words.problem import ProblemError
from outpace.world import saved
from outpace.world.levers.areas import whole
from outpace.world.levers.doses import Dose
from outpace.world.rehearsal import Plan, Rehearsal
from outpace.world.saved import fingerprint, resume, save
from outpace.world.timestep import World
from tests.unit.world.acted import CAPACITY, DAYS, FEVERS, PLAN, small, told
from tests.unit.world.acted import EPIDEMIC as UNDER_PLAN
from tests.unit.world.fiction import province
from tests.unit.world.test_timestep import EPIDEMIC

DOSED = replace(EPIDEMIC, doses=(Dose(take=0.8, delay=2, left=((0, 0.2), (30, 0.6))),))
STOP = 9
SCRATCH = "_notes"


def fresh(seed: int = 1) -> World:
    return World(province(), DOSED, seed)


def act(world: World) -> None:
    """All levers, so that everything a world can remember is remembered."""
    lately = world.log.since(world.day - 2)
    world.quarantine(lately[::3], world.day + 6, support=0.5)
    world.isolate(lately[1::3], world.day + 4)
    world.release(lately[::9])
    world.close_off([whole(world.setting.places).cut(20)[0]], world.day + 3)
    world.restrict([whole(world.setting.places)], ["market"], 0.4, world.day + 5)
    world.vaccinate(np.arange(world.day, 20_000, 50), 0)
    world.vaccinate_share(whole(world.setting.places), 0.02, 0)
    world.turn_away(lately[2::3])


def run(world: World, until: int) -> World:
    while world.day < until:
        if world.day % 2:
            act(world)
        world.step()
    return world


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """A run that was saved between two days, with orders given that no step has carried out."""
    world, path = run(fresh(), STOP), tmp_path_factory.mktemp("saved") / "run.outpace"
    act(world)
    save(world, path, "x")
    return world, path


def back(path: Path) -> World:
    world = fresh()
    resume(world, path, "x")
    return world


def test_everything_a_world_remembers_comes_back(stopped: tuple[World, Path]) -> None:
    world, path = stopped
    assert len(world.infections().person) > 60
    again = back(path)
    assert vars(again).keys() == vars(world).keys()
    for part in vars(world).keys() - {SCRATCH}:
        same(getattr(world, part), getattr(again, part), part)


def same(one: Any, other: Any, where: str) -> None:
    """Equal to the last part, by looking into every attribute."""
    assert type(one) is type(other), where
    match one:
        case np.ndarray():
            assert one.dtype == other.dtype, where
            assert one.tobytes() == other.tobytes(), where
        case Enum() | np.generic() | str() | int() | float() | set() | None:
            assert one == other, where
        case dict():
            assert list(one) == list(other), where
            for key in one:
                same(one[key], other[key], f"{where}[{key}]")
        case tuple() | list():
            assert len(one) == len(other), where
            for number, (left, right) in enumerate(zip(one, other, strict=True)):
                same(left, right, f"{where}[{number}]")
        case _ if one is not other:
            names = [field.name for field in fields(one)] if is_dataclass(one) else list(vars(one))
            assert is_dataclass(one) or list(vars(other)) == names, where
            for name in names:
                same(getattr(one, name), getattr(other, name), f"{where}.{name}")


def test_what_hangs_on_the_world_twice_does_so_again(stopped: tuple[World, Path]) -> None:
    """Cells are written in place: a second copy of a column would go its own way."""
    world, path = stopped
    again = back(path)
    again.orders.carry_out(again.store, again.day)
    assert again.store.cells is not world.store.cells
    assert (again.store.cells.isolated >= again.day).sum() > 0


def test_a_resumed_run_is_the_uninterrupted_one(stopped: tuple[World, Path]) -> None:
    _, path = stopped
    through = run(fresh(), STOP)
    act(through)
    ends = [run(world, STOP + 6) for world in (through, back(path))]
    for one, other in zip(*(flat(world) for world in ends), strict=True):
        assert (one == other).all()


def rehearsed(plan: Plan = PLAN, tracers: int | None = CAPACITY.tracers) -> Rehearsal:
    capacity = replace(CAPACITY, tracers=tracers)
    return Rehearsal(World(small(), UNDER_PLAN, 1), plan, lambda day: capacity, FEVERS)


def going_on(caller: Rehearsal, until: int) -> Rehearsal:
    for _ in range(world_of(caller).day, until):
        caller.day()
    return caller


def world_of(caller: Rehearsal) -> World:
    assert isinstance(caller.world, World)
    return caller.world


@pytest.mark.parametrize("stop", [0, 3, 7, 11])
def test_a_resumed_run_with_operations_is_the_uninterrupted_one(stop: int, tmp_path: Path) -> None:
    """Queues, beds, samples under way, areas closed off and whoever is known: all of it comes back, and all goes on alike."""
    through, path = going_on(rehearsed(), stop), tmp_path / "run"
    save(world_of(through), path, "x", through)
    again = rehearsed()
    resume(world_of(again), path, "x", again)
    for part in vars(through).keys() - {"world", "capacity"}:
        if part != "operations":
            same(getattr(through, part), getattr(again, part), part)
    for part in vars(through.operations).keys() - {"world", "_capacity", "_triage"}:
        same(getattr(through.operations, part), getattr(again.operations, part), part)
    assert again.operations.world is again.world
    going_on(through, DAYS)
    going_on(again, DAYS)
    assert told(through.done) == told(again.done)
    for one, other in zip(flat(world_of(through)), flat(world_of(again)), strict=True):
        assert (one == other).all()
    assert sum(len(each.traced) for each in through.done[stop:]) > 0


OTHER_PLANS: dict[str, Callable[[], Rehearsal | None]] = {
    "another plan": lambda: rehearsed(replace(PLAN, back=2)),
    "other forces": lambda: rehearsed(tracers=7),
    "no plan": lambda: None,
}


@pytest.mark.parametrize("name", OTHER_PLANS)
def test_the_file_of_another_plan_is_refused(name: str, tmp_path: Path) -> None:
    caller, other = going_on(rehearsed(), 2), OTHER_PLANS[name]()
    save(world_of(caller), tmp_path / "run", "x", caller)
    with pytest.raises(ProblemError, match="WORLD_SAVE_PLAN"):
        resume(World(small(), UNDER_PLAN, 1) if other is None else world_of(other), tmp_path / "run", "x", other)


def flat(world: World) -> list[Any]:
    found = world.infections()
    return [*found[:-1], *found.course]


CHANGED: dict[str, Callable[[], World]] = {
    "WORLD_SAVE_SEED": lambda: fresh(seed=2),
    "WORLD_SAVE_PLACES": lambda: World(province(smallest=1_200), DOSED, 1),
    "WORLD_SAVE_SCENARIO": lambda: World(province(), EPIDEMIC, 1),
}


@pytest.mark.parametrize("code", sorted(CHANGED))
def test_the_file_of_another_run_is_refused(code: str, stopped: tuple[World, Path]) -> None:
    world = CHANGED[code]()
    with pytest.raises(ProblemError) as refused:
        resume(world, stopped[1], "x")
    assert refused.value.problem.code == code
    assert world.day == 0


def test_another_scenario_by_name_is_refused(stopped: tuple[World, Path]) -> None:
    with pytest.raises(ProblemError, match="'x', not of 'y'"):
        resume(fresh(), stopped[1], "y")


def test_another_version_of_the_program_is_refused(
    stopped: tuple[World, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "digest", lambda: "other")
    with pytest.raises(ProblemError, match="WORLD_SAVE_PROGRAM"):
        resume(fresh(), stopped[1], "x")


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_damaged_file_is_refused(content: bytes | None, stopped: tuple[World, Path], tmp_path: Path) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(stopped[1].read_bytes()[:-200] if content is None else content)
    with pytest.raises(ProblemError, match="WORLD_SAVE_UNREADABLE"):
        resume(fresh(), path, "x")


def test_a_file_names_only_classes_of_the_world(stopped: tuple[World, Path], tmp_path: Path) -> None:
    """A file from elsewhere can't have anything of the interpreter made."""
    with np.load(stopped[1]) as file:
        arrays = {name: file[name] for name in file.files}
    head = arrays["head"].tobytes().replace(b"outpace.world.store:Store", b"subprocess:Popen")
    arrays["head"] = np.frombuffer(head, np.uint8)
    with (tmp_path / "evil").open("wb") as file_out:
        np.savez(file_out, **arrays)
    with pytest.raises(ProblemError, match="WORLD_SAVE_UNREADABLE"):
        resume(fresh(), tmp_path / "evil", "x")


def test_what_can_not_be_carried_is_refused_aloud(tmp_path: Path) -> None:
    world = fresh()
    world.caller = object()  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="can't be saved"):
        save(world, tmp_path / "run", "x")
    assert list(tmp_path.iterdir()) == []


def test_a_fingerprint_tells_runs_apart() -> None:
    one = fingerprint(fresh(), "x")
    assert one == fingerprint(fresh(), "x")
    assert one != fingerprint(fresh(2), "x")
