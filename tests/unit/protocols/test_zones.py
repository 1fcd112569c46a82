"""Zones are refused where somebody broke them: with file and line, and never half read."""

import pytest

from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError

EDITION, FILE = "covid19-cn-8-community", "edition.yaml"
TEXT = (data_root() / "covid19" / EDITION / FILE).read_text("utf-8")

MUTATIONS = {
    "zone twice": ("id: controlled", "id: closed_off", "PROTOCOL_KEY_TWICE"),
    "unknown link": ("links: [residence, surroundings]", "links: [residence, neighbourhood]", "PROTOCOL_CHOICE"),
    "unknown likelihood": ("likelihood: [high]", "likelihood: [certain]", "PROTOCOL_CHOICE"),
    "criterion without a condition": ("{county_affected: true}", "{}", "PROTOCOL_KEY_MISSING"),
    "positive in a zone that is not there": ("positive_in: [controlled]", "positive_in: [yellow]", "PROTOCOL_CHOICE"),
    "unknown unit": ("units: [stairwell,", "units: [tent,", "PROTOCOL_CHOICE"),
    "quiet days of another unit": (
        "no_new_case: zone_clear_days",
        "no_new_case: zone_hours",
        "PROTOCOL_NUMBER_UNKNOWN",
    ),
    "release day missing": (
        "zone_clear_days, release_day: last_day, clause",
        "zone_clear_days, clause",
        "PROTOCOL_KEY_MISSING",
    ),
    "round without a limit": ("{within_days: zone_round_within_days}", "{}", "PROTOCOL_KEY_MISSING"),
    "round within hours counted in days": ("{within_days: zone_round", "{within_hours: zone_round", "PROTOCOL_UNIT"),
    "together with a zone that is not there": ("[closed_off, controlled]", "[closed_off, red]", "PROTOCOL_CHOICE"),
    "two ways out for everybody": (
        '        - clause: "7.8"\n',
        '        - {clause: "7.8", conditions: []}\n        - clause: "7.8"\n',
        "PROTOCOL_TYPE",
    ),
    "unknown ground": ("grounds: [acquired_inside,", "grounds: [rumour,", "PROTOCOL_CHOICE"),
    "unknown reach": ("reach: whole", "reach: city", "PROTOCOL_CHOICE"),
    "unknown convention": ("case_day: case_day_is_zero", "case_day: yesterday", "PROTOCOL_CHOICE"),
    "steps down to a zone that is not there": (
        '- clause: "7.8"\n          conditions',
        '- clause: "7.8"\n          to: calm\n          conditions',
        "PROTOCOL_CHOICE",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_broken_zones_are_refused_with_file_and_line(name: str) -> None:
    old, new, code = MUTATIONS[name]
    assert old in TEXT
    with pytest.raises(ProblemError) as refusal:
        read_edition(EDITION, {FILE: TEXT.replace(old, new, 1)})
    assert refusal.value.problem.code == code
    assert str(refusal.value.problem.params["where"]).startswith(f"{EDITION}/{FILE}:")
