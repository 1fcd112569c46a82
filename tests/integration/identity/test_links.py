"""Who may be one person is proposed with reasons, decided by a steward, linked and parted; ids stay what they were."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.conftest import NOW, Province
from tests.integration.identity.conftest import Register

WHO = {"name": "欧阳知岚", "phone": "13900001234", "birth": "1990-03-07", "sex": "f", "reported": "2022-03-05"}


def _number(digits: str = "11010119900307123") -> str:
    from outpace.words.identity import check_character

    return digits + check_character(digits)


class Desk:
    """What a test asks the steward's desk."""

    def __init__(self, by: Any) -> None:
        self.by = by

    def ask(self, question: Callable[[], Any], by: Any = None) -> Any:
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(by or self.by, Purpose.TEST):
            return question()

    def candidates(self, by: Any = None) -> list[Any]:
        from outpace.desk.people.models import Candidate

        return self.ask(lambda: list(Candidate.objects.order_by("pk")), by)

    def decide(self, act: str, candidate: Any, **more: Any) -> Any:
        from outpace.desk.people import links

        return self.ask(lambda: getattr(links, act)(by=self.by, candidate=candidate, at=NOW, **more))

    def heads(self, *persons: int, by: Any = None) -> list[int]:
        from outpace.desk.people.queries import heads

        found = self.ask(lambda: heads(persons), by)
        return [found[person] for person in persons]

    def held(self, by: Any = None) -> set[int]:
        from outpace.desk.people.models import Person

        return self.ask(lambda: set(Person.objects.filter(held=True).values_list("pk", flat=True)), by)


@pytest.fixture
def desk(steward: Any) -> Desk:
    return Desk(steward)


def test_a_match_across_counties_shows_each_side_only_that_it_is_held(
    register: Register, match: Callable[[], int], province: Province, desk: Desk
) -> None:
    (known,) = register({"number": "B-1", **WHO}, county="9002")
    match()
    (fresh,) = register({"number": "A-1", **WHO, "name": "Ouyang Zhilan"})
    assert match() == 1
    (candidate,) = desk.candidates()
    assert {candidate.person_id, candidate.other_id} == {known, fresh}
    assert (candidate.verdict, candidate.area_path) == ("same", province.root.path)
    assert {(r["field"], r["agreement"]) for r in candidate.reasons} >= {
        ("name", "sound"),
        ("phone", "same"),
        ("birth", "same"),
    }
    assert desk.held(province.tracer_a) == {fresh}
    assert desk.candidates(province.tracer_a) == desk.candidates(province.tracer_b) == []
    assert desk.held(province.tracer_b) == set()


def test_no_value_stands_in_a_candidate(register: Register, match: Callable[[], int], desk: Desk) -> None:
    register({"number": "A-1", **WHO}, {"number": "A-2", **WHO})
    match()
    (candidate,) = desk.candidates()
    text = repr(vars(candidate))
    assert not [value for value in WHO.values() if value in text and len(value) > 2]


def test_same_links_and_undo_parts(register: Register, match: Callable[[], int], desk: Desk) -> None:
    one, two = register({"number": "A-1", **WHO}, {"number": "A-2", **WHO})
    match()
    (candidate,) = desk.candidates()
    linked = desk.decide("decide_same", candidate)
    assert (linked.state, linked.version) == ("same", 2)
    assert len(set(desk.heads(one, two))) == 1
    assert desk.held() == set()
    with pytest.raises(Exception, match="MATCH_DECIDED"):
        desk.decide("decide_same", linked)
    with pytest.raises(Exception, match="MATCH_REASON_NEEDED"):
        desk.decide("unmerge", linked, why=" ")
    parted = desk.decide("unmerge", linked, why="另有其人")
    assert (parted.state, desk.heads(one, two)) == ("undone", [one, two])
    with pytest.raises(Exception, match="MATCH_NOT_LINKED"):
        desk.decide("unmerge", parted, why="again")
    assert desk.decide("decide_different", parted).state == "different"


