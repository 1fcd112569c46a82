"""A record of an area that is known already: what it says that was not known, and whether it contradicts. Pure.

An area may come without people or without a name (its code stands for it) and get them later. What is known is never overwritten.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from outpace.desk.areas.models import Area

if TYPE_CHECKING:
    from outpace.exchange.boundaries import AreaRecord

FILLABLE = ("name_zh", "name_en", "population", "population_status")


def merge(row: "AreaRecord", held: Area) -> "AreaRecord":
    """The record with what the area has and the record does not say."""
    counted = held.population is not None
    return replace(
        row,
        name_zh=held.name_zh if row.name_zh == row.code else row.name_zh,
        name_en=row.name_en or held.name_en or None,
        population=held.population if row.population is None else row.population,
        population_status=(held.population_status or None) if counted else row.population_status,
    )


def as_stored(merged: "AreaRecord", held: Area) -> "AreaRecord":
    """The record without what the area lacks, and with the area's people: equal to the stored one where nothing else differs."""
    return replace(
        merged,
        name_zh=held.name_zh if held.name_zh == held.code else merged.name_zh,
        name_en=merged.name_en if held.name_en else None,
        population=held.population,
        population_status=held.population_status or None,
    )


def fill(held: Area, merged: "AreaRecord", content: bytes) -> None:
    """Take over what the record knows; the caller saves."""
    held.name_zh, held.name_en = merged.name_zh, merged.name_en or ""
    held.population, held.population_status = merged.population, merged.population_status or ""
    held.row_hash = content
