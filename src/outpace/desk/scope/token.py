"""The signed scope token: what PostgreSQL checks before it shows a row.

A bare setting is no identity: whoever can run SQL could set it. The token binds account, purpose, areas, expiry and the
database session, and only a process that holds the key can make one. The database verifies it in `scope.claims()`.
"""

import hashlib
import hmac

from outpace.desk.scope.actor import Actor
from outpace.words.area import path_range

LIFETIME_S = 600
BLOCK = 64


def sign(actor: Actor, purpose: str, *, key: bytes, backend: int, at: float) -> str:
    """Sign a scope for one database session; `at` is the wall clock in seconds since 1970."""
    if "|" in purpose or "#" in purpose:
        raise ValueError("a purpose holds neither | nor #")
    ranges = ",".join(f'["{low}","{high}")' for low, high in map(path_range, actor.paths))
    fields = (
        "1",
        str(actor.account),
        purpose,
        actor.role,
        str(int(at) + LIFETIME_S),
        str(backend),
        str(actor.subject or ""),
    )
    body = "|".join((*fields, "{" + ranges + "}"))
    return f"{body}#{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer HMAC blocks of a key (RFC 2104), so that SQL needs sha256 alone."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
