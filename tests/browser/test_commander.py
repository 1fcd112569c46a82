"""A commander opens the province, the wall and a case, in both languages and three sizes."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page


ROUTES = ("/", "/cases", "/contacts", "/tasks", "/transmission", "/imports")
SIZES = (*(pytest.param(size, marks=pytest.mark.long) for size in ((1920, 1080), (1366, 768))), (390, 844))


def _total(page: "Page") -> int:
    session = page.request.get("/api/v1/session").json()
    incident = session["incidents"][0]["id"]
    return int(page.request.get(f"/api/v1/figures/summary?incident={incident}").json()["cases"]["total"])


@pytest.mark.parametrize(("language", "word"), [("en", "Open tasks"), ("zh", "未完成任务")])
def test_the_overview_shows_the_figure_of_the_api(visitor: Visitor, language: str, word: str) -> None:
    page = visitor.arrive("commander", language=language)
    page.get_by_text(word).first.wait_for()
    assert page.get_by_text(f"{_total(page)}", exact=True).first.is_visible()
    page.locator("canvas.maplibregl-canvas").wait_for(timeout=60_000)


def test_the_wall_holds_everything_on_one_screen(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/wall", language="zh", size=(1920, 1080))
    page.get_by_text("现在要做").first.wait_for()
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    assert (
        page.evaluate("document.documentElement.dataset.theme || document.querySelector('[data-theme]')?.dataset.theme")
        == "dark"
    )


@pytest.mark.parametrize("size", SIZES)
def test_no_screen_scrolls_sideways(visitor: Visitor, size: tuple[int, int]) -> None:
    page = visitor.arrive("commander", size=size)
    for route in ROUTES:
        page.goto(f"{visitor.demo.url}{route}")
        page.locator("main").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], route


def test_a_case_opens_from_the_list_with_its_clauses_and_its_chain(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/cases")
    page.locator('a[href^="/cases/cas_"]').first.click()
    page.get_by_text("Reasons and evidence").first.wait_for()
    page.get_by_text("CN8").first.wait_for()
    assert (
        page.get_by_text("Who opened this")
        .or_(page.get_by_text("Who has opened"))
        .or_(page.get_by_text("opened"))
        .count()
        > 0
    )


def test_a_new_case_appears_on_an_open_page_without_reload(visitor: Visitor) -> None:
    page = visitor.arrive("commander")
    page.get_by_text("Open tasks").first.wait_for()
    before = _total(page)
    page.evaluate("window.__same_page = true")
    session = page.request.get("/api/v1/session").json()
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "outpace_csrf")
    answer = page.request.post(
        "/api/v1/cases",
        headers={"X-CSRFToken": token, "Idempotency-Key": f"browser-{before}", "Referer": visitor.demo.url},
        data={
            "incident": session["incidents"][0]["id"],
            "rows": [{"number": f"LIVE-{before}", "case_class": "confirmed"}],
        },
    )
    assert answer.ok, answer.text()
    page.get_by_text(f"{before + 1}", exact=True).first.wait_for()
    assert page.evaluate("window.__same_page") is True
