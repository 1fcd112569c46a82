"""The editions on the shelf, with every clause and how sure we are of each number."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from outpace.protocols.checking import is_overdue, overdue
from outpace.protocols.edition import Edition
from outpace.protocols.examples import examples
from outpace.protocols.numbers import Number
from outpace.protocols.overlay import Overlay
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.shelf import editions, shelf
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.render import clause_json, plain


def all_editions(on: date) -> list[dict[str, Any]]:
    """Every edition, by disease and id; a review due before the day counts as overdue."""
    return [_head(edition, on) for edition in editions()]


def edition_page(edition: str, on: date) -> dict[str, Any] | None:
    """One edition with its clauses and numbers; None where there is none of that id."""
    found = next((each for each in editions() if each.id == edition), None)
    if found is None:
        return None
    tiers = [{"id": tier.id, "label": plain(tier.label)} for tier in (found.tiers if found.has(TIERS) else ())]
    return {
        **_head(found, on),
        "tiers": tiers,
        "note": plain(found.note),
        "clauses": [clause_json(clause) for clause in found.clauses],
        "numbers": _numbers(found, on),
        "rules": _rules(found),
    }


def _head(edition: Edition, on: date) -> dict[str, Any]:
    return {
        "id": edition.id,
        "label": edition.label,
        "title": plain(edition.title),
        "disease_id": edition.disease.id,
        "disease": plain(edition.disease.name),
        "kind": edition.line.value,
        "date": str(edition.valid_from),
        "until": None if edition.valid_until is None else str(edition.valid_until),
        "certainty_counts": dict(edition.certainty_counts()),
        "review_by": str(edition.review_by),
        "overdue": len(overdue(edition, on)),
    }


def _numbers(edition: Edition, on: date) -> list[dict[str, Any]]:
    return [
        {
            "name": number.name,
            "values": [float(value) for value in number.values],
            "unit": number.unit.value,
            "certainty": number.certainty,
            "source": number.source,
            "date": number.date,
            "direction": number.direction.value,
            "review_by": number.review_by,
            "overdue": is_overdue(number.review_by, on),
            "quoted_by": [clause.number for clause in edition.clauses if number.name in clause.numbers],
            "note": None if number.note is None else plain(number.note),
            "changes": [*_by_supplements(edition, number.name), *_by_places(edition, number.name)],
        }
        for number in edition.numbers.values()
    ]


def _by_supplements(edition: Edition, name: str) -> Iterator[dict[str, Any]]:
    """What supplements put in a number's place, wherever the edition holds."""
    for each in editions():
        if edition.id in each.supplements and name in each.replaces.numbers:
            yield _change(each, each.label, each.numbers[name])


def _by_places(edition: Edition, name: str) -> Iterator[dict[str, Any]]:
    """What places put in a number's place for a time."""
    for each in shelf().overlays:
        if each.edition == edition.id and name in each.numbers:
            yield _change(each, each.label, each.numbers[name])


def _change(by: Edition | Overlay, label: str, number: Number) -> dict[str, Any]:
    return {
        "by": label,
        "title": plain(by.title),
        "area": by.area,
        "since": str(by.valid_from),
        "until": None if by.valid_until is None else str(by.valid_until),
        "values": [float(value) for value in number.values],
        "certainty": number.certainty,
        "source": number.source,
        "date": number.date,
    }


def _rules(edition: Edition) -> list[dict[str, Any]]:
    """The rules that the edition has examples of, and how many."""
    counts = Counter(one.rule for one in examples() if one.edition == edition.id)
    return [{"name": name, "title": plain(RULES[name].title), "count": count} for name, count in counts.items()]
