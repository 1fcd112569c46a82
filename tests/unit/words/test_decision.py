"""A decision carries its reasons and can't be changed afterwards."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from outpace.words.decision import Clause, Decision, Reason, Text, Undecided

AS_OF = datetime(2021, 12, 7, 12, tzinfo=UTC)
CLAUSE = Clause(
    edition="covid19-cn-8",
    number="2.2",
    label="CN8 2.2",
    title=Text("密切接触者", "Close contact"),
    text=Text("共同居住的人", "People who live together"),
    certainty="stated",
    source="8th edition",
    date="2020-08-18",
)
REASON = Reason(CLAUSE, Text("同住", "Same household"), {"setting": "household"})


def test_a_decision_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="without a reason"):
        Decision("close", (), AS_OF)


def test_a_decision_keeps_outcome_reasons_and_instant() -> None:
    decision = Decision("close", (REASON,), AS_OF)
    assert (decision.outcome, decision.reasons[0].clause.label, decision.as_of) == ("close", "CN8 2.2", AS_OF)


def test_a_decision_does_not_change() -> None:
    decision = Decision("close", (REASON,), AS_OF)
    with pytest.raises(FrozenInstanceError):
        decision.outcome = "general"  # type: ignore[misc]


def test_what_is_undecided_names_what_is_missing() -> None:
    assert Undecided(("last_exposure",), (REASON,), AS_OF).needs == ("last_exposure",)
