"""Provinces of any size: the people asked for, names never twice under one parent, borders shared, addresses both ways."""

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely

from outpace.words.area import LEVELS, Level
from outpace.words.problem import ProblemError
from outpace.world.people.deck import BLOCK
from outpace.world.places.address import address
from outpace.world.places.ground import places
from outpace.world.places.listed import (
    ListedArea,
    planned_areas,
    province_areas,
    read_places,
    towns_listed,
    write_places,
)
from outpace.world.province import Province, ProvinceArea
from outpace.world.province.invented import invented, invented_plan
from outpace.world.province.plan import yunlan_plan

SIZES = [(100, 1), (2_500, 2), (300_000, 3), pytest.param(9_000_000, 4, marks=pytest.mark.long)]


@cache
def drawn(people: int, seed: int) -> Province:
    return invented(people, seed)


@pytest.mark.parametrize(("people", "seed"), SIZES)
def test_people_add_up_at_every_level_and_nobody_is_called_like_a_sibling(people: int, seed: int) -> None:
    areas = drawn(people, seed).areas
    below: Counter[str | None] = Counter()
    for area in areas:
        below[area.parent] += area.population
    assert below[None] == people
    assert all(below[area.code] == area.population for area in areas if area.level is not Level.GRID)
    for language in ("zh", "en"):
        assert len({(area.parent, getattr(area.name, language)) for area in areas}) == len(areas)
    assert {area.level for area in areas} == set(LEVELS)
    assert all(area.code.startswith((area.parent or "99").rstrip("0")) for area in areas)


@pytest.mark.parametrize(("people", "seed"), SIZES)
def test_borders_are_valid_and_shared(people: int, seed: int) -> None:
    province = drawn(people, seed)
    shapes = [shape(area) for area in province.areas]
    assert all(each.is_valid for each in shapes)
    walked, outer = stretches(province.at(Level.GRID)), stretches(province.at(Level.PROVINCE))
    assert set(walked.values()) == {1}
    assert {side for side in walked if side[::-1] not in walked} == set(outer)


def shape(area: ProvinceArea) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in area.polygons])


def stretches(areas: tuple[ProvinceArea, ...]) -> Counter[tuple[object, object]]:
    rings = [ring for area in areas for polygon in area.polygons for ring in polygon]
    return Counter((a, b) for ring in rings for a, b in pairwise(ring))


def test_a_seed_is_a_province() -> None:
    assert invented(2_500, 2) == drawn(2_500, 2)
    assert invented(2_500, 3) != drawn(2_500, 2)


def test_larger_provinces_have_more_counties_never_called_alike() -> None:
    plans = [invented_plan(people, 1) for people in (20_000, 5_000_000, 65_000_000)]
    assert [len(plan.counties) for plan in plans] == [3, 7, 90]
    titles = [name.zh for _, name in plans[-1].cities] + [county.name.zh for county in plans[-1].counties]
    assert len({title[:2] for title in titles}) == len(titles)
    assert 150_000 < shapely.Polygon(plans[-1].outline).area < 190_000, "km²"


def test_nobody_makes_no_province() -> None:
    with pytest.raises(ProblemError, match="WORLD_TOO_SMALL"):
        invented_plan(99, 1)


def test_a_list_of_areas_comes_back_from_its_file(tmp_path: Path) -> None:
    listed = tuple(province_areas(drawn(2_500, 2)))
    write_places(listed, tmp_path / "places.csv")
    assert read_places(tmp_path / "places.csv") == listed


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("county,", "shire,", 4), (",990100,", ",990900,", 4), ("population", "people", 1), ("990102,", "990101,", 5)],
)
def test_a_faulty_list_is_refused_with_its_line(old: str, new: str, line: int, tmp_path: Path) -> None:
    write_places(province_areas(drawn(2_500, 2)), tmp_path / "places.csv")
    text = (tmp_path / "places.csv").read_text("utf-8")
    (tmp_path / "places.csv").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProblemError) as refused:
        read_places(tmp_path / "places.csv")
    assert refused.value.problem.code == "WORLD_PLACES_FAULTY"
    assert refused.value.problem.params["line"] == line


def test_everybody_of_an_area_lives_there_by_address() -> None:
    listed = tuple(province_areas(drawn(300_000, 3)))
    laid = places(towns_listed(listed, 3))
    at = address(laid, listed)
    everybody = np.arange(0, laid.people, BLOCK)
    for level in LEVELS:
        found = Counter(at.codes(everybody, level))
        for code, blocks in found.items():
            first, count = at.blocks(str(code))
            assert count == blocks
            assert set(at.codes(np.arange(first, first + count) * BLOCK, level)) == {code}
            assert abs(count * BLOCK - at.areas[str(code)].population) <= 3 * BLOCK
    assert at.blocks("nowhere") == (0, 0)


def test_towns_drawn_inside_counties_have_the_county_as_address() -> None:
    listed = planned_areas(yunlan_plan())
    laid = places(towns_listed(listed, 1, people=50_000))
    at = address(laid, listed)
    assert abs(laid.people - 50_000) <= 14 * BLOCK
    assert {at.code(person) for person in range(0, laid.people, BLOCK)} == set(laid.counties)


def test_places_are_as_far_apart_as_their_coordinates_say() -> None:
    """One degree of longitude must not move with the latitude of each place."""
    north, south = (
        ListedArea(
            level=Level.COUNTY, code=code, parent="1", name=yunlan_plan().name, population=10_000, at=(120.0, lat)
        )
        for code, lat in (("1001", 29.0), ("1002", 27.0))
    )
    (one, *_), (other, *_) = (
        [town.at for town in towns_listed([north, south], 1) if town.county == code] for code in ("1001", "1002")
    )
    assert abs(one[0] - other[0]) < 15
    assert 210 < one[1] - other[1] < 235
