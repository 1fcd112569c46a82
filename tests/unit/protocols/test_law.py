"""The law in force: which documents a day and a place bring together, and what is refused."""

from datetime import date

import pytest

from outpace.protocols import editions, law_in_force, law_of
from outpace.protocols.dated_line import check_lines, surely_holds
from outpace.protocols.header import Line
from outpace.protocols.law import check_laws
from outpace.protocols.sections import SECTIONS
from outpace.protocols.shelf import Shelf, shelf
from outpace.words.problem import ProblemError
from tests.unit.protocols.documents import beside, clause, edition, number, quoting_sections, shelf_of

EIGHT = edition("eight", "{from: 2021-05, until: 2022-06-27}")
NINE = edition("nine", "{from: 2022-06-28}")
USE = 'person_code: {allowed: false, clause: "5.9"}\n'
QUOTES = "{extra_days} days."
SAYS = number("extra_days", "3") + clause("5.8", QUOTES)


@pytest.fixture(autouse=True)
def sections_that_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, section in quoting_sections("3.3", "5.1", "5.8", "5.9", "9.1", "12.1", "13.1").items():
        monkeypatch.setitem(SECTIONS, key, section)  # type: ignore[misc]


def line(**documents: dict[str, str]) -> Shelf:
    return shelf_of(documents)


def refused(call: object, code: str) -> str:
    with pytest.raises(ProblemError) as refusal:
        call()  # type: ignore[operator]
    assert refusal.value.problem.code == code
    return refusal.value.problem.text.en


@pytest.mark.parametrize(
    ("on", "base"),
    [
        (date(2021, 5, 1), "eight"),
        (date(2022, 6, 27), "eight"),
        (date(2022, 6, 28), "nine"),
        (date(2026, 1, 1), "nine"),
    ],
)
def test_the_edition_changes_between_two_days(on: date, base: str) -> None:
    assert law_in_force("covid19", on, documents=line(eight=EIGHT, nine=NINE)).documents == (base,)


def test_before_the_first_edition_there_is_no_law() -> None:
    found = line(eight=EIGHT, nine=NINE)
    assert "eight, nine" in refused(lambda: law_in_force("covid19", date(2021, 4, 30), documents=found), "LAW_NONE")


def test_in_the_month_of_an_undated_change_nobody_guesses() -> None:
    found = line(seven=edition("seven", "{from: 2020-09-15, until: 2021-05}"), eight=EIGHT)
    told = refused(lambda: law_in_force("covid19", date(2021, 5, 20), documents=found), "LAW_DAY_UNCERTAIN")
    assert "seven, eight" in told
    assert law_in_force("covid19", date(2021, 4, 30), documents=found).id == "seven"
    assert law_in_force("covid19", date(2021, 6, 1), documents=found).id == "eight"


def test_a_start_known_to_the_day_ends_an_undated_one() -> None:
    seven = edition("seven", "{from: 2020-09-15, until: 2021-05}")
    found = line(seven=seven, eight=edition("eight", "{from: 2021-05-11, until: 2022-06-27}"))
    assert law_in_force("covid19", date(2021, 5, 11), documents=found).id == "eight"
    assert law_in_force("covid19", date(2021, 5, 10), documents=found).id == "seven"


@pytest.mark.parametrize(
    ("valid", "code"),
    [
        ("{from: 2022-06-29}", "LINE_GAP"),
        ("{from: 2022-07}", "LINE_GAP"),
        ("{from: 2022-06-27}", "LINE_OVERLAP"),
        ("{from: 2022-05}", "LINE_OVERLAP"),
    ],
)
def test_gaps_and_overlaps_name_both_places(valid: str, code: str) -> None:
    told = refused(lambda: line(eight=EIGHT, nine=edition("nine", valid)), code)
    valid = next(n for n, text in enumerate(EIGHT["edition.yaml"].splitlines(), 1) if text.startswith("valid"))
    assert f"nine/edition.yaml:{valid}" in told
    assert f"eight/edition.yaml:{valid}" in told


