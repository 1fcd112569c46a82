"""A deck of blocks: a hundred people each, with households, ages and seats. Every block of a province is one of the deck.

The whole deck has the census's margins to one person in 6,400; a province has them up to which blocks it happened to draw. A
seat is a place of one kind (a pupil's, a worker's …): a block has as many of a kind as its fullest block needs, so some
are empty.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, cycle

from outpace.world.people.census import Census
from outpace.world.people.households import Household, households

BLOCK = 100
BLOCKS = 64
EMPTY = -1
ELDERLY = 60


class Seat(IntEnum):
    """The kinds of seats. Everybody has one of the first and one of the last kind; of the others a person has at most one.

    HEALTH are all who are in a hospital: staff, patients, family who attend them. BY_AGE seats a block in the order of age.
    """

    EVERYBODY = 0
    PUPIL = 1
    LOCAL = 2
    COMMUTER = 3
    HEALTH = 4
    CARE = 5
    BY_AGE = 6


OF_ALL = frozenset({Seat.EVERYBODY, Seat.BY_AGE})


@dataclass(frozen=True, slots=True)
class Person:
    """One of a block: age (years), where the household begins in the block and how many it has, kind and number of the seat.

    `rank`: how many of the block are younger, or as old and seated before.
    """

    age: int
    home: int
    home_size: int
    kind: Seat
    seat: int
    rank: int


@dataclass(frozen=True, slots=True)
class Deck:
    """The blocks, each with its people in order, and how many seats of each kind a block has.

    Pupils' seats lie in strands, one for each year of age, of `strand` seats.
    """

    blocks: tuple[tuple[Person, ...], ...]
    widths: tuple[int, ...]
    strand: int


def deck(census: Census, seed: int) -> Deck:
    """Deal a deck."""
    rng = random.Random(f"deck {seed}")
    dealt = _blocks(households(census, BLOCK * BLOCKS, rng))
    homes = _care_residents(census, dealt, rng)
    staffed = [_staff(census, homes, rank) for rank in range(BLOCKS)]
    beds = _beds(census)
    strand = max(_in_one_year(census, block) for block in dealt)
    makers = [_Seating(census, strand, rng) for _ in dealt]
    people = [
        tuple(maker.seated(block, homes[rank], staffed[rank], has_patient=rank in beds))
        for rank, (maker, block) in enumerate(zip(makers, dealt, strict=True))
    ]
    years = census.school_ages[1] - census.school_ages[0] + 1
    care = max(max(maker.taken[Seat.CARE] for maker in makers), 1)
    health = census.health_work + (2 if census.patients_per_1000 else 0)
    widths = (BLOCK, years * strand, census.local_work, census.commuting, health, care, BLOCK)
    return Deck(tuple(people), widths, strand)


def _blocks(dealt: list[Household]) -> list[list[Household]]:
    """Deal families round the blocks by size and children's ages, so that blocks are alike; singles fill them up."""
    blocks: list[list[Household]] = [[] for _ in range(BLOCKS)]
    families = sorted((each for each in dealt if each.size > 1), key=lambda each: (-each.size, each.ages))
    singles = [each for each in dealt if each.size == 1]
    for family, block in zip(families, cycle(blocks), strict=False):
        block.append(family)
    for block in blocks:
        while sum(each.size for each in block) < BLOCK:
            block.append(singles.pop())
    return blocks


def _care_residents(census: Census, blocks: list[list[Household]], rng: random.Random) -> list[set[int]]:
    """Choose, among the old who live alone, those who live in a home: by block, the ranks of their households."""
    elderly = sum(age >= ELDERLY for block in blocks for home in block for age in home.ages)
    able = [
        (rank, place)
        for rank, block in enumerate(blocks)
        for place, home in enumerate(block)
        if home.size == 1 and home.ages[0] >= census.care_age
    ]
    chosen = rng.sample(able, min(len(able), round(elderly * census.care_per_1000 / 1000)))
    return [{place for where, place in chosen if where == rank} for rank in range(BLOCKS)]


