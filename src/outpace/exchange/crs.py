"""Coordinate systems of boundary files, brought to WGS84 longitude and latitude in degrees.

Knows the geographic systems that files come in. A projected system or an unknown name is refused, never taken for
another.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from outpace.words.problem import ProblemError

Points = NDArray[np.float64]

_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_ROUNDS = 12
_CLOSE = 1e-9


def to_wgs84(crs: str) -> Callable[[Points], Points]:
    """Give the function that brings points (n × 2, longitude and latitude) of a system to WGS84.

    CGCS2000 and WGS84 differ by centimetres and are taken as one. Raises ProblemError for a name that is not known.
    """
    known = {"wgs84": _same, "epsg:4326": _same, "cgcs2000": _same, "epsg:4490": _same, "gcj02": gcj02_to_wgs84}
    convert = known.get(crs.strip().lower().replace("gcj-02", "gcj02"))
    if convert is None:
        raise ProblemError("CRS_UNKNOWN", crs=crs, known=", ".join(known))
    return convert


def _same(points: Points) -> Points:
    return points


def wgs84_to_gcj02(points: Points) -> Points:
    """Shift WGS84 points the way maps published in mainland China are; points outside stay where they are."""
    longitude, latitude = points[:, 0], points[:, 1]
    shift = _shift(longitude, latitude)
    inside = (longitude >= 72.004) & (longitude <= 137.8347) & (latitude >= 0.8293) & (latitude <= 55.8271)
    moved: Points = points + np.where(inside[:, None], shift, 0.0)
    return moved


def gcj02_to_wgs84(points: Points) -> Points:
    """Undo the shift by iteration: to less than a millionth of a degree, some 10 cm."""
    guess = points.copy()
    for _ in range(_ROUNDS):
        error = wgs84_to_gcj02(guess) - points
        guess -= error
        if not error.size or float(np.abs(error).max()) < _CLOSE:
            break
    return guess


def _shift(longitude: Points, latitude: Points) -> Points:
    """The published polynomial of the GCJ-02 shift, in degrees."""
    x, y = longitude - 105.0, latitude - 35.0
    root = np.sqrt(np.abs(x))
    common = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (common + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (common + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))) * 2.0 / 3.0
    return _to_degrees(east, north, latitude)


def _waves(at: Points, *parts: tuple[float, float]) -> Points:
    total: Points = np.zeros_like(at)
    for amplitude, period in parts:
        total += amplitude * np.sin(at / period * np.pi)
    return total


def _to_degrees(east: Points, north: Points, latitude: Points) -> Points:
    radians = np.radians(latitude)
    bend = 1.0 - _ECCENTRICITY * np.sin(radians) ** 2
    metres_north = _AXIS * (1.0 - _ECCENTRICITY) / (bend * np.sqrt(bend))
    metres_east = _AXIS / np.sqrt(bend) * np.cos(radians)
    shifted: Points = np.column_stack([np.degrees(east / metres_east), np.degrees(north / metres_north)])
    return shifted
