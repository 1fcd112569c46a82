"""Slows down guessing at sign-in: failures per name and per address within a quarter of an hour.

Counted in the memory of each server process: with several processes the limit holds for each of them, and a restart
forgets. A name that does not exist is counted like one that does.
"""

from collections import deque
from threading import Lock

WINDOW_S = 15 * 60
PER_NAME = 10
PER_ADDRESS = 50
MAX_KEYS = 10_000


class Throttle:
    """Failed attempts by name and address, each with its limit. Seconds come from the caller's steady clock."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], deque[float]] = {}
        self._lock = Lock()

    def wait_s(self, name: str, address: str, at: float) -> int:
        """Seconds until another attempt may be made; 0 where it may be made now."""
        with self._lock:
            return max(self._wait(("name", name), PER_NAME, at), self._wait(("address", address), PER_ADDRESS, at))

    def _wait(self, key: tuple[str, str], limit: int, at: float) -> int:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= at - WINDOW_S:
            failures.popleft()
        return 0 if len(failures) < limit else max(1, int(failures[-limit] + WINDOW_S - at))

    def failed(self, name: str, address: str, at: float) -> None:
        """Count a failed attempt."""
        with self._lock:
            self._prune(at)
            for key in (("name", name), ("address", address)):
                self._failures.setdefault(key, deque()).append(at)

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name that has signed in."""
        with self._lock:
            self._failures.pop(("name", name), None)

    def _prune(self, at: float) -> None:
        if len(self._failures) < MAX_KEYS:
            return
        recent = {key: times for key, times in self._failures.items() if times and times[-1] > at - WINDOW_S}
        self._failures = recent
