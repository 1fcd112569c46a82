"""The signed scope token: what PostgreSQL checks before it shows a row.

A bare setting is no identity: whoever can run SQL could set it. The token binds account, purpose, areas, expiry and the
database session, and only a process that holds the key can make one. Policies read what it says while a statement is planned,
so that an index answers them, and have what they read verified once when the statement runs (`scope.holds`).
"""

import hashlib
import hmac
from datetime import datetime

from outpace.desk.scope.actor import Actor, Role
from outpace.words.area import path_range
from outpace.words.purpose import Purpose

LIFETIME_S = 600
BLOCK = 64
VERSION = "2"
_RESERVED = frozenset('|#"\\')
_NO_HEALTH = frozenset({Role.ADMINISTRATOR, Role.OMBUDSMAN})


def sign(actor: Actor, purpose: Purpose, *, key: bytes, backend: int, at: float, as_of: datetime) -> str:
    """Sign a scope for one database session.

    `at` is the wall clock in seconds since 1970 and gives the end; `as_of` is the time of the response, by which grants
    are live or over. Raises ValueError for a purpose or a path that would break the token's fields.
    """
    ranges = sorted(map(path_range, actor.paths))
    if any(_RESERVED & set(text) for text in (purpose, *actor.paths)):
        raise ValueError("a purpose or a path with | # quotes or backslashes can't be signed")
    fields = (
        VERSION,
        str(actor.account),
        str(purpose),
        str(actor.role),
        str(int(at) + LIFETIME_S),
        str(backend),
        str(actor.subject or ""),
        str(_micros(as_of)),
        flags(actor, purpose),
        ranges[0][0] if ranges else "",
        max(high for _, high in ranges) if ranges else "",
    )
    body = "|".join((*fields, "{" + ",".join(f'["{low}","{high}")' for low, high in ranges) + "}"))
    return f"{body}#{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


def flags(actor: Actor, purpose: Purpose) -> str:
    """What a scope may look at, a letter each.

    a: rows in its areas that are about no person's health; i: persons in its areas (no health); p: whatever is known about people
    in its areas; s: its areas are one range; o: the rows about the resident herself; g: rows that a grant for this purpose
    opens; w: the loop's service, which may ask in which area a key lies.
    """
    ranged = bool(actor.paths)
    people = purpose.on_people and actor.role not in _NO_HEALTH
    letters = {
        "a": ranged,
        "i": ranged and purpose.on_people and actor.role is not Role.ADMINISTRATOR,
        "p": ranged and people,
        "s": len(actor.paths) == 1,
        "o": actor.role is Role.RESIDENT and actor.subject is not None,
        "g": ranged and people and purpose.grantable,
        "w": actor.role is Role.SERVICE and purpose is Purpose.LOOP,
    }
    return "".join(letter for letter, holds in letters.items() if holds)


def said(token: str) -> tuple[str, ...]:
    """What of a token is folded into plans (`scope.says`, `scope.said_low`, `scope.said_high`): flags, low end, high end."""
    return tuple(token.partition("#")[0].split("|")[8:11])


def _micros(at: datetime) -> int:
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer HMAC blocks of a key (RFC 2104), so that SQL needs sha256 alone."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