def test_what_really_overlapped_says_so_and_the_later_prevails() -> None:
    found = line(eight=EIGHT, nine=edition("nine", "{from: 2022-06-20}", more="supersedes: [eight]\n"))
    assert law_in_force("covid19", date(2022, 6, 19), documents=found).id == "eight"
    assert law_in_force("covid19", date(2022, 6, 20), documents=found).id == "nine"


def test_superseding_something_unknown_is_refused() -> None:
    refused(
        lambda: line(eight=EIGHT, nine=edition("nine", "{from: 2022-06-28}", more="supersedes: [ate]\n")),
        "PROTOCOL_EDITION_UNKNOWN",
    )


def test_a_line_of_a_place_prevails_there() -> None:
    found = line(eight=EIGHT, local=edition("local", "{from: 2021-05}", more="area: 330000/\n"))
    assert law_in_force("covid19", date(2022, 1, 1), "330000/330100/", found).id == "local"
    assert law_in_force("covid19", date(2022, 1, 1), "310000/", found).id == "eight"


def with_all() -> Shelf:
    return line(
        eight=EIGHT,
        nine=NINE,
        plus=beside("plus", "supplement", "{from: 2021-09}", SAYS, more="supplements: [eight]\n"),
        old=beside("old", "treatment", "{from: 2021-01-01, until: 2022-03-14}", clause("13.1")),
        new=beside("new", "treatment", "{from: 2022-03-15}", clause("13.1")),
        world=beside("world", "common", "{from: 2005}".replace("2005", "2005-06"), clause("12.1"), disease="any"),
        here=beside("here", "common", "{from: 2020-02}", clause("9.1"), disease="any", more="area: 330000/\n"),
        other=beside("other", "common", "{from: 2020-02}", clause("12.1"), disease="mers"),
    )


@pytest.mark.parametrize(
    ("on", "area", "documents"),
    [
        (date(2021, 8, 1), "", ("eight", "old", "world")),
        (date(2021, 9, 15), "", ("eight", "old", "world")),
        (date(2022, 3, 14), "", ("eight", "old", "plus", "world")),
        (date(2022, 3, 18), "", ("eight", "new", "plus", "world")),
        (date(2022, 3, 18), "330000/330100/", ("eight", "new", "plus", "world", "here")),
        (date(2022, 6, 28), "", ("nine", "new", "world")),
    ],
)
def test_the_law_is_the_pair_of_the_day_with_what_belongs_to_it(
    on: date, area: str, documents: tuple[str, ...]
) -> None:
    law = law_in_force("covid19", on, area, with_all())
    assert law.documents == documents
    assert law.line is Line.PREVENTION


def test_clauses_name_their_own_documents() -> None:
    law = law_in_force("covid19", date(2022, 3, 18), "330000/", with_all())
    assert law.clause("3.2").edition == "eight"
    assert (law.clause("13.1").edition, law.clause("13.1").label) == ("new", "NEW 13.1")
    assert law.clause("5.8").text.en == "3 days."
    assert law.numbers["extra_days"].value == 3
    assert law.places["clause 9.1"].startswith("here/edition.yaml:")


def test_the_law_around_a_chosen_edition_is_that_edition_whatever_the_day() -> None:
    assert law_of("nine", date(2022, 3, 18), documents=with_all()).documents == ("nine", "new", "world")
    assert law_of("plus", date(2022, 3, 18), documents=with_all()).documents == ("plus", "world")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (number("close_home_days", "9") + clause("5.8", "{close_home_days} days."), "close_home_days"),
        (clause("3.3"), "3.3"),
        (clause("5.9") + USE, "person_code"),
    ],
)
def test_a_silent_contradiction_names_both_places(body: str, name: str) -> None:
    plus = beside("plus", "supplement", "{from: 2021-09}", body, more="supplements: [eight]\n")
    told = refused(
        lambda: law_in_force("covid19", date(2022, 1, 1), documents=line(eight=EIGHT, plus=plus)), "LAW_CONTRADICTS"
    )
    assert name in told
    assert "plus/edition.yaml:" in told
    assert "eight/edition.yaml:" in told


