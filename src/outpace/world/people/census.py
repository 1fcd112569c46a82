"""The margins that the people of a province reproduce, read from `census.toml`, where each table has its source."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Margins: households by size from 1 up and ages by five-year group from 0-4 (percent), families, schooling, work.

    Spans are years, both ends included. Places of work are per 100 residents, care residents per 1,000 aged 60 and above,
    patients in hospital per 1,000 residents (each with one of the family).
    """

    household_sizes: tuple[float, ...]
    age_groups: tuple[float, ...]
    generation: Span
    partners: Span
    siblings: Span
    school_ages: Span
    work_ages: Span
    local_work: int
    commuting: int
    health_work: int
    care_per_1000: float
    care_age: int
    care_staff: float
    patients_per_1000: float


@cache
def census() -> Census:
    """Read the margins that stand beside the code."""
    return read_census((files("outpace.world.people") / "census.toml").read_text("utf-8"))


def read_census(text: str) -> Census:
    """Read margins from TOML text."""
    raw = tomllib.loads(text)
    families, work, care = raw["families"], raw["working"], raw["care_homes"]
    return Census(
        household_sizes=tuple(raw["households"]["sizes"]),
        age_groups=tuple(raw["ages"]["groups"]),
        generation=_span(families["generation"]),
        partners=_span(families["partners"]),
        siblings=_span(families["siblings"]),
        school_ages=_span(raw["learning"]["ages"]),
        work_ages=_span(work["ages"]),
        local_work=work["local"],
        commuting=work["commuting"],
        health_work=work["health"],
        care_per_1000=care["per_1000"],
        care_age=care["lowest_age"],
        care_staff=care["staff"],
        patients_per_1000=raw["hospitals"]["patients_per_1000"],
    )


def _span(values: list[Any]) -> Span:
    return int(values[0]), int(values[1])
