"""Nobody forgot: every kind of event has a line in the loop or a reason not to, and the loop comes to an end."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]

from tests.integration.conftest import Installation


def _is_kind(text: str) -> bool:
    nouns = ("account", "area", "case", "contact", "exposure", "incident", "link", "plan", "receipt", "task", "test")
    noun, dot, verb = text.partition(".")
    return bool(dot) and noun in nouns and verb.isidentifier() and verb.endswith(("ed", "ried", "due"))


def test_every_kind_has_a_line_or_a_reason_not_to(installation: Installation, repository: Path) -> None:
    from outpace.desk.loop import LOOP, SILENT

    desk = repository / "src" / "outpace" / "desk"
    acts = {kind for name in desk.rglob("*.py") if name.name != "loop.py" for kind in _kinds_of(name)}
    assert acts, "no act records anything: the test looks in the wrong place"
    assert acts <= {line.kind for line in LOOP} | set(SILENT)


def _kinds_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "kind" and isinstance(node.value, ast.Constant):
            yield from filter(_is_kind, [str(node.value.value)])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_say":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and _is_kind(str(a.value)))


def test_no_kind_is_both_acted_on_and_silent(installation: Installation) -> None:
    from outpace.desk.loop import LOOP, SILENT

    assert not {line.kind for line in LOOP} & set(SILENT)
    assert all(SILENT.values())


def test_the_loop_has_no_cycle(installation: Installation) -> None:
    from outpace.desk.loop import LOOP

    graph = nx.DiGraph([(line.kind, emitted) for line in LOOP for emitted in line.emits])
    assert nx.is_directed_acyclic_graph(graph), list(nx.simple_cycles(graph))
    graph.add_edge("task.finished", "case.registered")
    assert not nx.is_directed_acyclic_graph(graph), "a cycle would go unseen"
