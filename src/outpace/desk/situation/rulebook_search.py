"""Where a text stands in the rulebook: in rules, clauses, numbers and examples, in either language, whatever its case."""

from typing import Any

from outpace.protocols import Edition
from outpace.protocols.examples import Example, examples
from outpace.protocols.shelf import editions, load_edition
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.render import plain

MOST = 60
"""How many places a search shows; it says how many there are."""


def search(text: str) -> dict[str, Any]:
    """The places that hold all words of a text."""
    wanted = text.casefold().split()
    found = [place for place in _places() if all(word in place["in"] for word in wanted)]
    items = [{key: value for key, value in place.items() if key != "in"} for place in found[:MOST]]
    return {"items": items, "total": len(found)}


def _places() -> tuple[dict[str, Any], ...]:
    rules = [_place("rule", one.name, "", one.title, one.about, "") for one in RULES.values()]
    return (*rules, *(place for edition in editions() for place in _of_edition(edition)), *map(_of_example, examples()))


def _of_edition(edition: Edition) -> list[dict[str, Any]]:
    clauses = [
        _place("clause", clause.number, edition.id, clause.title, clause.text, clause.label, clause.certainty)
        for clause in edition.clauses
    ]
    numbers = [
        {
            **_place("number", number.name, edition.id, edition.title, number.note, edition.label, number.certainty),
            "values": [float(value) for value in number.values],
            "unit": number.unit.value,
        }
        for number in edition.numbers.values()
    ]
    return clauses + numbers


def _of_example(one: Example) -> dict[str, Any]:
    label, about = load_edition(one.edition).label, RULES[one.rule].title
    return _place("example", one.rule, one.edition, one.title, about, label)


def _place(
    kind: str, key: str, edition: str, title: Any, text: Any, label: str, certainty: str | None = None
) -> dict[str, Any]:
    shown = {"title": plain(title), "text": plain(text)}
    words = [key, edition, label, *(side for part in shown.values() if part for side in part.values())]
    head = {"kind": kind, "key": key, "edition": edition or None, "label": label, "certainty": certainty}
    return {**head, **shown, "values": None, "unit": None, "in": " ".join(words).casefold()}
