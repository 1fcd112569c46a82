"""The grain of a province: a jittered lattice, smooth noise over it, and who borders on whom.

All areas are unions of lattice cells, so that a border is always one and the same line for both sides.
"""

import random
from dataclasses import dataclass
from itertools import pairwise
from math import floor, sqrt
from typing import TypeAlias

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from outpace.world.province.plan import Plan, Point

MARGIN = 4
JITTER = 0.36
WARPS = ((34.0, 8.5), (11.0, 2.8))
LOW_32 = 0xFFFFFFFF

Floats: TypeAlias = NDArray[np.float64]
Knots: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a cell, walked with the cell on the left; `beyond` is the cell on the right."""

    start: Point
    end: Point
    beyond: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """Sites (km), the same sites warped by noise, and the sides of each site's cell."""

    sites: tuple[Point, ...]
    warped: tuple[Point, ...]
    sides: tuple[tuple[Side, ...], ...]

    def neighbours(self, site: int) -> tuple[int, ...]:
        """Sites whose cells share a side with this one."""
        return tuple(side.beyond for side in self.sides[site])


def lattice(plan: Plan, seed: int) -> Lattice:
    """Lay the lattice over the plan's outline and islands."""
    sites = _sites(plan, random.Random(f"lattice {seed}"))
    return Lattice(sites=sites, warped=Warp(seed, plan.ripple)(sites), sides=_sides(sites))


def _sites(plan: Plan, rng: random.Random) -> tuple[Point, ...]:
    corners = [*plan.outline, *(at for at, _ in plan.islands)]
    step, rise = plan.spacing_km, plan.spacing_km * sqrt(3) / 2
    margin = MARGIN * step + plan.ripple * sum(amplitude for _, amplitude in WARPS)
    west, east = min(x for x, _ in corners) - margin, max(x for x, _ in corners) + margin
    south, north = min(y for _, y in corners) - margin, max(y for _, y in corners) + margin
    return tuple(
        (
            west + (column + row % 2 / 2 + rng.uniform(-JITTER, JITTER)) * step,
            south + (row + rng.uniform(-JITTER, JITTER)) * rise,
        )
        for row in range(floor((north - south) / rise))
        for column in range(floor((east - west) / step))
    )


def _sides(sites: tuple[Point, ...]) -> tuple[tuple[Side, ...], ...]:
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(np.array(sites)), ordered=True))
    rings = _rings(shapely.get_exterior_ring(shapely.orient_polygons(cells)))
    owner = {(a, b): site for site, ring in enumerate(rings) for a, b in pairwise(ring)}
    return tuple(tuple(Side(a, b, owner[b, a]) for a, b in pairwise(ring) if (b, a) in owner) for ring in rings)


def _rings(lines: NDArray[np.object_]) -> list[list[Point]]:
    """The points of closed lines, all read at once."""
    points = [(x, y) for x, y in shapely.get_coordinates(lines).tolist()]
    ends = np.cumsum(shapely.get_num_coordinates(lines)).tolist()
    return [points[start:end] for start, end in pairwise([0, *ends])]


def signed_area(ring: list[Point]) -> float:
    """Twice the area of a closed ring, positive when it runs anticlockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


class Warp:
    """Smooth displacement of the plane by value noise, so that straight lines become river-like. All points at once."""

    def __init__(self, seed: int, ripple: float = 1.0) -> None:
        self._seed = seed
        self._warps = [(ripple * wave, ripple * size) for wave, size in WARPS]

    def __call__(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        x, y = np.array(points).T
        dx = sum(
            (size * self._noise(2 * rank, x / wave, y / wave) for rank, (wave, size) in enumerate(self._warps)), 0 * x
        )
        dy = sum(
            (size * self._noise(2 * rank + 1, x / wave, y / wave) for rank, (wave, size) in enumerate(self._warps)),
            0 * y,
        )
        return tuple(zip((x + dx).tolist(), (y + dy).tolist(), strict=True))

    def _noise(self, layer: int, x: Floats, y: Floats) -> Floats:
        column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        right, up = _ease(x - column), _ease(y - row)
        low = _mix(self._knot(layer, column, row), self._knot(layer, column + 1, row), right)
        high = _mix(self._knot(layer, column, row + 1), self._knot(layer, column + 1, row + 1), right)
        return _mix(low, high, up)

    def _knot(self, layer: int, column: Knots, row: Knots) -> Floats:
        """A value in [-1, 1] for each knot: an integer hash (xorshift-multiply), the same on every machine."""
        own = (self._seed * 0x9E3779B1 ^ layer * 0x85EBCA6B) & LOW_32
        mixed = (own ^ column * 0xC2B2AE35 ^ row * 0x27D4EB2F) & LOW_32
        for _ in range(2):
            mixed = (mixed ^ mixed >> 16) * 0x45D9F3B & LOW_32
        return (mixed ^ mixed >> 16) / 0x7FFFFFFF - 1


def _ease(part: Floats) -> Floats:
    return part * part * (3 - 2 * part)


def _mix(low: Floats, high: Floats, part: Floats) -> Floats:
    return low + (high - low) * part
