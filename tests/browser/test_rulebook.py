"""A commander looks a rule up, supposes another fact, compares two editions, and follows a number of a case to its source."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_rule_is_found_and_answers_to_another_fact(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/rulebook")
    page.get_by_role("combobox").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("follow-up stages")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rulebook/rules/follow_up*")
    page.get_by_role("button", name="Start from this one").first.click()
    answers = page.locator(".answers")
    answers.locator(".rows li").first.wait_for()
    before = answers.inner_text()
    page.get_by_label("Last exposure").fill("2010-01-05")
    answers.get_by_text("differs").first.wait_for()
    assert answers.inner_text() != before
    assert "2010-01-05" in page.url
    visitor.watch.errors = [
        error for error in visitor.watch.errors if "422" not in error
    ]  # facts that don't fit yet are refused


def test_two_editions_stand_side_by_side(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/rulebook/compare/covid19-mass-test-2/covid19-mass-test-3", size=(390, 844))
    page.locator(".changes li").first.wait_for()
    assert page.get_by_role("link", name="Export CSV").get_attribute("href")
    assert _fits(page)


def test_a_number_of_a_case_is_two_clicks_from_its_source(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/cases")
    page.locator("table.t a[href^='/cases/']").first.click()
    page.locator(".rs .cl").first.wait_for()
    page.locator(".rs .cl", has_text="2.2").first.click()
    page.get_by_role("list", name="Numbers in the clause").get_by_role("link").first.click()
    row = page.locator("table.numbers tr.sel")
    row.wait_for()
    assert row.get_by_role("link").count() >= 1


@pytest.mark.parametrize(
    ("who", "on", "chip"),
    [
        ("commander", "/tasks", "table.t .cl"),
        ("tracer", "/my-work", ".call .cl"),
    ],
)
def test_a_number_at_work_is_two_clicks_from_its_source(visitor: Visitor, who: str, on: str, chip: str) -> None:
    page = visitor.arrive(who, on=on)
    page.locator(chip).first.click()
    page.get_by_role("list", name="Numbers in the clause").get_by_role("link").first.click()
    page.locator("table.numbers tr.sel").wait_for()


def _fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
