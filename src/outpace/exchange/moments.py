"""A day with its time as people write it, in the zone of the place. Guesses no zone and no day."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

DAY_LETTERS = len("2022-03-01")


def parse_moment(text: str, zone: str) -> datetime | None:
    """Read a moment like `2022-03-01 14:30`, with an offset or in the zone, as an instant; None where it is none."""
    if len(text) <= DAY_LETTERS:
        return None
    try:
        found = datetime.fromisoformat(text)
        return (found.replace(tzinfo=ZoneInfo(zone)) if found.tzinfo is None else found).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
