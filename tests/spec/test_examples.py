"""Every given / as of / expect example beside the editions holds. Epidemiologists write them; this runs them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outpace.protocols import editions, load_edition
from tests.spec.reading import answer, holds, read_sheet

PROTOCOLS = Path(__file__).parents[2] / "protocols"
FEWEST = 20


def examples() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in sorted(PROTOCOLS.glob("*/*/examples/*.yaml")):
        sheet = read_sheet(file)
        for example in sheet["examples"]:
            yield sheet["edition"], sheet["zone"], example


EXAMPLES = list(examples())


def title(example: tuple[str, str, dict[str, Any]]) -> str:
    return f"{example[0]}: {example[2]['title']['en']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=map(title, EXAMPLES))
def test_example(example: tuple[str, str, dict[str, Any]]) -> None:
    edition, zone, sheet = example
    expect = sheet["expect"]
    found = answer(sheet["rule"], sheet["given"], load_edition(edition), sheet["as_of"], zone)
    if "problem" in expect or "problem" in found:
        assert found == expect
        return
    if "tasks" in expect:
        assert found["outcome"] == expect
        return
    for key in ("outcome", "needs"):
        assert holds(expect.get(key, found[key]), found[key]), found
    assert found["undecided"] is ("needs" in expect)
    if "clauses" in expect:
        assert expect["clauses"] == [r["clause"]["number"] for r in found["reasons"]][: len(expect["clauses"])]


def test_examples_are_many_and_both_languages() -> None:
    assert len(EXAMPLES) >= FEWEST
    assert all(set(sheet["title"]) == {"zh", "en"} for _, _, sheet in EXAMPLES)


def test_every_edition_has_examples() -> None:
    assert {edition.id for edition in editions()} == {edition for edition, _, _ in EXAMPLES}


@pytest.mark.parametrize(
    ("expected", "found"),
    [({"a": 1}, {}), ([1], [1, 2]), ({"a": [{"b": 2}]}, {"a": [{"b": 3}]}), (None, "close")],
)
def test_a_false_expectation_is_recognised(expected: object, found: object) -> None:
    assert not holds(expected, found)
