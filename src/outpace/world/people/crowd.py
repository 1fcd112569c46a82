"""A person from her number: which block of the deck she belongs to, and from there her age, household and seat.

Persons are numbered through the blocks of a province, a hundred to a block. Which of the deck's blocks stands at a place
is drawn from the seed. Only the deck is held in memory.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.draws import What, hashes, key, mix
from outpace.world.kernels import kernel
from outpace.world.people.deck import BLOCK, BLOCKS, EMPTY, Deck, Person, Seat

LAST = np.uint64(BLOCKS - 1)
AGE, HOME, HOME_SIZE = range(3)


class Crowd(NamedTuple):
    """The deck as tables.

    By (block of the deck, column, place in it): `cards`, with the age, the first place of the household and its size. By (block
    of the deck, kind, place): `seat`. By (block of the deck, kind, seat): `holder`. Nobody is EMPTY.
    """

    family: np.uint64
    cards: NDArray[np.int16]
    seat: NDArray[np.int16]
    holder: NDArray[np.int16]


def crowd(deck: Deck, seed: int) -> Crowd:
    """Lay a deck out as tables, to be dealt by a seed."""
    seat = np.full((BLOCKS, len(Seat), BLOCK), EMPTY, np.int16)
    holder = np.full((BLOCKS, len(Seat), max(deck.widths)), EMPTY, np.int16)
    seat[:, Seat.EVERYBODY], holder[:, Seat.EVERYBODY, :BLOCK] = np.arange(BLOCK), np.arange(BLOCK)
    for rank, block in enumerate(deck.blocks):
        for place, person in enumerate(block):
            seat[rank, Seat.BY_AGE, place], holder[rank, Seat.BY_AGE, person.rank] = person.rank, place
            if person.kind is not Seat.EVERYBODY:
                seat[rank, person.kind, place], holder[rank, person.kind, person.seat] = person.seat, place
    return Crowd(
        family=key(seed, What.TEMPLATE),
        cards=np.array([_columns(block) for block in deck.blocks], np.int16),
        seat=seat,
        holder=holder,
    )


def _columns(block: tuple[Person, ...]) -> list[list[int]]:
    return [list(column) for column in zip(*((one.age, one.home, one.home_size) for one in block), strict=True)]


@kernel
def dealt(crowd: Any, block: Any) -> Any:
    """Which block of the deck stands at a block of the province."""
    return np.int64(mix(crowd.family ^ np.uint64(block)) & LAST)


@kernel
def age_of(crowd: Any, person: Any) -> Any:
    """The age of a person, years."""
    return np.int64(crowd.cards[dealt(crowd, person // BLOCK), AGE, person % BLOCK])


def cards(crowd: Crowd, persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which block of the deck each person of an array belongs to."""
    return (hashes(crowd.family, persons // BLOCK) & LAST).astype(np.int64)


def ages(crowd: Crowd, persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ages of an array of persons, years."""
    return np.asarray(crowd.cards[cards(crowd, persons), AGE, persons % BLOCK], np.int64)


def holds(crowd: Crowd, kind: Seat, persons: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each person of an array has a seat of a kind."""
    return np.asarray(crowd.seat[cards(crowd, persons), kind, persons % BLOCK] != EMPTY, np.bool_)


def person(crowd: Crowd, deck: Deck, number: int) -> Person:
    """Look a person up by number: age, household, kind and number of the seat. `home` is a place in the own block."""
    return deck.blocks[int(cards(crowd, np.array([number]))[0])][number % BLOCK]
