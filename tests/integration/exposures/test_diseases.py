"""What a contact tells reaches the rules of every disease: kind of contact, immunity, prophylaxis, through whom."""

from collections.abc import Callable

import pytest

from tests.integration.exposures.conftest import Told, end

Under = Callable[[str], Told]


def needs(contact: dict[str, object]) -> tuple[object, object]:
    return contact["undecided"], contact["needs"]


def test_measles_asks_for_immunity_and_then_for_prophylaxis(under: Under) -> None:
    told = under("measles-2018")
    contact = told.tell(setting="school", closed_space=True)
    assert needs(contact) == (True, ["immunity", "prophylaxis"])
    assert contact["needs_words"] == [
        {"zh": "免疫情况", "en": "Immunity"},
        {"zh": "暴露后预防", "en": "Post-exposure prophylaxis"},
    ]
    assert end(contact) is None
    contact = told.answer(contact, immunity="undocumented", prophylaxis=[])
    assert (contact["proposed_tier"], end(contact)) == ("susceptible", "2022-03-23")
    assert contact["plan"]["stages"][0]["state"] == "home_quarantine"


def test_measles_leaves_the_immune_in_peace(under: Under) -> None:
    contact = under("measles-2018").tell(immunity="documented")
    assert contact["proposed_tier"] == "immune"
    assert contact["plan"]["stages"] == []


@pytest.mark.parametrize(
    ("hour", "tier", "state", "last"),
    [
        ("2022-03-05 09:00", "vaccinated", "health_monitoring", "2022-03-23"),
        ("2022-03-05 09:01", "susceptible", "home_quarantine", "2022-03-23"),
    ],
)
def test_measles_counts_the_hours_to_the_vaccine(under: Under, hour: str, tier: str, state: str, last: str) -> None:
    vaccine = [{"means": "vaccine", "at": hour}]
    contact = under("measles-2018").tell(immunity="undocumented", first_at="2022-03-02 09:00", prophylaxis=vaccine)
    assert (contact["proposed_tier"], contact["plan"]["stages"][0]["state"], end(contact)) == (tier, state, last)


def test_measles_asks_for_the_moment_where_the_day_leaves_it_open(under: Under) -> None:
    told = under("measles-2018")
    contact = told.tell(immunity="undocumented", prophylaxis=[{"means": "vaccine", "day": "2022-03-05"}])
    assert needs(contact) == (True, ["exposure_first_at", "prophylaxis_at"])
    contact = told.answer(contact, first_at="2022-03-02 23:00")
    contact = told.answer(contact, prophylaxis=[{"means": "vaccine", "at": "2022-03-05 08:00"}], why="问到了钟点")
    assert contact["proposed_tier"] == "vaccinated"


def test_ebola_asks_what_touched_what(under: Under) -> None:
    told = under("ebola-2014")
    contact = told.tell(setting="gathering", closed_space=False)
    assert needs(contact) == (True, ["kinds"])
    contact = told.answer(contact, kinds=["face_to_face", "dead_body"])
    assert (contact["proposed_tier"], end(contact)) == ("high_risk", "2022-03-23")
    assert contact["reasons"][0]["evidence"]["kinds"] == ["dead_body", "face_to_face"]


def test_ebola_none_of_the_kinds_is_an_answer(under: Under) -> None:
    contact = under("ebola-2014").tell(setting="gathering", kinds=[])
    assert (contact["undecided"], contact["proposed_tier"], contact["plan"]) == (False, None, None)


def test_mpox_asks_for_skin_and_protection(under: Under) -> None:
    told = under("mpox-2022")
    contact = told.tell(setting="work", kinds=["skin"])
    assert needs(contact) == (True, ["protected"])
    contact = told.answer(contact, protected=False)
    assert (contact["proposed_tier"], end(contact)) == ("high", "2022-03-23")


def test_cholera_follows_who_shared_the_latrine_and_who_drank_the_water(under: Under) -> None:
    told = under("cholera-2017")
    latrine = told.tell(setting="work", kinds=["shared_latrine"])
    water = told.tell(name="林丙", setting="work", kinds=["water_point"])
    assert (latrine["proposed_tier"], end(latrine)) == ("household", "2022-03-07")
    assert (water["proposed_tier"], end(water)) == ("water_point", "2022-03-07")


def test_a_contact_of_a_contact_is_traced_through_whom_it_met(under: Under) -> None:
    told = under("covid19-cn-8")
    close = told.tell(first="2022-03-01", last="2022-03-04")
    through = told.tell(name="林丁", first="2022-03-03", last="2022-03-03", via=close["id"])
    assert (close["proposed_tier"], through["proposed_tier"]) == ("close", "contact_of_contact")
    assert through["plan"]["end"] is not None
    before = told.tell(name="林戊", first="2022-02-27", last="2022-02-28", via=close["id"])
    assert (before["proposed_tier"], before["undecided"]) == (None, False)


def test_a_contact_of_a_contact_waits_for_the_first_day_of_the_one_between(under: Under) -> None:
    told = under("covid19-cn-8")
    close = told.tell(first=None)
    through = told.tell(name="林丁", via=close["id"])
    assert needs(through) == (True, ["contact_first_exposure"])
    told.answer(close, first="2022-03-01")
    assert told.contact(through)["proposed_tier"] == "contact_of_contact"


def test_immunity_told_otherwise_is_another_tier(under: Under) -> None:
    told = under("measles-2018")
    contact = told.tell(immunity="documented")
    contact = told.answer(contact, immunity="not_immune", prophylaxis=[], why="抗体阴性")
    assert contact["proposed_tier"] == "susceptible"
