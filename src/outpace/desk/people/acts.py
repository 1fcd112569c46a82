"""What can be done with persons: register them under random keys, their names in the vault."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from outpace.desk.areas.queries import Place
from outpace.desk.people.models import Person, Subject
from outpace.words.ids import random_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A person to register. None is unknown."""

    place: Place
    name: str | None = None
    phone: str | None = None
    sex: str | None = None
    age: int | None = None
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
    """Put names and telephone numbers into the vault. Persons outside the open scope are left out."""
    named = [p for p in persons if p.name or p.phone]
    if named:
        with connection.cursor() as cursor:
            cursor.execute(
                "select vault.put(%s::bigint[], %s::text[], %s::text[])",
                [[p.key for p in named], [p.name for p in named], [p.phone for p in named]],
            )
