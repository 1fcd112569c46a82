"""The law in force: the edition of a day and a place with its supplements, the treatment edition and common documents.

Put together from the documents of a shelf; every clause still names the document it stands in. A contradiction between
two documents is refused with the place of both. Decides nothing about persons or places: that is the rulebook.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from outpace.protocols.changes import Changes
from outpace.protocols.dated_line import first_day, in_force, last_day, surely_holds
from outpace.protocols.edition import Edition
from outpace.protocols.header import ANY_DISEASE, Line
from outpace.protocols.loader import build_edition, check_sections
from outpace.protocols.numbers import Number
from outpace.protocols.shelf import Shelf, shelf
from outpace.words.area import is_within
from outpace.words.decision import Clause
from outpace.words.problem import ProblemError


def law_in_force(disease: str, on: date, area_path: str = "", documents: Shelf | None = None) -> Edition:
    """Put together the law for a disease on a day at a place (the path of an area, "" for none in particular).

    Raises ProblemError LAW_NONE where no prevention edition is in force, LAW_DAY_UNCERTAIN in the month of a change whose
    day is unknown, LAW_CONTRADICTS where two documents say different things.
    """
    found = documents or shelf()
    base = in_force(found.of(disease, Line.PREVENTION), on, area_path)
    if base is None:
        known = ", ".join(edition.id for edition in found.of(disease, Line.PREVENTION))
        raise ProblemError("LAW_NONE", disease=disease, day=on.isoformat(), editions=known or "–")
    return _law(found, base, on, area_path)


def law_of(edition: str, on: date, area_path: str = "", documents: Shelf | None = None) -> Edition:
    """Put together the law around a named edition, as an incident chose it: what supplements it on a day at a place."""
    found = documents or shelf()
    return _law(found, found.edition(edition), on, area_path)


def law_at_the_end(edition: str, area_path: str = "", documents: Shelf | None = None) -> Edition:
    """The law around an edition as it stood on its last sure day; for one that still holds, with the latest beside it."""
    found = documents or shelf()
    base = found.edition(edition)
    latest = max(last_day(each.valid_from) for each in found.editions)
    return law_of(edition, first_day(base.valid_until) if base.valid_until else latest, area_path, found)


def law_at_the_start(edition: str, area_path: str = "", documents: Shelf | None = None) -> Edition:
    """The law around an edition as it stood on its first sure day."""
    found = documents or shelf()
    return law_of(edition, last_day(found.edition(edition).valid_from), area_path, found)


def parts_of(law: Edition, documents: Shelf) -> tuple[Edition, ...]:
    """The documents a law was put together from, the edition itself first."""
    return tuple(documents.edition(document) for document in law.documents)


def _law(documents: Shelf, base: Edition, on: date, area: str) -> Edition:
    treatment = None
    if base.line is Line.PREVENTION:
        treatment = in_force(documents.of(base.disease.id, Line.TREATMENT), on, area)
    leading = [base, *([treatment] if treatment else [])]
    ids = {edition.id for edition in leading}
    adding = [
        each for each in _adding(documents, base, on, area) if each.line is Line.COMMON or ids & {*each.supplements}
    ]
    return documents.kept(
        tuple(each.id for each in (*leading, *adding)), lambda: _put_together(documents, leading, adding)
    )


def _adding(documents: Shelf, base: Edition, on: date, area: str) -> Iterator[Edition]:
    """Supplements, then common documents, that are surely in force; older ones first."""
    for line in (Line.SUPPLEMENT, Line.COMMON):
        found = (*documents.of(base.disease.id, line), *documents.of(ANY_DISEASE, line))
        for each in sorted(found, key=lambda edition: edition.valid_from.day):
            if each is not base and surely_holds(each, on) and is_within(area, each.area):
                yield each


def _put_together(documents: Shelf, leading: list[Edition], adding: list[Edition]) -> Edition:
    supplements = [each for each in adding if each.line is Line.SUPPLEMENT]
    changed = [
        _changed(documents, part, [each for each in supplements if part.id in each.supplements]) for part in leading
    ]
    first, *others = (*changed, *adding)
    law = replace(first, numbers=dict(first.numbers), sections=dict(first.sections), places=dict(first.places))
    for other in others:
        law = _with(law, other)
    return law


def _changed(documents: Shelf, part: Edition, supplements: list[Edition]) -> Edition:
    """An edition as its supplements leave it: numbers and clauses replaced, texts filled anew, sections dropped."""
    dropped: dict[str, Edition] = {}
    numbers: dict[str, Number] = {}
    clauses: dict[str, Clause] = {}
    for supplement in supplements:
        for kind, name in _replaced(supplement, part):
            if other := dropped.get(f"{kind} {name}"):
                raise _contradiction(kind, name, supplement, other)
            dropped[f"{kind} {name}"] = supplement
        numbers |= {
            name: _number(part, supplement, name) for name in supplement.replaces.numbers if name in part.numbers
        }
        known = {clause.number for clause in part.clauses}
        clauses |= {name: supplement.clause(name) for name in supplement.replaces.clauses if name in known}
    if not dropped:
        return part
    read = build_edition(documents.opened(part.id), Changes(numbers, clauses)) if numbers or clauses else part
    sections = {key: value for key, value in read.sections.items() if f"section {key}" not in dropped}
    places = {key: where for key, where in read.places.items() if key not in dropped}
    return replace(read, sections=sections, places=places)


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


def _with(law: Edition, other: Edition) -> Edition:
    """Add a document to a law. Raises LAW_CONTRADICTS where both say something on the same thing."""
    for kind, name in _shared(law, other):
        raise _contradiction(kind, name, other, law)
    known = {clause.number for clause in law.clauses}
    return replace(
        law,
        numbers={**other.numbers, **law.numbers},
        clauses=(*law.clauses, *(clause for clause in other.clauses if clause.number not in known)),
        sections={**law.sections, **other.sections},
        quotes={**other.quotes, **law.quotes},
        places={**other.places, **law.places},
        documents=(*law.documents, other.id),
    )


def _shared(law: Edition, other: Edition) -> Iterable[tuple[str, str]]:
    clauses = {clause.number: clause for clause in law.clauses}
    for name in law.numbers.keys() & other.numbers.keys():
        if _said(law.numbers[name]) != _said(other.numbers[name]):
            yield "number", name
    for clause in other.clauses:
        if clauses.get(clause.number, clause) != clause:
            yield "clause", clause.number
    for key in law.sections.keys() & other.sections.keys():
        yield "section", key


def _said(number: Number) -> tuple[object, ...]:
    return number.values, number.unit


def _contradiction(kind: str, name: str, new: Edition, old: Edition) -> ProblemError:
    key = f"{kind} {name}"
    return ProblemError("LAW_CONTRADICTS", where=new.places[key], other=old.places[key], name=name)


def check_laws(documents: Shelf) -> None:
    """Put together every law of a shelf on the days on which something changes. Raises what reading would later refuse."""
    checked: set[tuple[str, ...]] = set()
    for base in documents.editions:
        for on, area in _turns(documents, base) if base.line is Line.PREVENTION else ():
            law = law_of(base.id, on, area, documents)
            for part in parts_of(law, documents) if law.documents not in checked else ():
                check_sections(documents.opened(part.id), part, law)
            checked.add(law.documents)


def _turns(documents: Shelf, edition: Edition) -> Iterator[tuple[date, str]]:
    days = {last_day(each.valid_from) for each in documents.editions}
    days |= {last_day(each.valid_until) + timedelta(days=1) for each in documents.editions if each.valid_until}
    areas = sorted({each.area for each in documents.editions if is_within(each.area, edition.area)})
    yield from ((on, area) for on in sorted(days) if surely_holds(edition, on) for area in areas)
