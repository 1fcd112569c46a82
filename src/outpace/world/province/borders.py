"""Borders from shares: each side between two owners becomes one wandering line, used by both, at every level.

A line stays inside the two cells it divides (below), so lines never cross. Coordinates come out in WGS84, rounded to
1e-6 degree, about 0.1 m.
"""

import random
from collections.abc import Hashable, Mapping
from math import cos, hypot, radians
from typing import TypeAlias, TypeVar

import shapely  # type: ignore[import-untyped]

from outpace.world.province.lattice import Lattice, Side, signed_area
from outpace.world.province.plan import Plan, Point

Ring: TypeAlias = tuple[Point, ...]
MultiPolygon: TypeAlias = tuple[tuple[Ring, ...], ...]

L = TypeVar("L", bound=Hashable)

PIECES = 4
ROOM = 0.62
MEMORY = 0.45
DIGITS = 6
KM_PER_DEGREE = 111.32


class Borders:
    """The lines between cells, drawn once and handed to whoever asks."""

    def __init__(self, plan: Plan, grid: Lattice, seed: int) -> None:
        self._plan, self._grid, self._seed = plan, grid, seed
        self._lines: dict[tuple[Point, Point], list[Point]] = {}
        self._wide = KM_PER_DEGREE * cos(radians(plan.origin[1] - 1))

    def areas(self, labels: Mapping[int, L]) -> dict[L, MultiPolygon]:
        """The polygons of each label: exterior rings anticlockwise, holes clockwise, closed."""
        edges: dict[L, dict[Point, tuple[Point, list[Point]]]] = {}
        for site, label in labels.items():
            for side in self._grid.sides[site]:
                if labels.get(side.beyond) != label:
                    edges.setdefault(label, {})[side.start] = (side.end, self._line(site, side))
        return {label: _polygons(_rings(chain)) for label, chain in edges.items()}

    def _line(self, site: int, side: Side) -> list[Point]:
        """The line from the side's start up to, without, its end."""
        if (side.start, side.end) not in self._lines:
            line = [self.degrees(point) for point in self._wander(site, side)]
            self._lines[side.start, side.end] = line[:-1]
            self._lines[side.end, side.start] = line[:0:-1]
        return self._lines[side.start, side.end]

    def _wander(self, site: int, side: Side) -> list[Point]:
        """Points along a side, displaced at right angles by remembered noise.

        The displacement stays in an isosceles triangle over the side that lies in the (convex) cell, so two lines can
        meet only in their ends, and a line can't cross itself.
        """
        (ax, ay), (bx, by) = side.start, side.end
        length = hypot(bx - ax, by - ay)
        rise = self._room(site, side)
        low, high = sorted((site, side.beyond))
        rng = random.Random(f"border {self._seed} {low} {high}")
        points, lean = [side.start], 0.0
        for step in range(1, PIECES):
            along = step / PIECES
            lean = max(-1.0, min(1.0, MEMORY * lean + rng.uniform(-1, 1)))
            off = lean * rise * 2 * min(along, 1 - along) / length
            points.append((ax + (bx - ax) * along - (by - ay) * off, ay + (by - ay) * along + (bx - ax) * off))
        return [*points, side.end]

    def _room(self, site: int, side: Side) -> float:
        """How far (km) a line may leave the middle of its side and still be in the cells on both sides.

        The two sites mirror each other in the side, so one of them tells for both.
        """
        (ax, ay), (bx, by), (px, py) = side.start, side.end, self._grid.sites[site]
        length = hypot(bx - ax, by - ay)
        along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length
        height = abs((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / length
        return ROOM * height * length / (length + 2 * abs(along - length / 2))

    def degrees(self, point: Point) -> Point:
        """Longitude and latitude of a plane point (equirectangular about the origin's latitude)."""
        lon, lat = self._plan.origin
        return round(lon + point[0] / self._wide, DIGITS), round(lat + point[1] / KM_PER_DEGREE, DIGITS)


def _rings(chain: dict[Point, tuple[Point, list[Point]]]) -> list[list[Point]]:
    left, rings = dict(chain), []
    while left:
        start = at = min(left)
        ring: list[Point] = []
        while not ring or at != start:
            at, line = left.pop(at)
            ring += line
        ring = [point for rank, point in enumerate(ring) if point != ring[rank - 1]]
        rings.append([*ring, ring[0]])
    return rings


def _polygons(rings: list[list[Point]]) -> MultiPolygon:
    shells = sorted((ring for ring in rings if signed_area(ring) > 0), key=signed_area, reverse=True)
    holes = [ring for ring in rings if signed_area(ring) < 0]
    held = [[tuple(shell)] for shell in shells]
    for hole in holes:
        within = [rank for rank, shell in enumerate(shells) if shapely.Polygon(shell).covers(shapely.Polygon(hole))]
        held[within[-1]].append(tuple(hole))
    return tuple(tuple(polygon) for polygon in held)
