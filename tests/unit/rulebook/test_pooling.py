"""The arithmetic of pools: the published check values, and what must hold at the ends."""

from fractions import Fraction

import pytest

from outpace.rulebook.pools import expected_tests_per_person

ONE_IN_A_THOUSAND = Fraction(1, 1000)


@pytest.mark.parametrize(("size", "tests"), [(5, "0.205"), (10, "0.110"), (20, "0.070")])
def test_tests_per_person_at_one_in_a_thousand(size: int, tests: str) -> None:
    assert f"{float(expected_tests_per_person(size, ONE_IN_A_THOUSAND)):.3f}" == tests


def test_nobody_infected_saves_most_and_everybody_infected_saves_nothing() -> None:
    assert expected_tests_per_person(10, Fraction(0)) == Fraction(1, 10)
    assert expected_tests_per_person(10, Fraction(1)) == Fraction(11, 10)
    assert expected_tests_per_person(1, Fraction(1, 2)) == 1


@pytest.mark.parametrize(("size", "prevalence"), [(0, Fraction(0)), (5, Fraction(-1)), (5, Fraction(2))])
def test_impossible_pools_are_refused(size: int, prevalence: Fraction) -> None:
    with pytest.raises(ValueError, match="no pool"):
        expected_tests_per_person(size, prevalence)
