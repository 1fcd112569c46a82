"""`outpace world plot`: pictures of a run, to look at and to check it by."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import pick, tell, tell_json
from outpace.cli.world_stage import (
    CountyCode,
    Days,
    People,
    PlacesFile,
    PlanFile,
    Resume,
    ScenarioId,
    Seed,
    Staged,
    staged,
)
from outpace.words.area import Level
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.world.pictures.draw import County, Rings


def plot(
    scenario: ScenarioId,
    out: Annotated[Path, typer.Option(help="folder to write into; made where it is missing")],
    seed: Seed = 1,
    days: Days = None,
    people: People = None,
    places: PlacesFile = None,
    county: CountyCode = None,
    borders: Annotated[Path | None, typer.Option(help="GeoJSON of the counties (WGS84), for the map")] = None,
    resume: Resume = None,
    plan: PlanFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Run a scenario and draw it: curve, offspring, generation times, ages, contacts and a map, as SVG, with their numbers.

    A saved run (--resume) is drawn as it stands unless more days are asked for.
    """
    from dataclasses import asdict

    from outpace.world.observed import cases_known
    from outpace.world.pictures.draw import pictures
    from outpace.world.pictures.numbers import numbers

    stage = staged(scenario, seed, people, places, county, resume, plan)
    stage.play(days or (stage.world.day if resume else None), None)
    found = numbers(stage.world, cases_known(stage.world))
    drawn = pictures(found, _counties(stage, places is None, borders), stage.scenario.title, pick)
    out.mkdir(parents=True, exist_ok=True)
    files = drawn | {"numbers.json": json.dumps(asdict(found), ensure_ascii=False) + "\n"}
    for name, text in files.items():
        (out / name).write_text(text, "utf-8")
    if as_json:
        tell_json(
            {"scenario": scenario, "seed": seed, "days": stage.world.day, "files": [str(out / name) for name in files]}
        )
        return
    for name in files:
        tell(str(out / name), str(out / name))


def _counties(stage: Staged, at_home: bool, borders: Path | None) -> "dict[str, County]":
    """The counties with their borders: of the file, of Yunlan Province, or a point for each."""
    from outpace.world.pictures.draw import County

    shapes = _shapes(borders) if borders else _yunlan() if at_home else {}
    return {
        area.code: County(area.name, area.at, shapes.get(area.code, ()))
        for area in stage.areas
        if area.level is Level.COUNTY
    }


def _yunlan() -> "dict[str, Rings]":
    from outpace.world.province import yunlan

    return {area.code: _rings(area.polygons) for area in yunlan().at(Level.COUNTY)}


def _shapes(borders: Path) -> "dict[str, Rings]":
    """Borders by code, as the import of areas reads them. Raises ProblemError."""
    from outpace.exchange.boundaries import read_boundaries

    if not borders.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(borders))
    read = read_boundaries(borders, population=None, crs="wgs84")
    return {each.code: _rings(_polygons(each.geometry)) for each in read.records}


def _polygons(geometry: dict[str, object]) -> "Sequence[Rings]":
    coordinates: Sequence[Rings] = geometry["coordinates"]  # type: ignore[assignment]
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]  # type: ignore[list-item]


def _rings(polygons: "Sequence[Rings]") -> "Rings":
    return [[(at[0], at[1]) for at in ring] for polygon in polygons for ring in polygon]
