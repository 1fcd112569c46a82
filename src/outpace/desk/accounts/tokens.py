"""Tokens of systems: made once, shown once, stored as a hash, never wider than the post they are bound to.

A token stands in `Authorization: Bearer`; a request that shows one is that token's and nobody else's, whatever cookies it
carries. How often it was shown is counted minute by minute.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import cast

from django.db import connection
from django.http import HttpRequest

from outpace.desk.accounts.halves import PREFIX, hash_of_shown
from outpace.desk.accounts.models import Token
from outpace.desk.accounts.signin import Held
from outpace.desk.scope.actor import Role
from outpace.words.problem import ProblemError

BYTES = 32
LONGEST_DAYS = 365
PER_MINUTE = 600
_COUNT = """
insert into accounts_tokenuse (token_id, minute, count) values (%s, %s, 1)
on conflict (token_id, minute) do update set count = accounts_tokenuse.count + 1 returning count
"""


def new_secret() -> str:
    """Draw a token."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def hashed(secret: str) -> str:
    """What stands in the table for a token: it is random, so a plain hash tells nothing of it."""
    return hashlib.sha256(b"token " + secret.encode()).hexdigest()


def bearer_of(request: HttpRequest) -> str | None:
    """What a request shows in `Authorization: Bearer`; None where it shows nothing of the kind."""
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    return shown.strip() if kind.casefold() == "bearer" else None


def shown_token(request: HttpRequest) -> Token | None:
    """The token a request was let in with; None for a person's session."""
    return cast("Token | None", getattr(request, "token", None))


def good_token(secret: str, at: datetime) -> Token | None:
    """The token behind what was shown, while it, its post and its account hold. Needs an open scope; wall clock."""
    rows = Token.objects.filter(
        secret_hash=hash_of_shown(secret) or hashed(secret),
        ended=None,
        ends__gt=at,
        post__starts__lte=at,
        post__ends__gt=at,
        account__active=True,
        account__system=True,
    )
    return rows.select_related("account", "post").first()


def count_use(token: Token, at: datetime) -> None:
    """Count one showing. Raises TOKEN_PAUSED beyond the limit of the minute. Needs an open scope."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [token.pk, minute])
        count = cursor.fetchone()[0]
    if count > PER_MINUTE:
        wait = max(1, int((minute + timedelta(minutes=1) - at).total_seconds()))
        raise ProblemError("TOKEN_PAUSED", seconds=wait, retry_s=wait)


def held_by(token: Token) -> Held:
    """The one post a token stands for."""
    return Held(Role(token.post.role), token.post.area_path, frozenset(token.post.purposes))
