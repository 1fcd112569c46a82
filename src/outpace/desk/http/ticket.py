"""The ticket with which a signed-in page opens its live messages: account, areas and an end, signed."""

from datetime import datetime

from django.core import signing

from outpace.desk.scope.actor import Actor
from outpace.words.ids import IdKind, encode

SALT = "outpace.live"
LIFETIME_S = 12 * 3600


def write_ticket(actor: Actor, at: datetime) -> str:
    """Write a ticket that ends 12 hours after `at` (the wall clock)."""
    content = {
        "account": encode(IdKind.ACCOUNT, actor.account),
        "paths": list(actor.paths),
        "ends": int(at.timestamp()) + LIFETIME_S,
    }
    return signing.dumps(content, salt=SALT)
