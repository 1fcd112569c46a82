"""Bring older data up to this version: expand, fill in chunk by chunk, contract. Stopped anywhere, it goes on from there.

Expanding steps add and never take away, so that a former version could still run beside them. What old rows lack is filled in
small transactions that remember their place. A contracting step (a migration that names a back-fill in `needs_backfill`)
waits until that back-fill has come to its end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from outpace.desk.clock import now
from outpace.desk.life.models import Backfill
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

CHUNK = 2000
Hear = Callable[[str, int], None]
"""Hears the phase (`expand`, a back-fill's name, `contract`) and how many steps or rows it has done."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one transaction settled: how many rows, and the place after the last."""

    rows: int
    position: int


@dataclass(frozen=True, slots=True)
class Filling:
    """A back-fill: `step(position, limit)` settles rows after a place in the open scope; 0 rows mean that it is done.

    `apart`: the step opens scopes of its own and finds its place by itself.
    """

    name: str
    step: Callable[[int, int], Chunk]
    apart: bool = False


def expand(hear: Hear = lambda phase, done: None) -> int:
    """Do the steps that only add; give how many. Those that wait for a back-fill stay."""
    waiting = _waiting()
    free = _expanding(waiting)
    return _migrate(free, "expand", hear, whole=len(free) == len(waiting))


def contract(hear: Hear = lambda phase, done: None) -> int:
    """Do the steps that waited for back-fills; give how many."""
    return _migrate(_waiting(), "contract", hear, whole=True)


def fill_all(fillings: Sequence[Filling], hear: Hear = lambda phase, done: None) -> int:
    """Bring every back-fill to its end; give the rows of this call."""
    return sum(fill(filling, hear) for filling in fillings)


def fill(filling: Filling, hear: Hear = lambda phase, done: None, chunk: int = CHUNK) -> int:
    """Go on with a back-fill from where it stopped; give the rows of this call."""
    rows = 0
    while not _is_done(filling):
        ready = filling.step(-1, chunk) if filling.apart else None
        with scope(service(""), Purpose.UPGRADE):
            place, _ = Backfill.objects.select_for_update().get_or_create(name=filling.name)
            settled = ready or filling.step(place.position, chunk)
            place.position, place.rows = settled.position, place.rows + settled.rows
            place.done_at = now() if settled.rows == 0 else None
            place.save()
        rows += settled.rows
        hear(filling.name, rows)
    return rows


def _is_done(filling: Filling) -> bool:
    with scope(service(""), Purpose.UPGRADE):
        return Backfill.objects.filter(name=filling.name, done_at__isnull=False).exists()


def _waiting() -> list[Migration]:
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration for migration, _ in plan]


def _expanding(waiting: Sequence[Migration]) -> list[Migration]:
    """The steps that wait, without those that contract and those that rest on one of these."""
    held: set[tuple[str, str]] = set()
    free = []
    for step in waiting:
        if getattr(step, "needs_backfill", None) or any(tuple(before) in held for before in step.dependencies):
            held.add((step.app_label, step.name))
        else:
            free.append(step)
    return free


def _migrate(steps: Sequence[Migration], phase: str, hear: Hear, *, whole: bool) -> int:
    """Do steps as the owner: all that wait in one go, or one by one where some must stay."""
    if steps and whole:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    for step in () if whole else steps:
        call_command("migrate", step.app_label, step.name, database="owner", verbosity=0, interactive=False)
    hear(phase, len(steps))
    return len(steps)
