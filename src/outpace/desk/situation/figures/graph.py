"""The chain graph: cases as nodes, transmission links as edges, never more than a screen can draw.

A cut graph is cut at its far end and says so; it is always the part nearest to where the drawing began.
"""

from collections.abc import Iterable
from typing import Any

from outpace.desk.cases.models import Case
from outpace.desk.situation.figures.chains import Linked, linked
from outpace.desk.situation.figures.links import links_among
from outpace.desk.situation.frame import Frame
from outpace.desk.situation.shapes import dated_json, name_json
from outpace.words.ids import IdKind, encode

MAX_NODES = 2000


def chain_graph(frame: Frame, component: int | None = None, around: int | None = None) -> dict[str, Any] | None:
    """Draw one component (by its place in the chain figures), what surrounds a case, or everything from the largest on.

    None where there is no such component, or the case is absent or out of scope.
    """
    found = linked(frame)
    if around is not None:
        if not frame.rows(Case).filter(pk=around).exists():
            return None
        start = encode(IdKind.CASE, around)
        wanted = _nearest(found, [start]) if start in found.keys else [start]
        return _graph(frame, found, wanted, {**found.keys, start: around})
    parts = found.components
    if component is not None and not 0 <= component < len(parts):
        return None
    drawn = parts if component is None else parts[component : component + 1]
    starts = [node for part in drawn for node in (part.roots or part.nodes[:1])]
    return _graph(frame, found, _nearest(found, starts), found.keys)


def _nearest(found: Linked, starts: Iterable[str]) -> list[str]:
    """The cases that links join to the starts, each start's neighbours before the next start's."""
    beside: dict[str, list[str]] = {}
    for source, target in found.pairs:
        beside.setdefault(source, []).append(target)
        beside.setdefault(target, []).append(source)
    order: dict[str, None] = {}
    for start in starts:
        if start in order:
            continue
        order[start] = None
        waiting = [start]
        for node in waiting:
            fresh = [other for other in beside.get(node, ()) if other not in order]
            order.update(dict.fromkeys(fresh))
            waiting += dict.fromkeys(fresh)
    return list(order)


def _graph(frame: Frame, found: Linked, wanted: list[str], keys: dict[str, int]) -> dict[str, Any]:
    shown = [keys[case] for case in wanted[:MAX_NODES]]
    cases = Case.objects.select_related("area").in_bulk(shown)
    nodes = [_node(cases[key], found.chains.generation) for key in shown if key in cases]
    ambiguous = set(found.chains.ambiguous)
    edges = [_edge(row, ambiguous) for row in links_among(frame, shown)]
    cut = len(wanted) > MAX_NODES
    return {"nodes": nodes, "edges": edges, "truncated": cut, "total": len(wanted), **frame.stamp()}


def _node(case: Case, generation: Any) -> dict[str, Any]:
    case_id = encode(IdKind.CASE, case.pk)
    return {
        "id": case_id,
        "number": case.number,
        "generation": generation.get(case_id),
        "found_by": case.found_by,
        "case_class": case.case_class,
        "onset": dated_json(case, "onset"),
        "area_name": None if case.area is None else name_json(case.area),
    }


def _edge(row: tuple[int, int, int, str | None, str | None], ambiguous: set[str]) -> dict[str, Any]:
    link, source, target, setting, setting_text = row
    infectee = encode(IdKind.CASE, target)
    return {
        "source": encode(IdKind.CASE, source),
        "target": infectee,
        "setting": setting,
        "setting_text": setting_text,
        "ambiguous": infectee in ambiguous,
        "link_id": encode(IdKind.LINK, link),
    }
