"""Towns of any size in one form: counties keep their people, units are runs of blocks, nobody is forgotten."""

import numpy as np
import pytest

from outpace.words.problem import ProblemError
from outpace.world.people.deck import BLOCK
from outpace.world.places.ground import BIGGEST_TOWN, Places, Scope, Town, places, unit
from tests.unit.world.fiction import land, towns


def town(code: str, population: int, county: str = "a", city: str = "x") -> Town:
    return Town(code=code, county=county, city=city, population=population)


def runs(laid: Places, scope: Scope, quarter: int = 4) -> set[tuple[int, int]]:
    return {tuple(map(int, unit(laid.ground, int(scope), quarter, block))) for block in range(laid.blocks)}  # type: ignore[misc]


def test_counties_keep_their_people_to_the_nearest_block() -> None:
    laid = land()
    for county in laid.counties:
        asked = sum(each.population for each in laid.towns if each.county == county)
        blocks = sum(laid.towns[town].county == county for town in laid.ground.town_of)
        assert abs(blocks * BLOCK - asked) <= BLOCK / 2


@pytest.mark.parametrize("scope", [Scope.QUARTER, Scope.TOWN, Scope.COUNTY, Scope.CITY, Scope.PROVINCE])
def test_units_of_a_scope_tile_the_province(scope: Scope) -> None:
    laid = land(counties=4)
    found = sorted(runs(laid, scope))
    assert found[0][0] == 0
    assert [first + length for first, length in found] == [*[first for first, _ in found[1:]], laid.blocks]


def test_units_are_the_towns_counties_and_cities() -> None:
    laid = land(counties=4)
    assert len(runs(laid, Scope.TOWN)) == len(laid.towns)
    assert len(runs(laid, Scope.COUNTY)) == 4
    assert len(runs(laid, Scope.CITY)) == 2
    assert runs(laid, Scope.PROVINCE) == {(0, laid.blocks)}
    assert max(length for _, length in runs(laid, Scope.QUARTER)) == 4


def test_the_order_of_the_towns_makes_no_difference() -> None:
    listed = towns()
    there, back = places(listed), places(listed[::-1])
    assert there.towns == back.towns
    assert all((one == other).all() for one, other in zip(there.ground, back.ground, strict=True))


def test_a_city_of_millions_is_cut_and_hamlets_are_rounded_together() -> None:
    laid = places([town("big", 1_234_567), *(town(f"hamlet {rank}", 30) for rank in range(10))])
    assert laid.people == 1_234_900
    assert max(np.bincount(laid.ground.town_of)) * BLOCK <= BIGGEST_TOWN
    assert {each.code.partition(".")[0] for each in laid.towns} >= {"big"}


def test_a_person_has_a_town() -> None:
    laid = places([town("first", 500), town("second", 700)])
    assert [laid.town(number).code for number in (0, 499, 500, 1_199)] == ["first", "first", "second", "second"]


def test_nobody_is_no_province() -> None:
    with pytest.raises(ProblemError) as refused:
        places([town("hamlet", 20)])
    assert refused.value.problem.code == "WORLD_TOO_SMALL"
