"""What a steward sees of the two persons of a candidate in the queue: masks."""

from collections.abc import Iterable, Mapping

from django.db import connection

from outpace.desk.people.identity import Mask
from outpace.desk.people.sealing import open_mask


def masks(persons: Iterable[int]) -> Mapping[int, Mask]:
    """The masks of persons in scope; to a steward or the service."""
    with connection.cursor() as cursor:
        cursor.execute("select person_id, mask, wrapped from vault.masks(%s::bigint[])", [list(persons)])
        return {key: open_mask(key, mask, wrapped) for key, mask, wrapped in cursor.fetchall()}
