"""Which steps of the data's structure this version knows, which a database has taken, and what that means for a start."""

from collections.abc import Iterable
from functools import cache

from django.db import connections
from django.db.migrations.loader import MigrationLoader

Step = tuple[str, str]
_APPLIED = "select app, name from django_migrations"


@cache
def known() -> frozenset[Step]:
    """Every step of this version, as (app, name)."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def applied(alias: str = "default") -> frozenset[Step]:
    """Every step a database has taken. Under the app role this needs an open scope."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_APPLIED)
        return frozenset((app, name) for app, name in cursor.fetchall())


def missing(done: Iterable[Step]) -> list[Step]:
    """The steps that wait."""
    return sorted(known() - frozenset(done))


def unknown(done: Iterable[Step]) -> list[Step]:
    """The steps that a newer version has taken."""
    return sorted(frozenset(done) - known())
