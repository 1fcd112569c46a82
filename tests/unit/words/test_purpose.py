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
    assert purpose.text.en
    assert purpose.roles
    assert purpose.roles <= {str(role) for role in Role}


def test_who_keeps_accounts_opens_nothing_about_people() -> None:
    opened = {purpose for purpose in Purpose if Role.ADMINISTRATOR in purpose.roles and purpose.on_people}
    assert opened <= {Purpose.TEST, Purpose.READ_LEDGER}, "and its role keeps health data from it all the same"


def test_an_ombudsman_opens_persons_to_review_and_to_answer_and_for_nothing_else() -> None:
    opened = {purpose for purpose in Purpose if Role.OMBUDSMAN in purpose.roles and purpose.on_people}
    review = {
        Purpose.OPEN_PERSON,
        Purpose.READ_ACCESS,
        Purpose.REVIEW_OPENINGS,
        Purpose.ANSWER_REQUEST,
        Purpose.READ_GRANTS,
    }
    assert opened == review | {Purpose.TEST, Purpose.READ_LEDGER}


def test_a_resident_has_her_own_record_and_what_is_public() -> None:
    held = {purpose for purpose in Purpose if Role.RESIDENT in purpose.roles and purpose.on_people}
    assert held == {Purpose.OWN_RECORD, Purpose.ASK_ABOUT_RECORD, Purpose.TEST}


def test_the_product_never_uses_the_purpose_of_tests() -> None:
    used = [
        name
        for name, module in modules()
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        for node in (*call.args, *(given.value for given in call.keywords))
        if dotted(node) == "Purpose.TEST"
    ]
    assert used == []
