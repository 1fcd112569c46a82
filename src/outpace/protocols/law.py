"""The law in force: the edition of a day and a place with its supplements, the treatment edition, common documents
and local overlays.

Put together from the documents of a shelf; every clause still names the document it stands in. A contradiction between
two documents is refused with the place of both. Decides nothing about persons or places: that is the rulebook.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from outpace.protocols.changed import changed, contradiction
from outpace.protocols.dated_line import first_day, in_force, last_day, surely_holds
from outpace.protocols.edition import Edition
from outpace.protocols.header import ANY_DISEASE, Line
from outpace.protocols.loader import check_sections
from outpace.protocols.numbers import Number
from outpace.protocols.overlay import Overlay, nearest_last
from outpace.protocols.shelf import Shelf, shelf
from outpace.words.area import is_within
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
    """An edition with what held beside it for its disease on its last sure day; where it still holds, with the latest."""
    found = documents or shelf()
    base = found.edition(edition)
    latest = max(last_day(each.valid_from) for each in found.editions)
    on = first_day(base.valid_until) if base.valid_until else latest
    return _law(found, base, on, area_path, common=False)


def law_at_the_start(edition: str, area_path: str = "", documents: Shelf | None = None) -> Edition:
    """An edition with what held beside it for its disease on its first sure day."""
    found = documents or shelf()
    base = found.edition(edition)
    return _law(found, base, last_day(base.valid_from), area_path, common=False)


def parts_of(law: Edition, documents: Shelf) -> tuple[Edition, ...]:
    """The documents a law was put together from, the edition itself first."""
    return tuple(documents.edition(document) for document in law.documents)


def _law(documents: Shelf, base: Edition, on: date, area: str, *, common: bool = True) -> Edition:
    treatment = None
    if base.line is Line.PREVENTION:
        treatment = in_force(documents.of(base.disease.id, Line.TREATMENT), on, area)
    leading = [base, *([treatment] if treatment else [])]
    ids = {edition.id for edition in leading}
    adding = [
        each
        for each in _adding(documents, base, on, area)
        if ids & {*each.supplements} or (common and each.line is Line.COMMON)
    ]
    parts = [each.id for each in (*leading, *adding)]
    local = nearest_last(
        (each for each in documents.overlays if each.edition in parts and surely_holds(each, on)), area
    )
    key = (*parts, *(each.id for each in local))
    return documents.kept(key, lambda: _put_together(documents, leading, adding, local))


def _adding(documents: Shelf, base: Edition, on: date, area: str) -> Iterator[Edition]:
    """Supplements, then common documents, that are surely in force; older ones first."""
    for line in (Line.SUPPLEMENT, Line.COMMON):
        found = (*documents.of(base.disease.id, line), *documents.of(ANY_DISEASE, line))
        for each in sorted(found, key=lambda edition: edition.valid_from.day):
            if each is not base and surely_holds(each, on) and is_within(area, each.area):
                yield each


def _put_together(
    documents: Shelf, leading: list[Edition], adding: list[Edition], local: tuple[Overlay, ...]
) -> Edition:
    def as_it_holds(part: Edition) -> Edition:
        supplements = [each for each in adding if part.id in each.supplements]
        overlays = [each for each in local if each.edition == part.id]
        return changed(part, supplements, overlays, lambda: documents.opened(part.id))

    first, *others = map(as_it_holds, (*leading, *adding))
    law = replace(first, overlays=tuple(each.id for each in local))
    for other in others:
        law = _with(law, other)
    return law


def _with(law: Edition, other: Edition) -> Edition:
    """Add a document to a law. Raises LAW_CONTRADICTS where both say something on the same thing."""
    for kind, name in _shared(law, other):
        raise contradiction(kind, name, other, law)
    known = {clause.number for clause in law.clauses}
    return replace(
        law,
        numbers={**other.numbers, **law.numbers},
        clauses=(*law.clauses, *(clause for clause in other.clauses if clause.number not in known)),
        sections={**law.sections, **other.sections},
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


def check_laws(documents: Shelf) -> None:
    """Put together every law of a shelf on the days on which something changes. Raises what reading would later refuse."""
    checked: set[tuple[str, ...]] = set()
    opened = cache(documents.opened)
    for base in documents.editions:
        for on, area in _turns(documents, base) if base.line is Line.PREVENTION else ():
            law = law_of(base.id, on, area, documents)
            for part in parts_of(law, documents) if law.documents not in checked else ():
                check_sections(opened(part.id), part, law)
            checked.add(law.documents)


def _turns(documents: Shelf, edition: Edition) -> Iterator[tuple[date, str]]:
    dated: tuple[Edition | Overlay, ...] = (*documents.editions, *documents.overlays)
    days = {last_day(each.valid_from) for each in dated}
    days |= {last_day(each.valid_until) + timedelta(days=1) for each in dated if each.valid_until}
    areas = sorted({each.area for each in dated if is_within(each.area, edition.area)})
    yield from ((on, area) for on in sorted(days) if surely_holds(edition, on) for area in areas)
