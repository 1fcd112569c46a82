"""A GeoJSON file of boundaries, and a population file beside it, as a tree of areas.

Areas above the file's own are drawn from their children and added up. A code without population stays without; nothing
is estimated. Whether an area is already known is looked up elsewhere.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outpace.exchange.crs import to_wgs84
from outpace.exchange.mapping import normalise
from outpace.exchange.population import ParentName, PopulationFile, Residents, read_population
from outpace.exchange.shapes import (
    TOLERANCES,
    BadShapeError,
    Shape,
    as_geojson,
    label_point,
    read_shape,
    simplify,
    union,
    without_specks,
)
from outpace.words.area import LEVELS, Level, join_path
from outpace.words.problem import Problem, ProblemError

MAX_BYTES = 512 * 2**20
_CODE = ["adcode", "code", "pcode", "adm4pcode", "adm3pcode", "adm2pcode", "adm1pcode", "gbcode", "areacode", "id"]
_CODE += ["区划代码", "行政区划代码", "代码"]
_NAME = ["name", "namezh", "namecn", "adm3zh", "adm2zh", "adm1zh", "fullname", "名称", "区县"]
_NAME += ["adm3en", "adm2en", "adm1en"]
_NAME_EN = ["nameen", "englishname", "adm3en", "adm2en", "adm1en", "英文名"]
_PARENT = ["parentcode", "cityadcode", "citycode", "adm2pcode", "adm1pcode", "上级代码", "parent"]


@dataclass(frozen=True, slots=True)
class RootName:
    """The area above all in the file: its code and names."""

    code: str
    zh: str
    en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRecord:
    """One area: outline in full and by zoom (GeoJSON, WGS84), a point for its label, people where known."""

    code: str
    name_zh: str
    name_en: str | None
    level: Level
    parent_code: str | None
    population: int | None
    population_status: str | None
    geometry: dict[str, Any]
    simplified: Mapping[str, dict[str, Any]]
    label: tuple[float, float]


@dataclass(frozen=True, slots=True)
class AreaFile:
    """Areas with parents first; `read` counts features, `rejected` names those left out, by position from 0."""

    records: tuple[AreaRecord, ...]
    read: int
    rejected: tuple[tuple[int, Problem], ...]
    notes: tuple[Problem, ...]


@dataclass(slots=True)
class _Area:
    """An area while the tree is being built."""

    code: str
    zh: str
    en: str | None
    level: Level
    parent: str | None
    people: int | None
    status: str | None
    shape: Shape
    coarse: dict[str, Shape] = field(default_factory=dict)


def read_boundaries(
    geojson: Path,
    *,
    population: Path | None,
    crs: str,
    level: Level = Level.COUNTY,
    root: RootName | None = None,
) -> AreaFile:
    """Read boundaries of one level, with the areas above them.

    Raises ProblemError for a file that is no GeoJSON of areas, an unknown coordinate system or a root that can't be
    derived. A feature that is unfit is rejected with its problem; all others stand.
    """
    convert = to_wgs84(crs)
    people = read_population(population) if population else PopulationFile()
    features = _features(geojson)
    rejected: list[tuple[int, Problem]] = []
    notes: list[Problem] = list(people.notes)
    areas: dict[str, _Area] = {}
    for index, feature in enumerate(features):
        try:
            area, repaired = _read_feature(feature, index, convert, level, people)
            _refuse_twice(area, areas, index)
        except ProblemError as refused:
            rejected.append((index, refused.problem))
            continue
        areas[area.code] = area
        if repaired:
            notes.append(Problem("AREA_REPAIRED", {"area": area.code, "name": area.zh, "reason": repaired}))
    if population:
        notes += _population_notes(areas, people)
    above, said = _above(list(areas.values()), level, people, root)
    _draw(areas.values(), above)
    return AreaFile(tuple(map(_record, (*above, *areas.values()))), len(features), tuple(rejected), (*notes, *said))


def _features(geojson: Path) -> list[Any]:
    if not geojson.is_file():
        raise ProblemError("FILE_NOT_FOUND", path=geojson.name)
    if (size := geojson.stat().st_size) > MAX_BYTES:
        raise ProblemError("FILE_TOO_LARGE", megabytes=size // 2**20, limit=MAX_BYTES // 2**20)
    try:
        text = geojson.read_text("utf-8-sig")
        content = json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        raise ProblemError("GEOJSON_CUT" if cut else "GEOJSON_INVALID", line=error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ProblemError("GEOJSON_INVALID", line=1) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise ProblemError("GEOJSON_NO_FEATURES", file=geojson.name)
    return features


def _read_feature(
    feature: Any, index: int, convert: Any, level: Level, people: PopulationFile
) -> tuple[_Area, str | None]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    named = {normalise(str(key)): value for key, value in (properties or {}).items()}
    code, zh = _first(named, _CODE), _first(named, _NAME)
    if not code:
        raise ProblemError("AREA_CODE_MISSING", feature=index + 1)
    _check_code(code, index)
    if not zh:
        raise ProblemError("AREA_NAME_MISSING", feature=index + 1, area=code)
    try:
        shape, repaired = read_shape(feature.get("geometry"), convert)
    except BadShapeError as error:
        raise ProblemError(str(error), feature=index + 1, area=code) from error
    row = people.areas.get(code, Residents(None, None, None))
    parent = _first({key: value for key, value in named.items() if _text(value) != code}, _PARENT) or row.parent
    return _Area(code, zh, _first(named, _NAME_EN), level, parent, row.population, row.status, shape), repaired


def _first(named: Mapping[str, Any], keys: list[str]) -> str | None:
    return next((text for key in keys if (text := _text(named.get(key)))), None)


def _text(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("adcode")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else None
    return str(value).strip() or None


def _check_code(code: str, index: int) -> None:
    try:
        join_path("", code)
    except ValueError as error:
        raise ProblemError("AREA_CODE_INVALID", feature=index + 1, area=code) from error


def _refuse_twice(area: _Area, areas: Mapping[str, _Area], index: int) -> None:
    if area.code in areas:
        raise ProblemError(
            "AREA_CODE_TWICE", feature=index + 1, area=area.code, name=area.zh, other=areas[area.code].zh
        )


def _population_notes(areas: Mapping[str, _Area], people: PopulationFile) -> Iterator[Problem]:
    for area in areas.values():
        if area.code not in people.areas:
            yield Problem("AREA_WITHOUT_POPULATION", {"area": area.code, "name": area.zh})
    for code in people.areas:
        if code not in areas:
            yield Problem("POPULATION_WITHOUT_AREA", {"area": code})


def _above(
    areas: list[_Area], level: Level, people: PopulationFile, root: RootName | None
) -> tuple[list[_Area], list[Problem]]:
    """Build the levels above: the parents the file names, and one root over them.

    Below the county the areas above are already known from an earlier file and are only named.
    """
    depth = LEVELS.index(level)
    if not areas or depth == 0 or depth > LEVELS.index(Level.COUNTY):
        return [], []
    notes: list[Problem] = []
    parents = _parents(areas, people, LEVELS[depth - 1], notes) if depth > 1 else []
    top = _root(areas, parents, root, notes)
    for child in [*parents, *(area for area in areas if depth == 1 or area.parent is None)]:
        child.parent = top.code
    return [top, *parents], notes


def _parents(areas: list[_Area], people: PopulationFile, level: Level, notes: list[Problem]) -> list[_Area]:
    groups: dict[str, list[_Area]] = {}
    for area in areas:
        if area.parent is None:
            notes.append(Problem("AREA_PARENT_UNKNOWN", {"area": area.code, "name": area.zh}))
        else:
            groups.setdefault(area.parent, []).append(area)
    for code in groups:
        if code not in people.parents:
            notes.append(Problem("AREA_PARENT_UNNAMED", {"area": code}))
    names = {code: people.parents.get(code, ParentName(code)) for code in sorted(groups)}
    return [_union(code, name.zh, name.en, level, groups[code]) for code, name in names.items()]


def _root(areas: list[_Area], parents: list[_Area], root: RootName | None, notes: list[Problem]) -> _Area:
    taken = {area.code for area in (*areas, *parents)}
    if root and root.code in taken:
        raise ProblemError("AREA_ROOT_TAKEN", area=root.code)
    name = root or _derived_root(areas, parents, taken)
    if root is None:
        notes.append(Problem("AREA_ROOT_UNNAMED", {"area": name.code}))
    children = parents + [area for area in areas if not parents or area.parent is None]
    return _union(name.code, name.zh, name.en, Level.PROVINCE, children)


def _derived_root(areas: list[_Area], parents: list[_Area], taken: set[str]) -> RootName:
    """Take the one parent all name, or derive the root's code: what all codes begin with, padded with zeros."""
    named = {area.parent for area in areas}
    if not parents and len(named) == 1 and (only := named.pop()):
        return RootName(only, only)
    codes = [area.code for area in (parents or areas)]
    width = len(codes[0])
    shared = codes[0] if all(code.isdigit() and len(code) == width for code in codes) else ""
    while shared and not all(code.startswith(shared) for code in codes):
        shared = shared[:-1]
    while shared and shared.ljust(width, "0") in taken:
        shared = shared[:-1]
    if not shared:
        raise ProblemError("AREA_ROOT_NEEDED")
    return RootName(shared.ljust(width, "0"), shared.ljust(width, "0"))


