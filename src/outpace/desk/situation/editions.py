"""The editions on the shelf, with every clause and how sure we are of each number."""

from typing import Any

from outpace.protocols.edition import Edition
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.shelf import editions
from outpace.rulebook.render import clause_json, plain


def all_editions() -> list[dict[str, Any]]:
    """Every edition, by disease and id."""
    return [_head(edition) for edition in editions()]


def edition_page(edition: str) -> dict[str, Any] | None:
    """One edition with its clauses and numbers; None where there is none of that id."""
    found = next((each for each in editions() if each.id == edition), None)
    if found is None:
        return None
    tiers = [{"id": tier.id, "label": plain(tier.label)} for tier in (found.tiers if found.has(TIERS) else ())]
    return {
        **_head(found),
        "tiers": tiers,
        "note": plain(found.note),
        "clauses": [clause_json(clause) for clause in found.clauses],
        "numbers": _numbers(found),
    }


def _head(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "label": edition.label,
        "title": plain(edition.title),
        "disease": plain(edition.disease.name),
        "kind": edition.line.value,
        "date": str(edition.valid_from),
        "until": None if edition.valid_until is None else str(edition.valid_until),
        "certainty_counts": dict(edition.certainty_counts()),
    }


def _numbers(edition: Edition) -> list[dict[str, Any]]:
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
            "note": None if number.note is None else plain(number.note),
        }
        for number in edition.numbers.values()
    ]
