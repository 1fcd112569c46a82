"""Who gets which lattice cell: land or not, which county, which township, which community. Knows no borders."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import hypot
from typing import TypeVar

import shapely  # type: ignore[import-untyped]

from outpace.world.province.lattice import Lattice
from outpace.world.province.plan import CountyPlan, Plan, Point

L = TypeVar("L", bound=Hashable)

ROUNDS = 7
SMALLEST_ISLE = 2
SEAT_PULL_KM = 5.0


def land(plan: Plan, grid: Lattice) -> list[int]:
    """The sites on land: inside the outline or on an island, both warped; specks and lakes are smoothed away."""
    outline = shapely.Polygon(plan.outline)
    shapely.prepare(outline)
    inside = shapely.contains_xy(outline, [x for x, _ in grid.warped], [y for _, y in grid.warped])
    marks = {site: bool(inside[site]) or _on_island(plan, at) for site, at in enumerate(grid.warped)}
    _drop_small(grid, marks, is_land=True, smallest=SMALLEST_ISLE)
    _drop_small(grid, marks, is_land=False, smallest=len(marks) // 10)
    return [site for site, dry in marks.items() if dry]


def _on_island(plan: Plan, at: Point) -> bool:
    return any(_distance(at, centre) < radius for centre, radius in plan.islands)


def _drop_small(grid: Lattice, marks: dict[int, bool], *, is_land: bool, smallest: int) -> None:
    for part in _parts(grid, {site for site, dry in marks.items() if dry is is_land}):
        if len(part) < smallest:
            marks.update(dict.fromkeys(part, not is_land))


def counties(plan: Plan, grid: Lattice, sites: Sequence[int]) -> dict[int, str]:
    """Give each site to the county whose seat is nearest after subtracting the county's reach."""
    labels = {site: _nearest_county(plan.counties, grid.warped[site]).code for site in sites}
    return joined(grid, labels)


def _nearest_county(plans: Sequence[CountyPlan], at: Point) -> CountyPlan:
    return min(plans, key=lambda county: _distance(at, county.seat) - county.reach_km)


def split(
    grid: Lattice, sites: Sequence[int], pieces: int, rng: random.Random, *, weight: Callable[[Point], float]
) -> dict[int, int]:
    """Cut one area into connected pieces by weighted k-means (Lloyd's rounds) in the warped plane."""
    points = {site: grid.warped[site] for site in sites}
    weights = {site: weight(at) for site, at in points.items()}
    centres = _spread(list(points.values()), pieces, rng)
    for _ in range(ROUNDS):
        labels = {site: _nearest(centres, at) for site, at in points.items()}
        centres = [_centre(points, weights, labels, piece, centres[piece]) for piece in range(pieces)]
    return joined(grid, {site: _nearest(centres, at) for site, at in points.items()})


def pull(seat: Point) -> Callable[[Point], float]:
    """A weight that draws small pieces towards a seat: towns are smaller where people live closer together."""
    return lambda at: 1 / (SEAT_PULL_KM + _distance(at, seat)) ** 2


def joined(grid: Lattice, labels: dict[int, L]) -> dict[int, L]:
    """Hand exclaves of the mainland to the neighbour they touch most; islands stay with whom they are."""
    changed = dict(labels)
    for label in sorted(set(labels.values()), key=str):
        held = {site for site, owner in changed.items() if owner == label}
        for part in sorted(_parts(grid, held), key=len)[:-1]:
            touched = Counter(changed[other] for site in part for other in grid.neighbours(site) if other in changed)
            touched.pop(label, None)
            if touched:
                changed.update(dict.fromkeys(part, max(touched, key=lambda owner: (touched[owner], str(owner)))))
    return changed


def groups(labels: Mapping[int, L]) -> dict[L, list[int]]:
    """The sites of each label, in order."""
    found: dict[L, list[int]] = defaultdict(list)
    for site, label in labels.items():
        found[label].append(site)
    return dict(found)


def middle(grid: Lattice, sites: Sequence[int]) -> Point:
    """The mean of some sites, km."""
    return (
        sum(grid.sites[site][0] for site in sites) / len(sites),
        sum(grid.sites[site][1] for site in sites) / len(sites),
    )


def _parts(grid: Lattice, sites: set[int]) -> list[list[int]]:
    left, parts = dict.fromkeys(sorted(sites)), []
    while left:
        part = [left.popitem()[0]]
        for site in part:
            near = [other for other in grid.neighbours(site) if other in left]
            for other in near:
                del left[other]
            part += near
        parts.append(part)
    return parts


def _spread(points: list[Point], count: int, rng: random.Random) -> list[Point]:
    centres = [rng.choice(points)]
    away = [_distance(at, centres[0]) for at in points]
    while len(centres) < count:
        centres.append(points[away.index(max(away))])
        away = [min(far, _distance(at, centres[-1])) for far, at in zip(away, points, strict=True)]
    return centres


def _nearest(centres: Sequence[Point], at: Point) -> int:
    x, y = at
    away = [(x - cx) * (x - cx) + (y - cy) * (y - cy) for cx, cy in centres]
    return away.index(min(away))


def _centre(
    points: Mapping[int, Point], weights: Mapping[int, float], labels: dict[int, int], piece: int, before: Point
) -> Point:
    mine = [site for site, label in labels.items() if label == piece]
    total = sum(weights[site] for site in mine)
    if not total:
        return before
    return (
        sum(points[site][0] * weights[site] for site in mine) / total,
        sum(points[site][1] * weights[site] for site in mine) / total,
    )


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
