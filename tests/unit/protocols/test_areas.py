"""Areas, tests, colours and indices are refused where somebody broke them: with file and line."""

import pytest

from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError

COVID, COMMON = "covid19", "common"
CN8, GUIDE, COLOUR, INDEX = "covid19-cn-8", "covid19-mass-test-2", "zj-five-colours", "zj-index"

MUTATIONS = [
    (COVID, CN8, "areas.yaml", "{id: medium,", "{id: high,", "PROTOCOL_KEY_TWICE"),
    (COVID, CN8, "areas.yaml", "any_of: [{}]", "any_of: [{new_at_least: risk_medium_new}]", "PROTOCOL_TYPE"),
    (COVID, CN8, "areas.yaml", "clear_community_days: {value: 3", "clear_community_days: {value: 0", "PROTOCOL_TYPE"),
    ("ebola", "ebola-2014", "areas.yaml", "closing_from: last_patient", "closing_from: hope", "PROTOCOL_CHOICE"),
    (COVID, "covid19-antigen-2022", "edition.yaml", "[quarantined, zone_resident]", "[quarantined]", "PROTOCOL_TYPE"),
    (COVID, "covid19-antigen-2022", "edition.yaml", "[resident]", "[resident, quarantined]", "PROTOCOL_TYPE"),
    (COVID, CN8, "areas.yaml", "hours: site_check_hours", "hours: risk_window_days", "PROTOCOL_UNIT"),
    (COVID, CN8, "testing.yaml", "[positive, grey,", "[positive, loud,", "PROTOCOL_CHOICE"),
    (COVID, CN8, "testing.yaml", "allowed: [pool_size_five, pool", "allowed: [pool_size_twenty, pool", "PROTOCOL_TYPE"),
    (COVID, CN8, "testing.yaml", "pool_size_five: {value: 5", "pool_size_five: {value: 1", "PROTOCOL_TYPE"),
    (
        COVID,
        GUIDE,
        "edition.yaml",
        "[closed_to_door], form: household",
        "[elsewhere], form: household",
        "PROTOCOL_TYPE",
    ),
    (COVID, GUIDE, "edition.yaml", "form: household,", "form: pool,", "PROTOCOL_TYPE"),
    (
        COVID,
        GUIDE,
        "edition.yaml",
        "    - {every_days: mass_fifth_days,",
        "    - {isolation_site: true, every_days: mass_fifth_days,",
        "PROTOCOL_TYPE",
    ),
    (
        COVID,
        GUIDE,
        "edition.yaml",
        "  - {days: mass_large_city_days,",
        "  - {population_at_most: mass_city_persons, days: mass_large_city_days,",
        "PROTOCOL_TYPE",
    ),
    (COVID, GUIDE, "edition.yaml", "persons, days: mass_small", "persons, hours: mass_small", "PROTOCOL_UNIT"),
    (COMMON, COLOUR, "edition.yaml", "at_least: colour_orange_score", "at_least: colour_red_score", "PROTOCOL_TYPE"),
    (COMMON, COLOUR, "edition.yaml", "- id: clusters", "- id: rumours", "PROTOCOL_CHOICE"),
    (COMMON, COLOUR, "edition.yaml", "limit: colour_incidence_high", "limit: colour_week_many", "PROTOCOL_UNIT"),
    (COMMON, INDEX, "edition.yaml", "id: roads_open", "id: transport_open", "PROTOCOL_TYPE"),
    (
        COMMON,
        INDEX,
        "edition.yaml",
        "[index_load_small, index_load_medium",
        "[index_load_medium, index_load_small",
        "PROTOCOL_TYPE",
    ),
]


@pytest.mark.parametrize(("folder", "edition", "file", "old", "new", "code"), MUTATIONS)
def test_a_broken_file_is_refused_with_its_place(
    folder: str, edition: str, file: str, old: str, new: str, code: str
) -> None:
    texts = {
        each.name: each.read_text("utf-8")
        for each in (data_root() / folder / edition).iterdir()
        if each.name.endswith(".yaml")
    }
    assert old in texts[file]
    with pytest.raises(ProblemError) as refusal:
        read_edition(edition, texts | {file: texts[file].replace(old, new, 1)})
    assert refusal.value.problem.code == code
    assert str(refusal.value.problem.params["where"]).startswith(f"{edition}/")
