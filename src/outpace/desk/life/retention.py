"""The job that ends what is kept too long: by class, in small transactions, past holds, with a count for each run.

It runs with the tick, at most once an hour, and goes on where it stopped. What it removes it says in one event, in numbers.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from outpace.desk.home import Home
from outpace.desk.intake import spool
from outpace.desk.intake.models import Receipt
from outpace.desk.ledger.record import Event, record
from outpace.desk.life.classes import classes
from outpace.desk.life.models import Hold, Sweep
from outpace.desk.life.shelves import SHELVES, Rows, Shelf
from outpace.desk.scope.actor import EVERYWHERE, Actor, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

PURPOSE = Purpose.RETENTION
EVERY = timedelta(hours=1)


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
        with scope(_sweeper(), PURPOSE) as by:
            past = shelf.past(classes()[name].before(as_of))
            keys = list(_free(name, shelf, past, as_of).values_list("pk", flat=True)[: shelf.chunk])
            ended = shelf.end(by, past.model.objects.filter(pk__in=keys), as_of) if keys else 0
            removed += ended
            if shelf.tells and ended:
                _record(by, {name: ended, "keys": keys}, as_of)
            if len(keys) < shelf.chunk or not ended:
                Sweep.objects.create(data_class=name, at=as_of, removed=removed, held=past.count())
                return removed


def _free(name: str, shelf: Shelf, past: Rows, as_of: datetime) -> Rows:
    """What of the rows past their limit may go: no hold keeps it, and no row that stays does."""
    free = past.exclude(_held(name, shelf, as_of)) if _holds(name, as_of) else past
    stays = list(shelf.stays(free))
    return free.exclude(pk__in=stays) if stays else free


def _holds(name: str, as_of: datetime) -> list[Hold]:
    return list(Hold.objects.filter(data_class=name, starts__lte=as_of, ends__gt=as_of))


def _held(name: str, shelf: Shelf, as_of: datetime) -> Q:
    """The rows that a hold keeps. A hold narrower than its class can express keeps the whole class: rather too much."""
    kept = Q(pk__in=[])
    for hold in _holds(name, as_of):
        one = Q()
        if shelf.area and hold.area_path:
            one &= Q(area_path__startswith=hold.area_path)
        if shelf.subject is not None and hold.subject_id is not None:
            one &= shelf.subject(hold.subject_id)
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
    """Say in one event what went of the classes that have not said it themselves."""
    counts = {name: count for name, count in gone.items() if count and not (name in SHELVES and SHELVES[name].tells)}
    if counts:
        with scope(_sweeper(), PURPOSE) as by:
            _record(by, counts, as_of)


def _record(by: Actor, data: Mapping[str, object], as_of: datetime) -> None:
    record(Event(kind="retention.applied", by=by, area_path=EVERYWHERE, happened=as_of, recorded=as_of, data=data))


def past_limit(as_of: datetime, slack: timedelta = timedelta()) -> dict[str, int]:
    """Count the rows past their limit and `slack`, by class, holds apart: what an inspector asks for."""
    with scope(_sweeper(), PURPOSE):
        return {
            name: _free(name, shelf, shelf.past(classes()[name].before(as_of) - slack), as_of).count()
            for name, shelf in SHELVES.items()
        }
