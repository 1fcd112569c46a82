"""Answers an example by its rule, and says whether the answer is the expected one."""

from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from outpace.protocols import Edition, law_of
from outpace.protocols.examples import Example, examples_of
from outpace.protocols.shelf import Shelf, edition_folders, shelf
from outpace.protocols.texts import both
from outpace.rulebook.catalogue import rule
from outpace.words.problem import Problem, ProblemError


def answered(example: Example, documents: Shelf | None = None) -> Mapping[str, Any]:
    """The answer of the example's rule as the API gives it; a refusal is an answer too: {problem: code}."""
    as_of = datetime.fromisoformat(example.as_of).replace(tzinfo=ZoneInfo(example.zone))
    return rule(example.rule).answer_json(example.given, edition_of(example, documents), as_of, example.zone)


def edition_of(example: Example, documents: Shelf | None = None) -> Edition:
    """What answers an example: its edition alone, or the law of its day and place around an edition."""
    if example.law is None:
        return (documents or shelf()).edition(example.edition)
    return law_of(example.law, date.fromisoformat(example.as_of[:10]), example.area, documents)


def wrong_examples(root: Traversable, documents: Shelf) -> tuple[Problem, ...]:
    """The examples under a folder whose answer isn't the expected one, or that can't be asked at all."""
    found: list[Problem] = []
    for edition, folder in edition_folders(root):
        try:
            for one in examples_of(edition, folder):
                if wrong := differs(one.expect, answered(one, documents)):
                    where = f"{edition}/examples/{one.file}"
                    told = {"title": both(one.title), "what": ", ".join(wrong)}
                    found.append(Problem("EXAMPLE_DIFFERS", {"where": where, **told}))
        except ProblemError as refusal:
            found.append(refusal.problem)
        except (KeyError, ValueError, TypeError, yaml.YAMLError) as error:
            found.append(Problem("EXAMPLE_MALFORMED", {"where": f"{edition}/examples", "what": repr(error)}))
    return tuple(found)


def differs(expect: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[str, ...]:
    """Name what of an answer is not as expected; nothing named: it holds. What `expect` leaves out may be anything."""
    if "problem" in expect or "problem" in found:
        return () if expect == found else ("problem",)
    if "tasks" in expect:
        expect = {**expect, "outcome": {"tasks": expect["tasks"]}}
        if found["outcome"] != expect["outcome"]:
            return ("tasks",)
    wrong = [key for key in ("outcome", "needs") if not holds(expect.get(key, found[key]), found[key])]
    wrong += [] if found["undecided"] is ("needs" in expect) else ["undecided"]
    clauses = expect.get("clauses", [])
    quoted = [reason["clause"]["number"] for reason in found["reasons"]]
    return (*wrong, *([] if clauses == quoted[: len(clauses)] else ["clauses"]))


def holds(expected: Any, found: Any) -> bool:
    """Whether what is found holds everything expected: mappings may have more keys, lists may not have more items."""
    match expected:
        case Mapping():
            return isinstance(found, Mapping) and all(
                key in found and holds(expected[key], found[key]) for key in expected
            )
        case list():
            return len(expected) == len(found) and all(map(holds, expected, found))
    return bool(expected == found)
