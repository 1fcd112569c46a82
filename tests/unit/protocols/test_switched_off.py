"""Class B management switches control off: nobody is traced, nobody quarantined, no code; and half a switch is refused."""

import pytest

from outpace.protocols import load_edition
from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.words.problem import ProblemError

EDITION = load_edition("covid19-cn-b")
TEXT = (data_root() / "covid19" / EDITION.id / "edition.yaml").read_text("utf-8")
TRACED = (data_root() / "covid19" / "covid19-cn-10" / "edition.yaml").read_text("utf-8")
UNFOLLOWED = (
    TRACED[: TRACED.index("      stages:\n")] + "      stages: []\n" + TRACED[TRACED.index("  - id: general") :]
)


def test_nobody_is_traced_or_quarantined_and_no_code_is_allowed() -> None:
    assert not EDITION.traces_contacts
    assert EDITION.tiers == ()
    assert not EDITION.person_code_allowed
    assert [timer.kind for timer in EDITION.timers] == ["case_report"]


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (TEXT, "{classes: []", "{classes: [confirmed]", "PROTOCOL_KEY_MISSING"),
        (TRACED, "{classes: [confirmed, asymptomatic]", "{classes: []", "PROTOCOL_TIERS_IDLE"),
        (
            UNFOLLOWED,
            "tiers:",
            "tiers:",
            "PROTOCOL_TIERS_EMPTY",
        ),
    ],
)
def test_half_a_switch_is_refused(text: str, old: str, new: str, code: str) -> None:
    assert old in text
    with pytest.raises(ProblemError) as refusal:
        read_edition("covid19-cn-b", {"edition.yaml": text.replace(old, new, 1)})
    assert refusal.value.problem.code == code
