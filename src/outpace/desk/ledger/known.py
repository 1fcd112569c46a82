"""Read the tables as they were known at an instant: inside `as_was`, every statement reads the views of schema `known`.

The statements are the same as on any other day, so a figure has one definition for today and for then. Nothing can be written
inside: views of two halves take no rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from outpace.desk.ledger.models import KnownSince
from outpace.desk.scope import asked
from outpace.words.problem import ProblemError

_ENTER = """
select set_config('search_path', 'known, public', true), set_config('outpace.as_known', %(known)s, true),
    set_config('outpace.as_of', %(as_of)s, true), set_config('outpace.as_of_day', %(day)s, true)
"""
_LEAVE = "set local search_path to default"
_READS = "select key, subject_id, area_path, image from ledger_superseded"
"""What the views read, in words that the watch over unread fields knows."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant asked about, and the instant at which it was known. `as_of` is never the later of the two."""

    as_of: datetime
    as_known: datetime


_standing: ContextVar[Moment | None] = ContextVar("known", default=None)


def standing() -> Moment | None:
    """The moment whose rows are read now; None where the tables are read as they stand."""
    return _standing.get()


def moment(as_of: datetime | None, as_known: datetime | None, now: datetime) -> Moment | None:
    """The moment that was asked for, None where neither instant was given. What is left out follows the other.

    Raises KNOWN_LATER, KNOWN_BEFORE_AS_OF, KNOWN_NOT_KEPT. Needs an open scope.
    """
    if as_of is None and as_known is None:
        return None
    known = as_known or now
    asked_for = Moment(as_of or known, known)
    if known > now:
        raise ProblemError("KNOWN_LATER", at=_shown(known), now=_shown(now))
    if asked_for.as_of > known:
        raise ProblemError("KNOWN_BEFORE_AS_OF", as_of=_shown(asked_for.as_of), known=_shown(known))
    _refuse_overwritten(asked_for)
    return asked_for


def _refuse_overwritten(asked_for: Moment) -> None:
    since = KnownSince.objects.values_list("at", flat=True).first()
    if since is not None and asked_for.as_of < since:
        raise ProblemError("KNOWN_NOT_KEPT", at=_shown(asked_for.as_of), since=_shown(since))


def _shown(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


@contextmanager
def as_was(at: Moment | None, day: date) -> Iterator[None]:
    """Read cases, links, contacts, plans and tasks as they were known at a moment; `day` is its reporting day.

    None reads them as they stand. Needs an open scope.
    """
    if at is None:
        yield
        return
    asked.note(_READS)
    values = {"known": at.as_known.isoformat(), "as_of": at.as_of.isoformat(), "day": day.isoformat()}
    mark = _standing.set(at)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ENTER, values)
            yield
            cursor.execute(_LEAVE)
    finally:
        _standing.reset(mark)
