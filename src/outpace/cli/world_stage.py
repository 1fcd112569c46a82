"""A scenario in its place, and its days with a bar where somebody looks: what running and drawing have in common."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import pick, tell
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.world.places.listed import ListedArea
    from outpace.world.rehearsal import Rehearsal
    from outpace.world.scenario import Scenario
    from outpace.world.timestep import World

STOPPED = 130
SAVED_TIMES = 10

ScenarioId = Annotated[str, typer.Argument(help="a scenario; `outpace world scenarios` lists them")]
Seed = Annotated[int, typer.Option(help="the same seed gives the same outbreak")]
Days = Annotated[int | None, typer.Option(min=1, max=1_000, help="days to run; the scenario's unless given")]
People = Annotated[
    int | None, typer.Option(min=100, max=200_000_000, help="people of the province; the scenario's unless given")
]
PlacesFile = Annotated[
    Path | None,
    typer.Option(help="list of areas to run in, as `outpace world areas` writes it; else Yunlan Province"),
]
CountyCode = Annotated[
    str | None, typer.Option(help="code of the county that it is brought to; the scenario's unless given")
]
Save = Annotated[Path | None, typer.Option(help="file to save the run in: now and then, at Ctrl-C and at the end")]
PlanFile = Annotated[
    Path | None, typer.Option(help="TOML file of operations that are carried out; nobody acts without one")
]
Resume = Annotated[Path | None, typer.Option(help="file of a saved run to go on with")]


@dataclass(frozen=True, slots=True)
class Staged:
    """A scenario with its world, not yet begun or gone on with, and the areas it takes place in."""

    scenario: "Scenario"
    world: "World"
    areas: "Sequence[ListedArea]"
    caller: "Rehearsal | None" = None

    def play(self, days: int | None, save: Path | None) -> None:
        """Let the days pass that are left of so many; a run that is being saved can be stopped between two days."""
        from outpace.world.saved import save as write

        world, until = self.world, days or self.scenario.days
        every = max(1, until // SAVED_TIMES)
        with _asked_to_stop(save is not None) as asked:
            for _ in _shown(range(world.day, until), pick(self.scenario.title)):
                world.step() if self.caller is None else self.caller.day()
                if save and (asked or world.day % every == 0 or world.day == until):
                    write(world, save, self.scenario.id, self.caller)
                if asked:
                    _tell_stopped(world, save)


def staged(
    scenario: str,
    seed: int,
    people: int | None,
    places: Path | None,
    county: str | None,
    resume: Path | None,
    plan: Path | None = None,
) -> Staged:
    """Put a scenario into its province, and go on with a saved run where one is named. Raises ProblemError."""
    from outpace.world.meetings.stage import setting
    from outpace.world.places.ground import places as laid
    from outpace.world.places.listed import towns_listed
    from outpace.world.plan_file import read_plan
    from outpace.world.saved import resume as go_on
    from outpace.world.scenario import scenario as read
    from outpace.world.timestep import World

    chosen, areas = read(scenario), _areas(places)
    chosen = chosen.brought_to(county) if county else chosen
    count = people or (chosen.people if places is None else None)
    where = setting(laid(towns_listed(areas, seed, count)), seed)
    planned = None if plan is None else read_plan(plan)
    world = World(where, chosen.fitted(where), seed)
    caller = None if planned is None else planned.rehearsal(world)
    if resume is not None:
        go_on(world, resume, chosen.id, caller)
    return Staged(chosen, world, areas, caller)


def _areas(listed: Path | None) -> "Sequence[ListedArea]":
    """The areas of a list, or of Yunlan Province. Raises ProblemError FILE_NOT_FOUND."""
    from outpace.world.places.listed import planned_areas, read_places
    from outpace.world.province.plan import yunlan_plan

    if listed is None:
        return planned_areas(yunlan_plan())
    if not listed.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(listed))
    return read_places(listed)


def _shown(days: range, title: str) -> Iterator[int]:
    """The days, with a bar where somebody looks."""
    from rich.console import Console
    from rich.progress import track

    hidden = not sys.stderr.isatty()
    yield from track(days, description=title, console=Console(file=sys.stderr), disable=hidden, transient=True)


@contextmanager
def _asked_to_stop(watched: bool) -> Iterator[list[int]]:
    """A list that is filled when somebody asks the run to stop; in the middle of a day nothing could be saved."""
    asked: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM) if watched else ()

    def note(number: int, frame: Any) -> None:
        asked.append(number)

    before = {kind: signal.signal(kind, note) for kind in kinds}
    try:
        yield asked
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _tell_stopped(world: "World", save: Path | None) -> None:
    tell(
        f"已在第 {world.day} 天后停止并保存。接着运行：同样的命令加上 --resume {save}",
        f"Stopped and saved after day {world.day}. To go on: the same command with --resume {save}",
    )
    raise typer.Exit(STOPPED)
