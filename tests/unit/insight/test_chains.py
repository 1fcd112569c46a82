"""Chains against an independent graph library, and the cases a person can check by hand."""

import random
from itertools import pairwise

import networkx as nx
import pytest

from outpace.insight.chains import Chains, chains

Edge = tuple[str, str]


def oracle_generation(graph: "nx.DiGraph[str]", node: str) -> int | None:
    """By the definition, slowly: the one length of all walks from roots; None with a circle behind or two lengths."""
    behind = nx.ancestors(graph, node) | {node}
    back = graph.subgraph(behind)
    if not nx.is_directed_acyclic_graph(back):
        return None
    lengths: dict[str, set[int]] = {}
    for one in nx.topological_sort(back):
        parents = list(back.predecessors(one))
        lengths[one] = {length + 1 for parent in parents for length in lengths[parent]} or {0}
    return lengths[node].pop() if len(lengths[node]) == 1 else None


def random_outbreak(seed: int) -> tuple[list[str], list[Edge]]:
    dice = random.Random(seed)
    nodes = [f"c{number}" for number in range(dice.randint(1, 40))]
    edges = [(dice.choice(nodes), dice.choice(nodes)) for _ in range(dice.randint(0, 45))]
    return nodes, edges


@pytest.mark.parametrize("seed", range(60))
def test_chains_equal_an_independent_computation(seed: int) -> None:
    nodes, edges = random_outbreak(seed)
    found = chains(nodes, edges)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    assert {frozenset(c.nodes) for c in found.components} == {
        frozenset(part) for part in nx.weakly_connected_components(graph)
    }
    sizes = [component.size for component in found.components]
    assert sizes == sorted(sizes, reverse=True)
    assert found.offspring == dict(graph.out_degree())
    assert found.generation == {node: oracle_generation(graph, node) for node in nodes}
    assert set(found.ambiguous) == {node for node, count in graph.in_degree() if count > 1}
    for component in found.components:
        assert set(component.roots) == {node for node in component.nodes if graph.in_degree(node) == 0}


def small(*edges: Edge) -> Chains:
    return chains(list(dict.fromkeys(node for edge in edges for node in edge)), edges)


def test_two_candidates_stay_candidates() -> None:
    found = small(("a", "c"), ("b", "c"), ("b", "d"))
    assert found.ambiguous == ("c",)
    assert found.candidates["c"] == ("a", "b")
    assert (found.offspring["b"], found.offspring_certain["b"]) == (2, 1)
    assert found.generation["c"] == 1


def test_candidates_of_different_generations_leave_it_open_downstream() -> None:
    found = small(("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"))
    assert (found.generation["b"], found.generation["c"], found.generation["d"]) == (1, None, None)
    assert found.components[0].generations == 2


def test_a_circle_has_no_generation_and_no_root() -> None:
    found = small(("a", "b"), ("b", "a"), ("b", "c"))
    assert set(found.generation.values()) == {None}
    assert (found.components[0].roots, found.components[0].generations) == ((), 0)


def test_a_link_given_twice_counts_once_and_lone_cases_stay() -> None:
    found = chains(["x", "a", "b"], [("a", "b"), ("a", "b")])
    assert found.offspring == {"x": 0, "a": 1, "b": 0}
    assert [component.nodes for component in found.components] == [("a", "b"), ("x",)]


@pytest.mark.parametrize(("nodes", "edges"), [(["a", "a"], []), (["a"], [("a", "z")]), (["a"], [("z", "a")])])
def test_what_is_not_there_is_refused(nodes: list[str], edges: list[Edge]) -> None:
    with pytest.raises(ValueError, match=r"twice|isn't there"):
        chains(nodes, edges)


def test_a_long_chain_needs_no_recursion() -> None:
    nodes = [f"c{number}" for number in range(50_000)]
    found = chains(nodes, list(pairwise(nodes)))
    assert (found.generation["c49999"], found.components[0].generations) == (49_999, 50_000)
