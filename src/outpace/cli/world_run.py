"""`outpace world run`: an outbreak in a province, day by day; it can stop and go on, and tells what came of it."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import chinese, tell, tell_json
from outpace.cli.world_files import write_files
from outpace.cli.world_stage import CountyCode, Days, People, PlacesFile, Resume, Save, ScenarioId, Seed, staged
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.world.account import Account
    from outpace.world.scenario import Scenario
    from outpace.world.timestep import World

BARS = " ▁▂▃▄▅▆▇█"


def run(
    scenario: ScenarioId,
    seed: Seed = 1,
    days: Days = None,
    people: People = None,
    places: PlacesFile = None,
    county: CountyCode = None,
    save: Save = None,
    resume: Resume = None,
    out: Annotated[
        Path | None,
        typer.Option(help="folder for what was observed: line list, links, exposures, events; and the truth apart"),
    ] = None,
    began: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="date of the first day (a Monday); else so that the run ends by today"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Run a scenario in a fictional or real province and count what came of it. Nobody in it exists.

    With --save a run can be stopped and gone on with (--resume); it ends as if it had never stopped. With --out it writes what
    would be known by its end in the forms that `outpace import` takes, and `truth.csv`, which nobody in the province knows.
    """
    started = time.process_time()
    stage = staged(scenario, seed, people, places, county, resume)
    prepared = time.process_time() - started
    stage.play(days, save)
    seconds = time.process_time() - started - prepared
    answer = _answer(stage.scenario, stage.world, seed)
    if out is not None:
        answer["files"] = write_files(stage, out, _first_day(began, stage.world.day))
    if as_json:
        tell_json(answer | {"cpu_s": {"prepare": round(prepared, 2), "run": round(seconds, 2)}})
        return
    _print(stage.scenario, answer)
    for name, rows in answer.get("files", {}).items():
        tell(f"{name}：{rows:,} 行", f"{name}: {rows:,} rows")


def _first_day(began: datetime | None, days: int) -> date:
    """The date given, or the last Monday from which so many days end by today. Raises ProblemError WORLD_DAY_NO_MONDAY."""
    from outpace.desk.clock import now

    if began is None:
        return _monday(now().date() - timedelta(days=days))
    if began.weekday() != 0:
        raise ProblemError("WORLD_DAY_NO_MONDAY", date=str(began.date()), monday=str(_monday(began.date())))
    return began.date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


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
    "known": ("报告病例", "reported cases"),
}


def _print(chosen: "Scenario", answer: dict[str, Any]) -> None:
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
