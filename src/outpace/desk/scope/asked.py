"""Which statements this process has sent: each text once a day, with the time. Texts only, no values, nothing that came back.

Nothing is noted before `listen`: a process that would never hand its texts on keeps none.
"""

from collections.abc import Mapping
from datetime import date, datetime

from psycopg.sql import Composable

from outpace.desk.clock import now

MOST = 4096
"""Texts held at once. What finds no room is noted when it is sent again after the next `take`."""

_POINTS = ("SAVEPOINT ", "RELEASE ", "ROLLBACK ")
"""They read nothing, and each has a name of its own."""

known: set[str] = set()
"""The texts noted today: one look-up for each statement, and `note` only for those that aren't in it."""
_fresh: dict[str, datetime] = {}
_listens = False
_day: date | None = None


def listen() -> None:
    """Note statements from now on."""
    global _listens
    _listens = True


def stop() -> None:
    """Note nothing any more, and forget what was noted."""
    global _listens
    _listens = False
    known.clear()
    _fresh.clear()


def note(statement: str | bytes | Composable) -> None:
    """Note a statement that isn't in `known`."""
    if not _listens:
        return
    text = _written(statement)
    if text not in known and len(known) < MOST and not text.startswith(_POINTS):
        known.add(text)
        _fresh[text] = now()


def take() -> dict[str, datetime]:
    """The texts that are new since the last call, with when each was sent first. On a new day all are new again."""
    global _day
    taken = {text: _fresh.pop(text) for text in tuple(_fresh)}
    today = now().date()
    if today != _day or len(known) >= MOST:
        known.clear()
        _day = today
    return taken


def give_back(texts: Mapping[str, datetime]) -> None:
    """Hold texts that were taken and could not be handed on."""
    _fresh.update(texts)


def _written(statement: str | bytes | Composable) -> str:
    match statement:
        case str():
            return statement
        case bytes():
            return statement.decode("utf-8", "replace")
    return statement.as_string(None)
