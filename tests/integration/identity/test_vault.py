"""Whoever has the keys and the scope reads the vault; nobody else does; whoever loses a data key has lost the person."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from tests.integration.conftest import NOW, Installation, Province, whole_identities
from tests.integration.identity.conftest import Register

PERSON = {
    "number": "V-1",
    "name": "欧阳知岚",
    "phone": "+86 139 0000 1234",
    "id_number": "11010119900307123X",
    "birth": "1990-03-07",
    "address": "云岚路18号",
}


def _number(digits: str) -> str:
    from outpace.words.identity import check_character

    return digits + check_character(digits)


PERSON["id_number"] = _number("11010119900307123")


@pytest.fixture
def inside(province: Province) -> Callable[..., Any]:
    """Ask something in the scope of an actor."""

    def run(by: Any, ask: Callable[[], Any]) -> Any:
        from outpace.desk.scope.session import scope
        from outpace.words.purpose import Purpose

        with scope(by, Purpose.TEST):
            return ask()

    return run


def test_a_person_is_sealed_whole_and_a_list_shows_a_mask_in_her_area_only(
    register: Register, province: Province, inside: Callable[..., Any]
) -> None:
    from outpace.desk.openings.opening import names
    from outpace.desk.people.identity import mask_of

    (person,) = register(PERSON)
    opened = whole_identities([person])[person]
    assert (opened.name, opened.phone, opened.address) == (PERSON["name"], PERSON["phone"], PERSON["address"])
    assert (str(opened.document), str(opened.birth)) == (f"national:CN:{PERSON['id_number']}", "1990-03-07")
    mask = mask_of(opened)
    assert (mask.name, mask.phone, mask.document, mask.birth) == (
        "欧*", "139****1234", f"110****{PERSON['id_number'][-4:]}", "1990-**-**",
    )  # fmt: skip
    shown = inside(province.tracer_a, lambda: names([person], NOW))[person]
    assert (shown.name, shown.is_whole, shown.phone) == (mask.name, False, mask.phone)
    assert inside(province.tracer_b, lambda: names([person], NOW)) == {}


def test_people_are_found_by_what_is_exactly_known(
    register: Register, province: Province, inside: Callable[..., Any]
) -> None:
    from outpace.desk.people.queries import find_by_document, find_by_name, find_by_phone
    from outpace.desk.scope.actor import service
    from outpace.words.identity import Document, DocumentKind

    (person,) = register(PERSON)
    document = Document(DocumentKind.NATIONAL, PERSON["id_number"], "CN")
    ways = [
        lambda: find_by_name("欧阳知岚"),
        lambda: find_by_phone("013900001234"),
        lambda: find_by_document(document),
    ]
    here, elsewhere = service(province.a.path), service(province.b.path)
    assert [inside(here, way) for way in ways] == [[person]] * 3
    assert [inside(elsewhere, way) for way in ways] == [[]] * 3
    assert [inside(province.tracer_a, way) for way in ways] == [[]] * 3
    assert inside(here, lambda: find_by_name("欧阳")) == []


def test_a_row_that_was_changed_or_moved_does_not_open(installation: Installation) -> None:
    from outpace.desk.people.sealing import open_mask, open_whole, seal
    from outpace.matching.profile import Profile

    profile = Profile(name="欧阳知岚", phone="13900001234")
    sealed = seal(7, profile)
    assert open_whole(7, sealed.whole, sealed.wrapped) == profile
    assert open_mask(7, sealed.mask, sealed.wrapped).name == "欧*"
    spoiled = bytes([sealed.whole[0] ^ 1]) + sealed.whole[1:]
    for person, whole, wrapped in (
        (8, sealed.whole, sealed.wrapped),
        (7, spoiled, sealed.wrapped),
        (7, sealed.mask, sealed.wrapped),
        (7, sealed.whole, seal(7, profile).wrapped),
    ):
        with pytest.raises(InvalidTag):
            open_whole(person, whole, wrapped)


def test_two_people_with_one_name_share_no_bytes(installation: Installation) -> None:
    from outpace.desk.people.sealing import seal
    from outpace.matching.profile import Profile

    one, other = (seal(person, Profile(name="欧阳知岚")) for person in (1, 2))
    assert one.whole != other.whole
    assert one.wrapped != other.wrapped


def test_who_is_shredded_can_not_be_opened_or_found(
    register: Register, province: Province, inside: Callable[..., Any]
) -> None:
    from outpace.desk.openings.opening import names
    from outpace.desk.people.acts import shred
    from outpace.desk.people.queries import find_by_phone
    from outpace.desk.scope.actor import service

    (person,) = register(PERSON)
    assert inside(province.tracer_a, lambda: shred(persons=[person])) == 0
    assert inside(service(province.a.path), lambda: shred(persons=[person])) == 1
    assert inside(province.tracer_a, lambda: names([person], NOW)) == whole_identities([person]) == {}
    assert inside(service(province.a.path), lambda: find_by_phone(PERSON["phone"])) == []


def test_keys_that_are_missing_exposed_or_others_are_refused(installation: Installation, tmp_path: Path) -> None:
    from django.db import connections

    from outpace.desk.home import Home
    from outpace.desk.people.keys import key_file, load_vault_keys, make_vault_keys, settle
    from outpace.words.problem import ProblemError

    home = Home(tmp_path).make()
    with pytest.raises(ProblemError, match="VAULT_KEY_MISSING"):
        settle(home, connections["owner"])
    make_vault_keys(home)
    assert key_file(home).stat().st_mode & 0o777 == 0o600
    assert load_vault_keys(home) == load_vault_keys(home)
    with pytest.raises(ProblemError, match="VAULT_KEY_OTHER"):
        settle(home, connections["owner"])
    key_file(home).chmod(0o640)
    with pytest.raises(ProblemError, match="VAULT_KEY_EXPOSED"):
        settle(home, connections["owner"])
    settle(installation.home, connections["owner"])


def test_no_key_is_printed(installation: Installation) -> None:
    from outpace.desk.people.keys import vault_keys

    keys = vault_keys()
    assert repr(keys) == "VaultKeys()"
    assert replace(keys, match=b"x" * 32).mark != keys.mark


def test_a_keyed_hash_is_an_hmac_and_stays_what_it_was(installation: Installation) -> None:
    from outpace.desk.people.keys import hashed, keyed, vault_keys

    key = vault_keys().match
    for _ in range(2):
        assert keyed(b"content") == hmac.digest(key, b"row|content", "sha256")
        assert hashed("name|张") == int.from_bytes(
            hmac.digest(key, "name|张".encode(), "sha256")[:8], "big", signed=True
        )


def test_what_stood_in_the_clear_is_moved_and_the_move_goes_on(installation: Installation, own_database: str) -> None:
    """The vault as an earlier version left it, moved in chunks of two of which the second is interrupted."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    from outpace.desk.people import backfill
    from outpace.desk.people.queries import find_by_name
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.words.purpose import Purpose

    with psycopg.connect(make_conninfo(installation.server.admin_dsn(), dbname=own_database), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        for key in range(1, 6):
            admin.execute("insert into people_subject (id, kind, area_path) values (%s, 'person', '90/')", [key])
            admin.execute("insert into people_person (subject_id, area_path, event_id) values (%s, '90/', 1)", [key])
            admin.execute(
                "insert into vault.identity (person_id, name, phone) values (%s, %s, '139')", [key, f"林{key}"]
            )
        assert backfill._seal_chunk(2) == 2
        assert backfill.seal_plain(chunk=2) == 3
        assert backfill.seal_plain() == 0
        clear = admin.execute(
            "select count(*) from vault.identity where name is not null or phone is not null or whole is null"
        )
        assert clear.fetchone() == (0,)
        with scope(service(""), Purpose.UPGRADE):
            assert find_by_name("林3") == [3]
        assert {key: who.name for key, who in whole_identities(range(1, 6)).items()} == {
            key: f"林{key}" for key in range(1, 6)
        }


def _put(person: int, name: str, *, fresh: bool) -> Callable[[], Any]:
    from outpace.desk.people.acts import pack, put_packed
    from outpace.matching.profile import Profile

    return lambda: put_packed(pack({person: Profile(name=name)}), fresh=fresh)


@pytest.mark.parametrize("fresh", [True, False])
def test_nobody_writes_over_who_somebody_is(
    register: Register, province: Province, inside: Callable[..., Any], steward: Any, fresh: bool
) -> None:
    """Neither who sees her nor who doesn't: the identity stays, and so do the keys that she is found by."""
    from outpace.desk.people.queries import find_by_phone

    (person,) = register(PERSON)
    for by in (province.tracer_a, province.tracer_b, province.commander):
        inside(by, _put(person, "somebody else", fresh=fresh))
    assert whole_identities([person])[person].name == PERSON["name"]
    assert inside(steward, lambda: find_by_phone(PERSON["phone"])) == [person]


def test_who_registers_nobody_writes_no_identity(
    register: Register, province: Province, inside: Callable[..., Any], steward: Any
) -> None:
    from psycopg.errors import InsufficientPrivilege

    from outpace.desk.scope.actor import Actor, Role

    (person,) = register(PERSON)
    for by in (steward, Actor(501, Role.OMBUDSMAN, (province.root.path,)), Actor(7, Role.RESIDENT, (), person)):
        with pytest.raises(InsufficientPrivilege, match="those who register people"):
            inside(by, _put(person, "somebody else", fresh=True))
