"""What can be asked about persons: who is one person, and, for services and stewards, who goes by a known key.

Names are shown and persons opened by the room `openings` alone.
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from outpace.desk.people.keys import hashed
from outpace.matching.blocking import document_key, name_key, phone_key
from outpace.words.identity import Document


def find_by_name(name: str) -> list[int]:
    """The persons in scope with exactly this name, but for case and spaces."""
    return _find(name_key(name))


def find_by_phone(phone: str) -> list[int]:
    """The persons in scope with this telephone number, however it is written."""
    key = phone_key(phone)
    return _find(key) if key else []


def find_by_document(document: Document) -> list[int]:
    """The persons in scope with this document."""
    key = document_key(document)
    return _find(key) if key else []


def _find(key: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select person_id from vault.find_sealed(%s)", [hashed(key)])
        return [person for (person,) in cursor.fetchall()]


def heads(persons: Iterable[int]) -> Mapping[int, int]:
    """Each person in scope with the one she is the same as, through all links; herself where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, head from vault.heads(%s::bigint[])", [list(persons)])
        return dict(cursor.fetchall())


def members(person: int) -> list[int]:
    """All records in scope that are of one person with this one, itself among them."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id from vault.members(%s)", [person])
        return sorted(key for (key,) in cursor.fetchall())


def together(persons: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """The other records in scope of each person that a decision joined to another; one statement for all."""
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select person_id, other_id from vault.together(%s::bigint[])", [list(persons)])
        for person, other in cursor.fetchall():
            found.setdefault(person, set()).add(other)
    return {person: frozenset(others) for person, others in found.items()}
