"""What an outbreak costs in the simulated province, beside other simulators that let as many be infected in as many days.

Sixty days, about 5,000 infections, tests, tracing and quarantine on everywhere; ours with all levers and forces in 65 million
people (small: 6.5 million) against covasim with a million agents (small: 100,000). CPU of a run is what the simulator itself
counts once its population is made and its code compiled; memory is that of the whole process. Others stand beside it for
honesty: covasim's 100,000 agents rescaled to as many people have no towns and no identities, epiworld's network never changes.
"""

import math

from benchmarks.harness import Bar, Of, Report, Result, Size
from benchmarks.simulators.child import Told, told_by

PEOPLE = {Size.SMALL: 6_500_000, Size.FULL: 65_000_000}
SEEDED = 270
SIZES = {Size.SMALL: (100, 1_000, 10_000), Size.FULL: (100, 1_000, 10_000, 100_000)}
AGENTS = {Size.SMALL: 100_000, Size.FULL: 1_000_000}
COVASIM = {Size.SMALL: (250, 0.016), Size.FULL: (200, 0.016)}
RESCALED = 100_000
EPIWORLD_AGENTS = {Size.SMALL: 100_000, Size.FULL: 1_000_000}
EPIWORLD = (1_000, 0.06)
AGREE = (20, 100_000)
LESS_CPU = {Size.SMALL: 1.0, Size.FULL: 1 / 150}
START_PEOPLE = 1_000_000
MISSING = "{} is not installed, so nothing is compared with it. `make peers` installs it, with hashes, into .venv."


def measure(size: Size) -> Report:
    """Run ours and the peers, one after the other, each in a process of its own."""
    people = PEOPLE[size]
    ours = _ours("operations", people, SEEDED)
    agents = told_by("covasim_agents", AGENTS[size], 1, *COVASIM[size])
    rescaled = told_by("covasim_agents", RESCALED, people / RESCALED, *COVASIM[size])
    network = told_by("epiworld_quarantine", EPIWORLD_AGENTS[size], *EPIWORLD)
    results = (
        *_compared(ours, agents, f"covasim, {AGENTS[size]:,} agents", LESS_CPU[size]),
        *_compared(ours, rescaled, f"covasim, {RESCALED:,} agents rescaled"),
        *_compared(ours, network, f"epiworld, {EPIWORLD_AGENTS[size]:,} agents"),
        Result("most memory", ours.peak_gb, "GB", bar=Bar(0.5, is_ceiling=True)),
        *_sizes(people, SIZES[size]),
        _agreement(),
        Result("start from the cache", _started(), "CPU s", bar=Bar(3.0, is_ceiling=True)),
    )
    counted = {name: int(ours.said[name]) for name in ("tests", "traced", "rounds")}
    missing = [MISSING.format(name) for name, told in (("covasim", agents), ("epiworldpy", network)) if told is None]
    return Report({"people": people, "days": 60, **counted}, results, notes=missing)


def _ours(*arguments: int | str) -> Told:
    told = told_by("ours", *arguments)
    if told is None:
        raise RuntimeError("the simulated province says that it is not installed")
    return told


def _compared(ours: Told, peer: Told | None, name: str, ceiling: float | None = None) -> tuple[Result, ...]:
    """CPU of a run, of making the population, memory and infections, ours beside a peer's (None: not installed)."""

    def row(metric: str, own: float, other: float | None, unit: str, bar: Bar | None = None) -> Result:
        return Result(f"{metric} | {name}", own, unit, other, bar)

    bar = None if ceiling is None or peer is None else Bar(ceiling, Of.RATIO, is_ceiling=True)
    said = {} if peer is None else peer.said
    return (
        row("a run", ours.said["run_s"], said.get("run_s"), "CPU s", bar),
        row("the population", ours.said["prepare_s"], said.get("prepare_s"), "CPU s"),
        row("infections", ours.said["infections"], said.get("infections"), "people"),
        row("memory", ours.peak_gb, None if peer is None else peer.peak_gb, "GB"),
    )


def _sizes(people: int, seeded: tuple[int, ...]) -> tuple[Result, ...]:
    """Runs of several sizes without measures; the exponent is the slope of log CPU over log infections."""
    said = _ours("sizes", people, *seeded).said
    runs = list(zip(said["infections"], said["run_s"], strict=True))
    (few, cheap), (many, dear) = runs[0], runs[-1]
    exponent = math.log(dear / cheap) / math.log(many / few)
    return (
        *(Result(f"an infection of {count:,}", seconds / count * 1e6, "CPU us") for count, seconds in runs),
        Result("exponent of cost over infections", exponent, "", bar=Bar(1.1, is_ceiling=True)),
    )


def _agreement() -> Result:
    seeds, people = AGREE
    differ = float(_ours("agree", seeds, people).said["differ"])
    metric = f"seeds of {seeds} where sparse and dense differ, {people:,} people, all levers"
    return Result(metric, differ, "seeds", bar=Bar(0, is_ceiling=True))


def _started() -> float:
    """CPU seconds of a process that makes a province and lets a day pass; the second such, so that the cache is full."""
    _ours("start", START_PEOPLE)
    return _ours("start", START_PEOPLE).process_s
