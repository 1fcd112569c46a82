"""Document numbers: the check character, what a spreadsheet does to them, kinds and none."""

import pytest

from outpace.words.identity import (
    Document,
    DocumentFlaw,
    DocumentKind,
    birth_in,
    check_character,
    ends_like_a_rounded_one,
    read_document,
)

NUMBER = "11010519491231002X"
"""The example of GB 11643-1999 itself."""


def test_the_example_of_the_standard_is_right() -> None:
    assert check_character(NUMBER[:17]) == "X"
    assert read_document(NUMBER) == Document(DocumentKind.NATIONAL, NUMBER, "CN")
    assert str(birth_in(NUMBER)) == "1949-12-31"


@pytest.mark.parametrize(
    "text",
    ["11010519491231002x", " 110105 19491231 002X ", "'11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_one_number_has_one_form(text: str) -> None:
    assert read_document(text) == Document(DocumentKind.NATIONAL, NUMBER, "CN")


def test_an_old_number_becomes_the_new_one() -> None:
    assert read_document("110105491231002") == Document(DocumentKind.NATIONAL, NUMBER, "CN")


@pytest.mark.parametrize("text", ["1.10105E+17", "1.10105E17", "1E+17", "110105194912310000", "110105194912311000"])
def test_what_a_spreadsheet_rounded_is_refused(text: str) -> None:
    assert read_document(text) is DocumentFlaw.ROUNDED


def test_every_single_digit_that_is_wrong_is_refused() -> None:
    for at in range(17):
        for digit in "0123456789":
            wrong = NUMBER[:at] + digit + NUMBER[at + 1 :]
            assert wrong == NUMBER or isinstance(read_document(wrong), DocumentFlaw), wrong


def test_every_two_neighbours_that_changed_places_are_refused() -> None:
    for at in range(16):
        wrong = NUMBER[:at] + NUMBER[at + 1] + NUMBER[at] + NUMBER[at + 2 :]
        assert wrong == NUMBER or isinstance(read_document(wrong), DocumentFlaw), wrong


@pytest.mark.parametrize(
    ("text", "kind", "flaw"),
    [
        ("11010519491331002", None, DocumentFlaw.SHAPE),
        ("110105194912310021", None, DocumentFlaw.CHECK),
        ("", DocumentKind.PASSPORT, DocumentFlaw.MISSING),
        ("E12345678", DocumentKind.NONE, DocumentFlaw.SURPLUS),
        ("E1234567890123456789012", DocumentKind.PASSPORT, DocumentFlaw.SHAPE),
        ("E12345678", DocumentKind.NATIONAL, DocumentFlaw.SHAPE),
    ],
)
def test_a_number_of_the_wrong_kind_is_refused(text: str, kind: DocumentKind | None, flaw: DocumentFlaw) -> None:
    assert read_document(text, kind) is flaw


def test_passports_other_papers_and_none_are_kinds() -> None:
    assert read_document("e1234 5678", issuer="cn") == Document(DocumentKind.PASSPORT, "E12345678", "CN")
    assert read_document("H-12/34") == Document(DocumentKind.OTHER, "H12/34")
    assert read_document(None, DocumentKind.NONE) == Document(DocumentKind.NONE, "")
    assert read_document(None) is None


def test_a_number_may_end_in_zeros_and_be_right() -> None:
    """One in eleven of those that a spreadsheet rounded has a right check character by chance: it is taken, and can be told."""
    digits = next(d for year in range(1950, 2020) if check_character(d := f"110105{year}1231{'000'}") == "0")
    document = read_document(digits + "0")
    assert isinstance(document, Document)
    assert ends_like_a_rounded_one(document)
    assert not ends_like_a_rounded_one(Document(DocumentKind.NATIONAL, NUMBER, "CN"))
