"""People add up to the census, families look like families, and a number always means the same person."""

from collections import Counter

import numpy as np
import pytest

from outpace.world.people.census import census
from outpace.world.people.crowd import ages, cards, crowd, person
from outpace.world.people.deck import BLOCK, BLOCKS, Deck, Person, Seat, deck

DECKS = (1, pytest.param(2, marks=pytest.mark.long))
PEOPLE = BLOCK * BLOCKS


@pytest.fixture(scope="module", params=DECKS)
def dealt(request: pytest.FixtureRequest) -> Deck:
    return deck(census(), request.param)


def everybody(dealt: Deck) -> list[Person]:
    return [one for block in dealt.blocks for one in block]


def homes(dealt: Deck) -> list[list[Person]]:
    return [
        list(block[one.home : one.home + one.home_size])
        for block in dealt.blocks
        for place, one in enumerate(block)
        if one.home == place
    ]


def test_a_deck_has_the_ages_of_the_census_to_the_person(dealt: Deck) -> None:
    groups = Counter(min(one.age // 5, 18) for one in everybody(dealt))
    wanted = census().age_groups
    for group, share in enumerate(wanted):
        assert abs(groups[group] - PEOPLE * share / sum(wanted)) <= 5, "five ages, each rounded by less than one person"


def test_a_deck_has_the_households_of_the_census(dealt: Deck) -> None:
    sizes = Counter(len(home) for home in homes(dealt))
    wanted = census().household_sizes
    for size, share in enumerate(wanted, 1):
        assert abs(sizes[size] / sum(sizes.values()) * 100 - share) < 0.3, "percentage points"


def test_a_household_is_a_run_of_its_block(dealt: Deck) -> None:
    assert sum(len(home) for home in homes(dealt)) == PEOPLE
    assert all(len({(one.home, one.home_size) for one in home}) == 1 for home in homes(dealt))


def test_minors_live_with_adults_of_an_age_to_be_their_parents(dealt: Deck) -> None:
    gaps = []
    for home in homes(dealt):
        minors = [one.age for one in home if one.age < 18]
        adults = [one.age for one in home if one.age >= 18]
        assert not minors or len(adults) >= 2
        if minors:
            gaps.append(min(abs(adult - max(minors) - 29) for adult in adults))
    assert np.mean([gap <= 7 for gap in gaps]) > 0.9


def test_everybody_has_at_most_one_seat_and_no_seat_two_holders(dealt: Deck) -> None:
    for block in dealt.blocks:
        assert [one.age for one in sorted(block, key=lambda one: one.rank)] == sorted(one.age for one in block)
        held = Counter((one.kind, one.seat) for one in block if one.kind is not Seat.EVERYBODY)
        assert max(held.values()) == 1
        assert all(seat < dealt.widths[kind] for kind, seat in held)


def test_all_children_of_school_age_learn_and_places_of_work_are_held(dealt: Deck) -> None:
    margins = census()
    kinds = Counter(one.kind for one in everybody(dealt))
    first, last = margins.school_ages
    assert all((one.kind is Seat.PUPIL) == (first <= one.age <= last) for one in everybody(dealt))
    assert kinds[Seat.LOCAL] == margins.local_work * BLOCKS
    assert kinds[Seat.COMMUTER] == margins.commuting * BLOCKS
    patients = round(margins.patients_per_1000 * PEOPLE / 1000)
    assert kinds[Seat.HEALTH] == margins.health_work * BLOCKS + 2 * patients, "each patient is attended by one"
    elderly = sum(one.age >= 60 for one in everybody(dealt))
    residents = sum(one.kind is Seat.CARE and one.age >= margins.care_age for one in everybody(dealt))
    assert residents == round(elderly * margins.care_per_1000 / 1000)


def test_a_province_has_the_margins_up_to_chance() -> None:
    dealt = deck(census(), 1)
    tables = crowd(dealt, 7)
    numbers = np.arange(2_000_000)
    found = np.bincount(np.minimum(ages(tables, numbers) // 5, 18)) / len(numbers) * 100
    wanted = np.array(census().age_groups)
    assert np.abs(found - wanted / wanted.sum() * 100).max() < 0.15, "percentage points"


def test_a_number_means_one_person_in_tables_and_deck() -> None:
    dealt = deck(census(), 1)
    tables = crowd(dealt, 7)
    numbers = np.arange(0, 50_000, 37)
    together = ages(tables, numbers)
    for number, age in zip(numbers.tolist(), together.tolist(), strict=True):
        assert person(tables, dealt, number).age == age
    assert len(set(cards(tables, np.arange(0, BLOCK * 2_000, BLOCK)).tolist())) == BLOCKS
    assert (cards(crowd(dealt, 8), numbers) != cards(tables, numbers)).mean() > 0.9
