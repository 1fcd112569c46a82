"""Chains of transmission in numbers: how much is known, components, generations, who infected most.

An infectee with several candidate infectors stays ambiguous and is counted so. What follows from an infector outside
the area or the scope has no generation here. Reads link pairs and the keys of linked cases, nothing else.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outpace.desk.cases.models import Case
from outpace.desk.ledger.models import Event
from outpace.desk.situation.counted import CASES
from outpace.desk.situation.figures.links import count_links, link_pairs
from outpace.desk.situation.frame import Frame
from outpace.desk.situation.sentences import say
from outpace.insight.chains import Chains, Component, chains
from outpace.words.ids import IdKind, encode

TOP = 20
COMPONENTS = 200
COLUMNS = ("number", "component", "generation", "offspring", "offspring_certain")


@dataclass(frozen=True, slots=True)
class Linked:
    """The linked cases seen here, by id in order of their numbers; pairs between them; chains, without the nameless.

    `components` holds the cases of each component, largest first.
    """

    keys: dict[str, int]
    numbers: dict[str, str]
    pairs: list[tuple[str, str]]
    chains: Chains
    components: list[Component]


def natural(number: str) -> list[tuple[int, int | str]]:
    """Sort case numbers as people count them: SK_9 before SK_14."""
    parts = re.split(r"(\d+)", number)
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]


def linked(frame: Frame) -> Linked:
    """Compute the chains of all linked cases."""
    pairs = link_pairs(frame)
    found = {infectee: number for _, infectee, _, number in pairs}
    found |= {infector: number for infector, _, number, _ in pairs if number is not None}
    ordered = sorted(found.items(), key=lambda row: natural(row[1]))
    keys = {encode(IdKind.CASE, key): key for key, _ in ordered}
    numbers = {encode(IdKind.CASE, key): number for key, number in ordered}
    edges = [
        (_node(infector, known=infector in found), encode(IdKind.CASE, infectee)) for infector, infectee, *_ in pairs
    ]
    outside = list(dict.fromkeys(source for source, _ in edges if source not in keys))
    computed = chains([*keys, *outside], [*edges, *((node, node) for node in outside)])
    inside = [(source, target) for source, target in edges if source in keys]
    return Linked(keys, numbers, inside, computed, _components(computed, keys))


def _node(infector: int, *, known: bool) -> str:
    """A node of the chains. One outside is closed into a circle on itself, so that it settles no generation."""
    return encode(IdKind.CASE, infector) if known else f"outside {infector}"


def _components(computed: Chains, keys: dict[str, int]) -> list[Component]:
    parts = [
        Component(tuple(node for node in part.nodes if node in keys), part.roots, part.generations)
        for part in computed.components
    ]
    return sorted(parts, key=lambda part: -part.size)


def chain_figures(frame: Frame) -> dict[str, Any]:
    """Count the chains. `lone` cases have no known link; components are listed largest first."""
    known = frame.rows(Case).filter(CASES).count()
    counted = count_links(frame)
    reported, source = stated_total(frame)
    found = linked(frame)
    return {
        "known": known,
        "reported_total": reported,
        "reported_source": source,
        "links": counted["total"],
        "infectees": counted["infectees"],
        "ambiguous": counted["ambiguous"],
        "from_outside": counted["from_outside"],
        "lone": known - len(found.keys),
        "components_total": len(found.components),
        "components": [_component(found, place) for place in range(min(len(found.components), COMPONENTS))],
        "generation_unknown": sum(found.chains.generation[case] is None for case in found.keys),
        "offspring_top": _offspring(found),
        "sentence": _sentence(known, reported),
        **frame.stamp(),
    }


def stated_total(frame: Frame) -> tuple[int | None, str | None]:
    """How many cases were reported in all, and who says so, as known then; None where it isn't known or not seen in full.

    What a later event overwrote stands in that event, without its source.
    """
    if not frame.whole:
        return None, None
    later = Event.objects.filter(kind="incident.total_stated", incident_id=frame.incident.pk)
    after = later.filter(recorded__gt=frame.known.as_known).order_by("recorded", "pk").first() if frame.known else None
    if after is not None:
        return (json.loads(bytes(after.body))["data"]["old"] if after.body else None), None
    total = frame.incident.reported_total
    return total, None if total is None else frame.incident.reported_source or None


def chain_lines(frame: Frame) -> Iterator[list[object]]:
    """Every linked case as the cells of a CSV line, in the order of COLUMNS; generation None where it is not known."""
    found = linked(frame)
    place = {case: number for number, part in enumerate(found.components, start=1) for case in part.nodes}
    for case, number in found.numbers.items():
        computed = found.chains
        yield [
            number,
            place[case],
            computed.generation[case],
            computed.offspring[case],
            computed.offspring_certain[case],
        ]


def _component(found: Linked, place: int) -> dict[str, Any]:
    part = found.components[place]
    return {
        "component": place,
        "size": part.size,
        "root_ids": list(part.roots),
        "generations": part.generations,
        "roots": [{"id": root, "number": found.numbers[root]} for root in part.roots],
    }


def _offspring(found: Linked) -> list[dict[str, Any]]:
    infectors = [case for case in found.keys if found.chains.offspring[case]]
    infectors.sort(key=lambda case: (-found.chains.offspring[case], -found.chains.offspring_certain[case]))
    return [
        {
            "case_id": case,
            "number": found.numbers[case],
            "offspring": found.chains.offspring[case],
            "offspring_certain": found.chains.offspring_certain[case],
        }
        for case in infectors[:TOP]
    ]


def _sentence(known: int, reported: int | None) -> dict[str, str]:
    return say("chains", "known", known=known) if reported is None else say("chains", "of", known=known, total=reported)
