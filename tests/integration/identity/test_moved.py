"""A pair of persons lies where both are seen: also after one of them has moved, there and back, whoever moves her."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.integration.conftest import NOW, Province
from tests.integration.identity.conftest import Register

KNOWN = {"name": "欧阳知岚", "phone": "13900001234", "birth": "1990-03-07", "reported": "2022-03-05"}


@pytest.fixture
def pair(register: Register, match: Callable[[], int]) -> None:
    """Two cases of county A that may be one person."""
    register(KNOWN | {"number": "A-1"}, KNOWN | {"number": "A-2"})
    match()


def _move(province: Province, to: Any, paths: tuple[str, ...]) -> None:
    from outpace.desk.cases.models import Case
    from outpace.desk.cases.moves import transfer_case
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    by = replace(province.commander, paths=paths)
    with scope(by, Purpose.TRANSFER):
        case = Case.objects.select_related("area", "incident__area").get(number="A-2")
        transfer_case(by=by, case=case, to=to, why="lives there", at=NOW)


def _lies(province: Province) -> list[str]:
    from outpace.desk.people.models import Candidate
    from outpace.desk.scope.session import scope

    with scope(province.commander, "test"):
        return list(Candidate.objects.values_list("area_path", flat=True))


@pytest.mark.usefixtures("pair")
def test_a_pair_is_seen_where_both_persons_are_and_no_wider(province: Province) -> None:
    assert _lies(province) == [province.a.path]
    _move(province, province.b, (province.root.path,))
    assert _lies(province) == [province.root.path]
    _move(province, province.a, (province.root.path,))
    assert _lies(province) == [province.a.path]


@pytest.mark.usefixtures("pair")
def test_who_commands_two_counties_moves_a_case_of_a_pair(province: Province) -> None:
    """The pair goes where this commander sees it no more, and comes back when the persons do."""
    both = (province.a.path, province.b.path)
    _move(province, province.b, both)
    assert _lies(province) == [province.root.path]
    _move(province, province.a, both)
    assert _lies(province) == [province.a.path]


@pytest.mark.usefixtures("pair")
def test_the_purpose_alone_shows_no_pair(province: Province) -> None:
    """Who moves records sees the pairs of her own areas, as before."""
    from outpace.desk.people.models import Candidate, Subject
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    _move(province, province.b, (province.root.path,))
    for paths in ((province.a.path,), (province.a.path, province.b.path)):
        with scope(replace(province.commander, paths=paths), Purpose.TRANSFER):
            assert not Candidate.objects.exists()
            assert {row.area_path for row in Subject.objects.all()} == set(paths)
