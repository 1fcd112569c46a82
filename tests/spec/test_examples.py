"""Every given / as of / expect example beside the editions holds, and no clause is without one. Epidemiologists write them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from outpace.protocols import editions
from outpace.protocols.examples import examples
from outpace.rulebook.catalogue import RULES
from outpace.rulebook.worked import answered, differs, holds

TITLES = [f"{example.edition}: {example.title.en}" for example in examples()]
FEWEST = 150


@cache
def answer(number: int) -> Mapping[str, Any]:
    return answered(examples()[number])


@pytest.mark.parametrize("number", range(len(TITLES)), ids=TITLES)
def test_example(number: int) -> None:
    found = answer(number)
    assert not differs(examples()[number].expect, found), found


def quoted(answer: Any) -> Iterator[tuple[str, str]]:
    """The clauses of an answer, of its reasons and of what its outcome lists, as (document, number)."""
    if isinstance(answer, Mapping):
        if {"edition", "number"} <= answer.keys():
            yield answer["edition"], answer["number"]
        for part in answer.values():
            yield from quoted(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from quoted(part)


def test_every_clause_is_touched_by_an_example() -> None:
    touched = {clause for number in range(len(TITLES)) for clause in quoted(answer(number))}
    missing = [
        f"{edition.id} {clause.number}: {clause.title.en}"
        for edition in editions()
        for clause in edition.clauses
        if (edition.id, clause.number) not in touched
    ]
    assert not missing, "\n".join(missing)


def test_every_rule_has_an_example() -> None:
    assert RULES.keys() == {example.rule for example in examples()}


def test_examples_are_many() -> None:
    assert len(examples()) >= FEWEST


def test_every_edition_has_examples() -> None:
    assert {edition.id for edition in editions()} == {example.edition for example in examples()}


@pytest.mark.parametrize(
    ("expected", "found"),
    [({"a": 1}, {}), ([1], [1, 2]), ({"a": [{"b": 2}]}, {"a": [{"b": 3}]}), (None, "close")],
)
def test_a_false_expectation_is_recognised(expected: object, found: object) -> None:
    assert not holds(expected, found)


DECIDED = {"outcome": "close", "undecided": False, "needs": [], "reasons": [{"clause": {"number": "2.3"}}]}


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"outcome": "close", "clauses": ["2.3"]}, ()),
        ({"outcome": "general"}, ("outcome",)),
        ({"needs": ["protected"]}, ("needs", "undecided")),
        ({"outcome": "close", "clauses": ["2.4"]}, ("clauses",)),
        ({"problem": "FACT_IN_FUTURE"}, ("problem",)),
        ({"tasks": {}}, ("tasks",)),
    ],
)
def test_a_wrong_answer_is_named(expect: dict[str, object], wrong: tuple[str, ...]) -> None:
    assert differs(expect, DECIDED) == wrong
