"""`outpace world`: run outbreaks in the simulated province. Everything in it is invented; nobody's data is read."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli import world_areas
from outpace.cli.say import chinese, pick, tell, tell_json
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.world.account import Account
    from outpace.world.places.listed import ListedArea
    from outpace.world.scenario import Scenario
    from outpace.world.timestep import World

app = typer.Typer(no_args_is_help=True, help="The simulated province: outbreaks that nobody suffers.")
BARS = " ▁▂▃▄▅▆▇█"


@app.callback()
def _group() -> None:
    """The simulated province: outbreaks that nobody suffers."""


app.command("areas")(world_areas.areas)


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="a scenario; `outpace world scenarios` lists them")],
    seed: Annotated[int, typer.Option(help="the same seed gives the same outbreak")] = 1,
    days: Annotated[int | None, typer.Option(min=1, max=1_000, help="days to run; the scenario's unless given")] = None,
    people: Annotated[
        int | None, typer.Option(min=100, max=200_000_000, help="people of the province; the scenario's unless given")
    ] = None,
    places: Annotated[
        Path | None,
        typer.Option(help="list of areas to run in, as `outpace world areas` writes it; else Yunlan Province"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Run a scenario in a fictional or real province and count what came of it. Nobody in it exists."""
    from outpace.world.scenario import scenario as read

    chosen = read(scenario)
    began = time.process_time()
    world = _world(chosen, seed, _areas(places), people or (None if places else chosen.people))
    prepared = time.process_time() - began
    for _ in _shown(days or chosen.days, pick(chosen.title)):
        world.step()
    seconds = time.process_time() - began - prepared
    answer = _answer(chosen, world, seed) | {"cpu_s": {"prepare": round(prepared, 2), "run": round(seconds, 2)}}
    if as_json:
        tell_json(answer)
        return
    _print(chosen, world, answer)


@app.command()
def scenarios(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """List the scenarios, with every number and where it comes from (--json)."""
    from dataclasses import asdict

    from outpace.world.scenario import scenario, scenario_ids

    found = [scenario(name) for name in scenario_ids()]
    if as_json:
        tell_json(
            {
                each.id: {
                    "title": asdict(each.title),
                    "numbers": {name: asdict(number) for name, number in each.numbers.items()},
                }
                for each in found
            }
        )
        return
    for each in found:
        tell(f"{each.id}：{each.title.zh}", f"{each.id}: {each.title.en}")


def _areas(listed: Path | None) -> "Sequence[ListedArea]":
    """The areas of a list, or of Yunlan Province. Raises ProblemError FILE_NOT_FOUND."""
    from outpace.world.places.listed import planned_areas, read_places
    from outpace.world.province.plan import yunlan_plan

    if listed is None:
        return planned_areas(yunlan_plan())
    if not listed.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(listed))
    return read_places(listed)


def _world(chosen: "Scenario", seed: int, areas: "Sequence[ListedArea]", people: int | None) -> "World":
    from outpace.world.meetings.stage import setting
    from outpace.world.places.ground import places
    from outpace.world.places.listed import towns_listed
    from outpace.world.timestep import World

    where = setting(places(towns_listed(areas, seed, people)), seed)
    return World(where, chosen.fitted(where), seed)


def _shown(days: int, title: str) -> Iterator[int]:
    """The days, with a bar where somebody looks."""
    from rich.console import Console
    from rich.progress import track

    hidden = not sys.stderr.isatty()
    yield from track(range(days), description=title, console=Console(file=sys.stderr), disable=hidden, transient=True)


def _answer(chosen: "Scenario", world: "World", seed: int) -> dict[str, Any]:
    from dataclasses import asdict

    from outpace.world.account import account

    counted = account(world)
    return {
        "scenario": chosen.id,
        "seed": seed,
        "people": world.setting.places.people,
        "days": world.day,
        "reproduction": chosen.reproduction,
        "totals": _totals(counted),
        **asdict(counted),
    }


def _totals(counted: "Account") -> dict[str, int]:
    columns = ("infections", "onsets", "admissions", "deaths", "known")
    return {name: sum(getattr(counted, name)) for name in columns}


ROWS = {
    "infections": ("感染（模拟真值）", "infections (truth)"),
    "onsets": ("发病（模拟真值）", "onsets (truth)"),
    "admissions": ("住院", "admissions"),
    "deaths": ("死亡", "deaths"),
    "known": ("就诊后报告", "reported after a visit"),
}


def _print(chosen: "Scenario", world: "World", answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    tell(
        f"{chosen.title.zh}：虚构省份 {answer['people']:,} 人，{answer['days']} 天，种子 {answer['seed']}",
        f"{chosen.title.en}: {answer['people']:,} fictional people, {answer['days']} days, seed {answer['seed']}",
    )
    table = Table("", "合计" if chinese() else "total", "逐周" if chinese() else "by week")
    for name, (zh, en) in ROWS.items():
        table.add_row(zh if chinese() else en, f"{answer['totals'][name]:,}", curve(answer[name]))
    Console().print(table)


def curve(daily: list[int]) -> str:
    """Weekly sums as a row of bars, the highest full; the last week ends with the run, the first may be shorter."""
    first = -(-len(daily) % 7)
    weeks = [sum(daily[max(0, start) : start + 7]) for start in range(first, len(daily), 7)]
    highest = max(weeks) or 1
    return "".join(BARS[-(-week * (len(BARS) - 1) // highest)] for week in weeks)
