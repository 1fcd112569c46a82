"""The loader takes the editions as they are and refuses every edition that somebody broke, with file and line."""

import re
from collections.abc import Callable

import pytest

from outpace.protocols.edition import Edition
from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError

EDITION, FILE = "covid19-cn-8", "edition.yaml"
TEXT = (data_root() / "covid19" / EDITION / FILE).read_text("utf-8")
HERE = f"{EDITION}/{FILE}"


def read(text: str, **more: str) -> Edition:
    return read_edition(EDITION, {FILE: text} | {f"{name}.yaml": other for name, other in more.items()})


def swap(old: str, new: str) -> Callable[[str], str]:
    def mutate(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return mutate


MUTATIONS = {
    "unknown key": (swap("line: prevention", "line: prevention\ncolour: red"), "PROTOCOL_KEY_UNKNOWN"),
    "missing key": (swap("line: prevention\n", ""), "PROTOCOL_KEY_MISSING"),
    "key twice": (swap("line: prevention", "line: prevention\nline: treatment"), "PROTOCOL_KEY_TWICE"),
    "number without source": (
        swap("source: pages of 2021, certainty: M2", "certainty: M2"),
        "PROTOCOL_KEY_MISSING",
    ),
    "number without certainty": (swap(", certainty: M2, date: unknown", ", date: unknown"), "PROTOCOL_KEY_MISSING"),
    "bad certainty": (swap("certainty: M2, date: unknown", "certainty: M9, date: unknown"), "PROTOCOL_CHOICE"),
    "source key missing": (swap("certainty: S:sh0510", "certainty: S"), "PROTOCOL_CHOICE"),
    "unknown unit": (swap("unit: day\n", "unit: fortnight\n"), "PROTOCOL_CHOICE"),
    "unit that does not fit": (swap("unit: day\n", "unit: hour\n"), "PROTOCOL_UNIT"),
    "value is no number": (swap("value: 4\n", "value: four\n"), "PROTOCOL_TYPE"),
    "value below zero": (swap("value: 4\n", "value: -4\n"), "PROTOCOL_TYPE"),
    "value in quotes": (swap("value: 4\n", 'value: "4"\n'), "PROTOCOL_TYPE"),
    "test days out of order": (swap("[1, 4, 7]", "[4, 1, 7]"), "PROTOCOL_TYPE"),
    "test after the stage": (swap("value: [14]", "value: [15]"), "PROTOCOL_TEST_AFTER_STAGE"),
    "dangling number": (swap("days: close_home_days", "days: close_hotel_days"), "PROTOCOL_NUMBER_UNKNOWN"),
    "dangling clause": (
        swap('look_back_days, clause: "2.2"', 'look_back_days, clause: "2.9"'),
        "PROTOCOL_CLAUSE_UNKNOWN",
    ),
    "clause twice": (swap('number: "1.2"', 'number: "1.1"'), "PROTOCOL_KEY_TWICE"),
    "translation missing": (
        swap("label: {zh: 密切接触者, en: Close contact}", "label: {zh: 密切接触者}"),
        "PROTOCOL_TRANSLATION_MISSING",
    ),
    "digit in a sentence": (swap("for {close_central_days} days", "for 14 days"), "PROTOCOL_DIGIT"),
    "full-width digit": (swap("观察 {close_central_days} 天", "观察 １４ 天"), "PROTOCOL_DIGIT"),
    "unknown placeholder": (swap("for {close_central_days} days", "for {close_days} days"), "PROTOCOL_PLACEHOLDER"),
    "broken placeholder": (
        swap("for {close_central_days} days", "for {close_central_days days"),
        "PROTOCOL_PLACEHOLDER",
    ),
    "languages quote different numbers": (
        swap("for {close_central_days} days, with", "for some days, with"),
        "PROTOCOL_TEXTS_DIFFER",
    ),
    "clause surer than its number": (
        swap("certainty: M2\n    source: reporting", "certainty: M1\n    source: reporting"),
        "PROTOCOL_SURER_THAN_NUMBER",
    ),
    "unused number": (
        swap(
            "numbers:\n",
            "numbers:\n  idle: {value: 1, unit: day, source: x, certainty: ours, date: unknown, direction: more}\n",
        ),
        "PROTOCOL_UNUSED",
    ),
    "impossible date": (swap("date: 2022-05-10", "date: 2022-02-31"), "PROTOCOL_DATE"),
    "ends before it begins": (swap("until: 2022-06-27", "until: 2020-06-27"), "PROTOCOL_DATES_CROSSED"),
    "unknown setting": (swap("[household, meal]", "[household, spaceship]"), "PROTOCOL_CHOICE"),
    "unknown legal state": (swap("state: health_monitoring", "state: house_arrest"), "PROTOCOL_CHOICE"),
    "unknown case class": (swap("classes: [suspected,", "classes: [guessed,"), "PROTOCOL_CHOICE"),
    "unknown fact": (swap("given: [symptoms, linked]", "given: [symptoms, rumour]"), "PROTOCOL_CHOICE"),
    "class without a fact": (
        swap("refuted: [lab_positive], ", "unknown: [lab_positive], "),
        "PROTOCOL_CLASS_WITHOUT_FACT",
    ),
    "timer for a tier that is not there": (
        swap("tiers: [close, contact_of", "tiers: [near, contact_of"),
        "PROTOCOL_CHOICE",
    ),
    "truth misspelt": (swap("{allowed: true,", "{allowed: yes,"), "PROTOCOL_TYPE"),
    "mapping instead of list": (swap("any_of:\n      - {}\n", "any_of: {}\n"), "PROTOCOL_TYPE"),
    "not YAML": (swap("id: covid19-cn-8", "id: [covid19-cn-8"), "PROTOCOL_YAML"),
    "empty": (lambda _: "", "PROTOCOL_YAML"),
}


def test_the_edition_as_it_is_loads() -> None:
    assert read(TEXT).id == "covid19-cn-8"


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_edition_is_refused_with_file_and_line(name: str) -> None:
    mutate, code = MUTATIONS[name]
    with pytest.raises(ProblemError) as refusal:
        read(mutate(TEXT))
    assert refusal.value.problem.code == code
    where = str(refusal.value.problem.params["where"])
    assert re.fullmatch(rf"{HERE}(:\d+)?", where)
    assert ":" in where or name == "empty"
    assert refusal.value.problem.text.zh.startswith(where)


def test_the_line_is_the_line_of_the_mistake() -> None:
    broken = TEXT.replace("days: close_home_days", "days: close_hotel_days")
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if "close_hotel_days" in text)
    with pytest.raises(ProblemError) as refusal:
        read(broken)
    assert refusal.value.problem.params["where"] == f"{HERE}:{line}"


def test_files_of_an_edition_share_numbers_and_clauses() -> None:
    head, tail = TEXT.split("\nperson_code:")
    code, delays = tail.split("\ndelays:")
    assert read(f"{head}\ndelays:{delays}", code=f"person_code:{code}") == read(TEXT)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("person_code: {allowed: true, clause: '5.1'}", "PROTOCOL_KEY_TWICE"),
        ("numbers:\n  report_hours: {value: 1}", "PROTOCOL_KEY_TWICE"),
        ("id: covid19-cn-8", "PROTOCOL_KEY_UNKNOWN"),
        ("mood: calm", "PROTOCOL_KEY_UNKNOWN"),
    ],
)
def test_a_second_file_says_nothing_twice(text: str, code: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        read(TEXT, more=text)
    assert refusal.value.problem.code == code
    assert str(refusal.value.problem.params["where"]).startswith(f"{EDITION}/more.yaml:")
