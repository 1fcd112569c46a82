"""The limits of alarms: read once from `limits.toml`, each with its unit and its source. `findings` knows what they are for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Unit(StrEnum):
    """What a limit counts."""

    SECONDS = "seconds"
    HOURS = "hours"
    DAYS = "days"
    ARRIVALS = "arrivals"
    PERCENT = "percent"


class Origin(StrEnum):
    """Who set a figure: what the product was asked for, or we ourselves."""

    BRIEF = "brief"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure with its unit, why it is that one, and who set it."""

    value: int
    unit: Unit
    why: str
    source: Origin


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by name. Raises ValueError for one that is no whole positive number or has no reason."""
    raw = tomllib.loads((files("outpace.desk.life") / "limits.toml").read_text("utf-8"))
    return {name: _read(name, entry) for name, entry in raw.items()}


def span(name: str) -> timedelta:
    """A limit in seconds, hours or days. Raises TypeError for one that counts something else."""
    limit = limits()[name]
    return timedelta(**{limit.unit.value: limit.value})


def count(name: str) -> int:
    """A limit as a number in its unit."""
    return limits()[name].value


def _read(name: str, entry: Mapping[str, str | int]) -> Limit:
    value, why = entry["value"], str(entry["why"])
    if not isinstance(value, int) or value <= 0 or not why:
        raise ValueError(f"limit {name} is no whole positive number with a reason")
    return Limit(value=value, unit=Unit(str(entry["unit"])), why=why, source=Origin(str(entry["source"])))
