"""What can be asked about persons: names for a list, an identity opened for a purpose (and logged), who is one person.

The vault hands out ciphertext; it is opened here, in a process that holds the keys.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from outpace.desk.people.identity import Identity, Mask, identity_of
from outpace.desk.people.keys import hashed
from outpace.desk.people.sealing import open_mask, open_whole
from outpace.matching.blocking import document_key, name_key, phone_key
from outpace.words.identity import Document

__all__ = [
    "Identity",
    "Mask",
    "find_by_document",
    "find_by_name",
    "find_by_phone",
    "heads",
    "masks",
    "members",
    "names",
    "open_identities",
]

_NAMES = "select person_id, whole, mask, wrapped from vault.names_sealed(%s::bigint[])"


def names(persons: Iterable[int]) -> Mapping[int, str]:
    """Names for a list, of persons in scope."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(persons)])
        opened = {key: open_whole(key, whole, wrapped).name for key, whole, _, wrapped in cursor.fetchall()}
    return {key: name for key, name in opened.items() if name}


def masks(persons: Iterable[int]) -> Mapping[int, Mask]:
    """What lists may show of persons in scope."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(persons)])
        return {key: open_mask(key, mask, wrapped) for key, _, mask, wrapped in cursor.fetchall()}


def open_identities(persons: Iterable[int], at: datetime) -> Mapping[int, Identity]:
    """Open persons' identities; the vault writes who opened whom, when and for which purpose."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, whole, wrapped from vault.open_sealed(%s::bigint[], %s)", [list(persons), at])
        return {key: identity_of(open_whole(key, whole, wrapped)) for key, whole, wrapped in cursor.fetchall()}


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
