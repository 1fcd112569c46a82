"""A day that can't be leaves one contact undecided and holds up nobody else."""

from collections.abc import Callable

import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import Province
from tests.integration.review import facts
from tests.integration.review.facts import World


def test_an_exposure_of_tomorrow_does_not_hold_up_the_others(
    province: Province, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(facts.EXPOSED, "tomorrow", ("2022-03-06", "2022-03-08"))
    world = World(province, None, ContactState.CONFIRMED, settle)
    for step in ("case", "tomorrow", "late"):
        world.steps[step]()
    settle()
    found = world.ends_in()
    _, tier, _, _, says = found["contacts"]["tomorrow"]
    assert (tier, says["undecided"], says["needs"]) == (None, True, ["exposure_last"])
    assert found["contacts"]["late"][1] == "close"
    assert ("tomorrow", "contact_review") in found["open"]
    assert set(found["plans"]) == {"late"}