def _union(code: str, zh: str, en: str | None, level: Level, children: list[_Area]) -> _Area:
    people = [child.people for child in children]
    total = sum(count for count in people if count is not None) if None not in people else None
    shape = union([child.shape for child in children])
    return _Area(code, zh, en, level, None, total, "summed" if total is not None else None, shape)


def _draw(areas: Any, above: list[_Area]) -> None:
    """Simplify all areas of the file together, and draw those above from their simplified children."""
    own = list(areas)
    for zoom in TOLERANCES if own else ():
        for area, coarse in zip(own, simplify([area.shape for area in own], zoom), strict=True):
            area.coarse[zoom] = coarse
        for parent in reversed(above):
            pieces = [child.coarse[zoom] for child in (*above, *own) if child.parent == parent.code]
            parent.coarse[zoom] = without_specks(union(pieces), zoom)


def _record(area: _Area) -> AreaRecord:
    return AreaRecord(
        code=area.code,
        name_zh=area.zh,
        name_en=area.en,
        level=area.level,
        parent_code=area.parent,
        population=area.people,
        population_status=area.status,
        geometry=as_geojson(area.shape),
        simplified={zoom: as_geojson(shape, zoom) for zoom, shape in area.coarse.items()},
        label=label_point(area.shape),
    )
