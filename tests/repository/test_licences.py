"""The licence stands in full, and the third-party list is what is installed and allowed."""

import hashlib

import pytest

import third_party
from tests.repository.tree import ROOT
from third_party import Part

APACHE_2 = "c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4"


def test_the_licence_is_the_standard_text() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes().lstrip(b"\n")).hexdigest() == APACHE_2


def test_the_list_is_up_to_date() -> None:
    assert third_party.render(*third_party.collect()) == (ROOT / "THIRD_PARTY.md").read_text("utf-8")


def test_every_licence_is_allowed() -> None:
    python, page = third_party.collect()
    assert [part for part in (*python, *page) if not part.is_allowed()] == []


@pytest.mark.parametrize(
    ("licence", "is_allowed"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("(MIT OR Apache-2.0)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_judged(licence: str, *, is_allowed: bool) -> None:
    assert Part("x", "1", licence).is_allowed() is is_allowed
