"""Where a person lives, as codes of areas, and who lives in an area: both ways, from the number of the block.

A town's blocks are dealt to its communities and grids in the order of their codes, by their people. Areas that no block fell to
have nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from outpace.words.area import LEVELS, Level
from outpace.words.decision import Text
from outpace.world.people.deck import BLOCK
from outpace.world.places.ground import Places, Town
from outpace.world.places.listed import ListedArea
from outpace.world.province.people import apportion


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """The lowest areas in the order of their blocks, the block each begins with (one more at the end), and every area by code.

    `paths` are the codes from the lowest area up, by rank of the lowest.
    """

    lowest: tuple[str, ...]
    starts: NDArray[np.int64]
    paths: tuple[tuple[str, ...], ...]
    areas: dict[str, ListedArea]

    def codes(self, persons: NDArray[np.int64], level: Level) -> list[str | None]:
        """The area of a level that each person lives in; None where the list has none so low."""
        at = [self._at(path, level) for path in self.paths]
        return [at[rank] for rank in self._ranks(persons)]

    def code(self, person: int, level: Level = Level.COMMUNITY) -> str:
        """The lowest known area of a person that is not below a level."""
        path = self.paths[int(self._ranks(np.array([person]))[0])]
        return next(code for code in path if LEVELS.index(self.areas[code].level) <= LEVELS.index(level))

    def blocks(self, code: str) -> tuple[int, int]:
        """First block and number of blocks of an area; (0, 0) where nobody lives."""
        held = [rank for rank, path in enumerate(self.paths) if code in path]
        if not held:
            return 0, 0
        first = int(self.starts[held[0]])
        return first, int(self.starts[held[-1] + 1]) - first

    def name(self, code: str) -> Text:
        """The name of an area."""
        return self.areas[code].name

    def _ranks(self, persons: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.starts, persons // BLOCK, side="right") - 1

    def _at(self, path: Sequence[str], level: Level) -> str | None:
        return next((code for code in path if self.areas[code].level is level), None)


def address(places: Places, areas: Sequence[ListedArea]) -> Address:
    """Deal the blocks of places to the areas of the list that the places were made of."""
    known = {area.code: area for area in areas}
    below: dict[str | None, list[ListedArea]] = defaultdict(list)
    for area in areas:
        below[area.parent].append(area)
    counts = np.bincount(places.ground.town_of, minlength=len(places.towns)).tolist()
    shares = _of_areas(places.towns, counts, known)
    dealt = [each for code, blocks in shares.items() for each in _dealt(code, blocks, below)]
    return Address(
        lowest=tuple(code for code, _ in dealt),
        starts=np.array([0, *accumulate(blocks for _, blocks in dealt)], np.int64),
        paths=tuple(tuple(_path(code, known)) for code, _ in dealt),
        areas=known,
    )


def _of_areas(towns: Sequence[Town], counts: Sequence[int], known: dict[str, ListedArea]) -> dict[str, int]:
    """Blocks by township, pieces of one together; by county where the towns were drawn. In the order of the blocks."""
    shares: dict[str, int] = {}
    for town, blocks in zip(towns, counts, strict=True):
        whole = town.code.partition(".")[0]
        code = whole if whole in known else town.county
        shares[code] = shares.get(code, 0) + blocks
    return shares


def _dealt(code: str, blocks: int, below: dict[str | None, list[ListedArea]]) -> Iterator[tuple[str, int]]:
    children = [area for area in below[code] if area.level in (Level.COMMUNITY, Level.GRID)]
    if not sum(child.population for child in children):
        yield code, blocks
        return
    for child, count in zip(children, apportion(blocks, [float(area.population) for area in children]), strict=True):
        if count:
            yield from _dealt(child.code, count, below)


def _path(code: str, known: dict[str, ListedArea]) -> Iterator[str]:
    at: str | None = code
    while at is not None:
        yield at
        at = known[at].parent
