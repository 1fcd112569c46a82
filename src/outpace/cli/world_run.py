"""`outpace world run`: an outbreak in a province, day by day; it can stop and go on, and tells what came of it."""

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outpace.cli.say import chinese, tell, tell_json
from outpace.cli.world_files import write_files
from outpace.cli.world_stage import (
    CountyCode,
    Days,
    People,
    PlacesFile,
    PlanFile,
    Resume,
    Save,
    ScenarioId,
    Seed,
    staged,
)
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.world.account import Account
    from outpace.world.rehearsal import Rehearsal
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
    plan: PlanFile = None,
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

    With --plan an example caller traces, tests, isolates, closes off and vaccinates as the file says.
    With --save a run can be stopped and gone on with (--resume); it ends as if it had never stopped. With --out it writes what
    would be known by its end in the forms that `outpace import` takes, and `truth.csv`, which nobody in the province knows.
    """
    started = time.process_time()
    stage = staged(scenario, seed, people, places, county, resume, plan)
    prepared = time.process_time() - started
    stage.play(days, save)
    seconds = time.process_time() - started - prepared
    answer = _answer(stage.scenario, stage.world, seed)
    if stage.caller is not None:
        answer["operations"] = _operations(stage.caller)
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


def _operations(caller: "Rehearsal") -> dict[str, int]:
    """What the forces did in all."""
    done = caller.done
    return {
        "traced": sum(len(each.traced) for each in done),
        "named": sum(len(each.named.contact) for each in done),
        "sampled": sum(len(each.sampled.agreed) for each in done),
        "found": len(caller.known),
        "isolated": sum(len(each.isolated.agreed) for each in done),
        "rounds": sum(len(each.rounds) for each in done),
        "tests": sum(each.tests for each in done),
        "turned_away": sum(len(each.turned_away) for each in done),
        "refused": sum(len(late.person) for each in done for late in each.refused.values()),
    }


OPERATIONS = {
    "traced": ("流调", "interviewed"),
    "named": ("查出的接触人次", "contacts named"),
    "sampled": ("采样", "sampled"),
    "found": ("发现感染者", "found"),
    "isolated": ("集中隔离", "isolated"),
    "rounds": ("区域筛查轮次", "rounds of areas"),
    "tests": ("检测管数", "tests run"),
    "turned_away": ("无床位未收治", "no bed in hospital"),
    "refused": ("等待过久放弃", "waited too long"),
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

    planned = "operations" in answer
    zh, en = ("，另加处置计划", ", with a plan of operations on top") if planned else ("", "")
    tell(
        f"{chosen.title.zh}{zh}：虚构省份 {answer['people']:,} 人，{answer['days']} 天，种子 {answer['seed']}",
        f"{chosen.title.en}{en}: {answer['people']:,} fictional people, {answer['days']} days, seed {answer['seed']}",
    )
    table = Table("", "合计" if chinese() else "total", "逐周" if chinese() else "by week")
    for name, (zh, en) in ROWS.items():
        table.add_row(zh if chinese() else en, f"{answer['totals'][name]:,}", curve(answer[name]))
    Console().print(table)
    if counts := answer.get("operations"):
        tell(
            "；".join(f"{zh} {counts[name]:,}" for name, (zh, _) in OPERATIONS.items()),
            "; ".join(f"{en} {counts[name]:,}" for name, (_, en) in OPERATIONS.items()),
        )


def curve(daily: list[int]) -> str:
    """Weekly sums as a row of bars, the highest full; the last week ends with the run, the first may be shorter."""
    first = -(-len(daily) % 7)
    weeks = [sum(daily[max(0, start) : start + 7]) for start in range(first, len(daily), 7)]
    highest = max(weeks) or 1
    return "".join(BARS[-(-week * (len(BARS) - 1) // highest)] for week in weeks)
