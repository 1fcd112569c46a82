"""The job that ends what is kept too long: by class, in small transactions, past holds, with a count for each run.

It runs with the tick, at most once an hour, and goes on where it stopped. What it removes it says in one event, in numbers.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from outpace.desk.accounts.models import Session
from outpace.desk.home import Home
from outpace.desk.intake import spool
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.models import Access, Replay
from outpace.desk.ledger.record import Event, record
from outpace.desk.life.classes import classes
from outpace.desk.life.models import Hold, Sweep
from outpace.desk.scope.actor import EVERYWHERE, Actor, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

PURPOSE = Purpose.RETENTION
EVERY = timedelta(hours=1)
CHUNK = 5000

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of a class that are past an instant, and what a hold on them can be narrowed by.

    `empties` is the column that is emptied where the row itself stays.
    """

    past: Callable[[datetime], Rows]
    area: bool = False
    subject: bool = False
    empties: str | None = None

    def end(self, rows: Rows) -> int:
        """Remove rows, or empty what of them is past its limit; give how many."""
        return rows.update(**{self.empties: b""}) if self.empties else rows.delete()[0]


SHELVES: Mapping[str, Shelf] = {
    "look_up": Shelf(lambda before: Access.objects.filter(at__lt=before), area=True, subject=True),
    "answer": Shelf(lambda before: Replay.objects.filter(at__lt=before).exclude(answer=b""), empties="answer"),
    "replay": Shelf(lambda before: Replay.objects.filter(at__lt=before)),
    "session": Shelf(lambda before: Session.objects.filter(ends__lt=before)),
    "reject_settled": Shelf(
        lambda before: Reject.objects.exclude(state="open").filter(receipt__closed_at__lt=before), area=True
    ),
    "reject_open": Shelf(lambda before: Reject.objects.filter(state="open", receipt__started_at__lt=before), area=True),
}
"""Classes whose rows stand in tables. `spool` and `service_log` are files."""


def sweep(as_of: datetime, home: Home | None = None) -> dict[str, int]:
    """Remove what is past its limit at an instant; give how much of each class went. At most one run an hour."""
    if not _is_due(as_of):
        return {}
    gone = {name: _clear(name, shelf, as_of) for name, shelf in SHELVES.items()}
    gone |= _clear_files(home or settings.HOME, as_of)
    _say(gone, as_of)
    return gone


def _is_due(as_of: datetime) -> bool:
    with scope(_sweeper(), PURPOSE):
        return not Sweep.objects.filter(at__gt=as_of - EVERY, at__lte=as_of).exists()


def _sweeper() -> Actor:
    return service(EVERYWHERE)


def _clear(name: str, shelf: Shelf, as_of: datetime) -> int:
    removed = 0
    while True:
        with scope(_sweeper(), PURPOSE):
            past = shelf.past(classes()[name].before(as_of))
            free = past.exclude(_held(name, shelf, as_of)) if _holds(name, as_of) else past
            keys = list(free.values_list("pk", flat=True)[:CHUNK])
            removed += shelf.end(past.model.objects.filter(pk__in=keys)) if keys else 0
            if len(keys) < CHUNK:
                Sweep.objects.create(data_class=name, at=as_of, removed=removed, held=past.count())
                return removed


def _holds(name: str, as_of: datetime) -> list[Hold]:
    return list(Hold.objects.filter(data_class=name, starts__lte=as_of, ends__gt=as_of))


def _held(name: str, shelf: Shelf, as_of: datetime) -> Q:
    """The rows that a hold keeps. A hold narrower than its class can express keeps the whole class: rather too much."""
    kept = Q(pk__in=[])
    for hold in _holds(name, as_of):
        one = Q()
        if shelf.area and hold.area_path:
            one &= Q(area_path__startswith=hold.area_path)
        if shelf.subject and hold.subject_id is not None:
            one &= Q(subject_id=hold.subject_id)
        kept |= one or ~Q(pk__in=[])
    return kept


def _clear_files(home: Home, as_of: datetime) -> dict[str, int]:
    with scope(_sweeper(), PURPOSE):
        spooled = 0 if _holds("spool", as_of) else _drop_spooled(home, classes()["spool"].before(as_of))
        logs = 0 if _holds("service_log", as_of) else _drop_logs(home, classes()["service_log"].before(as_of))
        for name, removed in (("spool", spooled), ("service_log", logs)):
            Sweep.objects.create(data_class=name, at=as_of, removed=removed, held=0)
    return {"spool": spooled, "service_log": logs}


def _drop_spooled(home: Home, before: datetime) -> int:
    kept = spool.kept(home)
    old = list(Receipt.objects.filter(pk__in=kept, started_at__lt=before).values_list("pk", flat=True))
    for receipt in old:
        spool.drop(home, receipt)
    return len(old)


def _drop_logs(home: Home, before: datetime) -> int:
    old = [file for file in _finished_logs(home) if datetime.fromtimestamp(os.stat(file).st_mtime, UTC) < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _finished_logs(home: Home) -> Iterable[Path]:
    """The log files nobody writes to any more: those that were set aside under a number."""
    return home.logs.glob("*.log.*")


def _say(gone: Mapping[str, int], as_of: datetime) -> None:
    counts = {name: count for name, count in gone.items() if count}
    if counts:
        with scope(_sweeper(), PURPOSE) as by:
            event = Event(
                kind="retention.applied", by=by, area_path=EVERYWHERE, happened=as_of, recorded=as_of, data=counts
            )
            record(event)


def past_limit(as_of: datetime, slack: timedelta = timedelta()) -> dict[str, int]:
    """Count the rows past their limit and `slack`, by class, holds apart: what an inspector asks for."""
    with scope(_sweeper(), PURPOSE):
        return {
            name: shelf.past(classes()[name].before(as_of) - slack).exclude(_held(name, shelf, as_of)).count()
            for name, shelf in SHELVES.items()
        }
