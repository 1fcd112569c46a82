"""Sign-in sessions in the database, each read and written inside a scope of its own."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from outpace.desk.scope.actor import service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

DOOR = service()
PURPOSE = Purpose.SIGN_IN


class SessionStore(DatabaseStore):
    """Django's database sessions behind the scope guard."""

    def load(self) -> dict[str, Any]:
        with scope(DOOR, PURPOSE):
            return dict(super().load())

    def exists(self, session_key: str) -> bool:
        with scope(DOOR, PURPOSE):
            return bool(super().exists(session_key))

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        with scope(DOOR, PURPOSE):
            super().save(must_create=must_create)

    def delete(self, session_key: str | None = None) -> None:
        with scope(DOOR, PURPOSE):
            super().delete(session_key)
