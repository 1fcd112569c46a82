"""Strains, waning, cross-immunity and imports at random do what their tables say."""

from dataclasses import replace

import numpy as np
import pytest

from outpace.world.pathogen import Immunity, Strain
from outpace.world.timestep import NOBODY
from tests.unit.world.acted import EPIDEMIC, PATHOGEN, idle, lived, small


def test_a_stronger_strain_takes_over_and_its_curve_is_its_own() -> None:
    strains = (Strain(name="old"), Strain(name="new", force=2.5, curve=(0.0, 1.0)))
    epidemic = replace(EPIDEMIC, pathogen=replace(PATHOGEN, force=0.2, strains=strains), immunity=Immunity())
    found = lived(idle, epidemic, days=24).infections()
    early, late = (np.mean(found.strain[found.day // 8 == part]) for part in (0, 2))
    assert late > early + 0.15
    columns = (found.person, found.strain, found.course.infectious)
    begin = {(person, strain): day for person, strain, day in zip(*(each.tolist() for each in columns), strict=True)}
    by_new = (found.strain == 1) & (found.infector != NOBODY)
    pairs_of_days = zip(found.infector[by_new].tolist(), found.day[by_new].tolist(), strict=True)
    assert {day - begin[who, 1] for who, day in pairs_of_days} == {1}


@pytest.mark.parametrize(
    ("after", "cross", "again"),
    [
        (((0, 0.0),), (), set()),
        (((0, 0.0), (5, 1.0)), (), {0, 1}),
        (((0, 0.0),), ((1.0, 0.0), (1.0, 1.0)), {1}),
    ],
)
def test_second_infections_follow_waning_and_cross_immunity(
    after: tuple[tuple[int, float], ...], cross: tuple[tuple[float, ...], ...], again: set[int]
) -> None:
    epidemic = replace(EPIDEMIC, immunity=Immunity(after=after, cross=cross))
    found = lived(idle, epidemic, days=20).infections()
    order = np.lexsort((found.day, found.person))
    second = np.append(False, np.diff(found.person[order]) == 0)
    assert set(found.strain[order][second].tolist()) == again
    if not cross and again:
        assert (np.diff(found.day[order])[second[1:]] >= 5).all()


def test_random_imports_come_as_often_as_asked() -> None:
    quiet = replace(EPIDEMIC, imports=(), pathogen=replace(PATHOGEN, force=0.0))
    epidemic = replace(
        quiet, arrivals=(replace(EPIDEMIC.arrivals[0], daily=3.0, since=2, until=61, county="county 1"),)
    )
    found = lived(idle, epidemic, days=70).infections()
    assert abs(len(found.person) - 180) < 4 * 180**0.5
    assert (found.day.min(), found.day.max()) >= (2, 50)
    assert found.day.max() <= 61
    assert {small().places.town(int(person)).county for person in found.person} == {"county 1"}
