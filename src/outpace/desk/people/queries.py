"""What can be asked about persons: names for a list, an identity opened for a purpose (and logged)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's name and telephone number as the vault holds them."""

    name: str | None
    phone: str | None


def names(persons: Iterable[int]) -> Mapping[int, str]:
    """Names for a list, of persons in scope."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, name from vault.names(%s::bigint[])", [list(persons)])
        return {key: name for key, name in cursor.fetchall() if name}


def open_identities(persons: Iterable[int], at: datetime) -> Mapping[int, Identity]:
    """Open persons' identities; the vault writes who opened whom, when and for which purpose."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, name, phone from vault.open(%s::bigint[], %s)", [list(persons), at])
        return {key: Identity(name, phone) for key, name, phone in cursor.fetchall()}


def find_by_name(name: str) -> list[int]:
    """The persons in scope with exactly this name."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id from vault.find(%s)", [name])
        return [key for (key,) in cursor.fetchall()]
