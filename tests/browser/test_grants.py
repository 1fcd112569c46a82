"""A commander sees which cases another county may see, and ends one of these views; on a phone too."""

from tests.browser.conftest import Visitor

PHONE = (390, 844)


def test_a_view_is_ended_on_a_phone(visitor: Visitor) -> None:
    page = visitor.arrive("commander", on="/grants", size=PHONE)
    page.get_by_role("heading", name="Views across areas").wait_for()
    page.get_by_label("State").select_option("in_force")
    ends = page.get_by_role("button", name="End the view of")
    ends.first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    hidden = "({ scrollWidth, clientWidth }) => scrollWidth - clientWidth"
    assert page.locator("main .scroll").first.evaluate(hidden) <= 0, "the list is drawn anew when it is narrowed"
    before = page.request.get("/api/v1/grants?state=in_force").json()
    ends.first.click()
    asked = page.get_by_role("dialog")
    asked.get_by_label("Reason").select_option("mistaken")
    asked.get_by_role("button", name="End the view").click()
    asked.wait_for(state="hidden")
    after = page.request.get("/api/v1/grants?state=in_force").json()
    assert after["total"] == before["total"] - 1
    ended = page.request.get("/api/v1/grants?state=ended").json()["items"]
    assert "mistaken" in [row["reason"] for row in ended]
