"""Columns as CSV: what was observed, and the truth beside it in a file of its own. Days count from the first day of the run."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from outpace.world.course import NONE
from outpace.world.observed import Kind, Observed
from outpace.world.timestep import NOBODY, World

EVENTS = ("known", "kind", "person", "other", "happened", "value")
TRUTH = ("person", "day", "infector", "layer", "strain")


def write_events(observed: Observed, world: World, path: Path) -> int:
    """Write all that became known, in that order; how many rows. A contact's value is the layer's name."""
    names = world.setting.layer_names
    events = observed.events()
    rows = (
        (known, Kind(kind).name.lower(), person, _or_blank(other, NOBODY), happened, _value(kind, value, names))
        for known, kind, person, other, happened, value in zip(*(column.tolist() for column in events), strict=True)
    )
    return _write(path, EVENTS, rows)


def write_truth(world: World, path: Path) -> int:
    """Write every infection with its course, as nobody in the province knows it; how many rows."""
    found, names = world.infections(), world.setting.layer_names
    own = zip(*(column.tolist() for column in found[:-1]), strict=True)
    courses = zip(*(column.tolist() for column in found.course), strict=True)
    rows = (
        (
            person,
            day,
            _or_blank(infector, NOBODY),
            "import" if layer == NOBODY else names[layer],
            strain,
            *(_or_blank(value, NONE) for value in course),
        )
        for (person, day, infector, layer, strain), course in zip(own, courses, strict=True)
    )
    return _write(path, (*TRUTH, *found.course._fields), rows)


def _value(kind: int, value: int, names: Sequence[str]) -> object:
    match Kind(kind):
        case Kind.CONTACT:
            return names[value]
        case Kind.RESULT:
            return "positive" if value else "negative"
    return ""


def _or_blank(value: int | float | bool, nothing: int) -> object:
    match value:
        case bool():
            return int(value)
        case float():
            return round(value, 6)
    return "" if value == nothing else value


def _write(path: Path, header: Sequence[str], rows: Iterator[tuple[object, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
