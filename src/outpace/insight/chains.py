"""Chains of transmission: who may have infected whom, as components, generations and offspring.

An edge is a known link from an infector to an infectee; several candidates for one infectee stay candidates. Estimates
nothing about links that are missing: whoever shows these figures says how many cases are known.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """Cases joined by links, in the order given. Roots have no known infector; a closed circle has none.

    `generations` counts the generations that are sure, the roots' included.
    """

    nodes: tuple[str, ...]
    roots: tuple[str, ...]
    generations: int

    @property
    def size(self) -> int:
        return len(self.nodes)


@dataclass(frozen=True, slots=True)
class Chains:
    """All figures by case.

    `generation` is 0 for a case without known infector, None where candidates disagree or a circle leaves it open.
    `offspring` counts every link, `offspring_certain` only infectees with a single candidate.
    `candidates` lists the candidate infectors of each infectee; `ambiguous` the infectees with more than one.
    """

    components: tuple[Component, ...]
    generation: Mapping[str, int | None]
    offspring: Mapping[str, int]
    offspring_certain: Mapping[str, int]
    candidates: Mapping[str, tuple[str, ...]]
    ambiguous: tuple[str, ...]


def chains(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> Chains:
    """Compute the chains of cases and (infector, infectee) links, biggest component first, lone cases included.

    A link given twice counts once. Linear in cases and links.
    Raises ValueError for a case given twice and for a link to a case that isn't there.
    """
    links = tuple(dict.fromkeys(edges))
    _refuse_unknown(nodes, links)
    infectors: dict[str, list[str]] = {node: [] for node in nodes}
    infectees: dict[str, list[str]] = {node: [] for node in nodes}
    for infector, infectee in links:
        infectors[infectee].append(infector)
        infectees[infector].append(infectee)
    generation = _generations(infectors, infectees)
    return Chains(
        components=_components(infectors, infectees, generation),
        generation=generation,
        offspring={node: len(children) for node, children in infectees.items()},
        offspring_certain={n: sum(len(infectors[c]) == 1 for c in children) for n, children in infectees.items()},
        candidates={node: tuple(parents) for node, parents in infectors.items() if parents},
        ambiguous=tuple(node for node, parents in infectors.items() if len(parents) > 1),
    )


def _refuse_unknown(nodes: Sequence[str], links: Sequence[tuple[str, str]]) -> None:
    known = set(nodes)
    if len(known) != len(nodes):
        raise ValueError("a case stands twice among the nodes")
    for link in links:
        if not known.issuperset(link):
            raise ValueError(f"the link {link[0]} → {link[1]} names a case that isn't there")


def _generations(infectors: Mapping[str, list[str]], infectees: Mapping[str, list[str]]) -> dict[str, int | None]:
    """Settle a case once all its candidates are settled; what a circle keeps from being settled stays None."""
    generation: dict[str, int | None] = dict.fromkeys(infectors)
    waiting = {node: len(parents) for node, parents in infectors.items()}
    ready = deque(node for node, count in waiting.items() if count == 0)
    while ready:
        node = ready.popleft()
        generation[node] = _generation({generation[parent] for parent in infectors[node]})
        for child in infectees[node]:
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    return generation


def _generation(parents: set[int | None]) -> int | None:
    if not parents:
        return 0
    first = parents.pop()
    return None if parents or first is None else first + 1


def _components(
    infectors: Mapping[str, list[str]], infectees: Mapping[str, list[str]], generation: Mapping[str, int | None]
) -> tuple[Component, ...]:
    order = {node: place for place, node in enumerate(infectors)}
    seen: set[str] = set()
    components = []
    for start in infectors:
        if start not in seen:
            nodes = sorted(_reach(start, infectors, infectees, seen), key=order.__getitem__)
            components.append(_component(nodes, infectors, generation))
    return tuple(sorted(components, key=lambda component: -component.size))


def _reach(
    start: str, infectors: Mapping[str, list[str]], infectees: Mapping[str, list[str]], seen: set[str]
) -> list[str]:
    seen.add(start)
    found = [start]
    for node in found:
        for other in (*infectors[node], *infectees[node]):
            if other not in seen:
                seen.add(other)
                found.append(other)
    return found


def _component(nodes: list[str], infectors: Mapping[str, list[str]], generation: Mapping[str, int | None]) -> Component:
    sure = [known for node in nodes if (known := generation[node]) is not None]
    roots = tuple(node for node in nodes if not infectors[node])
    return Component(tuple(nodes), roots, max(sure, default=-1) + 1)
