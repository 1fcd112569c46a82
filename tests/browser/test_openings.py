"""A tracer opens the person she must call; breaks glass; the ombudsman has it on her page at once."""

import json

from tests.browser.conftest import Visitor

KEPT = """async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href, history.state, document.title,
  (await indexedDB.databases()).map((one) => one.name), 'caches' in window ? await caches.keys() : []])"""
"""All that a browser keeps of a page beyond its end."""


def test_a_call_opens_one_person_and_the_log_shows_it(visitor: Visitor) -> None:
    page = visitor.arrive("tracer")
    page.wait_for_url("**/my-work")
    page.locator(".call [data-call]").first.click()
    page.get_by_text("in sight until").first.wait_for()
    opened = page.locator(".call .opened").first
    said = [opened.locator("b").inner_text(), opened.locator(".phone").inner_text().strip()]
    kept = json.loads(page.evaluate(KEPT))
    assert kept[-2:] == [[], []]
    assert [word for word in said if word in json.dumps(kept, ensure_ascii=False)] == []
    assert all(said), "nothing was opened"
    reviewer = visitor.arrive("ombudsman")
    reviewer.goto(f"{visitor.demo.url}/access?purpose=call")
    reviewer.get_by_text("name and number").first.wait_for()


def test_an_emergency_is_on_the_ombudsman_s_page_at_once(visitor: Visitor) -> None:
    reviewer = visitor.arrive("ombudsman")
    reviewer.wait_for_url("**/reviews")
    page = visitor.arrive("tracer")
    incident = page.request.get("/api/v1/session").json()["incidents"][0]["id"]
    case = page.request.get(f"/api/v1/cases?incident={incident}&limit=1").json()["items"][0]
    page.goto(f"{visitor.demo.url}/break-glass?person={case['person']['id']}")
    page.get_by_label("Reason").select_option("danger")
    page.get_by_label("What is happening (the reviewer will judge by it)").fill("Seen to collapse at the station")
    page.get_by_role("button", name="Confirm and open").click()
    page.get_by_text("Review due").wait_for()
    reviewer.get_by_text("Seen to collapse at the station").wait_for()
    reviewer.get_by_role("link", name=case["person"]["id"]).first.wait_for()
