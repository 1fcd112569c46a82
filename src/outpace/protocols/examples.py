"""The given / as of / expect examples beside an edition, written by people who know the protocol.

They are read here and answered by the rulebook; the spec tests hold the answers against `expect`, handbook and page show them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from outpace.protocols.shelf import data_root, edition_folders
from outpace.words.decision import Text

FOLDER = "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example: edition, title, rule, local time of the decision and its zone, plain facts, what must come out.

    `law` is the edition whose law of that day at `area` answers, None where the edition alone does.
    """

    edition: str
    file: str
    title: Text
    rule: str
    as_of: str
    zone: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    law: str | None = None
    area: str = ""


class SheetLoader(yaml.CSafeLoader):
    """YAML as people mean it: `on` is a word, only true and false are truths, days and instants stay as written."""


_KEPT = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
SheetLoader.yaml_implicit_resolvers = {
    letter: [rule for rule in rules if rule[0] not in _KEPT or (letter in "tTfF" and rule[0].endswith("bool"))]
    for letter, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@cache
def examples() -> tuple[Example, ...]:
    """Read all examples, by edition and file."""
    return tuple(one for edition, folder in edition_folders(data_root()) for one in examples_of(edition, folder))


def examples_of(edition: str, folder: Traversable) -> Iterator[Example]:
    """Read the examples of one edition's folder. Raises KeyError, ValueError for a sheet that isn't one."""
    sheets = folder / FOLDER
    for file in sorted(sheets.iterdir(), key=lambda file: file.name) if sheets.is_dir() else ():
        if file.name.endswith(".yaml"):
            yield from _sheet(edition, file)


def _sheet(edition: str, file: Traversable) -> Iterator[Example]:
    sheet = yaml.load(file.read_text("utf-8"), SheetLoader)
    if sheet["edition"] != edition:
        raise ValueError(f"{edition}/{FOLDER}/{file.name} is for {sheet['edition']}")
    law = sheet.get("law")
    for one in sheet["examples"]:
        yield Example(
            edition=edition,
            file=file.name,
            title=Text(zh=one["title"]["zh"], en=one["title"]["en"]),
            rule=one["rule"],
            as_of=one["as_of"],
            zone=sheet["zone"],
            given=one["given"],
            expect=one["expect"],
            law=None if law is None else law.get("edition", edition),
            area="" if law is None else law.get("area", ""),
        )