def test_links_make_no_circle_and_part_one_by_one(register: Register, match: Callable[[], int], desk: Desk) -> None:
    from outpace.desk.people.queries import members

    persons = register(*({"number": f"A-{n}", **WHO} for n in range(3)))
    match()
    ab, ac, bc = desk.candidates()
    desk.decide("decide_same", ab)
    ac = desk.decide("decide_same", ac)
    assert len(set(desk.heads(*persons))) == 1
    with pytest.raises(Exception, match="MATCH_CONTRADICTS"):
        desk.decide("decide_different", bc)
    assert desk.decide("decide_same", bc).state == "same"
    assert desk.ask(lambda: members(persons[0])) == sorted(persons)
    desk.decide("unmerge", ac, why="不是同一人")
    third = ({ac.person_id, ac.other_id} - {ab.person_id, ab.other_id}).pop()
    heads = dict(zip(persons, desk.heads(*persons), strict=True))
    assert heads[third] not in [head for person, head in heads.items() if person != third]


def test_an_equal_national_number_with_an_equal_name_is_linked_at_once(
    register: Register, match: Callable[[], int], desk: Desk
) -> None:
    one, two = register(
        {"number": "A-1", "id_number": _number(), "name": "欧阳知岚"},
        {"number": "A-2", "id_number": _number(), "name": "OUYANG Zhilan"},
    )
    match()
    (candidate,) = desk.candidates()
    assert (candidate.state, candidate.decided_by_id) == ("same", None)
    assert len(set(desk.heads(one, two))) == 1
    assert desk.held() == set()


@pytest.mark.parametrize(
    "other", [{"name": "林若川"}, {"name": "欧阳知岚", "sex": "m"}, {"name": "欧阳知岚", "birth": "1990-07-03"}]
)
def test_an_equal_number_with_something_against_it_is_left_to_a_person(
    register: Register, match: Callable[[], int], desk: Desk, other: dict[str, str]
) -> None:
    register(
        {"number": "A-1", "id_number": _number(), "name": "欧阳知岚", "sex": "f"},
        {"number": "A-2", "id_number": _number(), **other},
    )
    match()
    (candidate,) = desk.candidates()
    assert candidate.state == "open"


def test_two_valid_numbers_are_two_people(register: Register, match: Callable[[], int], desk: Desk) -> None:
    register(
        {"number": "A-1", **WHO, "id_number": _number()},
        {"number": "A-2", **WHO, "id_number": _number("11010119900307145")},
    )
    match()
    assert desk.candidates() == []


def test_nobody_but_a_steward_joins_or_parts(
    register: Register, match: Callable[[], int], desk: Desk, province: Province
) -> None:
    from django.db import ProgrammingError, transaction

    from outpace.desk.people import links

    register({"number": "A-1", **WHO}, {"number": "A-2", **WHO})
    match()
    (candidate,) = desk.candidates()

    def refused() -> None:
        with pytest.raises(ProgrammingError), transaction.atomic():
            links.decide_same(by=province.commander, candidate=candidate, at=NOW)

    desk.ask(refused, province.commander)


def test_matching_is_the_services_alone(register: Register, province: Province, desk: Desk) -> None:
    """Without the service's token for everywhere the vault gives neither a queue nor anybody's profile."""
    from django.db import connection

    (person,) = register({"number": "A-1", **WHO})

    def tried() -> list[Any]:
        with connection.cursor() as cursor:
            found = []
            for query, values in (
                ("select * from vault.take_waiting(10)", []),
                ("select * from vault.profiles(%s)", [[person]]),
                ("select * from vault.similar(%s, 50)", [[person]]),
                ("select * from vault.plain(10)", []),
            ):
                cursor.execute(query, values)
                found += cursor.fetchall()
            return found

    assert desk.ask(tried) == []
    assert desk.ask(tried, province.tracer_a) == []
