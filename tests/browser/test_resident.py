"""A resident reads on a phone what is recorded about her, why, until when, and that care is never gated."""

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("not an order", "Why", "120")), ("zh", ("不是命令", "为什么", "120"))]
)
def test_her_record_says_why_and_until_when(visitor: Visitor, language: str, words: tuple[str, ...]) -> None:
    page = visitor.arrive("resident", language=language, size=(390, 844))
    page.wait_for_url("**/me")
    for word in words:
        page.get_by_text(word).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_she_sees_nobody_else(visitor: Visitor) -> None:
    page = visitor.arrive("resident", size=(390, 844))
    assert page.request.get("/api/v1/imports").status == 403
