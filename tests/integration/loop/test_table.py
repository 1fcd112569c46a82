"""Nobody forgot: every kind of event has a line in the loop or a reason not to, and the loop comes to an end."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from outpace.words.contact import ContactState
from tests.integration.conftest import Installation, Province
from tests.integration.review.facts import EXPOSED, World, undone

if TYPE_CHECKING:
    from outpace.desk.loop import Line


KIND = re.compile(r"[a-z]+\.[a-z_]*(?:ed|broken|made|due|back|reset|drawn|aside)")
"""What a kind of event looks like: who, and what happened. No other text of the desk looks so, but for one function's name."""
FUNCTIONS = {"vault.shred"}


def _kinds_of(module: ast.Module) -> Iterator[str]:
    """Every kind that a module says, however it hands it to `record`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KIND.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Call) and _called(node.func) in ("Event", "Said"):
            given = next((keyword.value for keyword in node.keywords if keyword.arg == "kind"), None)
            if isinstance(given, ast.Constant):
                yield str(given.value)


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _said(repository: Path) -> set[str]:
    files = (repository / "src" / "outpace" / "desk").rglob("*.py")
    return {kind for file in files if file.name != "loop.py" for kind in _kinds_of(ast.parse(file.read_text("utf-8")))}


def test_every_kind_has_a_line_or_a_reason_not_to(installation: Installation, repository: Path) -> None:
    """An event of a kind that nobody lists would be taken off the queue with nothing done."""
    from outpace.desk.loop import LOOP, SILENT

    listed, said = {line.kind for line in LOOP} | set(SILENT), _said(repository)
    assert said - listed - FUNCTIONS == set()
    assert len(listed & said) > len(listed) * 0.9, "no act records anything: the test looks in the wrong place"


@pytest.mark.parametrize(
    "act",
    [
        'record(Event(kind="bed.given", by=by))',
        '_say(by, "bed.emptied", bed)',
        'KIND = "bed.closed"',
        'record(Event(kind="bed.booked" if free else "bed.refused", by=by))',
    ],
)
def test_a_kind_that_nobody_listed_is_seen(act: str, installation: Installation) -> None:
    from outpace.desk.loop import LOOP, SILENT

    assert set(_kinds_of(ast.parse(act))) - {line.kind for line in LOOP} - set(SILENT)


def test_no_kind_is_both_acted_on_and_silent(installation: Installation) -> None:
    from outpace.desk.loop import LOOP, SILENT

    assert not {line.kind for line in LOOP} & set(SILENT)
    assert all(SILENT.values())


def _circles(lines: "Sequence[Line]") -> list[list[str]]:
    """The circles of kinds that no line bounds."""
    graph = nx.DiGraph([(line.kind, emitted) for line in lines if not line.bound for emitted in line.emits])
    return list(nx.simple_cycles(graph))


def test_the_loop_has_no_circle_without_a_stated_bound(installation: Installation) -> None:
    from outpace.desk.loop import LOOP

    assert _circles(LOOP) == []


def test_a_circle_would_be_seen(installation: Installation) -> None:
    """The negative control, and what a bound is for."""
    from outpace.desk.loop import LOOP, Line

    back = Line("task.finished", LOOP[0].act, ("case.corrected",))
    assert ["case.corrected", "task.finished"] in [sorted(circle) for circle in _circles([*LOOP, back])]
    assert _circles([*LOOP, replace(back, bound="a case is discarded once")]) == []


def _watched(line: "Line", seen: dict[tuple[str, str], set[str]]) -> "Line":
    """The line, noting the kinds of the events that its act records."""

    def act(by: Any, given: Any, at: Any) -> None:
        from outpace.desk.ledger.models import Event

        before = set(Event.objects.values_list("pk", flat=True))
        line.act(by, given, at)
        made = Event.objects.exclude(pk__in=before).values_list("kind", flat=True)
        seen.setdefault((line.kind, line.act.__name__), set()).update(made)

    act.__name__ = line.act.__name__
    return replace(line, act=act)


def test_an_act_records_no_kind_that_its_line_does_not_name(
    province: Province, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof rests on what the lines say; here they are held against what the acts do."""
    from outpace.desk import drain
    from outpace.desk.loop import LOOP

    seen: dict[tuple[str, str], set[str]] = {}
    monkeypatch.setattr(drain, "LOOP", tuple(_watched(line, seen) for line in LOOP))
    world = World(province, "2022-03-02", ContactState.CONFIRMED, settle)
    with undone():
        for step in ("case", *EXPOSED, "decision", "correction", "moved", "discarded"):
            world.steps[step]()
            settle()
    said = {(line.kind, line.act.__name__): set(line.emits) for line in LOOP}
    assert {line: kinds - said[line] for line, kinds in seen.items() if not kinds <= said[line]} == {}
    assert seen["contact.proposed", "schedule_follow_up"] == {"plan.scheduled", "plan.taken_back"}
    assert seen["case.transferred", "share_moved_cases"] == {"grant.issued", "grant.ended"}
    assert seen["case.corrected", "withdraw_case_tasks"] == {"task.finished"}
