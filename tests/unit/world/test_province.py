"""Yunlan Province: borders are shared, people add up, the same seed gives the same bytes."""

import csv
import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import shapely

from outpace.words.area import Level
from outpace.world.province import Province, ProvinceArea, write_geojson, write_population_csv, yunlan
from outpace.world.province.plan import yunlan_plan
from outpace.world.province.survey import surveyed

SEEDS = (1, pytest.param(2, marks=pytest.mark.long), pytest.param(7, marks=pytest.mark.long))
CHILDREN = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.COMMUNITY)
COUNTIES_ON_THE_WALL = "石岭县 望北区 云屏县 岚城区 霞渡县 棠溪区 雁浦区 海塘区 柏桥区 青砚县 澳口区 沙汀县"


@pytest.fixture(scope="module", params=SEEDS)
def province(request: pytest.FixtureRequest) -> Province:
    return yunlan(request.param)


def shape(area: ProvinceArea) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in area.polygons])


def test_levels_have_the_promised_sizes(province: Province) -> None:
    counts = Counter(area.level for area in province.areas)
    assert (counts[Level.PROVINCE], counts[Level.CITY], counts[Level.COUNTY]) == (1, 4, 14)
    townships = Counter(area.parent for area in province.at(Level.TOWNSHIP))
    communities = Counter(area.parent for area in province.at(Level.COMMUNITY))
    assert set(townships.values()) <= set(range(6, 11))
    assert set(communities.values()) <= set(range(3, 7))
    assert len(communities) == counts[Level.TOWNSHIP]


def test_every_polygon_is_valid_and_turns_the_way_geojson_asks(province: Province) -> None:
    for area in province.areas:
        polygons = shape(area)
        assert polygons.is_valid, f"{area.code}: {shapely.is_valid_reason(polygons)}"
        assert all(part.exterior.is_ccw for part in polygons.geoms)


@pytest.mark.parametrize("level", CHILDREN)
def test_areas_of_one_level_neither_overlap_nor_leave_gaps(province: Province, level: Level) -> None:
    shapes = [shape(area) for area in province.at(level)]
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    overlaps = [shapes[a].intersection(shapes[b]).area for a, b in zip(left, right, strict=True) if a < b]
    assert max(overlaps) < 1e-9
    whole = shape(province.at(Level.PROVINCE)[0])
    assert shapely.union_all(shapes).symmetric_difference(whole).area < 1e-9


def test_every_stretch_of_border_is_the_same_line_on_both_sides(province: Province) -> None:
    def stretches(areas: tuple[ProvinceArea, ...]) -> Counter[tuple[object, object]]:
        rings = [ring for area in areas for polygon in area.polygons for ring in polygon]
        return Counter((a, b) for ring in rings for a, b in pairwise(ring))

    walked, outer = stretches(province.at(Level.COMMUNITY)), stretches(province.at(Level.PROVINCE))
    assert set(walked.values()) == {1}
    assert {side for side in walked if side[::-1] not in walked} == set(outer)


def test_mainland_counties_are_in_one_piece_and_only_coastal_ones_have_islands(province: Province) -> None:
    for county in province.at(Level.COUNTY):
        parts = sorted(part.area for part in shape(county).geoms)
        assert county.parent == "990300" or len(parts) == 1 or sum(parts[:-1]) < 0.1 * parts[-1]


def test_people_add_up_from_the_community_to_the_province(province: Province) -> None:
    below: Counter[str | None] = Counter()
    for area in province.areas:
        below[area.parent] += area.population
    assert all(below[area.code] == area.population for area in province.areas if area.level is not Level.COMMUNITY)
    assert 22_500_000 < province.areas[0].population < 23_500_000
    towns = [area.population for area in province.at(Level.TOWNSHIP)]
    assert min(towns) > 0
    assert max(towns) > 5 * min(towns)


def test_codes_are_nested_and_look_like_no_real_division_code(province: Province) -> None:
    assert len({area.code for area in province.areas}) == len(province.areas)
    assert all(area.code.startswith("99") for area in province.areas)
    assert {len(area.code) for area in province.at(Level.TOWNSHIP)} == {9}
    assert {len(area.code) for area in province.at(Level.COMMUNITY)} == {12}
    assert all(area.code.startswith(area.parent) for area in province.areas if area.parent and len(area.code) > 6)


def test_names_are_those_of_the_wall_and_never_twice_under_one_parent(province: Province) -> None:
    assert {area.name.zh for area in province.at(Level.COUNTY)} >= set(COUNTIES_ON_THE_WALL.split())
    assert len({(area.parent, area.name.zh) for area in province.areas}) == len(province.areas)
    assert len({area.name.zh for area in province.at(Level.TOWNSHIP)}) == len(province.at(Level.TOWNSHIP))
    assert all(area.name.en.isascii() for area in province.areas)


def test_the_province_lies_in_the_open_sea(province: Province) -> None:
    west, south, east, north = shape(province.areas[0]).bounds
    assert west > 130.3
    assert east < 134.0
    assert south > 26.6
    assert north < 29.1


@pytest.mark.long
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    digests = []
    for rank, drawn in enumerate((yunlan(), surveyed(yunlan_plan(), 1), surveyed(yunlan_plan(), 4))):
        write_geojson(drawn, tmp_path / f"{rank}.geojson")
        digests.append(hashlib.sha256((tmp_path / f"{rank}.geojson").read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


def test_a_file_of_one_level_holds_that_level_and_names_what_lies_above(tmp_path: Path) -> None:
    province = yunlan()
    write_geojson(province, tmp_path / "areas.geojson", Level.COUNTY)
    write_population_csv(province, tmp_path / "people.csv", Level.COUNTY)
    features = json.loads((tmp_path / "areas.geojson").read_text("utf-8"))["features"]
    assert {feature["properties"]["level"] for feature in features} == {"county"}
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(features) == 14
    assert {row["parent_name"] for row in rows} == {area.name.zh for area in province.at(Level.CITY)}


def test_files_hold_every_area_once(tmp_path: Path) -> None:
    province = yunlan()
    write_geojson(province, tmp_path / "areas.geojson")
    write_population_csv(province, tmp_path / "people.csv")
    features = json.loads((tmp_path / "areas.geojson").read_text("utf-8"))["features"]
    assert [feature["properties"]["code"] for feature in features] == [area.code for area in province.areas]
    assert set(features[0]["properties"]) == {"code", "name", "name_en", "level", "parent"}
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in features)
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["population"]) for row in rows] == [area.population for area in province.areas]
