"""Every rule can be asked by a form: each of its facts has a name in both languages and a way to be filled in."""

from dataclasses import dataclass
from typing import Any

import pytest

from outpace.rulebook.catalogue import RULES
from outpace.rulebook.fields import Field, FieldKind, fields_of
from outpace.rulebook.question import Rule


def all_fields(found: tuple[Field, ...]) -> list[Field]:
    return [field for one in found for field in (one, *all_fields(one.of))]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_fact_has_words(rule: Rule[Any]) -> None:
    for field in all_fields(fields_of(rule.facts)):
        assert field.label.zh
        assert field.label.en != field.name
        assert (field.kind is FieldKind.CHOICE) <= bool(field.options)
        assert (field.kind is FieldKind.GROUP) == bool(field.of and field.kind is not FieldKind.LIST)


@dataclass(frozen=True, slots=True)
class Nameless:
    """Facts with a name nobody has put into words."""

    wherewithal: bool


@dataclass(frozen=True, slots=True)
class Shapeless:
    """Facts that no form can hold."""

    case: object


def test_a_fact_without_words_is_found() -> None:
    with pytest.raises(KeyError):
        fields_of(Nameless)


def test_a_fact_without_a_form_is_found() -> None:
    with pytest.raises(TypeError):
        fields_of(Shapeless)
