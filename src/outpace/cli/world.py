"""`outpace world`: run outbreaks in the simulated province. Everything in it is invented; nobody's data is read."""

from typing import Annotated

import typer

from outpace.cli import world_areas, world_plot, world_run
from outpace.cli.say import tell, tell_json

app = typer.Typer(no_args_is_help=True, help="The simulated province: outbreaks that nobody suffers.")


@app.callback()
def _group() -> None:
    """The simulated province: outbreaks that nobody suffers."""


app.command("run")(world_run.run)
app.command("plot")(world_plot.plot)
app.command("areas")(world_areas.areas)


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
