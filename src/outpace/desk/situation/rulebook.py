"""The rulebook to read and to ask: rules with their examples, and answers on supposed facts.

Nothing here is about a person: facts are supposed, nothing is stored, nothing is ordered.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outpace.desk.situation.decisions import decision_json
from outpace.desk.situation.law_words import codes
from outpace.desk.situation.outcome_words import Speaker, needs_words
from outpace.protocols import Edition, law_of
from outpace.protocols.examples import Example, examples
from outpace.protocols.header import Line
from outpace.protocols.sections.timing import Fact
from outpace.protocols.shelf import editions, load_edition
from outpace.rulebook.catalogue import RULES, rule
from outpace.rulebook.fields import Field, FieldKind, fields_of
from outpace.rulebook.question import Answer, Rule
from outpace.rulebook.render import as_json, plain
from outpace.rulebook.worked import differs, edition_of
from outpace.words.problem import Problem, ProblemError


def all_rules() -> list[dict[str, Any]]:
    """Every rule with the number of its examples."""
    return [_head(one) for one in RULES.values()]


def rule_page(name: str, edition: str | None) -> dict[str, Any]:
    """One rule: what it asks, its examples with their answers, the clauses those quote. Raises ProblemError RULE_UNKNOWN."""
    found = rule(name)
    worked = [_example(found, one) for one in _examples(name) if edition in (None, one.edition)]
    facts = fields_of(found.facts)
    return {
        **_head(found),
        "facts": [_field(one) for one in facts],
        "codes": {law.id: _codes_around(found.name, facts, law) for law in editions()},
        "examples": worked,
        "clauses": _quoted(worked),
    }


def ask(
    name: str, edition: str, as_of: str, zone: str, given: str, beside: bool = False, area: str = ""
) -> dict[str, Any]:
    """The answer of a rule on supposed facts, by an edition alone or with what held beside it on that day.

    Raises ProblemError RULE_UNKNOWN, EDITION_UNKNOWN, FACTS_MALFORMED, …
    """
    found, law = rule(name), load_edition(edition)
    try:
        facts = json.loads(given)
        at = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise ProblemError("FACTS_MALFORMED", rule=name, what=str(error)) from None
    if not isinstance(facts, dict):
        raise ProblemError("FACTS_MALFORMED", rule=name, what=given)
    law = law_of(edition, at.date(), area) if beside else law
    return {"rule": name, "edition": edition, **_answer(found, law, found.answer(facts, law, at, zone), at)}


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


def _example(found: Rule[Any], one: Example) -> dict[str, Any]:
    law, at = edition_of(one), datetime.fromisoformat(one.as_of).replace(tzinfo=ZoneInfo(one.zone))
    answer = _asked(lambda: found.answer(one.given, law, at, one.zone))
    shown = _answer(found, law, answer, at)
    said = {"problem": answer.code} if isinstance(answer, Problem) else as_json(answer)
    return {
        "edition": one.law or one.edition,
        "label": load_edition(one.edition).label,
        "title": plain(one.title),
        "as_of": one.as_of,
        "zone": one.zone,
        "beside": one.law is not None,
        "area": one.area,
        "given": dict(one.given),
        "expect": dict(one.expect),
        "answer": shown,
        "holds": not differs(one.expect, said),
    }


def _asked(question: Callable[[], Answer]) -> Answer | Problem:
    try:
        return question()
    except ProblemError as refused:
        return refused.problem


def _answer(found: Rule[Any], law: Edition, answer: Answer | Problem, at: datetime) -> dict[str, Any]:
    said = decision_json(answer, at)
    told = None if said["outcome"] is None else Speaker(found.name, law).line(said["outcome"])
    return {**said, "told": told, "missing": needs_words(found.name, law, said["needs"])}


def _quoted(worked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clauses that the answers quote, each once, by edition and number."""
    found = {
        (reason["clause"]["edition"], reason["clause"]["number"]): reason["clause"]
        for one in worked
        for reason in one["answer"]["reasons"]
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


def _codes_around(name: str, fields: tuple[Field, ...], law: Edition) -> dict[str, Any]:
    """The codes of an edition and of the documents that may hold beside it; its own come first."""
    found: dict[str, Any] = {}
    for part in (law, *(one for one in editions() if law.id in one.supplements or one.line is Line.COMMON)):
        found |= {key: options for key, options in _codes(name, fields, part).items() if not found.get(key)}
    return found


def _codes(name: str, fields: tuple[Field, ...], law: Edition) -> Mapping[str, Any]:
    """The facts given as codes of the edition, each with what may be chosen."""
    found: dict[str, Any] = {}
    for one in fields:
        found |= _codes(name, one.of, law)
        known = codes(law, name, one.name) if one.kind in (FieldKind.TEXT, FieldKind.LIST) and not one.of else None
        if one.name == "fact":
            speaker = Speaker(name, law)
            found[one.name] = [{"value": each.value, "label": speaker.label(each.value)} for each in Fact]
        elif known is not None:
            found[one.name] = [{"value": code, "label": plain(words)} for code, words in known.items()]
    return found
