"""Slows down guessing: tries at a door, counted in the database, by name, address, account or token.

A try is counted before its password is looked at, so that many at once are counted as well; a success takes the tries of its
name back. Whatever is tried is kept as a keyed hash: the table tells neither names nor addresses. A name that does not exist
is counted like one that does.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from outpace.desk.accounts.models import Attempt
from outpace.words.problem import ProblemError

WINDOW = timedelta(minutes=15)
_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries of a kind a window of a quarter of an hour allows."""

    kind: str
    tries: int


PER_NAME = Limit("name", 10)
PER_ADDRESS = Limit("address", 50)
PER_CODE = Limit("code", 5)
PER_TOKEN_ADDRESS = Limit("token-address", 50)
Tried = tuple[Limit, str]


def begin(tries: Sequence[Tried], at: datetime) -> None:
    """Count one try under each key. Raises SIGN_IN_PAUSED, and counts nothing, where a key has none left.

    Needs an open scope; `at` is the wall clock.
    """
    keyed = sorted((_key(limit, value), limit) for limit, value in tries)
    for key, _ in keyed:
        _lock(key)
    wait = max(_wait_s(key, limit, at) for key, limit in keyed)
    if wait:
        raise ProblemError("SIGN_IN_PAUSED", minutes=-(-wait // 60), retry_s=wait)
    Attempt.objects.bulk_create(Attempt(key=key, at=at) for key, _ in keyed)


def forget(tries: Sequence[Tried]) -> None:
    """Take back what a success has settled: all tries of the first key, this one of the others. Needs an open scope."""
    (limit, value), *others = tries
    Attempt.objects.filter(key=_key(limit, value)).delete()
    for limit, value in others:
        last = Attempt.objects.filter(key=_key(limit, value)).order_by("-at", "-pk").values("pk")[:1]
        Attempt.objects.filter(pk__in=last).delete()


def forget_old(at: datetime) -> int:
    """Delete the tries whose window has passed; how many. Needs an open scope."""
    return Attempt.objects.filter(at__lte=at - WINDOW).delete()[0]


def _wait_s(key: str, limit: Limit, at: datetime) -> int:
    """Seconds until this key may be tried again; 0 where it may be tried now."""
    recent = Attempt.objects.filter(key=key, at__gt=at - WINDOW).order_by("-at").values_list("at", flat=True)
    tries = list(recent[: limit.tries])
    return 0 if len(tries) < limit.tries else max(1, int((tries[-1] + WINDOW - at).total_seconds()))


def _key(limit: Limit, value: str) -> str:
    content = f"{limit.kind} {value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), content, hashlib.sha256).hexdigest()


def _lock(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [key])
