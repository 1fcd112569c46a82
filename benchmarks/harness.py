"""The contract of a benchmark: how it is found, what it returns, how it is told, when it fails.

A benchmark is a file in this folder with a docstring and `measure(size) -> Report`. Told as a table, or with `--json`
as one JSON object on the last line; the exit code is 1 when a bar is not met. It judges nothing but its bars.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).resolve().parent
NOT_BENCHMARKS = {"__init__", "__main__", "harness"}


class Size(StrEnum):
    """Small ends within a minute; full is what the bars were meant for."""

    SMALL = "small"
    FULL = "full"


class Of(StrEnum):
    """What a bar is laid across: our figure, or its ratio to the peer's."""

    OURS = "ours"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bound that must hold, from below or from above."""

    bound: float
    of: Of = Of.OURS
    is_ceiling: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a value keeps the bound."""
        return value <= self.bound if self.is_ceiling else value >= self.bound

    def __str__(self) -> str:
        return f"{self.of} {'<=' if self.is_ceiling else '>='} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of ours, the peer's where there is one, and the bar where there is one."""

    metric: str
    ours: float
    unit: str
    peer: float | None = None
    bar: Bar | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's; None without a peer."""
        return self.ours / self.peer if self.peer else None

    @property
    def met(self) -> bool | None:
        """Whether the bar is kept; None without a bar. A ratio bar without a peer is not kept."""
        if self.bar is None:
            return None
        value = self.ours if self.bar.of is Of.OURS else self.ratio
        return value is not None and self.bar.is_met(value)

    def as_json(self) -> dict[str, object]:
        """The object that stands in `results`."""
        bar = str(self.bar) if self.bar else None
        figures = {"ours": _short(self.ours), "peer": _short(self.peer), "ratio": _short(self.ratio)}
        return {"metric": self.metric, **figures, "unit": self.unit, "bar": bar, "met": self.met}


@dataclass(frozen=True, slots=True)
class Report:
    """What one benchmark found, and under which conditions. `fsync_per_s` where a disk is involved."""

    parameters: Mapping[str, str | int | float]
    results: Sequence[Result]
    fsync_per_s: float | None = None
    notes: Sequence[str] = field(default=())

    @property
    def all_met(self) -> bool:
        """Whether no bar is broken."""
        return all(result.met is not False for result in self.results)

    def as_json(self, name: str, size: Size) -> dict[str, object]:
        """The object that stands on the last line."""
        disk = {} if self.fsync_per_s is None else {"fsync_per_s": _short(self.fsync_per_s)}
        results = [result.as_json() for result in self.results]
        notes = {"notes": list(self.notes)} if self.notes else {}
        return {"name": name, "size": size, "parameters": dict(self.parameters), **disk, "results": results, **notes}


def names() -> list[str]:
    """All benchmarks there are, by file name."""
    return sorted({file.stem for file in FOLDER.glob("*.py")} - NOT_BENCHMARKS)


def run(name: str, argv: Sequence[str] = ()) -> int:
    """Run one benchmark and tell its report. Returns the exit code: 1 where a bar is not met."""
    options = _parser().parse_args([name, *argv])
    return _run(name, Size(options.size), as_json=options.json)


def main(argv: Sequence[str]) -> int:
    """Run the benchmarks named, or all; the exit code is 1 where any bar is not met."""
    options = _parser().parse_args(argv)
    unknown = sorted(set(options.names) - set(names()))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(names())}.")
        return 2
    chosen = options.names or names()
    return max([_run(name, Size(options.size), as_json=options.json) for name in chosen], default=0)


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    return min(_seconds(work) for _ in range(times))


def fsync_per_second(folder: Path, seconds: float = 2.0) -> float:
    """How many small appends a second the disk under a folder makes durable: what a single commit can cost there."""
    with tempfile.TemporaryFile(dir=folder) as file:
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            os.write(file.fileno(), b"x" * 512)
            os.fsync(file.fileno())
            count += 1
        return count / (time.perf_counter() - began)


def _run(name: str, size: Size, *, as_json: bool) -> int:
    report: Report = import_module(f"benchmarks.{name}").measure(size)
    if as_json:
        print(json.dumps(report.as_json(name, size), ensure_ascii=False), flush=True)
    else:
        _tell(name, size, report)
    return 0 if report.all_met else 1


def _tell(name: str, size: Size, report: Report) -> None:
    table = Table("metric", "ours", "peer", "ratio", "unit", "bar", "", title=f"{name} ({size})", title_justify="left")
    for result in report.results:
        told = {None: "", True: "met", False: "NOT MET"}[result.met]
        figures = ("" if value is None else f"{_short(value):,}" for value in (result.ours, result.peer, result.ratio))
        table.add_row(result.metric, *figures, result.unit, str(result.bar or ""), told)
    console = Console()
    console.print(table)
    conditions = {**report.parameters, **({"fsync/s": _short(report.fsync_per_s)} if report.fsync_per_s else {})}
    console.print(" · ".join(f"{key}: {value}" for key, value in conditions.items()), highlight=False)
    for note in report.notes:
        console.print(note, highlight=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure Outpace against its bars.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of: {', '.join(names())}")
    parser.add_argument("--size", choices=[*Size], default=Size.SMALL, help="small ends within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    return parser


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _short(value: float | None) -> float | None:
    """Four digits that mean something; what is larger stays whole."""
    if value is None:
        return None
    return round(value) if abs(value) >= 1000 else float(f"{value:.4g}")
