"""Fields of the register that nobody reads: what the processes of the service asked for, kept by the day, and what is left over.

It is advice and no alarm: whoever runs the installation decides whether a field that nobody reads is still asked for. What a
function of the database reads counts with whoever calls it, by the function's own text. Loading a whole row reads all its
fields, so a field that is listed is one that no statement names; commands in a terminal are not counted.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.core.signals import request_finished
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from outpace.desk.clock import now, ticks
from outpace.desk.life.fields import Columns, fields_read, functions_called
from outpace.desk.life.limits import span
from outpace.desk.life.models import Read
from outpace.desk.register.entries import ABOUT_PEOPLE, DataClass, Entry, register
from outpace.desk.scope import asked
from outpace.desk.scope.actor import EVERYWHERE, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

PURPOSE = Purpose.WATCH
EVERY_S = 60.0
CARRIES = frozenset({"scope.unname", "scope.move_case", "vault.shred"})
"""Functions that touch whatever is held, to move or to end it: nobody reads it by them."""

_BODIES = """
select n.nspname || '.' || p.proname, p.prosrc from pg_catalog.pg_proc p join pg_catalog.pg_namespace n
on n.oid = p.pronamespace where n.nspname || '.' || p.proname = any(%s)
"""
_due = 0.0
log = logging.getLogger("outpace.fields")


@dataclass(frozen=True, slots=True)
class Unread:
    """A field nobody reads: where it stands, when it was last read (None: never), and since when that is watched."""

    table: str
    column: str
    entry: Entry
    since: date
    last: date | None


@cache
def watched() -> frozenset[tuple[str, str]]:
    """The fields that are watched: all about a person, and what is secret beside them."""
    counted = ABOUT_PEOPLE | {DataClass.SECRET}
    return frozenset(
        (table, column)
        for table, entry in register().items()
        if entry.is_about_people
        for column, kind in entry.columns.items()
        if kind in counted
    )


def hand_on() -> int:
    """Keep what this process has read since the last time, at most once a minute; give how many fields."""
    global _due
    if ticks() < _due:
        return 0
    _due = ticks() + EVERY_S
    texts = asked.take()
    try:
        return keep(texts)
    except BaseException:
        asked.give_back(texts)
        raise


def listen_to_requests() -> None:
    """Note what requests read from now on, and hand it on when an answer has gone out."""
    asked.listen()
    request_finished.connect(_after_answer, dispatch_uid="outpace.unread")


def _after_answer(**_: object) -> None:
    try:
        hand_on()
    except (DatabaseError, InterfaceError):
        log.warning("which fields were read could not be kept; it is tried again in a minute")


def keep(texts: Mapping[str, datetime]) -> int:
    """Keep that statements were sent at an instant; give how many fields they read."""
    if not texts:
        return 0
    with scope(service(EVERYWHERE), PURPOSE):
        _begin(now().date())
        days = _days(texts)
        for day in sorted({*days.values()}):
            read = [".".join(field) for field, on in days.items() if on == day]
            Read.objects.filter(Q(last=None) | Q(last__lt=day), field__in=read).update(last=day)
        return len(days)


def watch_fields(as_of: datetime) -> None:
    """Begin to watch what the register has gained, and stop with what has left it."""
    with scope(service(EVERYWHERE), PURPOSE):
        _begin(as_of.date())


def unread(as_of: datetime) -> list[Unread]:
    """The fields that nobody has read for as long as the limit says, by name. Needs an open scope."""
    before = (as_of - span("field_unread")).date()
    rows = Read.objects.annotate(seen=Coalesce(F("last"), F("since"))).filter(seen__lte=before)
    kept = {row.field: row for row in rows}
    return [
        Unread(table, column, register()[table], kept[name].since, kept[name].last)
        for table, column in sorted(watched())
        if (name := f"{table}.{column}") in kept
    ]


def _begin(day: date) -> None:
    there, wanted = {*Read.objects.values_list("field", flat=True)}, {".".join(field) for field in watched()}
    Read.objects.bulk_create((Read(field=name, since=day) for name in sorted(wanted - there)), ignore_conflicts=True)
    if there - wanted:
        Read.objects.filter(field__in=there - wanted).delete()


def _days(texts: Mapping[str, datetime]) -> dict[tuple[str, str], date]:
    """The last day on which each watched field was read by a text or by what it calls."""
    bodies = _bodies(texts)
    found: dict[tuple[str, str], date] = {}
    for text, at in texts.items():
        for field in watched() & _reached(text, bodies):
            found[field] = max(found.get(field, at.date()), at.date())
    return found


def _reached(text: str, bodies: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    fields, seen, left = set(fields_read(text, _held())), set(), {*functions_called(text)}
    while left:
        name = left.pop()
        if name in seen or name not in bodies:
            continue
        seen.add(name)
        fields |= fields_read(bodies[name], _held())
        left |= functions_called(bodies[name])
    return frozenset(fields)


def _bodies(texts: Iterable[str]) -> dict[str, str]:
    """The texts of the functions that texts call, and of those that these call; of overloaded ones all, one after another."""
    bodies: dict[str, str] = {}
    left = {name for text in texts for name in functions_called(text)} - CARRIES
    asked_for: set[str] = set()
    while left:
        asked_for |= left
        with connection.cursor() as cursor:
            cursor.execute(_BODIES, [sorted(left)])
            for name, body in cursor.fetchall():
                bodies[name] = f"{bodies.get(name, '')};{body}"
        left = {called for name in left & bodies.keys() for called in functions_called(bodies[name])}
        left -= asked_for | CARRIES
    return bodies


@cache
def _held() -> Columns:
    return {table: frozenset(entry.columns) for table, entry in register().items()}
