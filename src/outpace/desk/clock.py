"""The only place that reads a clock.

`now` is the time of the response: facts, tasks, figures. `wall_now` is for security alone (sessions, token expiry). In a drill
the first follows the drill's clock and the second does not.
"""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The time of the response, UTC."""
    return datetime.now(UTC)


def wall_now() -> datetime:
    """The time on the wall, UTC: sessions, tokens, rate limits."""
    return datetime.now(UTC)


def ticks() -> float:
    """Seconds that only go forward, for durations."""
    return time.monotonic()