def test_the_same_value_twice_is_no_contradiction() -> None:
    body = number("close_home_days", "7") + clause("5.8", "{close_home_days} days.")
    plus = beside("plus", "supplement", "{from: 2021-09}", body, more="supplements: [eight]\n")
    assert law_in_force("covid19", date(2022, 1, 1), documents=line(eight=EIGHT, plus=plus)).documents == (
        "eight",
        "plus",
    )


def test_a_supplement_replaces_what_it_names() -> None:
    body = number("close_home_days", "9") + clause("5.1", "{close_home_days} days.") + USE.replace("5.9", "5.1")
    more = "supplements: [eight]\nreplaces: {numbers: [close_home_days], clauses: ['5.1'], sections: [person_code]}\n"
    found = line(eight=EIGHT, plus=beside("plus", "supplement", "{from: 2021-09}", body, more=more))
    law = law_in_force("covid19", date(2022, 1, 1), documents=found)
    monitoring = law.tier("close").follow_up[1]
    assert monitoring.days.value == 9
    assert (monitoring.days.changed_by, monitoring.days.was) == ("PLUS", (7,))
    assert law.clause("3.3").text.en.startswith("After central quarantine, 9 days")
    assert law.clause("3.3").label == "CN8 3.3 + PLUS"
    assert law.clause("3.3").certainty == "ours"
    assert law.clause("3.2").label == "CN8 3.2"
    assert law.clause("5.1").edition == "plus"
    assert not law.person_code_allowed
    assert law_in_force("covid19", date(2021, 6, 1), documents=found).clause("3.3").label == "CN8 3.3"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("", "PROTOCOL_KEY_MISSING"),
        ("supplements: [ate]\n", "PROTOCOL_EDITION_UNKNOWN"),
        ("supplements: [plus]\n", "PROTOCOL_EDITION_UNKNOWN"),
        ("supplements: [eight]\nreplaces: {numbers: [look_back_days]}\n", "PROTOCOL_REPLACES_NOTHING"),
        ("supplements: [eight]\nreplaces: {numbers: [extra_days]}\n", "PROTOCOL_REPLACES_NOTHING"),
        ("supplements: [eight]\nreplaces: {sections: [tiers]}\n", "PROTOCOL_REPLACES_NOTHING"),
        ("supplements: [eight]\narea: '330000'\n", "PROTOCOL_TYPE"),
    ],
)
def test_a_supplement_that_fits_nothing_is_refused(more: str, code: str) -> None:
    refused(lambda: line(eight=EIGHT, plus=beside("plus", "supplement", "{from: 2021-09}", SAYS, more=more)), code)


@pytest.mark.parametrize("more", ["supplements: [eight]\n", "replaces: {numbers: [look_back_days]}\n"])
def test_an_edition_of_a_line_supplements_nothing(more: str) -> None:
    refused(lambda: edition_read(more), "PROTOCOL_ONLY_SUPPLEMENT")


def edition_read(more: str) -> Shelf:
    return line(eight=EIGHT, nine=edition("nine", "{from: 2022-06-28}", more=more))


def test_a_number_is_replaced_in_its_own_unit() -> None:
    body = number("close_home_days", "9", "hour") + clause("5.8", "{close_home_days} hours.")
    more = "supplements: [eight]\nreplaces: {numbers: [close_home_days]}\n"
    found = line(eight=EIGHT, plus=beside("plus", "supplement", "{from: 2021-09}", body, more=more))
    refused(lambda: law_in_force("covid19", date(2022, 1, 1), documents=found), "LAW_UNITS")


def test_every_law_of_the_shelf_can_be_put_together() -> None:
    check_lines(editions())
    check_laws(shelf())


def test_the_eighteenth_of_march_2022_is_the_eighth_edition_with_what_was_in_force_then() -> None:
    day = date(2022, 3, 18)
    law = law_in_force("covid19", day)
    assert law.documents[0] == "covid19-cn-8"
    beside_it = {
        each.id
        for each in editions()
        if each.line is not Line.COMMON and each.disease.id == "covid19" and surely_holds(each, day) and not each.area
    }
    assert {name for name in law.documents if name.startswith("covid19")} == beside_it
