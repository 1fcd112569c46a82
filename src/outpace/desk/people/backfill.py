"""Move what an earlier version kept in the clear: names and telephones into the sealed vault.

In chunks, each in a transaction of its own with the place it came to, so that it goes on wherever it was stopped. Ends at
once where there is nothing to move.
"""

from collections.abc import Callable

from django.db import connection, connections

from outpace.desk.people.acts import pack, put_packed
from outpace.desk.people.models import Person
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.matching.profile import Profile
from outpace.words.purpose import Purpose

CHUNK = 2000


def seal_plain(*, chunk: int = CHUNK) -> int:
    """Seal every identity that stands in the clear; give how many. Then rewrites the table, so that no copy is left in it."""
    moved = _all(lambda: _seal_chunk(chunk))
    if moved:
        with connections["owner"].cursor() as cursor:
            cursor.execute("vacuum (full) vault.identity")
    return moved


def _all(step: Callable[[], int]) -> int:
    moved = 0
    while done := step():
        moved += done
    return moved


def _seal_chunk(chunk: int) -> int:
    with scope(service(""), Purpose.UPGRADE), connection.cursor() as cursor:
        cursor.execute("select person_id, name, phone from vault.plain(%s)", [chunk])
        found = cursor.fetchall()
        people = Person.objects.in_bulk([key for key, _, _ in found])
        profiles = {
            key: Profile(name=name, phone=phone, sex=people[key].sex, area_path=people[key].area_path)
            for key, name, phone in found
            if key in people
        }
        put_packed(pack(profiles))
        return len(profiles)
