"""`outpace world areas`: the areas of a fictional province, or of real ones, as files: to import, and to run outbreaks in."""

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outpace.cli.areas import root_name
from outpace.cli.say import tell, tell_json
from outpace.words.area import LEVELS, Level
from outpace.words.problem import ProblemError

if TYPE_CHECKING:
    from outpace.exchange.boundaries import RootName
    from outpace.world.places.listed import ListedArea
    from outpace.world.province import ProvinceArea

PLACES, VENUES = "places.csv", "venues.csv"


def areas(
    out: Annotated[Path, typer.Option(help="folder to write into; made where it is missing")],
    people: Annotated[int, typer.Option(min=100, max=200_000_000, help="people of the fictional province")] = 3_000_000,
    seed: Annotated[int, typer.Option(help="the same seed gives the same province")] = 1,
    borders: Annotated[Path | None, typer.Option(help="GeoJSON of real counties, instead of a fiction")] = None,
    population: Annotated[Path | None, typer.Option(help="CSV with code and population of the real counties")] = None,
    crs: Annotated[str, typer.Option(help="wgs84, gcj02 or cgcs2000: what the borders' coordinates are in")] = "wgs84",
    root: Annotated[str | None, typer.Option(help="the area above the real counties: 'CODE|名称|Name'")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Write the areas of a fictional province of any size, with borders, people and names, as files for `outpace areas import`.

    With --borders the areas are those of the file. Either way `places.csv` is what `outpace world run --places` reads, and
    `venues.csv` lists schools, hospitals, markets, stations and sites with names and positions.
    """
    from outpace.world.places.listed import write_places

    out.mkdir(parents=True, exist_ok=True)
    if borders is None:
        listed, commands = _fiction(out, people, seed)
    else:
        listed, commands = _real(borders, population, crs, root_name(root)), []
    write_places(listed, out / PLACES)
    venues = _write_venues(listed, out / VENUES, seed)
    if as_json:
        tell_json(_answer(listed, out, commands) | {"venues": venues})
        return
    _print(listed, out, commands, venues)


def _fiction(out: Path, people: int, seed: int) -> "tuple[list[ListedArea], list[str]]":
    """Write borders and people of each level from the county down; give the list, and the commands that import them."""
    from outpace.world.places.listed import province_areas
    from outpace.world.province import write_geojson, write_population_csv
    from outpace.world.province.invented import invented

    province = invented(people, seed)
    commands = []
    for rank, level in enumerate(LEVELS[LEVELS.index(Level.COUNTY) :], 1):
        shapes, counts = out / f"{rank}-{level}.geojson", out / f"{rank}-{level}.csv"
        write_geojson(province, shapes, level)
        write_population_csv(province, counts, level)
        commands.append(_import_command(province.areas[0], shapes, counts, level))
    return list(province_areas(province)), commands


def _write_venues(listed: "list[ListedArea]", path: Path, seed: int) -> int:
    """Write schools, hospitals, care homes, markets, stations and sites of the province; how many there are."""
    from outpace.world.meetings.gazetteer import gazetteer, write_venues
    from outpace.world.meetings.stage import setting
    from outpace.world.meetings.venues import venue_kinds
    from outpace.world.places.address import address
    from outpace.world.places.ground import places
    from outpace.world.places.listed import towns_listed

    where = setting(places(towns_listed(listed, seed)), seed)
    at = address(where.places, listed)
    kinds = [kind.id for kind in venue_kinds().values() if kind.listed]
    return write_venues((venue for kind in kinds for venue in gazetteer(where, at, kind)), path)


def _import_command(top: "ProvinceArea", shapes: Path, counts: Path, level: Level) -> str:
    """The command that imports one level. Counties bring the cities and the province above them; the command names it."""
    root = f"{top.code}|{top.name.zh}|{top.name.en}"
    named = ["--root", root] if level is Level.COUNTY else []
    return shlex.join(
        ["outpace", "areas", "import", str(shapes), "--population", str(counts), "--level", level.value, *named]
    )


def _real(borders: Path, population: Path | None, crs: str, root: "RootName | None") -> "list[ListedArea]":
    """The counties of a file and what lies above them. Raises ProblemError WORLD_POPULATION_NEEDED."""
    from outpace.exchange.boundaries import read_boundaries
    from outpace.words.decision import Text
    from outpace.world.places.listed import ListedArea

    for file in (borders, population):
        if file is not None and not file.is_file():
            raise ProblemError("FILE_NOT_FOUND", path=str(file))
    read = read_boundaries(borders, population=population, crs=crs, root=root)
    unknown = [each.code for each in read.records if each.level is Level.COUNTY and each.population is None]
    if unknown:
        raise ProblemError("WORLD_POPULATION_NEEDED", count=len(unknown), areas=", ".join(unknown[:5]))
    return [
        ListedArea(
            level=each.level,
            code=each.code,
            parent=each.parent_code,
            name=Text(zh=each.name_zh, en=each.name_en or each.name_zh),
            population=each.population or 0,
            at=each.label,
        )
        for each in read.records
    ]


def _people(listed: "list[ListedArea]") -> int:
    return sum(area.population for area in listed if area.level is Level.COUNTY)


def _answer(listed: "list[ListedArea]", out: Path, commands: list[str]) -> dict[str, object]:
    return {
        "people": _people(listed),
        "areas": dict(Counter(area.level.value for area in listed)),
        "places": str(out / PLACES),
        "import": commands,
    }


NAMES = {
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县（市、区）",
    Level.TOWNSHIP: "乡镇（街道）",
    Level.COMMUNITY: "村（社区）",
    Level.GRID: "网格",
}


def _print(listed: "list[ListedArea]", out: Path, commands: list[str], venues: int) -> None:
    counts = Counter(area.level for area in listed)
    held = [level for level in LEVELS if counts[level]]
    people, top, places = _people(listed), listed[0].name, out / PLACES
    tell(
        f"{top.zh}：{people:,} 人；" + "，".join(f"{NAMES[level]} {counts[level]:,}" for level in held),
        f"{top.en}: {people:,} people; " + ", ".join(f"{level} {counts[level]:,}" for level in held),
    )
    tell(
        f"学校、医院、养老院、市场、车站和各类点位 {venues:,} 处：{out / VENUES}",
        f"Schools, hospitals, care homes, markets, stations and sites: {venues:,} in {out / VENUES}",
    )
    tell(
        f"在这些地方运行情景：outpace world run 情景 --places {places}",
        f"Run a scenario there: outpace world run SCENARIO --places {places}",
    )
    if commands:
        tell("导入平台，自上而下：", "Import them, from the top down:")
    for command in commands:
        tell(f"  {command}", f"  {command}")
