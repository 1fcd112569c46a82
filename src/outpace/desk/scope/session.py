"""`with scope(actor, purpose):` opens the transaction in which SQL may happen, and nothing else does.

Outside it every statement is refused by `refuse_outside`, so that no query can forget who is asking and why.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from outpace.desk.clock import now, wall_now
from outpace.desk.scope.actor import Actor
from outpace.desk.scope.token import sign
from outpace.words.purpose import Purpose

_current: ContextVar[Actor | None] = ContextVar("scope", default=None)
_OPEN = "discard plans; select set_config('outpace.scope', %s, true)"
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
    backend: int = connection.connection.info.backend_pid
    with connection.cursor() as cursor:
        wall = wall_now().timestamp()
        cursor.execute(_OPEN, [sign(actor, purpose, key=scope_key(), backend=backend, at=wall, as_of=now())])


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE)


def current() -> Actor | None:
    """The actor of the open scope, if any."""
    return _current.get()


def refuse_outside(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse a statement outside a scope (installed on every connection of the app role)."""
    if _current.get() is None:
        raise OutsideScopeError(f"SQL outside a scope: {sql[:120]}")
    return execute(sql, params, many, context)
