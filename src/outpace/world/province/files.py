"""A province as the two files a user would bring: borders as GeoJSON, people as CSV."""

import csv
import json
from pathlib import Path

from outpace.world.province.yunlan import Province, ProvinceArea

POPULATION_COLUMNS = ("code", "name", "name_en", "level", "parent", "population")


def write_geojson(province: Province, path: Path) -> None:
    """Write all areas as a FeatureCollection (RFC 7946, WGS84), one feature a line, parents before children."""
    lines = ",\n".join(_line(area) for area in province.areas)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")


def write_population_csv(province: Province, path: Path) -> None:
    """Write code, names, level, parent and population of every area (UTF-8, comma, header)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(POPULATION_COLUMNS)
        for area in province.areas:
            rows.writerow([area.code, area.name.zh, area.name.en, area.level, area.parent or "", area.population])


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
