"""`with scope(actor, purpose):` opens the transaction in which SQL may happen, and nothing else does.

Outside it every statement is refused by `refuse_outside`, so that no query can forget who is asking and why.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection, transaction

from outpace.desk.clock import now, wall_now
from outpace.desk.scope import asked
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.token import said, sign
from outpace.words.purpose import Purpose

_current: ContextVar[Actor | None] = ContextVar("scope", default=None)
_OPEN = "select set_config('outpace.scope', %s, true)"
_REPLAN = "discard plans; "
PLANS_LAST_S = 1.0
"""Plans kept longer would be those for tables as small as they were then; planning anew costs as much as a small act."""

_planned: WeakKeyDictionary[Any, tuple[tuple[str, ...], float]] = WeakKeyDictionary()
"""What a database session's plans were made with, and since when it keeps them. Under other words they are refused aloud."""
_CLOSE = "select set_config('outpace.scope', '', true)"


class OutsideScopeError(RuntimeError):
    """A statement was about to run outside `with scope(…)`: a defect in the calling code."""


class PurposeError(ValueError):
    """A purpose that is not on the closed list, or that a role may not have: a defect in the calling code."""


@cache
def scope_key() -> bytes:
    """The installation's scope key. Raises FileNotFoundError before the installation is set up."""
    return bytes.fromhex((settings.HOME.keys / "scope.key").read_text("ascii").strip())


@contextmanager
def scope(actor: Actor, purpose: Purpose) -> Iterator[Actor]:
    """Open a transaction as an actor, for a purpose; commit at the end, roll back on an exception.

    Raises PurposeError for a purpose that is not on the closed list or not for the actor's role.
    """
    admitted = _admitted(actor, purpose)
    if _current.get() is not None:
        raise OutsideScopeError("a scope is already open: pass its actor on instead of opening another")
    mark = _current.set(actor)
    try:
        with transaction.atomic():
            _assume(actor, admitted)
            yield actor
            _forget()
    finally:
        _current.reset(mark)


def _admitted(actor: Actor, purpose: str) -> Purpose:
    try:
        known = Purpose(purpose)
    except ValueError:
        raise PurposeError(f"no purpose {purpose!r}: the list is words/purpose.py") from None
    if actor.role not in known.roles:
        raise PurposeError(f"the purpose {purpose!r} is not for a {actor.role}: see words/purposes.toml")
    return known


def _assume(actor: Actor, purpose: Purpose) -> None:
    connection.ensure_connection()
    session = connection.connection
    wall, backend = wall_now().timestamp(), session.info.backend_pid
    token = sign(actor, purpose, key=scope_key(), backend=backend, at=wall, as_of=now())
    kept, opened = _planned.pop(session, None), time.monotonic()
    if kept is not None and kept[0] == said(token) and opened - kept[1] < PLANS_LAST_S:
        statement = _OPEN
    else:
        statement, kept = _REPLAN + _OPEN, (said(token), opened)
    with connection.cursor() as cursor:
        cursor.execute(statement, [token])
    _planned[session] = kept


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE)


def current() -> Actor | None:
    """The actor of the open scope, if any."""
    return _current.get()


def refuse_outside(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse a statement outside a scope, and note its text (installed on every connection of the app role)."""
    if _current.get() is None:
        raise OutsideScopeError(f"SQL outside a scope: {sql[:120]}")
    if type(sql) is not str or sql not in asked.known:
        asked.note(sql)
    return execute(sql, params, many, context)
