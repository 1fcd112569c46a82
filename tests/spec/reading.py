"""Reads the given / as of / expect examples beside the editions and compares answers. Used by the spec tests only."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from outpace.protocols import Edition
from outpace.rulebook.catalogue import rule


class SheetLoader(yaml.SafeLoader):
    """YAML as people mean it: `on` is a word, only true and false are truths, and instants stay as written."""


_KEPT = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
SheetLoader.yaml_implicit_resolvers = {
    letter: [rule for rule in rules if rule[0] not in _KEPT or (letter in "tTfF" and rule[0].endswith("bool"))]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_sheet(file: Path) -> dict[str, Any]:
    """Read one file of examples."""
    sheet: dict[str, Any] = yaml.load(file.read_text("utf-8"), SheetLoader)
    return sheet


def answer(name: str, given: Mapping[str, Any], edition: Edition, as_of: str, zone: str) -> dict[str, Any]:
    """Run the rule an example names; a refusal is an answer too."""
    at = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo(zone))
    return rule(name).answer_json(given, edition, at, zone)


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
