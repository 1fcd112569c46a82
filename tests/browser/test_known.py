"""A commander looks at the figures again as they were known before a case came, opens its rows, and goes back to now."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.browser.conftest import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_overview_is_seen_again_as_it_was_known_before_a_case_came(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/overview")
    before = _summary(page)
    total = before["cases"]["total"]
    page.get_by_role("link", name=f"Cases {total}", exact=True).wait_for()
    _register(page, visitor.demo.url, f"THEN-{total}")
    page.get_by_role("link", name=f"Cases {total + 1}", exact=True).wait_for()

    page.get_by_role("button", name="Choose the moment").click()
    page.get_by_label(f"{before['zone']})").fill(_local(before))
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("as it was known then").wait_for()
    page.get_by_role("link", name=f"Cases {total}", exact=True).click()

    page.get_by_text(f"{total} in all").wait_for()
    page.get_by_text("as it was known then").wait_for()
    assert _rows(page) == total
    assert page.get_by_text(f"THEN-{total}", exact=True).count() == 0
    page.get_by_role("link", name="Back to now").click()
    page.get_by_text(f"{total + 1} in all").wait_for()
    assert page.get_by_text("as it was known then").count() == 0


def _summary(page: "Page") -> dict[str, Any]:
    incident = page.request.get("/api/v1/session").json()["incidents"][0]["id"]
    answer: dict[str, Any] = page.request.get(f"/api/v1/figures/summary?incident={incident}").json()
    return answer


def _register(page: "Page", own: str, number: str) -> None:
    incident = page.request.get("/api/v1/session").json()["incidents"][0]["id"]
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "outpace_csrf")
    answer = page.request.post(
        "/api/v1/cases",
        headers={"X-CSRFToken": token, "Idempotency-Key": f"browser-{number}", "Referer": own},
        data={"incident": incident, "rows": [{"number": number, "case_class": "confirmed"}]},
    )
    assert answer.ok, answer.text()


def _local(answer: dict[str, Any]) -> str:
    """The second at which a figure was read, by the clock of its area."""
    return datetime.fromisoformat(answer["as_of"]).astimezone(ZoneInfo(answer["zone"])).strftime("%Y-%m-%dT%H:%M:%S")


def _rows(page: "Page") -> int:
    """How many rows the list has, all its pages read."""
    more = page.get_by_role("button", name="Read one more page")
    while more.count():
        shown = page.locator("tbody tr").count()
        more.click()
        page.wait_for_function("(shown) => document.querySelectorAll('tbody tr').length > shown", arg=shown)
    return page.locator("tbody tr").count()
