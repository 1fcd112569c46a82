"""Instants in a sentence: the minute on the clock of the place. Decides nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from outpace.words.moment import instant


def local_minute(at: datetime, zone: str) -> str:
    """Write an instant as a local day and minute: 2021-12-12T10:00."""
    return f"{instant(at).astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
