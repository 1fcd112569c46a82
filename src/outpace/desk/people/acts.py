"""What can be done with persons: register them under random keys, seal who they are into the vault, erase that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import psycopg
from django.db import connection

from outpace.desk.areas.queries import Place
from outpace.desk.people.keys import hashed
from outpace.desk.people.models import Person, Subject
from outpace.desk.people.sealing import seal
from outpace.matching.blocking import blocking_keys, name_key
from outpace.matching.profile import Profile
from outpace.words.identity import Document
from outpace.words.ids import random_key
from outpace.words.moment import Dated

_PUT = "select vault.put_packed(%b::bigint[], %b::bytea[], %b::text[], %b::bigint[], %b::boolean)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A person to register. None is unknown. `seen` is the day that her age was said on."""

    place: Place
    name: str | None = None
    phone: str | None = None
    sex: str | None = None
    age: int | None = None
    document: Document | None = None
    birth: Dated | None = None
    address: str | None = None
    seen: date | None = None
    key: int = field(default_factory=random_key)


def register_persons(*, persons: Sequence[Newcomer], event: int) -> None:
    """Register persons as part of an act that records the event."""
    Subject.objects.bulk_create(Subject(id=p.key, kind="person", area_path=p.place.path) for p in persons)
    Person.objects.bulk_create(
        Person(subject_id=p.key, sex=p.sex, age=p.age, area_id=p.place.id, area_path=p.place.path, event_id=event)
        for p in persons
    )
    keep_names(persons)


def keep_names(persons: Sequence[Newcomer]) -> None:
    """Seal who newcomers are into the vault. Persons outside the open scope are left out, and those of whom nothing is known."""
    put_packed(pack(known({p.key: profile_of(p) for p in persons})), fresh=True)


def known(profiles: Mapping[int, Profile]) -> Mapping[int, Profile]:
    """The profiles that tell anything of who somebody is."""
    return {person: p for person, p in profiles.items() if p.name or p.phone or p.document or p.birth or p.address}


def profile_of(person: Newcomer) -> Profile:
    """What a newcomer is compared by."""
    return Profile(
        name=person.name,
        phone=person.phone,
        document=person.document,
        birth=person.birth,
        age=person.age,
        seen=person.seen,
        sex=person.sex,
        area_path=person.place.path,
        address=person.address,
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """Sealed persons, with the keyed hashes they are found by, as `vault.put_packed` takes them."""

    persons: Sequence[int]
    packs: Sequence[bytes]
    lists: Sequence[str]
    name_keys: Sequence[int | None]


def pack(profiles: Mapping[int, Profile]) -> Packed:
    """Seal profiles by person. Asks no database, so that it can be done `beside` it."""
    return Packed(
        list(profiles),
        [seal(person, profile).packed for person, profile in profiles.items()],
        [_list_of(profile) for profile in profiles.values()],
        [hashed(name_key(profile.name)) if profile.name else None for profile in profiles.values()],
    )


def put_packed(sealed: Packed, *, fresh: bool = False) -> None:
    """Put sealed persons into the vault; those who are not in the open scope are left out.

    Somebody whose identity stands there already keeps it: the service alone replaces one, where it does not say `fresh`.
    """
    if not sealed.persons:
        return
    if connection.connection is None or not connection.in_atomic_block:
        raise RuntimeError("people are sealed in the transaction of an open scope")
    with psycopg.Cursor(connection.connection) as cursor:  # values travel apart from the statement, in binary
        cursor.execute(_PUT, [sealed.persons, sealed.packs, sealed.lists, sealed.name_keys, fresh])


def _list_of(profile: Profile) -> str:
    """The keyed hashes as PostgreSQL writes an array."""
    return "{" + ",".join(str(hashed(key)) for key in blocking_keys(profile)) + "}"


def shred(*, persons: Sequence[int]) -> int:
    """Erase who persons are: values, data keys and hashes; give how many. Records about them stay, of nobody in particular.

    For the service that keeps the retention; nobody else's call does anything.
    """
    with connection.cursor() as cursor:
        cursor.execute("select vault.shred(%s::bigint[])", [list(persons)])
        return int(cursor.fetchone()[0])
