"""Households with ages for a deck of blocks: sizes and ages add up to the census, families look like families.

Every age is dealt exactly as often as the census wants it. Children come first and choose parents of a fitting age, then
grandparents and grown-up children; whoever lives alone gets what is left. It knows nothing of schools and work.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from outpace.world.people.census import Census, Span
from outpace.world.province.people import apportion

GROUP_YEARS = 5
OLDEST = 99
ADULT = 18


@dataclass(slots=True)
class Household:
    """The ages of those who live together, while they are being dealt. `size` is how many there will be."""

    size: int
    ages: list[int] = field(default_factory=list)
    minors: int = 0


class Ages:
    """How many people of each age are still to be dealt."""

    def __init__(self, census: Census, people: int, rng: random.Random) -> None:
        weights = [share / years for share, years in _years(census) for _ in range(years)]
        self._left = apportion(people, weights)
        self._rng = rng

    def below(self, age: int) -> int:
        """How many are left who are younger."""
        return sum(self._left[:age])

    def near(self, wish: int, low: int, high: int = OLDEST) -> int:
        """Take the age left that is nearest to a wish, within bounds as long as there is one within."""
        ages = [age for age, count in enumerate(self._left) if count]
        within = [age for age in ages if low <= age <= high] or ages
        return self._take(min(within, key=lambda age: (abs(age - wish), age)))

    def any(self, low: int, high: int = OLDEST) -> int:
        """Take an age at random among those left, within bounds as long as there is one within."""
        weights = [count if low <= age <= high else 0 for age, count in enumerate(self._left)]
        return self._take(self._rng.choices(range(len(weights)), weights if any(weights) else self._left)[0])

    def _take(self, age: int) -> int:
        self._left[age] -= 1
        return age


def _years(census: Census) -> list[tuple[float, int]]:
    """The share of each group and how many years it spans; the last reaches to the oldest age."""
    groups = census.age_groups
    last = OLDEST + 1 - GROUP_YEARS * (len(groups) - 1)
    return [(share, GROUP_YEARS) for share in groups[:-1]] + [(groups[-1], last)]


def households(census: Census, people: int, rng: random.Random) -> list[Household]:
    """Deal all households of a number of people."""
    dealt = [Household(size) for size in _sizes(census, people)]
    ages = Ages(census, people, rng)
    _place_minors(dealt, ages, census, rng)
    for household in sorted(dealt, key=lambda each: (-each.minors, -each.size)):
        _complete(household, ages, census, rng)
    return dealt


def _sizes(census: Census, people: int) -> list[int]:
    """Sizes in the proportions of the census that hold exactly so many people: singles make up the difference."""
    shares = census.household_sizes
    mean = sum(size * share for size, share in enumerate(shares, 1)) / sum(shares)
    counts = apportion(round(people / mean), shares)
    counts[0] += people - sum(size * count for size, count in enumerate(counts, 1))
    return [size for size, count in enumerate(counts, 1) for _ in range(count)]


def _place_minors(dealt: Iterable[Household], ages: Ages, census: Census, rng: random.Random) -> None:
    """Give each minor one of the places that two adults leave free, siblings a few years apart."""
    places = [household for household in dealt for _ in range(household.size - 2)]
    rng.shuffle(places)
    for household in places[: ages.below(ADULT)]:
        wish = rng.randint(0, ADULT - 1)
        if household.ages:
            wish = household.ages[-1] + rng.choice((-1, 1)) * rng.randint(*census.siblings)
        household.ages.append(ages.near(wish, 0, ADULT - 1))
        household.minors += 1


def _complete(household: Household, ages: Ages, census: Census, rng: random.Random) -> None:
    """Add the adults: a couple that could be the parents, then a generation above or below it."""
    head = _head(household, ages, census.generation, rng)
    household.ages.append(head)
    if len(household.ages) < household.size:
        household.ages.append(ages.near(head + rng.randint(*census.partners), ADULT))
    while len(household.ages) < household.size:
        away = rng.randint(*census.generation)
        is_elder = household.minors > 0 or head < 45
        household.ages.append(ages.near(head + away if is_elder else head - away, ADULT))


def _head(household: Household, ages: Ages, generation: Span, rng: random.Random) -> int:
    if household.minors:
        return ages.near(max(household.ages) + rng.randint(*generation), ADULT + 2)
    return ages.any(ADULT)
