"""`outpace bench`: the benchmarks of a checkout."""

import importlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from outpace.words.problem import ProblemError


def bench(
    name: Annotated[str, typer.Argument(help="name of the benchmark, for instance reading")],
    size: Annotated[str, typer.Option(help="small or full")] = "small",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on the last line")] = False,
) -> None:
    """Run a benchmark; exit code 1 where a bar is not met."""
    sys.path.insert(0, str(_checkout()))
    harness = importlib.import_module("benchmarks.harness")
    known: list[str] = sorted(harness.names())
    if name not in known:
        raise ProblemError("BENCH_UNKNOWN", name=name, known=", ".join(known))
    raise typer.Exit(harness.run(name, ["--size", size, *(["--json"] if as_json else [])]))


def _checkout() -> Path:
    return Path(__file__).resolve().parents[3]
