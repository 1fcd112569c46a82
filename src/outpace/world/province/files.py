"""A province as the two files a user would bring: borders as GeoJSON, people as CSV."""

import csv
import json
from pathlib import Path

from outpace.words.area import Level
from outpace.words.decision import Text
from outpace.world.province.areas import Province, ProvinceArea

POPULATION_COLUMNS = ("code", "name", "name_en", "level", "parent", "parent_name", "parent_name_en", "population")

NOBODY = Text(zh="", en="")


def write_geojson(province: Province, path: Path, level: Level | None = None) -> None:
    """Write the areas of one level, or all with parents first, as a FeatureCollection (RFC 7946, WGS84), one a line."""
    lines = ",\n".join(_line(area) for area in _chosen(province, level))
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")


def write_population_csv(province: Province, path: Path, level: Level | None = None) -> None:
    """Write code, names, level, parent and population of the areas of one level, or of all (UTF-8, comma, header)."""
    named = {area.code: area.name for area in province.areas}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(POPULATION_COLUMNS)
        for area in _chosen(province, level):
            parent = named.get(area.parent or "", NOBODY)
            names = (area.name.zh, area.name.en, area.level, area.parent or "", parent.zh, parent.en)
            rows.writerow([area.code, *names, area.population])


def _chosen(province: Province, level: Level | None) -> tuple[ProvinceArea, ...]:
    return province.areas if level is None else province.at(level)


def _line(area: ProvinceArea) -> str:
    return json.dumps(_feature(area), ensure_ascii=False, separators=(",", ":"))


def _feature(area: ProvinceArea) -> dict[str, object]:
    single = len(area.polygons) == 1
    return {
        "type": "Feature",
        "properties": {
            "code": area.code,
            "name": area.name.zh,
            "name_en": area.name.en,
            "level": area.level,
            "parent": area.parent,
        },
        "geometry": {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": area.polygons[0] if single else area.polygons,
        },
    }
