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


def test_she_answers_what_a_contact_waits_for_and_sees_the_tier(visitor: Visitor) -> None:
    """By keyboard: the form asks for what the decision needs, the rules decide again, the page shows the tier."""
    page = visitor.arrive("tracer")
    incident = page.request.get("/api/v1/session").json()["incidents"][0]["id"]
    listed = page.request.get(f"/api/v1/contacts?incident={incident}&state=proposed&limit=500").json()["items"]
    contact = next(one for one in listed if one["needs"] == ["protected"] and one["case"])
    case = contact["case"]["id"]
    page.goto(f"{visitor.demo.url}/cases/{case}")
    asking = page.get_by_role("button", name="Answer ·")
    asking.first.wait_for()
    before = asking.count()
    asking.first.press("Enter")
    question = page.get_by_label("Was there effective protection?")
    question.wait_for()
    question.press("ArrowDown")
    assert question.input_value() == "yes"
    question.select_option("no")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.wait_for_function("n => document.querySelectorAll('button[aria-label^=\"Answer ·\"]').length < n", arg=before)
    after = page.request.get(f"/api/v1/cases/{case}").json()
    told = [row for row in after["exposures"] if row["version"] > 1]
    assert [(row["protected"], [change["field"] for change in row["changes"]]) for row in told] == [
        (False, ["protected"])
    ]
    answered = next(one for one in after["contacts"] if one["person"]["id"] == told[0]["person"]["id"])
    assert answered["tier"] is not None
