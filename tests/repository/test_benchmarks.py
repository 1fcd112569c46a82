"""Benchmarks keep their contract: one JSON object on the last line, exit code 1 for a bar not met, all found."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import harness
from benchmarks.harness import Bar, Of, Report, Result, Size
from tests.repository.tree import ROOT

KEYS = {"metric", "ours", "peer", "ratio", "unit", "bar", "met"}


def pretend(monkeypatch: pytest.MonkeyPatch, *results: Result, fsync_per_s: float | None = None) -> None:
    """Let a benchmark `pretended` report these results."""
    module = ModuleType("benchmarks.pretended")
    report = Report({"rows": 3}, results, fsync_per_s)
    module.measure = lambda size: report  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.pretended", module)


def test_a_report_is_one_object_on_the_last_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, Result("speed", 50.0, "rows/s", 100.0, Bar(0.4, Of.RATIO)), fsync_per_s=1234.5)
    assert harness.run("pretended", ["--json", "--size", "full"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["name"], told["size"], told["parameters"], told["fsync_per_s"]) == (
        "pretended",
        "full",
        {"rows": 3},
        1234,
    )
    assert set(told["results"][0]) == KEYS
    assert (told["results"][0]["ratio"], told["results"][0]["met"]) == (0.5, True)


def test_without_peer_and_disk_nothing_is_made_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, Result("speed", 50.0, "rows/s"))
    assert harness.run("pretended", ["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "fsync_per_s" not in told
    assert [told["results"][0][key] for key in ("peer", "ratio", "bar", "met")] == [None] * 4


@pytest.mark.parametrize("arguments", [[], ["--json"]])
@pytest.mark.parametrize(
    "result",
    [
        Result("too slow", 1.0, "rows/s", bar=Bar(2)),
        Result("too long", 3.0, "s", bar=Bar(2, is_ceiling=True)),
        Result("slower than the peer", 1.0, "rows/s", 2.0, Bar(1, Of.RATIO)),
        Result("no peer to be compared with", 9.0, "rows/s", bar=Bar(1, Of.RATIO)),
    ],
    ids=lambda value: value.metric if isinstance(value, Result) else None,
)
def test_a_bar_that_is_not_met_fails(
    result: Result, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, Result("fine", 1.0, "s"), result)
    assert harness.run("pretended", arguments) == 1
    assert capsys.readouterr().out


def test_what_is_to_be_noted_is_told_to_machines_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = ModuleType("benchmarks.pretended")
    module.measure = lambda size: Report({}, (), notes=("no peer",))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.pretended", module)
    assert harness.run("pretended", ["--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == ["no peer"]


@pytest.mark.long
@pytest.mark.parametrize("name", harness.names())
def test_every_benchmark_runs_to_its_end(name: str) -> None:
    """At the small size and without a word on how fast: a bar that is not met on this machine is no fault here."""
    command = [sys.executable, "-m", "benchmarks", name, "--json"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode in (0, 1), ended.stderr[-2000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    assert (told["name"], told["size"]) == (name, "small")
    assert all(set(result) == KEYS for result in told["results"])
    assert told["results"]


def test_a_name_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert harness.main(["no_such_benchmark"]) == 2
    assert "reading" in capsys.readouterr().out


def test_a_disk_is_probed(tmp_path: Path) -> None:
    assert harness.fsync_per_second(tmp_path, seconds=0.01) > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", harness.names())
def test_every_benchmark_says_what_it_measures_and_can_be_called(name: str) -> None:
    module = import_module(f"benchmarks.{name}")
    assert module.__doc__
    assert module.measure.__annotations__ == {"size": Size, "return": Report}
