"""What a steward may see of the two persons of a candidate: masks in the queue, both whole once the pair is opened."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from outpace.desk.people.identity import Mask
from outpace.desk.people.sealing import open_mask, open_whole
from outpace.matching.profile import Profile


def masks(persons: Iterable[int]) -> Mapping[int, Mask]:
    """The masks of persons in scope; to a steward or the service."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, mask, wrapped from vault.masks(%s::bigint[])", [list(persons)])
        return {key: open_mask(key, mask, wrapped) for key, mask, wrapped in cursor.fetchall()}


def open_pair(candidate: int, at: datetime) -> Mapping[int, Profile]:
    """Open both persons of a candidate for the steward who decides; the vault writes that down for each of them."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, whole, wrapped from vault.open_pair(%s, %s)", [candidate, at])
        return {key: open_whole(key, whole, wrapped) for key, whole, wrapped in cursor.fetchall()}
