"""The ticket with which a signed-in page opens its live messages: whose, for which areas, and what it stands on, signed.

A ticket is no right of its own: it is good as long as the session or token that asked for it (`desk/serving/heard.py`).
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core import signing

from outpace.desk.scope.actor import Actor

SALT = "outpace.live"
LIFETIME_S = 12 * 3600
"""As long as a session can be: where the check fails, a ticket still ends."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a page shows: account, role and areas; the hash of its session, or the key of its system's token."""

    account: int
    role: str
    paths: tuple[str, ...]
    session: str
    token: int
    ends: int


def write_ticket(actor: Actor, at: datetime, *, session: str = "", token: int = 0) -> str:
    """Write a ticket that stands on a session's hash or a token's key, and ends 12 hours after `at` (the wall clock)."""
    ends = int(at.timestamp()) + LIFETIME_S
    return signing.dumps(asdict(Ticket(actor.account, actor.role, actor.paths, session, token, ends)), salt=SALT)


def read_ticket(text: str) -> Ticket | None:
    """The ticket in a text, None where it isn't one of ours or its time is over."""
    try:
        shown = signing.loads(text, salt=SALT, max_age=LIFETIME_S)
        return Ticket(**{**shown, "paths": tuple(shown["paths"])})
    except (signing.BadSignature, KeyError, TypeError):
        return None
