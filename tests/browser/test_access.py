"""Every screen is held to axe, light desk and dark wall, in both languages; cases are reached by keyboard alone."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Demo, Visitor, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


LANGUAGES = (pytest.param("zh", marks=pytest.mark.long), "en")
SCREENS = {
    "commander": (
        "/overview",
        "/overview?as_known=2022-03-01T20:00:00Z",
        "/wall",
        "/cases",
        "/contacts",
        "/tasks",
        "/transmission",
        "/imports",
        "/access",
        "/reviews",
        "/ledger",
        "/rulebook?q=close",
        "/rulebook/rules/follow_up",
        "/rulebook/compare/covid19-mass-test-2/covid19-mass-test-3",
    ),
    "tracer": (
        "/my-work",
        "/find",
        "/break-glass?person=per_0000000000001",
    ),
    "ombudsman": ("/reviews", "/access", "/grants"),
    "resident": ("/me",),
    "administrator": ("/accounts", "/my-account", "/loop", "/installation"),
    "steward": ("/identity",),
}
GRAVE = ("serious", "critical")
READ = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
  (one) => ({rule: one.id, impact: one.impact, where: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))}))"""


@cache
def _axe(repository: Path) -> str:
    script = repository / "web/node_modules/axe-core/axe.min.js"
    assert script.is_file(), "axe-core is missing: run `make web` first."
    return script.read_text(encoding="utf-8")


def _grave(page: "Page", repository: Path) -> list[dict[str, Any]]:
    """What axe calls serious or critical on the page as it stands; its text is run past the page's own CSP."""
    page.evaluate(_axe(repository))
    found: list[dict[str, Any]] = page.evaluate(READ)
    return [one for one in found if one["impact"] in GRAVE]


def _settle(page: "Page") -> None:
    """Wait for the first readings; a page never falls silent for long while it is live."""
    page.locator("main").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator(".skel").first.wait_for(state="detached")


def _records(page: "Page", base: str) -> list[str]:
    """The address of one case and of one edition, as links on the page give them."""
    page.goto(f"{base}/cases")
    case, edition = page.locator('main a[href^="/cases/cas_"]').first, page.locator('a[href^="/editions/"]').first
    case.wait_for()
    return [str(case.get_attribute("href")), str(edition.get_attribute("href"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_grave_on_the_sign_in(
    browser: "Browser", demo: Demo, watch: Watch, repository: Path, language: str
) -> None:
    page = browser.new_context(locale="zh-CN" if language == "zh" else "en-GB").new_page()
    watch.follow(page, demo.url)
    page.goto(f"{demo.url}/sign-in")
    page.locator("input[type=password]").wait_for()
    assert _grave(page, repository) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_grave(visitor: Visitor, repository: Path, name: str, language: str) -> None:
    page = visitor.arrive(name, on=SCREENS[name][0], language=language)
    routes = [*SCREENS[name], *(_records(page, visitor.demo.url) if name == "commander" else [])]
    found: dict[str, list[dict[str, Any]]] = {}
    for route in routes:
        page.goto(f"{visitor.demo.url}{route}")
        _settle(page)
        assert page.evaluate("document.documentElement.dataset.theme") == ("dark" if route == "/wall" else "light")
        if grave := _grave(page, repository):
            found[route] = grave
    assert found == {}


def test_a_case_is_opened_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/cases")
    page.locator('main a[href^="/cases/cas_"]').first.wait_for()
    page.locator("body").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.getAttribute('href') ?? ''")
        assert _focus_is_drawn(page), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if where.startswith("/cases/cas_"):
            break
    else:
        pytest.fail("sixty steps of the tab key reach no case")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{where}")
    page.get_by_text("Reasons and evidence").first.wait_for()


def test_the_first_step_skips_to_the_content(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/cases", language="zh")
    page.locator('main a[href^="/cases/cas_"]').first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def _focus_is_drawn(page: "Page") -> bool:
    """Whether the focused element has an outline or a ring around it."""
    return bool(
        page.evaluate("""() => {
          const style = getComputedStyle(document.activeElement);
          return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
        }""")
    )
