"""One row of transmission links, as the file says it."""

import pytest

from outpace.exchange.links import LinkRecord, read_link
from outpace.words.contact import Setting


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Emergency room", Setting.HOSPITAL),
        ("Hospital room", Setting.HOSPITAL),
        ("Visit hospital", Setting.HOSPITAL),
        ("Contact with HCW", Setting.CARE),
        ("Family member", Setting.HOUSEHOLD),
        ("funeral", Setting.GATHERING),
        ("other", Setting.OTHER),
        ("聚餐", Setting.MEAL),
        ("Underground passage", None),
    ],
)
def test_a_setting_is_kept_as_written_and_mapped_where_known(text: str, setting: Setting | None) -> None:
    link = read_link({"infector": "A", "infectee": "B", "setting": text, "delay_days": "-2"})
    assert link == LinkRecord(infector="A", infectee="B", setting_text=text, setting=setting, delay_days=-2)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"infectee": "B"}, [("infector", "VALUE_MISSING")]),
        ({"infector": "A", "infectee": "不详"}, [("infectee", "VALUE_MISSING")]),
        ({"infector": "A", "infectee": "A"}, [("infectee", "LINK_TO_ITSELF")]),
        ({"infector": "A", "infectee": "B", "delay_days": "ten"}, [("delay_days", "NUMBER_UNREADABLE")]),
        ({"infector": "A", "infectee": "B", "setting": "x" * 300}, [("setting", "VALUE_TOO_LONG")]),
        ({}, [("infector", "VALUE_MISSING"), ("infectee", "VALUE_MISSING")]),
    ],
)
def test_what_is_no_link_is_refused(values: dict[str, str | None], found: list[tuple[str, str]]) -> None:
    refused = read_link(values)
    assert isinstance(refused, tuple)
    assert [(field, problem.code) for field, problem in refused] == found
    assert all("{" not in problem.text.zh + problem.text.en for _, problem in refused)
