"""The closed list of reasons is refused where it could restrict somebody without law, evidence or end."""

from collections.abc import Callable

import pytest

from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError

FOLDER = data_root() / "covid19" / "covid19-cn-8"
TEXTS = {name: (FOLDER / name).read_text("utf-8") for name in ("edition.yaml", "powers.yaml")}


def swap(old: str, new: str) -> Callable[[str], str]:
    def mutate(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return mutate


MUTATIONS = {
    "no law": (swap("laws: [infectious_39]", "laws: []"), "PROTOCOL_REASON_LACKS"),
    "a law that is not there": (swap("laws: [infectious_39]", "laws: [decree_1]"), "PROTOCOL_CHOICE"),
    "a law nobody uses": (swap("laws: [frontier_12, infectious_12]", "laws: [infectious_12]"), "PROTOCOL_UNUSED"),
    "nobody may sign": (swap("issuers: [county_government, city_government]", "issuers: []"), "PROTOCOL_REASON_LACKS"),
    "an office that is not there": (swap("issuers: [disease_control", "issuers: [stability_office"), "PROTOCOL_CHOICE"),
    "no evidence": (swap("evidence: [arrival]", "evidence: []"), "PROTOCOL_REASON_LACKS"),
    "a list of names as evidence": (swap("evidence: [arrival]", "evidence: [identity_list]"), "PROTOCOL_REASON_LACKS"),
    "another office's data as evidence": (
        swap("evidence: [arrival]", "evidence: [arrival, other_office]"),
        "PROTOCOL_REASON_LACKS",
    ),
    "phone cells that confine": (swap("evidence: [arrival]", "evidence: [phone_cell]"), "PROTOCOL_REASON_PHONE_CELL"),
    "phone cells that colour": (
        swap("evidence: [place, phone_cell]", "evidence: [place, phone_cell]\n      colour: yellow"),
        "PROTOCOL_REASON_PHONE_CELL",
    ),
    "silence that lifts a contact": (
        swap("tiers: [close]", "tiers: [close]\n      lift_on_silence: true"),
        "PROTOCOL_REASON_SILENCE",
    ),
    "silence that lifts a positive test": (
        swap("evidence: [test]", "evidence: [test]\n      lift_on_silence: true"),
        "PROTOCOL_REASON_SILENCE",
    ),
    "no measure": (
        swap("carries:\n        - {measure: place_closed, days: [reason_place_days]}", "carries: []"),
        "PROTOCOL_REASON_LACKS",
    ),
    "no longest time": (swap(", hours: reason_hold_hours}", "}"), "PROTOCOL_TYPE"),
    "contacts of any tier": (swap("      tiers: [close]\n", ""), "PROTOCOL_REASON_LACKS"),
    "a tier that is not there": (swap("tiers: [close]", "tiers: [nearby]"), "PROTOCOL_CHOICE"),
    "cases of any class": (swap("      classes: [suspected]\n", ""), "PROTOCOL_REASON_LACKS"),
    "a source that is not traced": (
        swap("sources: [suspected, confirmed", "sources: [discarded, confirmed"),
        "PROTOCOL_CHOICE",
    ),
    "a colour on a place": (
        swap(
            "evidence: [place]\n      laws: [infectious_41",
            "evidence: [place]\n      colour: red\n      laws: [infectious_41",
        ),
        "PROTOCOL_REASON_COLOUR",
    ),
    "the default colour as a reason": (swap("colour: yellow", "colour: green"), "PROTOCOL_REASON_COLOUR"),
    "a reason twice": (swap("code: suspected_case", "code: confirmed_case"), "PROTOCOL_KEY_TWICE"),
    "barred and listed": (
        swap("  listed:\n", '  barred: [{code: close_contact, clause: "10.7"}]\n  listed:\n'),
        "PROTOCOL_KEY_TWICE",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_list_that_could_restrict_unlawfully_is_refused(name: str) -> None:
    mutate, code = MUTATIONS[name]
    with pytest.raises(ProblemError) as refusal:
        read_edition("covid19-cn-8", TEXTS | {"powers.yaml": mutate(TEXTS["powers.yaml"])})
    assert refusal.value.problem.code == code
    assert str(refusal.value.problem.params["where"]).startswith("covid19-cn-8/powers.yaml:")


def test_colours_fall_where_the_edition_forbids_codes() -> None:
    forbidden = TEXTS | {"edition.yaml": swap("{allowed: true,", "{allowed: false,")(TEXTS["edition.yaml"])}
    with pytest.raises(ProblemError) as refusal:
        read_edition("covid19-cn-8", forbidden)
    assert refusal.value.problem.code == "PROTOCOL_REASON_COLOUR"
