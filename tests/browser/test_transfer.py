"""A commander moves a case to another county: whoever worked on it there loses it at once."""

from tests.browser.conftest import Visitor


def test_a_moved_case_is_gone_where_it_was(visitor: Visitor) -> None:
    tracer = visitor.arrive("tracer")
    incident = tracer.request.get("/api/v1/session").json()["incidents"][0]["id"]
    case = tracer.request.get(f"/api/v1/cases?incident={incident}&limit=200").json()["items"][-1]
    page = visitor.arrive("commander")
    page.goto(f"{visitor.demo.url}/cases/{case['id']}")
    page.get_by_role("button", name="Move", exact=True).click()
    send = page.get_by_role("button", name="Move the case")
    assert send.is_disabled()
    cities = page.get_by_label("Area, step 2").locator("option:not([value=''])")
    cities.first.wait_for(state="attached")
    page.get_by_label("Area, step 2").select_option(cities.last.get_attribute("value"))
    counties = page.get_by_label("Area, step 3").locator("option:not([value=''])")
    counties.first.wait_for(state="attached")
    page.get_by_label("Area, step 3").select_option(counties.last.get_attribute("value"))
    page.get_by_label("Why · kept with the case").fill("moved house last month")
    send.click()
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_text("moved house last month").wait_for()
    moved = page.request.get(f"/api/v1/cases/{case['id']}").json()
    assert moved["area"]["id"] != case["area"]["id"]
    assert tracer.request.get(f"/api/v1/cases/{case['id']}").status == 404
