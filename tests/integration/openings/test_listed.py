"""Whatever is done with somebody's record, all of it stands on her own page: the page, the log and the ledger agree."""

import random
from datetime import timedelta
from typing import Any

import pytest

from outpace.desk.clock import wall_now
from outpace.desk.scope.actor import EVERYWHERE, Actor, Role, service
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, decode
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW
from tests.integration.openings.conftest import World


@pytest.mark.parametrize("seed", [3, 2022])
def test_every_opening_of_a_person_is_on_her_page_and_in_the_ledger(world: World, seed: int) -> None:
    chance = random.Random(seed)
    for step in range(60):
        _something(world, chance, NOW + timedelta(minutes=11 * step))
    _seal()
    for person in (world.persons["A-1"], world.persons["石梅"], world.persons["A-2"]):
        logged, sealed = _log(person)
        assert logged == sealed
        assert _page(person) == logged
    assert len(_log(world.persons["A-1"])[0]) > 5


def _something(world: World, chance: random.Random, at: Any) -> None:
    from outpace.desk.openings.acts import break_glass
    from outpace.desk.openings.opening import read_record, search, wanted_of
    from outpace.desk.openings.words import GlassReason, Key, OpenFor

    by = chance.choice([world.tracer, world.province.commander, Actor(777, Role.TRACER, world.tracer.paths)])
    name = chance.choice(["A-1", "A-1", "石梅", "A-2"])
    person = world.persons[name]
    match chance.randrange(4):
        case 0:
            kind, key = ("contact", world.contact) if name == "石梅" else ("case", world.cases[name])
            purpose = chance.choice([OpenFor.CALL, OpenFor.TRACE, OpenFor.CHECK])
            world.open(by, person, kind, key, at=at, purpose=purpose)  # type: ignore[arg-type]
        case 1:
            with scope(by, Purpose.TEST):
                read_record(subject=person, purpose=Purpose.OPEN_CASE, at=at)
        case 2:
            with scope(by, Purpose.FIND_PERSON):
                wanted = wanted_of(Key.PHONE, "13800005678", None)
                assert wanted is not None
                search(by=by, wanted=wanted, at=at)
        case 3:
            with scope(by, Purpose.BREAK_GLASS):
                text = "急诊来电，需要立即联系家属"
                glass = break_glass(by=by, subject=person, reason=GlassReason.DANGER, text=text, at=at)
            world.open(by, person, "glass", glass.pk, at=at, purpose=OpenFor.GLASS)  # type: ignore[arg-type]


def _seal() -> None:
    from outpace.desk.openings.seal import seal

    by = service(EVERYWHERE)
    with scope(by, Purpose.TICK):
        seal(by=by, at=NOW, before=wall_now() + timedelta(minutes=1))


def _log(person: int) -> tuple[set[int], set[int]]:
    """The keys of all accesses to a person, and of those among them that are sealed unchanged."""
    from outpace.desk.ledger.models import Access
    from outpace.desk.openings.models import Sealed
    from outpace.desk.openings.seal import unfaithful

    with scope(service(EVERYWHERE), Purpose.TICK):
        rows = list(Access.objects.filter(subject_id=person))
        keys = {row.pk for row in rows}
        sealed = set(Sealed.objects.filter(access_id__in=keys).values_list("access_id", flat=True))
        return keys, sealed - set(unfaithful(rows))


def _page(person: int) -> set[int]:
    from outpace.desk.situation.me import PURPOSE, me

    by = Actor(888, Role.RESIDENT, (), person)
    with scope(by, PURPOSE):
        return {decode(IdKind.ACCESS, row["id"]) or 0 for row in me(by, NOW)["opened_by"]}
