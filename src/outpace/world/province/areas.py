"""The areas of a province: codes, names, people and polygons, level by level. Data only; drawn elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from outpace.words.area import Level
from outpace.words.decision import Text
from outpace.world.province.borders import MultiPolygon


@dataclass(frozen=True, slots=True)
class ProvinceArea:
    """One area: code and parent's code, level, names, people, GeoJSON MultiPolygon coordinates (degrees, WGS84)."""

    code: str
    parent: str | None
    level: Level
    name: Text
    population: int
    polygons: MultiPolygon


@dataclass(frozen=True, slots=True)
class Province:
    """All areas, parents before children, by code within a level.

    `shorts` gives the letters that case numbers of a county begin with.
    """

    areas: tuple[ProvinceArea, ...]
    shorts: Mapping[str, str]

    def at(self, level: Level) -> tuple[ProvinceArea, ...]:
        """The areas of one level."""
        return tuple(area for area in self.areas if area.level is level)
