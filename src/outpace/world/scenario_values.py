"""How the values in a scenario's file are read, by field. A value of another form raises ValueError, TypeError, KeyError or so.

What the numbers may be is none of its business: `sound.py` says that.
"""

from collections.abc import Callable, Mapping
from typing import Any

from outpace.words.decision import Text
from outpace.world.bounds import LONGEST
from outpace.world.delays import Days, gamma_days
from outpace.world.pathogen import Strain
from outpace.world.people.deck import Seat


def as_title(value: Any) -> Text:
    """Words in both languages."""
    read = Text(**value)
    as_words(read.zh)
    as_words(read.en)
    return read


def as_whole(value: Any) -> int:
    """A whole number, no fraction and no truth value."""
    if type(value) is not int:
        raise TypeError
    return value


def as_words(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError
    return value


def as_list(value: Any) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise TypeError
    return value


def as_table(value: Any) -> dict[str, Any]:
    """A table."""
    if not isinstance(value, dict):
        raise TypeError
    return value


def as_seat(value: Any) -> Seat:
    """The kind of seat of a name."""
    return Seat[value.upper()]


def as_numbers(values: Any) -> tuple[float, ...]:
    """A list of numbers."""
    return tuple(map(float, as_list(values)))


def as_rows(values: Any) -> tuple[tuple[float, ...], ...]:
    """A list of lists of numbers."""
    return tuple(map(as_numbers, as_list(values)))


def as_strain(table: Any) -> Strain:
    """A strain: its name, and factors or a curve of its own."""
    read = dict(as_table(table))
    curve = read.pop("curve", None)
    name = as_words(read.pop("name"))
    own = None if curve is None else as_numbers(curve)
    return Strain(name=name, curve=own, **{field: float(value) for field, value in read.items()})


def as_strains(values: Any) -> tuple[Strain, ...]:
    """A list of strains."""
    return tuple(map(as_strain, as_list(values)))


def as_days(mean_and_deviation: Any) -> Days:
    """The chances of whole days, from a mean and a standard deviation (days)."""
    mean, deviation = map(float, mean_and_deviation)
    if not 0 <= mean <= LONGEST or not 0 <= deviation <= LONGEST:
        raise ValueError
    return gamma_days(mean, deviation)


def as_steps(values: Any) -> tuple[tuple[int, float], ...]:
    """Pairs of a whole number and the value from there on."""
    return tuple((as_whole(start), float(value)) for start, value in values)


READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("latent", "lead", "onset_to_hospital", "hospital_to_end", "care_delay", "report_delay"), as_days),
    **dict.fromkeys(("susceptible", "symptomatic", "severe", "fatal", "fatal_untreated"), as_steps),
    **dict.fromkeys(("stay_home", "seek_care", "share", "after"), as_steps),
    **dict.fromkeys(("curve", "sensitivity", "keeps"), as_numbers),
    "cross": as_rows,
    "strains": as_strains,
}
"""How the value of each field is read; all others are numbers."""

BROUGHT: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("day", "count", "since", "until", "strain"), as_whole),
    "daily": float,
    "county": as_words,
    "seat": as_seat,
}
