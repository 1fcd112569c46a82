"""What changed between two editions, as a public-health officer reads it: topic, from what to what, which way."""

from collections.abc import Mapping

import pytest

from outpace.protocols import editions
from outpace.protocols.compare import Change, compare, number_text, told_of
from outpace.protocols.edition import Edition
from outpace.protocols.loader import read_edition
from outpace.protocols.told import TOPICS
from outpace.protocols.ways import Way, number_way, way
from outpace.words.decision import Text
from tests.unit.protocols.documents import edition

VALID = "{from: 2022-06-28}"
EIGHT = read_edition("eight", edition("eight", "{from: 2021-05, until: 2022-06-27}"))
SHORTER = (
    ("close_central_days: {value: 14", "close_central_days: {value: 7"),
    ("close_home_days: {value: 7", "close_home_days: {value: 3"),
    ("value: [1, 4, 7], unit", "value: [1, 2, 3, 5], unit"),
    ("value: [14]", "value: [7]"),
    ("value: [2, 7]", "value: [3]"),
)


def changed(*swaps: tuple[str, str]) -> Edition:
    return read_edition("nine", edition("nine", VALID, *swaps))


def by_label(changes: tuple[Change, ...]) -> Mapping[str, Change]:
    return {change.label.en: change for change in changes}


def test_an_edition_does_not_differ_from_itself() -> None:
    assert compare(EIGHT, changed()) == ()


def test_quarantine_reads_as_one_sentence_from_what_to_what() -> None:
    change = by_label(compare(EIGHT, changed(*SHORTER)))["Close contact"]
    assert change.topic == "3"
    assert change.old
    assert change.new
    assert change.old.text.en == "14 days central quarantine + 7 days health monitoring at home"
    assert change.new.text.en == "7 days central quarantine + 3 days health monitoring at home"
    assert change.new.text.zh == "集中隔离医学观察 7 天 + 居家健康监测 3 天"
    assert change.way is Way.LIGHTER
    assert change.new.certainty == "S:nhc9"
    assert change.new.clauses == ("3.2", "3.3")


def test_more_test_days_and_shorter_quarantine_go_both_ways() -> None:
    more = (
        *SHORTER[:2],
        ("value: [1, 4, 7], unit", "value: [1, 2, 3, 4, 5], unit"),
        *SHORTER[3:4],
        ("value: [2, 7]", "value: [2, 3]"),
    )
    changes = by_label(compare(EIGHT, changed(*more)))
    tests = changes["Tests, close contact"]
    assert tests.new
    assert (
        tests.new.text.en
        == "days 1, 2, 3, 4, 5, 7 of central quarantine; days 2, 3 of health monitoring at home; 2 swabs before release"
    )
    assert tests.way is Way.STRICTER
    assert changes["Close contact"].way is Way.LIGHTER


def test_a_code_that_is_no_longer_allowed_is_lighter() -> None:
    change = by_label(compare(EIGHT, changed(("{allowed: true", "{allowed: false"))))["Code on persons"]
    assert (change.topic, change.way) == ("5", Way.LIGHTER)


def test_a_time_limit_goes_no_way_for_people() -> None:
    swap = ("contact_placed_hours: {value: 12", "contact_placed_hours: {value: 8")
    change = by_label(compare(EIGHT, changed(swap)))["Place the contact in quarantine"]
    assert (change.topic, change.way) == ("4", Way.NEITHER)
    assert change.old
    assert change.old.text == Text(zh="12 小时内", en="within 12 hours")


def test_a_clause_nobody_tells_is_compared_by_its_number() -> None:
    swap = ("close_release_swabs: {value: 2", "close_release_swabs: {value: 1")
    change = by_label(compare(EIGHT, changed(swap)))["Release of close contacts"]
    assert change.topic == "3"
    assert change.way is Way.LIGHTER
    assert change.new
    assert change.new.clauses == ("3.6",)


def test_what_is_gone_and_what_is_new_are_said_once() -> None:
    start = EIGHT_TEXT.index("  - id: contact_of_contact")
    end = EIGHT_TEXT.index("  - id: general")
    text = EIGHT_TEXT.replace(EIGHT_TEXT[start:end], "").replace("tiers: [close, contact_of_contact]", "tiers: [close]")
    for name in (
        "secondary_central_days",
        "secondary_test_days",
        "secondary_release_test_days",
        "secondary_release_swabs",
    ):
        text = "\n".join(line for line in text.splitlines() if not line.startswith(f"  {name}:"))
    for number in ("2.4", "3.4", "3.7"):
        first = text.index(f'  - number: "{number}"')
        text = text[:first] + text[text.index("  - number:", first + 5) :]
    gone = [change for change in compare(EIGHT, read_edition("nine", {"edition.yaml": text})) if change.new is None]
    assert ("3", "Contact of contact", Way.LIGHTER) in [(each.topic, each.label.en, each.way) for each in gone]
    assert not any(change.label.en.startswith("Tests") for change in gone)
    back = [change for change in compare(read_edition("nine", {"edition.yaml": text}), EIGHT) if change.old is None]
    assert ("Contact of contact", Way.STRICTER) in [(change.label.en, change.way) for change in back]


EIGHT_TEXT = edition("nine", VALID)["edition.yaml"]


def test_a_number_that_no_sentence_shows_is_compared_by_name() -> None:
    swap = ("look_back_earlier_reading_days: {value: 2", "look_back_earlier_reading_days: {value: 3")
    change = compare(EIGHT, changed(swap))[0]
    assert change.label.en == "look back earlier reading days"
    assert change.new
    assert change.new.text.en == "3 (day)"


@pytest.mark.parametrize(
    ("steps", "goes"),
    [
        ([(14, 7), (21, 10)], Way.LIGHTER),
        ([(7, 8), (10, 8)], Way.BOTH),
        ([(7, 8), (10, 10)], Way.STRICTER),
        ([(7, 7)], Way.NEITHER),
        ([], Way.NEITHER),
    ],
)
def test_which_way(steps: list[tuple[float, float]], goes: Way) -> None:
    assert way(steps) is goes


def test_the_direction_of_a_number_is_the_editions_own() -> None:
    numbers, other = EIGHT.numbers, changed(("report_hours: {value: 2", "report_hours: {value: 9")).numbers
    assert number_way(numbers["report_hours"], other["report_hours"]) is Way.NEITHER
    assert number_way(numbers["close_central_test_days"], numbers["close_release_test_days"]) is Way.LIGHTER
    assert number_text(numbers["close_central_test_days"]).en == "1, 4, 7 (day of stage)"


@pytest.mark.parametrize("found", editions(), ids=lambda found: found.id)
def test_every_row_has_a_topic_and_both_languages(found: Edition) -> None:
    rows = list(told_of(found))
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        assert row.topic in TOPICS
        assert row.text.zh
        assert row.text.zh != row.text.en
        assert set(row.numbers) <= set(found.numbers)
