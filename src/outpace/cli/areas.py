"""`outpace areas`: bring boundaries and population in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.say import said, tell, tell_json
from outpace.desk.clock import now
from outpace.desk.database import database
from outpace.desk.home import find_home
from outpace.words.area import Level
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

if TYPE_CHECKING:
    from outpace.exchange.boundaries import AreaFile, RootName

app = typer.Typer(no_args_is_help=True, help="Areas: boundaries, names, population.")


@app.callback()
def _group() -> None:
    """Areas: boundaries, names, population."""


@app.command("import")
def import_areas(
    geojson: Annotated[Path, typer.Argument(help="GeoJSON with one feature an area")],
    population: Annotated[
        Path | None, typer.Option(help="CSV with code and population; may name the level above")
    ] = None,
    crs: Annotated[str, typer.Option(help="wgs84, gcj02 or cgcs2000: what the coordinates are in")] = "wgs84",
    level: Annotated[Level, typer.Option(help="the level of the features")] = Level.COUNTY,
    root: Annotated[str | None, typer.Option(help="the area above all: 'CODE|名称|Name'")] = None,
    zone: Annotated[str, typer.Option(help="time zone of these areas")] = "Asia/Shanghai",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Import a tree of areas. The same file twice adds nothing."""
    from outpace.exchange.boundaries import read_boundaries

    file = read_boundaries(
        _there(geojson), population=population and _there(population), crs=crs, level=level, root=root_name(root)
    )
    receipt = _import(file, level, zone)
    if as_json:
        tell_json(receipt)
        return
    for note in file.notes:
        tell(said(note), said(note))
    for refused in receipt["problems"]:  # type: ignore[attr-defined]
        tell(refused["problem"], refused["problem"])
    tell(
        "读取 {read} = 接受 {accepted} + 重复 {duplicate} + 拒绝 {rejected}；上级 {parents} 个；人口 {population:,}".format(
            **receipt
        ),
        "read {read} = accepted {accepted} + duplicate {duplicate} + rejected {rejected}; {parents} parents; "
        "population {population:,}".format(**receipt),
    )


def _there(path: Path) -> Path:
    if not path.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=str(path))
    return path


def root_name(text: str | None) -> "RootName | None":
    """The area above all as an option names it. Raises ProblemError OPTION_UNREADABLE."""
    from outpace.exchange.boundaries import RootName

    if text is None:
        return None
    parts = text.split("|")
    if len(parts) != 3:
        raise ProblemError("OPTION_UNREADABLE", option="--root", form="CODE|NAME_ZH|NAME_EN", value=text)
    return RootName(*parts)


def _import(file: "AreaFile", level: Level, zone: str) -> dict[str, object]:
    home = find_home()
    with database(home):
        from outpace.desk.areas.acts import import_areas as act
        from outpace.desk.scope.actor import local_operator
        from outpace.desk.scope.session import scope

        with scope(local_operator(), Purpose.IMPORT_AREAS) as by:
            outcome = act(by=by, records=file.records, zone=zone, at=now())
    kept = [n for n, record in enumerate(file.records) if record.level == level]
    refused = {n: problems for n, problems in outcome.rejected.items() if n in kept}
    return {
        "read": file.read,
        "accepted": len([n for n in kept if n in outcome.accepted]),
        "duplicate": len([n for n in kept if n in outcome.duplicate]),
        "rejected": len(file.rejected) + len(refused),
        "parents": len(file.records) - len(kept),
        "population": sum(file.records[n].population or 0 for n in kept),
        "notes": [said(note) for note in file.notes],
        "problems": [{"feature": n, "problem": said(p)} for n, p in file.rejected]
        + [{"feature": n, "problem": said(p)} for n, rows in outcome.rejected.items() for _, p in rows],
    }
