"""The step rule against the published counts: 19 to 27 February 2020, 90 counties.

Counts by colour only; which county had which is not at hand, so this tests the steps, never the score.
"""

from datetime import UTC, date, datetime, timedelta

from outpace.protocols import load_edition
from outpace.protocols.sections.colours import COLOURS
from outpace.rulebook.colours import ColourStep, Move, StepFacts, colour_step
from outpace.words.decision import Decision
from outpace.words.moment import Dated

EDITION = load_edition("zj-five-colours")
CLEAR = EDITION.part(COLOURS).clear_days.value
COLOURS_DOWN = tuple(level.id for level in EDITION.part(COLOURS).levels)
FEB_19, FEB_27 = (0, 7, 7, 9, 67), (0, 0, 0, 2, 88)
DAYS = (date(2020, 2, 27) - date(2020, 2, 19)).days


def fewest_with_steps(before: tuple[int, ...], after: tuple[int, ...], steps: int) -> int:
    """The fewest units that must have gone down at least so many steps, whoever went where: those already low enough
    to need fewer steps fill the low places first."""
    worst = 0
    for reached in range(len(after)):
        from_above = sum(before[: max(0, reached - steps + 1)])
        worst = max(worst, from_above - sum(after[:reached]))
    return worst


def assessed(now: str, day: date, last_case: date, stepped: date | None) -> ColourStep:
    facts = StepFacts(now=now, by_score="green", last_case=Dated(last_case), stepped_down_on=stepped)
    decision = colour_step(facts, EDITION, datetime(day.year, day.month, day.day, 4, tzinfo=UTC), "Asia/Shanghai")
    assert isinstance(decision, Decision)
    return decision.outcome


def test_both_counts_are_of_the_same_ninety_counties() -> None:
    assert sum(FEB_19) == sum(FEB_27) == 90


def test_at_least_five_counties_went_down_three_steps_in_eight_days() -> None:
    assert DAYS == 8
    assert fewest_with_steps(FEB_19, FEB_27, steps=3) == 5
    assert fewest_with_steps(FEB_19, FEB_19, steps=1) == 0


def test_a_rule_that_earns_the_clear_days_again_is_refuted() -> None:
    again_for_the_second_and_third_step = 2 * CLEAR
    assert again_for_the_second_and_third_step > DAYS


def test_our_rule_allows_it() -> None:
    colour, stepped, days_taken = "orange", None, 0
    day = date(2020, 2, 19)
    while colour != "green":
        found = assessed(colour, day, last_case=date(2020, 2, 13), stepped=stepped)
        assert found.move is Move.DOWN
        assert COLOURS_DOWN.index(found.colour) == COLOURS_DOWN.index(colour) + 1
        colour, stepped, day, days_taken = found.colour, day, day + timedelta(days=1), days_taken + 1
    assert days_taken == 3 <= DAYS


def test_a_new_case_stops_the_way_down() -> None:
    assert assessed("yellow", date(2020, 2, 20), last_case=date(2020, 2, 19), stepped=None).move is Move.STAYS
