"""A population file: how many people live in each area, and what the areas above are called.

A number that can't be read is unknown and said so; it is never estimated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outpace.exchange.mapping import FileKind, check_mapping, propose
from outpace.exchange.table import open_table
from outpace.exchange.vocabulary import is_unknown
from outpace.words.problem import Problem, ProblemError


@dataclass(frozen=True, slots=True)
class Residents:
    """One row: people, how the number was come by, and the area above."""

    population: int | None
    status: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class ParentName:
    """What the area above is called, in English where the file says so."""

    zh: str
    en: str | None = None


@dataclass(frozen=True, slots=True)
class PopulationFile:
    """Residents by area code, names of the areas above by their code, and what could not be used."""

    areas: Mapping[str, Residents] = field(default_factory=dict)
    parents: Mapping[str, ParentName] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def read_population(path: Path) -> PopulationFile:
    """Read a population table (any format we read). Raises ProblemError where code or population has no column."""
    table = open_table(path)
    mapping = propose(FileKind.POPULATION, table.columns, table.samples())
    for problem in check_mapping(FileKind.POPULATION, table.columns, mapping, {}):
        raise ProblemError(problem.code, **problem.params)
    areas: dict[str, Residents] = {}
    parents: dict[str, ParentName] = {}
    notes: list[Problem] = list(table.notes)
    names = [mapping[column] for column in table.columns]
    for chunk in table.chunks():
        for row_no, row, broken in chunk.numbered():
            values = {name: text for name, text in zip(names, row, strict=False) if name and text}
            notes += [broken] if broken else _take(values, row_no, areas, parents)
    return PopulationFile(areas, parents, tuple(notes))


def _take(
    values: Mapping[str, str], row_no: int, areas: dict[str, Residents], parents: dict[str, ParentName]
) -> Iterator[Problem]:
    code = values.get("code")
    if code is None:
        yield Problem("POPULATION_CODE_MISSING", {"row": row_no})
        return
    if code in areas:
        yield Problem("POPULATION_CODE_TWICE", {"row": row_no, "area": code})
        return
    population = _count(values.get("population"))
    if population is None and not is_unknown(values.get("population", "-")):
        yield Problem("POPULATION_UNREADABLE", {"row": row_no, "area": code, "value": values["population"]})
    parent = values.get("city_code")
    areas[code] = Residents(population, values.get("status"), parent)
    if parent and "city" in values:
        parents.setdefault(parent, ParentName(values["city"], values.get("city_en")))


def _count(text: str | None) -> int | None:
    digits = (text or "").replace(",", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
