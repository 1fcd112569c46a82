"""A resident reads who opened the records joined to hers and what is held there while they are joined, and no name."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.conftest import NOW, Province, tell_of_doctored_rows
from tests.integration.identity.conftest import Register
from tests.integration.identity.test_links import WHO, Desk, desk

__all__ = ["desk"]


@pytest.fixture
def pair(register: Register, match: Callable[[], int], desk: Desk, province: Province) -> tuple[int, int, Any]:
    """Her record in county A, another in county B that may be hers, both opened once, and the candidate."""
    (hers,) = register({"number": "A-1", **WHO})
    (other,) = register({"number": "B-1", **WHO, "name": "Ouyang Zhilan"}, county="9002")
    match()
    _read(province.tracer_a, hers)
    _read(province.tracer_b, other)
    (candidate,) = desk.candidates()
    return hers, other, candidate


def _read(by: Any, person: int) -> None:
    from outpace.desk.openings.opening import read_record
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with scope(by, Purpose.OPEN_CASE):
        read_record(subject=person, purpose=Purpose.OPEN_CASE, at=NOW)


def _me(subject: int) -> dict[str, Any]:
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.answers.pages import MeOut
    from outpace.desk.situation.me import PURPOSE, me

    by = Actor(77, Role.RESIDENT, (), subject)
    with scope(by, PURPOSE):
        answer = me(by, NOW)
    MeOut.model_validate(answer)
    return answer


def _seen(subject: int) -> list[tuple[str, bool]]:
    return sorted((row["who"]["en"], row["joined"]) for row in _me(subject)["opened_by"])


@pytest.mark.parametrize("mine", [0, 1])
def test_joining_shows_the_other_record_to_her_and_parting_hides_it_again(
    pair: tuple[int, int, Any], desk: Desk, province: Province, mine: int
) -> None:
    subject, candidate = pair[mine], pair[2]
    own = _me(subject)
    assert len(own["opened_by"]) == len(own["records"]) == 1

    decided = desk.decide("decide_same", candidate)
    joined = _me(subject)
    assert [row["joined"] for row in sorted(joined["opened_by"], key=lambda row: row["joined"])] == [False, True]
    assert sorted(record["joined"] for record in joined["records"]) == [False, True]
    assert joined["person"] == own["person"]
    assert "Ouyang" not in str(joined) or mine == 1

    desk.decide("unmerge", decided, why="两个人")
    assert _me(subject) == own
    _read(province.tracer_b if mine == 0 else province.tracer_a, pair[1 - mine])
    assert _me(subject) == own


def test_a_record_somebody_else_is_signed_up_for_stays_hers_alone(pair: tuple[int, int, Any], desk: Desk) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    hers, other, candidate = pair
    before = _me(hers)
    desk.decide("decide_same", candidate)
    with scope(local_operator(), "accounts"):
        account = Account.objects.create(id=888, name="lan", display_zh="兰", display_en="Lan", subject_id=other)
    assert _me(hers) == before
    assert len(_seen(other)) == 2
    with scope(local_operator(), "accounts") as by:
        Account.objects.filter(pk=account.pk).update(active=False)
        tell_of_doctored_rows(by, "")
    assert len(_seen(hers)) == 2


def test_nothing_of_a_joined_record_can_be_written_or_read_as_somebody_else(
    pair: tuple[int, int, Any], desk: Desk, province: Province
) -> None:
    """The rows come from her own signed scope: a tracer of her county sees no more than before, and she changes nothing."""
    from outpace.desk.cases.models import Case
    from outpace.desk.people.models import Person
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    hers, other, candidate = pair
    desk.decide("decide_same", candidate)
    assert desk.ask(lambda: Person.objects.filter(pk=other).exists(), province.tracer_a) is False
    with scope(Actor(77, Role.RESIDENT, (), hers), Purpose.OWN_RECORD):
        assert set(Person.objects.values_list("pk", flat=True)) == {hers, other}
        assert Case.objects.filter(person_id=other).update(version=9) == 0
