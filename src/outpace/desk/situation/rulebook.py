"""The rulebook to read and to ask: rules with their examples, search through clauses, and answers on supposed facts.

Nothing here is about a person: facts are supposed, nothing is stored, nothing is ordered.
"""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outpace.protocols import Edition
from outpace.protocols.examples import Example, examples
from outpace.protocols.shelf import editions, load_edition
from outpace.rulebook.catalogue import RULES, rule
from outpace.rulebook.fields import Field, fields_of
from outpace.rulebook.question import Rule
from outpace.rulebook.render import as_json, plain
from outpace.rulebook.worked import answered, differs
from outpace.words.problem import ProblemError

MOST = 60
"""How many places a search shows; it says how many there are."""


def all_rules() -> list[dict[str, Any]]:
    """Every rule with the number of its examples."""
    return [_head(one) for one in RULES.values()]


def rule_page(name: str, edition: str | None) -> dict[str, Any]:
    """One rule: what it asks, its examples with their answers, the clauses those quote. Raises ProblemError RULE_UNKNOWN."""
    found = rule(name)
    worked = [_example(one) for one in _examples(name) if edition in (None, one.edition)]
    facts = [_field(one) for one in fields_of(found.facts)]
    return {**_head(found), "facts": facts, "examples": worked, "clauses": _quoted(worked)}


def ask(name: str, edition: str, as_of: str, zone: str, given: str) -> dict[str, Any]:
    """The answer of a rule on supposed facts. Raises ProblemError RULE_UNKNOWN, EDITION_UNKNOWN, FACTS_MALFORMED, …"""
    found, law = rule(name), load_edition(edition)
    try:
        facts = json.loads(given)
        at = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise ProblemError("FACTS_MALFORMED", rule=name, what=str(error)) from None
    if not isinstance(facts, dict):
        raise ProblemError("FACTS_MALFORMED", rule=name, what=given)
    return {"rule": name, "edition": edition, **as_json(found.answer(facts, law, at, zone)), "problem": None}


def search(text: str) -> dict[str, Any]:
    """Where a text stands: in rules, clauses, numbers and examples, in either language, whatever its case."""
    wanted = text.casefold().split()
    found = [place for place in _places() if all(word in place["in"] for word in wanted)]
    items = [{key: value for key, value in place.items() if key != "in"} for place in found[:MOST]]
    return {"items": items, "total": len(found)}


def _head(found: Rule[Any]) -> dict[str, Any]:
    held = _examples(found.name)
    return {
        "name": found.name,
        "title": plain(found.title),
        "about": plain(found.about),
        "example_count": len(held),
        "editions": sorted({one.edition for one in held}),
    }


def _examples(name: str) -> list[Example]:
    return [one for one in examples() if one.rule == name]


def _example(one: Example) -> dict[str, Any]:
    found = answered(one)
    return {
        "edition": one.edition,
        "label": load_edition(one.edition).label,
        "title": plain(one.title),
        "as_of": one.as_of,
        "zone": one.zone,
        "given": dict(one.given),
        "expect": dict(one.expect),
        "answer": None if "problem" in found else {**found, "problem": None},
        "problem": found.get("problem"),
        "holds": not differs(one.expect, found),
    }


def _quoted(worked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clauses that the answers quote, each once, by edition and number."""
    found = {
        (reason["clause"]["edition"], reason["clause"]["number"]): reason["clause"]
        for one in worked
        for reason in (one["answer"] or {"reasons": ()})["reasons"]
    }
    return [found[key] for key in sorted(found)]


def _field(one: Field) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": plain(one.label),
        "kind": one.kind.value,
        "needed": one.needed,
        "options": [{"value": value, "label": plain(label)} for value, label in one.options],
        "of": [_field(inner) for inner in one.of],
    }


def _places() -> list[dict[str, Any]]:
    rules = [_place("rule", one.name, "", one.title, one.about, one.name) for one in RULES.values()]
    return [*rules, *(place for edition in editions() for place in _of_edition(edition)), *map(_of_example, examples())]


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
    return _place("example", one.rule, one.edition, one.title, None, load_edition(one.edition).label)


def _place(
    kind: str, key: str, edition: str, title: Any, text: Any, label: str, certainty: str | None = None
) -> dict[str, Any]:
    shown = {"title": plain(title), "text": plain(text)}
    words = [key, edition, label, *(side for part in shown.values() if part for side in part.values())]
    head = {"kind": kind, "key": key, "edition": edition or None, "label": label, "certainty": certainty}
    return {**head, **shown, "values": None, "unit": None, "in": " ".join(words).casefold()}
