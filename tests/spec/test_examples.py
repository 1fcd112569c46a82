"""Every given / as of / expect example beside the editions holds. Epidemiologists write them; this runs them."""

import pytest

from outpace.protocols import editions
from outpace.protocols.examples import Example, examples
from outpace.rulebook.worked import answered, differs, holds

FEWEST = 20


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.edition}: {example.title.en}")
def test_example(example: Example) -> None:
    found = answered(example)
    assert not differs(example.expect, found), found


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
