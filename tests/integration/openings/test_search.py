"""A person is found by an exact key or not at all; every search is written down, and none says what was searched for."""

from datetime import date
from typing import Any

import pytest

from outpace.desk.scope.session import scope
from outpace.words.problem import Problem
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW
from tests.integration.openings.conftest import World


def _search(world: World, key: str, value: str, birth: date | None = None, by: Any = None) -> Any:
    from outpace.desk.openings.opening import search, wanted_of
    from outpace.desk.openings.words import Key

    wanted = wanted_of(Key(key), value, birth)
    if wanted is None:
        return None
    actor = by or world.tracer
    with scope(actor, Purpose.FIND_PERSON):
        return search(by=actor, wanted=wanted, at=NOW)


@pytest.fixture
def known(world: World) -> int:
    """A person of the county with document and birth date."""
    from outpace.desk.areas.queries import place
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.people.acts import Newcomer, register_persons
    from outpace.words.identity import read_document
    from outpace.words.moment import Dated

    document = read_document("110101199003072316") or None
    person = Newcomer(
        place=place(world.province.a), name="欧阳娜娜", phone="13700001111", document=document,  # type: ignore[arg-type]
        birth=Dated(date(1990, 3, 7)),
    )  # fmt: skip
    by = world.tracer
    with scope(by, Purpose.REGISTER_CASES):
        register_persons(persons=[person], event=7)
        record(Event(id=7, kind="case.registered", by=by, area_path=world.province.a.path, happened=NOW, recorded=NOW))
    return person.key


HITS = {
    "case number": ("number", "A-1", None, "A-1"),
    "phone as it is written elsewhere": ("phone", "+86 138 0000 5678", None, "A-1"),
    "document": ("id_number", "110101 19900307 2316", None, "known"),
    "name and birth date": ("name_birth", "欧阳娜娜", date(1990, 3, 7), "known"),
}


@pytest.mark.parametrize(("key", "value", "birth", "whom"), HITS.values(), ids=HITS)
def test_a_whole_key_finds(world: World, known: int, key: str, value: str, birth: date | None, whom: str) -> None:
    person = known if whom == "known" else world.persons[whom]
    assert _search(world, key, value, birth).persons == (person,)


MISSES = {
    "part of a number": ("number", "A-", None),
    "wildcard": ("number", "%", None),
    "prefix of a phone": ("phone", "1380000567", None),
    "name alone": ("name_birth", "欧阳娜娜", date(1990, 3, 8)),
    "part of a name": ("name_birth", "欧阳", date(1990, 3, 7)),
    "case of another county": ("number", "B-1", None),
    "nobody": ("phone", "13999999999", None),
}


@pytest.mark.parametrize(("key", "value", "birth"), MISSES.values(), ids=MISSES)
def test_all_else_finds_nobody_in_the_same_words(
    world: World, known: int, key: str, value: str, birth: date | None
) -> None:
    assert _search(world, key, value, birth).persons == ()


def test_a_name_without_a_birth_date_is_no_key(world: World) -> None:
    assert _search(world, "name_birth", "罗燕") is None
    assert _search(world, "id_number", "11010119900307231") is None
    assert _search(world, "phone", "138") is None


def test_each_search_is_written_down_and_the_found_person_can_see_it(world: World) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.openings.models import Search

    _search(world, "phone", "13800005678")
    _search(world, "phone", "13999999999")
    with scope(world.ombudsman, Purpose.READ_ACCESS):
        assert [(row.key, row.found) for row in Search.objects.order_by("pk")] == [("phone", 1), ("phone", 0)]
        [row] = Access.objects.filter(level="search")
    assert (row.subject_id, row.account_id) == (world.persons["A-1"], world.tracer.account)
    assert not world.shown(world.tracer, world.persons["A-1"]).is_whole


def test_searching_at_random_is_stopped_and_then_so_is_opening(world: World) -> None:
    answers = [_search(world, "phone", f"1391234{n:04}") for n in range(70)]
    assert sum(not isinstance(answer, Problem) for answer in answers) == 60
    refused = world.open(world.tracer, world.persons["A-1"], "case", world.cases["A-1"])
    assert refused == Problem("OPENINGS_STOPPED", {})
