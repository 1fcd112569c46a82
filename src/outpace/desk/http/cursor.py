"""Page positions: opaque, signed, and good only for the filter, the order and the areas they were given for."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing

from outpace.desk.scope.actor import Actor
from outpace.words.problem import ProblemError

SALT = "outpace.cursor"


@dataclass(frozen=True, slots=True)
class Position:
    """The last row of a page: its sort value as text (None: unknown) and its public id."""

    value: str | None
    id: str


def binding(actor: Actor, operation: str, filters: Mapping[str, object]) -> str:
    """What a position belongs to: who asks, with which areas, for what, in which order."""
    content = [actor.account, actor.role, actor.paths, operation, filters]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:32]


def write_cursor(position: Position, bound: str) -> str:
    """Write a position as an opaque text."""
    return signing.dumps([position.value, position.id, bound], salt=SALT, compress=False)


def read_cursor(text: str, bound: str) -> Position:
    """Read a position back. Raises CURSOR_INVALID for one that was made elsewhere, for others, or by hand."""
    try:
        value, key, made_for = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise ProblemError("CURSOR_INVALID") from error
    if made_for != bound:
        raise ProblemError("CURSOR_INVALID")
    return Position(value, key)
