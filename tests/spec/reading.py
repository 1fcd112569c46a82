"""Reads given / as of / expect examples and runs the rule they name. Used by the spec tests only."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from outpace.protocols import Edition
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.follow_up import follow_up, follow_up_end
from outpace.rulebook.look_back import look_back
from outpace.rulebook.release import TestResult, release
from outpace.rulebook.render import as_json
from outpace.rulebook.timers import timers
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import ContactFacts, ExposureFacts, Setting
from outpace.words.decision import Decision
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

DAYS = {"onset", "specimen", "reported", "isolated", "exposure_end", "first", "last", "first_exposure"}


class SheetLoader(yaml.SafeLoader):
    """YAML as people mean it: `on` is a word, only true and false are truths."""


SheetLoader.yaml_implicit_resolvers = {
    letter: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:bool" or letter in "tTfF"]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_sheet(file: Path) -> dict[str, Any]:
    """Read one file of examples."""
    sheet: dict[str, Any] = yaml.load(file.read_text("utf-8"), SheetLoader)
    return sheet


def dated(value: object) -> Dated | None:
    """A day, a month or nothing."""
    if value is None or isinstance(value, date):
        return None if value is None else Dated(value)
    return Dated(date.fromisoformat(f"{value}-01"), Precision.MONTH)


def _facts(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: dated(value) if key in DAYS else value for key, value in given.items()}


def case(given: Mapping[str, Any]) -> CaseFacts:
    """The case of an example."""
    facts = _facts(given)
    if "case_class" in facts:
        facts["case_class"] = CaseClass(facts["case_class"])
    return CaseFacts(**facts)


def exposure(given: Mapping[str, Any]) -> ExposureFacts:
    """The exposure of an example."""
    facts = _facts(given) | {"setting": Setting(given["setting"])}
    if "via" in facts:
        facts["via"] = ContactFacts(**_facts(given["via"]))
    return ExposureFacts(**facts)


def decide(rule: str, given: Mapping[str, Any], edition: Edition, as_of: datetime, zone: str) -> dict[str, Any]:
    """Run the rule an example names; the answer as the API gives it."""
    last = dated(given.get("last_exposure"))
    match rule:
        case "case_class":
            return as_json(classify(case(given["case"]), edition, as_of))
        case "look_back":
            return as_json(look_back(case(given["case"]), edition, as_of, zone))
        case "contact_tier":
            return as_json(propose_tier(exposure(given["exposure"]), case(given["case"]), edition, as_of, zone))
        case "follow_up":
            return as_json(follow_up(given["tier"], last, edition, as_of, zone))
        case "follow_up_end":
            return as_json(follow_up_end(last, edition, as_of))
        case "release":
            plan = follow_up(given["tier"], last, edition, as_of, zone)
            assert isinstance(plan, Decision)
            results = tuple(TestResult(**result) for result in given["results"])
            return as_json(release(plan.outcome, results, edition, as_of, zone))
        case "timers":
            local = ZoneInfo(zone)
            issued = timers(given["fact"], as_of, edition, given.get("tier"))
            return {"tasks": {task.kind: f"{task.due_at.astimezone(local):%Y-%m-%dT%H:%M}" for task in issued}}
    raise AssertionError(f"no rule is called {rule}")


def answer(rule: str, given: Mapping[str, Any], edition: Edition, as_of: datetime, zone: str) -> dict[str, Any]:
    """Run the rule; a refusal is an answer too."""
    try:
        return decide(rule, given, edition, as_of, zone)
    except ProblemError as refusal:
        return {"problem": refusal.problem.code}


def holds(expected: Any, found: Any) -> bool:
    """Whether what is found holds everything expected: mappings may have more keys, lists may not have more items."""
    match expected:
        case dict():
            return isinstance(found, dict) and all(
                key in found and holds(expected[key], found[key]) for key in expected
            )
        case list():
            return len(expected) == len(found) and all(map(holds, expected, found))
        case date():
            return str(expected) == found
    return bool(expected == found)
