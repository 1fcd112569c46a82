"""A tracer works in her county and sees nothing of the next one."""

from tests.browser.conftest import Visitor


def test_her_day_opens_on_her_work(visitor: Visitor) -> None:
    page = visitor.arrive("tracer")
    page.wait_for_url("**/my-work")
    page.get_by_text("Exposures and contacts").first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press("k")


def test_a_case_of_another_county_is_a_case_that_does_not_exist(visitor: Visitor) -> None:
    commander = visitor.arrive("commander")
    incident = commander.request.get("/api/v1/session").json()["incidents"][0]["id"]
    cases = commander.request.get(f"/api/v1/cases?incident={incident}&limit=200").json()["items"]
    tracer = visitor.arrive("tracer")
    own = {case["id"] for case in tracer.request.get(f"/api/v1/cases?incident={incident}&limit=200").json()["items"]}
    other = next(case["id"] for case in cases if case["id"] not in own)
    hidden = tracer.request.get(f"/api/v1/cases/{other}")
    absent = tracer.request.get("/api/v1/cases/cas_0000000000001")
    assert (hidden.status, hidden.body()) == (absent.status, absent.body())
    assert hidden.status == 404


def test_she_confirms_a_proposal(visitor: Visitor) -> None:
    page = visitor.arrive("tracer")
    incident = page.request.get("/api/v1/session").json()["incidents"][0]["id"]
    waiting = page.request.get(f"/api/v1/contacts?incident={incident}&state=proposed&limit=200").json()["items"]
    case = next(contact["case"]["id"] for contact in waiting if contact["tier"] and contact["case"])
    page.goto(f"{visitor.demo.url}/cases/{case}")
    rows = page.get_by_role("button", name="Confirm", exact=True)
    rows.first.wait_for()
    before = rows.count()
    rows.first.click()
    page.wait_for_function(
        "n => [...document.querySelectorAll('button')].filter(b => b.textContent.trim() === 'Confirm').length < n",
        arg=before,
    )
