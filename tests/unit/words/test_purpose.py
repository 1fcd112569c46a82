"""Purposes are a closed list: each has words in both languages and roles that exist; none of the tests' own is the product's."""

import ast
import tomllib
from importlib.resources import files

import pytest

from outpace.desk.scope.actor import Role
from outpace.words.purpose import Purpose
from tests.repository.tree import dotted, modules

ENTRIES = tomllib.loads((files("outpace.words") / "purposes.toml").read_text("utf-8"))


def test_the_list_and_its_words_are_the_same_list() -> None:
    assert set(ENTRIES) == {str(purpose) for purpose in Purpose}


@pytest.mark.parametrize("purpose", Purpose)
def test_a_purpose_has_words_and_roles(purpose: Purpose) -> None:
    assert purpose.text.zh
    assert purpose.text.en.startswith("to ")
    assert purpose.roles
    assert purpose.roles <= {str(role) for role in Role}


def test_who_keeps_accounts_or_reads_the_log_opens_nothing_about_people() -> None:
    for role in (Role.ADMINISTRATOR, Role.OMBUDSMAN):
        opened = {purpose for purpose in Purpose if role in purpose.roles and purpose.on_people}
        assert opened <= {Purpose.TEST}, role


def test_a_resident_has_her_own_record_and_what_is_public() -> None:
    held = {purpose for purpose in Purpose if Role.RESIDENT in purpose.roles and purpose.on_people}
    assert held == {Purpose.OWN_RECORD, Purpose.TEST}


def test_the_product_never_uses_the_purpose_of_tests() -> None:
    used = [
        name
        for name, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and dotted(node) == "Purpose.TEST"
    ]
    assert used == []
