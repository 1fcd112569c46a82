"""Sign-in sessions in the database, each read and written inside a scope of its own.

The browser's key is stored as a hash, so that no copy of the table opens a session. A session ends an hour after it was last
used and twelve hours after it began, whichever comes first. The row names an account by its key and a browser by its kind.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase
from django.db import IntegrityError, transaction

from outpace.desk.accounts.models import Session
from outpace.desk.clock import wall_now
from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

DOOR = service()
PURPOSE = Purpose.SIGN_IN
SEEN_EVERY = timedelta(minutes=1)
ACCOUNT, AGENT = "_auth_user_id", "agent"


def idle() -> timedelta:
    """How long an unused session lasts."""
    return timedelta(seconds=settings.SESSION_IDLE_S)


def hashed(key: str) -> str:
    """What stands in the table for a browser's key."""
    return hashlib.sha256(b"session " + key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Django's sessions behind the scope guard."""

    def load(self) -> dict[str, Any]:
        at = wall_now()
        with scope(DOOR, PURPOSE):
            row = self._row(at)
            if row is None:
                self._session_key = None
                return {}
            if row.seen < at - SEEN_EVERY:
                Session.objects.filter(pk=row.pk).update(seen=at)
            return dict(self.decode(row.data))

    def _row(self, at: datetime) -> Session | None:
        if not self.session_key:
            return None
        rows = Session.objects.filter(key_hash=hashed(self.session_key), ends__gt=at, seen__gt=at - idle())
        return rows.first()

    def exists(self, session_key: str) -> bool:
        with scope(DOOR, PURPOSE):
            return Session.objects.filter(key_hash=hashed(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        with scope(DOOR, PURPOSE):
            if must_create:
                self._insert(content, wall_now())
            else:
                self._update(content)

    def _insert(self, content: dict[str, Any], at: datetime) -> None:
        try:
            with transaction.atomic():
                Session.objects.create(
                    key_hash=hashed(str(self.session_key)),
                    begun=at,
                    seen=at,
                    ends=at + timedelta(seconds=settings.SESSION_COOKIE_AGE),
                    **self._columns(content),
                )
        except IntegrityError as taken:
            raise CreateError from taken

    def _update(self, content: dict[str, Any]) -> None:
        """Write what is there; a session that was ended meanwhile stays ended."""
        rows = Session.objects.filter(key_hash=hashed(str(self.session_key)))
        rows.update(seen=wall_now(), **self._columns(content))

    def _columns(self, content: dict[str, Any]) -> dict[str, Any]:
        account = content.get(ACCOUNT)
        return {
            "data": self.encode(content),
            "account_id": int(account) if account is not None else None,
            "agent": content.get(AGENT, ""),
        }

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            with scope(DOOR, PURPOSE):
                Session.objects.filter(key_hash=hashed(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        at = wall_now()
        with scope(DOOR, PURPOSE):
            Session.objects.filter(ends__lte=at).delete()
            Session.objects.filter(seen__lte=at - idle()).delete()


def live_sessions(account: int, at: datetime) -> "list[Session]":
    """The sessions of an account that are still good, the last used first. Needs an open scope."""
    rows = Session.objects.filter(account_id=account, ends__gt=at, seen__gt=at - idle())
    return list(rows.order_by("-seen", "-pk"))


def drop_sessions(account: int) -> int:
    """End every session of an account at once; how many there were. Needs an open scope."""
    return Session.objects.filter(account_id=account).delete()[0]
