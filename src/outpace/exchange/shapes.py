"""Outlines: from GeoJSON geometry to valid WGS84 polygons, and the coarser copies that a map draws.

Neighbours are simplified together, so that a shared border stays shared. No projection, no area name.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import shapely  # type: ignore[import-untyped]
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped]

from outpace.exchange.crs import Points

Shape: TypeAlias = BaseGeometry

TOLERANCES = {"province": 0.01, "county": 0.002}
"""Side in degrees of the smallest bend that is kept, by zoom (about 1 km and 200 m)."""
DECIMALS = {"province": 4, "county": 5}
_FULL_DECIMALS = 6


class BadShapeError(ValueError):
    """A geometry that can't be an area: carries a problem code."""


def read_shape(geometry: object, convert: Callable[[Points], Points]) -> tuple[Shape, str | None]:
    """Read a polygon and bring it to WGS84; give why it had to be repaired, or None.

    Raises BadShapeError where it is no polygon, has no extent, or its numbers are no degrees.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadShapeError("AREA_NOT_A_POLYGON")
    try:
        shape = shapely.force_2d(shapely.from_geojson(_dumps(geometry)))
    except (shapely.errors.ShapelyError, ValueError, TypeError) as error:
        raise BadShapeError("AREA_GEOMETRY_UNREADABLE") from error
    _check_degrees(shape)
    shape = shapely.transform(shape, convert)
    reason = None if shape.is_valid else str(shapely.is_valid_reason(shape)).split("[")[0]
    return _polygons(shape if reason is None else shapely.make_valid(shape)), reason


def _dumps(geometry: Mapping[str, Any]) -> str:
    return json.dumps({"type": geometry["type"], "coordinates": geometry.get("coordinates")}, allow_nan=False)


def _check_degrees(shape: Shape) -> None:
    if shape.is_empty:
        raise BadShapeError("AREA_GEOMETRY_UNREADABLE")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadShapeError("AREA_NOT_IN_DEGREES")


def _polygons(shape: Shape) -> Shape:
    """Keep the polygons of a repaired shape; lines and points that a repair leaves have no extent."""
    parts = [part for part in shapely.get_parts(shape).tolist() if part.geom_type in ("Polygon", "MultiPolygon")]
    if not parts:
        raise BadShapeError("AREA_GEOMETRY_UNREADABLE")
    return shapely.union_all(parts) if len(parts) > 1 and not shape.is_valid else _multi(parts)


def _multi(parts: Sequence[Shape]) -> Shape:
    flat = [piece for part in parts for piece in shapely.get_parts(part).tolist()]
    return flat[0] if len(flat) == 1 else shapely.multipolygons(flat)


def simplify(shapes: Sequence[Shape], zoom: str) -> list[Shape]:
    """Simplify neighbours together for a zoom. An outline that would vanish keeps its full form."""
    coarse = shapely.coverage_simplify(list(shapes), TOLERANCES[zoom])
    return [
        without_specks(small if small.is_valid and small.area > 0 else full, zoom)
        for small, full in zip(coarse.tolist(), shapes, strict=True)
    ]


def union(shapes: Sequence[Shape]) -> Shape:
    """Draw one outline around many."""
    return shapely.union_all(list(shapes))


def without_specks(shape: Shape, zoom: str) -> Shape:
    """Leave out islands and holes that a zoom can't show; the largest part always stays."""
    smallest = TOLERANCES[zoom] ** 2
    parts = sorted(shapely.get_parts(shape).tolist(), key=lambda part: part.area, reverse=True)
    kept = [part for part in parts if part.area >= smallest] or parts[:1]
    return _multi([_without_holes(part, smallest) for part in kept])


def _without_holes(part: Shape, smallest: float) -> Shape:
    return shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= smallest])


def label_point(shape: Shape) -> tuple[float, float]:
    """Give a point inside the largest part, for a label: longitude and latitude."""
    largest = max(shapely.get_parts(shape).tolist(), key=lambda part: part.area)
    point = largest.point_on_surface()
    return round(point.x, _FULL_DECIMALS), round(point.y, _FULL_DECIMALS)


def as_geojson(shape: Shape, zoom: str | None = None) -> dict[str, Any]:
    """Write a shape as a GeoJSON geometry with as many decimals as its zoom can show (6 in full: 10 cm)."""
    decimals = DECIMALS[zoom] if zoom else _FULL_DECIMALS
    content = shapely.geometry.mapping(shape)
    return {"type": content["type"], "coordinates": _rounded(content["coordinates"], decimals)}


def _rounded(content: Any, decimals: int) -> Any:
    if isinstance(content, float):
        return round(content, decimals)
    return [_rounded(part, decimals) for part in content]