def _staff(census: Census, homes: list[set[int]], rank: int) -> int:
    """How many of a block work in homes: staff are spread over the first blocks."""
    needed = round(census.care_staff * sum(map(len, homes)))
    return needed // BLOCKS + (rank < needed % BLOCKS)


def _beds(census: Census) -> set[int]:
    """The blocks that have somebody in hospital, spread over the deck: at most one patient a block."""
    patients = min(BLOCKS, round(census.patients_per_1000 * BLOCKS * BLOCK / 1000))
    return {number * BLOCKS // patients for number in range(patients)}


def _places(block: list[Household]) -> Iterator[tuple[int, int, int]]:
    """Place, rank of the household and age of each of a block."""
    people = ((number, age) for number, home in enumerate(block) for age in home.ages)
    return ((place, number, age) for place, (number, age) in enumerate(people))


def _ranks(block: list[Household]) -> dict[int, int]:
    """How many come before each place of a block by age."""
    ordered = sorted((age, place) for place, _, age in _places(block))
    return {place: rank for rank, (_, place) in enumerate(ordered)}


def _in_one_year(census: Census, block: list[Household]) -> int:
    """The largest number of pupils of one age in a block."""
    ages = list(chain.from_iterable(home.ages for home in block))
    first, last = census.school_ages
    return max(ages.count(age) for age in range(first, last + 1))


class _Seating:
    """Gives the people of one block their seats, each kind in order."""

    def __init__(self, census: Census, strand: int, rng: random.Random) -> None:
        self._census, self._strand, self._rng = census, strand, rng
        self.taken: dict[int, int] = dict.fromkeys(Seat, 0)
        self._pupils: dict[int, int] = {}

    def seated(self, block: list[Household], homes: set[int], staff: int, *, has_patient: bool) -> Iterator[Person]:
        """The people of the block in order."""
        posts = self._work(block, staff)
        if has_patient:
            posts |= dict.fromkeys(self._bedside(block, homes, posts), Seat.HEALTH)
        ranks = _ranks(block)
        home = 0
        for place, household in enumerate(block):
            for rank, age in enumerate(household.ages):
                kind, seat = self._seat(age, place in homes, posts.get(home + rank))
                yield Person(age, home, household.size, kind, seat, ranks[home + rank])
            home += household.size

    def _work(self, block: list[Household], staff: int) -> dict[int, Seat]:
        """Who works where, by place in the block."""
        low, high = self._census.work_ages
        ages = list(chain.from_iterable(home.ages for home in block))
        able = [place for place, age in enumerate(ages) if low <= age <= high]
        self._rng.shuffle(able)
        counts = {
            Seat.CARE: staff,
            Seat.HEALTH: self._census.health_work,
            Seat.COMMUTER: self._census.commuting,
            Seat.LOCAL: self._census.local_work,
        }
        posts = [kind for kind, count in counts.items() for _ in range(count)]
        return dict(zip(able, posts, strict=False))

    def _bedside(self, block: list[Household], homes: set[int], posts: dict[int, Seat]) -> list[int]:
        """A patient and who attends her, of her household where anybody is free: adults without a post, by place."""
        free = [
            (number, place)
            for place, number, age in _places(block)
            if age > self._census.school_ages[1] and place not in posts and number not in homes
        ]
        number, patient = self._rng.choice(free)
        others = [place for home, place in free if place != patient and home == number]
        return [patient, self._rng.choice(others or [place for _, place in free if place != patient])]

    def _seat(self, age: int, lives_in_a_home: bool, work: Seat | None) -> tuple[Seat, int]:
        first, last = self._census.school_ages
        if first <= age <= last:
            return Seat.PUPIL, (age - first) * self._strand + self._next(self._pupils, age)
        kind = Seat.CARE if lives_in_a_home else work
        return (Seat.EVERYBODY, EMPTY) if kind is None else (kind, self._next(self.taken, kind))

    @staticmethod
    def _next(taken: dict[int, int], kind: int) -> int:
        taken[kind] = taken.get(kind, 0) + 1
        return taken[kind] - 1
