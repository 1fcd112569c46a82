"""Boundaries and population as a tree of areas: repaired aloud, never guessed."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from outpace.exchange.boundaries import AreaFile, RootName, read_boundaries
from outpace.exchange.crs import gcj02_to_wgs84, to_wgs84, wgs84_to_gcj02
from outpace.words.area import Level
from outpace.words.problem import ProblemError

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
POPULATION = "adcode,name,city_code,city,population_2020_census,status\n"


def square(west: float, south: float, side: float = 1.0) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: object, name: object, geometry: object, **more: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"adcode": code, "name": name, **more}, "geometry": geometry}


TWO = [
    feature(770101, "东区", square(100, 30), city_adcode=770100),
    feature(770201, "西区", square(101, 30), city_adcode=770200),
]


def read(folder: Path, features: list[Any], population: str | None = None, **options: Any) -> AreaFile:
    (folder / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    if population:
        (folder / "p.csv").write_text(POPULATION + population, "utf-8")
    options.setdefault("crs", "wgs84")
    return read_boundaries(folder / "a.geojson", population=folder / "p.csv" if population else None, **options)


def codes(file: AreaFile) -> list[str]:
    return [note.code for note in file.notes]


def test_parents_come_first_and_are_added_up(tmp_path: Path) -> None:
    people = "770101,东区,770100,甲市,100,counted\n770201,西区,770200,乙市,250,counted\n"
    file = read(tmp_path, TWO, people, root=RootName("770000", "某省", "Some Province"))
    found = [(area.code, area.name_zh, area.level, area.parent_code, area.population) for area in file.records]
    assert found == [
        ("770000", "某省", Level.PROVINCE, None, 350),
        ("770100", "甲市", Level.CITY, "770000", 100),
        ("770200", "乙市", Level.CITY, "770000", 250),
        ("770101", "东区", Level.COUNTY, "770100", 100),
        ("770201", "西区", Level.COUNTY, "770200", 250),
    ]
    assert (file.read, file.rejected, file.notes, file.records[0].name_en) == (2, (), (), "Some Province")
    assert [area.population_status for area in file.records] == ["summed", "summed", "summed", "counted", "counted"]


def test_the_root_is_derived_and_said_to_be_unnamed(tmp_path: Path) -> None:
    file = read(tmp_path, TWO)
    assert (file.records[0].code, file.records[0].name_zh) == ("770000", "770000")
    assert codes(file) == ["AREA_PARENT_UNNAMED", "AREA_PARENT_UNNAMED", "AREA_ROOT_UNNAMED"]


def test_one_city_does_not_become_its_own_parent(tmp_path: Path) -> None:
    file = read(tmp_path, TWO[:1])
    assert [area.code for area in file.records] == ["770000", "770100", "770101"]


def test_a_root_that_cannot_be_derived_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        read(tmp_path, [feature("north", "北", square(1, 1)), feature("south", "南", square(1, 0))])
    assert refused.value.problem.code == "AREA_ROOT_NEEDED"


def test_population_is_never_guessed(tmp_path: Path) -> None:
    file = read(tmp_path, TWO, "770101,东区,770100,甲市,many,x\n770301,南区,770300,丙市,5,x\n")
    assert {area.code: area.population for area in file.records} == {
        code: None for code in ("770000", "770100", "770200", "770101", "770201")
    }
    assert set(codes(file)) >= {"POPULATION_UNREADABLE", "AREA_WITHOUT_POPULATION", "POPULATION_WITHOUT_AREA"}


def test_a_second_area_with_one_code_is_rejected_and_the_rest_stands(tmp_path: Path) -> None:
    file = read(tmp_path, [*TWO, feature(770101, "又一东区", square(102, 30))])
    ((index, problem),) = file.rejected
    assert (index, problem.code, problem.params["other"]) == (2, "AREA_CODE_TWICE", "东区")
    assert file.read == len(file.rejected) + sum(area.level is Level.COUNTY for area in file.records)


@pytest.mark.parametrize(
    ("unfit", "code"),
    [
        (feature(None, "无码", square(0, 0)), "AREA_CODE_MISSING"),
        (feature("77/1", "斜线", square(0, 0)), "AREA_CODE_INVALID"),
        (feature(770301, None, square(0, 0)), "AREA_NAME_MISSING"),
        (feature(770301, "点", {"type": "Point", "coordinates": [1, 2]}), "AREA_NOT_A_POLYGON"),
        (feature(770301, "无", None), "AREA_NOT_A_POLYGON"),
        (feature(770301, "米", square(500_000, 3_000_000)), "AREA_NOT_IN_DEGREES"),
        (feature(770301, "短", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "AREA_GEOMETRY_UNREADABLE"),
        (
            feature(770301, "线", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}),
            "AREA_GEOMETRY_UNREADABLE",
        ),
        (feature(770301, "空", {"type": "Polygon", "coordinates": []}), "AREA_GEOMETRY_UNREADABLE"),
        (feature(770301, "乱", {"type": "Polygon", "coordinates": "x"}), "AREA_GEOMETRY_UNREADABLE"),
        (feature(770301, "缺", {"type": "Polygon"}), "AREA_GEOMETRY_UNREADABLE"),
        ("no feature", "AREA_CODE_MISSING"),
    ],
)
def test_an_unfit_feature_is_rejected_with_its_reason(tmp_path: Path, unfit: Any, code: str) -> None:
    file = read(tmp_path, [*TWO, unfit])
    assert [(index, problem.code) for index, problem in file.rejected] == [(2, code)]
    assert "{" not in file.rejected[0][1].text.zh + file.rejected[0][1].text.en
    assert file.read == 3


def test_a_self_crossing_outline_is_repaired_and_noted(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[102, 30], [103, 31], [103, 30], [102, 31], [102, 30]]]}
    file = read(tmp_path, [*TWO, feature(770301, "结", bow, city_adcode=770200)])
    assert "AREA_REPAIRED" in codes(file)
    shape = shapely.from_geojson(json.dumps(file.records[-1].geometry))
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5)


def test_neighbours_share_their_border_at_every_zoom(tmp_path: Path) -> None:
    bends = [[101 + 0.03 * math.sin(9 * y), 30 + y] for y in np.linspace(0, 1, 400)]
    west = {"type": "Polygon", "coordinates": [[[100, 30], *bends, [100, 31], [100, 30]]]}
    east = {"type": "Polygon", "coordinates": [[*bends, [102, 31], [102, 30], bends[0]]]}
    file = read(tmp_path, [feature(770101, "西", west), feature(770102, "东", east)])
    for zoom in ("province", "county"):
        one, two = (shapely.from_geojson(json.dumps(area.simplified[zoom])) for area in file.records[-2:])
        assert one.intersection(two).area == pytest.approx(0, abs=1e-9)
        assert one.union(two).area == pytest.approx(2, rel=1e-3)
        assert shapely.get_num_coordinates(one) < 200


def test_a_label_lies_inside_its_area(tmp_path: Path) -> None:
    ring = [[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]
    file = read(tmp_path, [feature(770101, "凹", {"type": "Polygon", "coordinates": [ring]})])
    assert shapely.Polygon(ring).contains(shapely.Point(file.records[-1].label))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"type":"FeatureCollection","features":[{"type":"Fea', "GEOJSON_CUT"),
        ('{"type":"FeatureCollection","features":[{"type":', "GEOJSON_CUT"),
        ('{"type": nonsense}', "GEOJSON_INVALID"),
        ("[" * 100_000, "GEOJSON_INVALID"),
        ('{"type":"FeatureCollection","features":[]}', "GEOJSON_NO_FEATURES"),
        ("[1, 2]", "GEOJSON_NO_FEATURES"),
    ],
)
def test_what_is_no_boundary_file_is_refused(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "a.geojson").write_text(content, "utf-8")
    with pytest.raises(ProblemError) as refused:
        read_boundaries(tmp_path / "a.geojson", population=None, crs="wgs84")
    assert refused.value.problem.code == code


def test_an_unknown_coordinate_system_is_refused_with_those_known() -> None:
    with pytest.raises(ProblemError) as refused:
        to_wgs84("EPSG:3857")
    assert refused.value.problem.code == "CRS_UNKNOWN"
    assert "gcj02" in str(refused.value.problem.params["known"])


def test_the_gcj_shift_is_the_published_one() -> None:
    """Beijing, the example printed with the public conversion routines: 116.404, 39.915 becomes 116.41024, 39.91640."""
    shifted = wgs84_to_gcj02(np.array([[116.404, 39.915]]))
    assert shifted[0] == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-9)


def test_undoing_the_gcj_shift_is_exact_to_a_millionth_of_a_degree() -> None:
    grid = np.array([[x, y] for x in np.linspace(74, 134, 61) for y in np.linspace(19, 53, 35)])
    assert np.abs(gcj02_to_wgs84(wgs84_to_gcj02(grid)) - grid).max() < 1e-6
    far = np.array([[-0.1, 51.5]])
    assert gcj02_to_wgs84(far) == pytest.approx(far)


@pytest.mark.skipif(not SHARED.is_dir(), reason="NOT RUN: the validation data is not on this machine")
def test_ninety_counties_keep_every_resident() -> None:
    file = read_boundaries(
        SHARED / "zhejiang_counties_2021.geojson",
        population=SHARED / "zhejiang_county_population_2020.csv",
        crs="gcj02",
    )
    counties = [area for area in file.records if area.level is Level.COUNTY]
    assert (file.read, len(counties), len(file.rejected)) == (90, 90, 0)
    assert sum(area.population or 0 for area in counties) == 64_567_588
    assert [area.population for area in file.records if area.level is Level.PROVINCE] == [64_567_588]
    assert sum(area.level is Level.CITY for area in file.records) == 11
    assert set(codes(file)) == {"AREA_REPAIRED", "AREA_ROOT_UNNAMED"}
