"""An edition as supplements and local overlays leave it: numbers and clauses put in place of its own, texts filled anew.

What was changed says so: the number names who changed it, and every clause in which it works carries that name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from outpace.protocols.changes import Changes
from outpace.protocols.edition import Edition
from outpace.protocols.loader import Opened, build_edition, check_sections
from outpace.protocols.numbers import Number
from outpace.protocols.overlay import Overlay
from outpace.protocols.texts import both
from outpace.words.decision import Clause
from outpace.words.problem import ProblemError


@dataclass(slots=True)
class _Taken:
    """What has been put in place so far, and which supplement did it."""

    numbers: dict[str, Number] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    by: dict[str, Edition] = field(default_factory=dict)


def changed(
    part: Edition, supplements: Iterable[Edition], overlays: Iterable[Overlay], opened: Callable[[], Opened]
) -> Edition:
    """Give an edition with what supplements replace and overlays change. Raises LAW_CONTRADICTS, LAW_UNITS, OVERLAY_UNFIT."""
    taken = _Taken()
    for supplement in supplements:
        _take(taken, part, supplement)
    local = tuple(overlays)
    for overlay in local:
        taken.numbers |= {name: _on_top(taken, part, overlay, name) for name in overlay.numbers}
    if not taken.by and not local:
        return part
    read = _read(part, taken, local, opened) if taken.numbers or taken.clauses else part
    sections = {key: value for key, value in read.sections.items() if f"section {key}" not in taken.by}
    places = {key: where for key, where in read.places.items() if key not in taken.by}
    places |= {f"number {name}": overlay.where for overlay in local for name in overlay.numbers}
    return replace(read, sections=sections, places=places)


def contradiction(kind: str, name: str, new: Edition, old: Edition) -> ProblemError:
    """What to raise where two documents say different things."""
    key = f"{kind} {name}"
    return ProblemError("LAW_CONTRADICTS", where=new.places[key], other=old.places[key], name=name)


def _take(taken: _Taken, part: Edition, supplement: Edition) -> None:
    for kind, name in _replaced(supplement, part):
        if other := taken.by.get(f"{kind} {name}"):
            raise contradiction(kind, name, supplement, other)
        taken.by[f"{kind} {name}"] = supplement
        if kind == "number":
            taken.numbers[name] = _number(part, supplement, name)
        if kind == "clause":
            taken.clauses[name] = supplement.clause(name)


def _replaced(supplement: Edition, part: Edition) -> Iterator[tuple[str, str]]:
    known = {clause.number for clause in part.clauses}
    yield from (("number", name) for name in supplement.replaces.numbers if name in part.numbers)
    yield from (("clause", name) for name in supplement.replaces.clauses if name in known)
    yield from (("section", key) for key in supplement.replaces.sections if key in part.sections)


def _number(part: Edition, supplement: Edition, name: str) -> Number:
    old, new = part.numbers[name], supplement.numbers[name]
    if old.unit is not new.unit:
        places = {"where": supplement.places[f"number {name}"], "other": part.places[f"number {name}"]}
        raise ProblemError("LAW_UNITS", **places, name=name, unit=new.unit, expected=old.unit)
    return replace(new, changed_by=supplement.label, was=old.values)


def _on_top(taken: _Taken, part: Edition, overlay: Overlay, name: str) -> Number:
    before = taken.numbers.get(name, part.numbers[name])
    return replace(overlay.numbers[name], was=before.values)


def _read(part: Edition, taken: _Taken, overlays: tuple[Overlay, ...], opened: Callable[[], Opened]) -> Edition:
    """Read the edition with the changes; a second time, once it is known in which clauses they work."""
    files = opened()
    try:
        first = build_edition(files, Changes(taken.numbers, taken.clauses))
        labels = dict(_labels(first.sections, taken.numbers))
        found = build_edition(files, Changes(taken.numbers, taken.clauses, labels))
        check_sections(files, found, found)
    except ProblemError as refusal:
        if not overlays:
            raise
        where = ", ".join(each.where for each in overlays)
        raise ProblemError("OVERLAY_UNFIT", where=where, what=both(refusal.problem.text)) from None
    return found


def _labels(sections: Mapping[str, Any], numbers: Mapping[str, Number]) -> Iterator[tuple[str, tuple[str, ...]]]:
    found: dict[str, dict[str, None]] = {}
    for clause, number in _works_in(sections, None):
        if number.name in numbers and number.changed_by and clause:
            found.setdefault(clause.number, {})[number.changed_by] = None
    yield from ((number, tuple(names)) for number, names in found.items())


def _works_in(value: Any, clause: Clause | None) -> Iterator[tuple[Clause | None, Number]]:
    """Every number of a section with the clause of the nearest record around it."""
    match value:
        case Number():
            yield clause, value
        case Mapping():
            for item in value.values():
                yield from _works_in(item, clause)
        case tuple() | frozenset():
            for item in value:
                yield from _works_in(item, clause)
        case _ if is_dataclass(value):
            own = getattr(value, "clause", clause)
            for each in fields(value):
                yield from _works_in(getattr(value, each.name), own if isinstance(own, Clause) else clause)
