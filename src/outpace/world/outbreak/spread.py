"""A branching process on households, workplaces, meals and gatherings, and how its infections are found.

Simple on purpose: it gives the demo a believable outbreak. It has no population, no immunity and no calendar; the
simulated province, where people meet because they live and work together, is a different thing.
Times are days relative to `as_of` (negative: before it).
"""

import random
from dataclasses import dataclass
from math import exp, inf

from outpace.words.case import FoundBy
from outpace.words.contact import Setting
from outpace.world.outbreak.shape import FoundShape, OutbreakShape, SpreadShape

ATTEMPTS = 2_000


@dataclass(frozen=True, slots=True)
class Infection:
    """One infection as it was, not as anybody knew it.

    `onset` is None without symptoms; `removed` is when the person stops meeting others (inf: never).
    """

    key: int
    infector: int | None
    setting: Setting | None
    infected: float
    onset: float | None
    specimen: float
    found_by: FoundBy
    removed: float


def outbreak_tree(shape: OutbreakShape, rng: random.Random) -> tuple[Infection, ...]:
    """Draw trees until one has as many cases reportable by `as_of` as the shape asks for; infectors come first.

    Raises ValueError where the shape can't be met.
    """
    low, high = shape.cases
    for _ in range(ATTEMPTS):
        tree = _tree(shape, rng, 3 * high)
        if low <= sum(_reportable(infection, shape.found) for infection in tree) <= high:
            return tree
    raise ValueError(f"no outbreak of {low} to {high} cases in {ATTEMPTS} draws: the shape contradicts itself")


def _reportable(infection: Infection, found: FoundShape) -> bool:
    return infection.specimen + found.diagnosis_delay[1] + found.report_delay[1] <= 0


def _tree(shape: OutbreakShape, rng: random.Random, limit: int) -> tuple[Infection, ...]:
    tree = [_infection(shape, rng, 0, None, None, -shape.first_infection)]
    for infector in tree:
        if len(tree) > limit:
            break
        for setting, infected in _offspring(shape.spread, rng, infector):
            if infected < min(infector.removed, 0):
                tree.append(_infection(shape, rng, len(tree), infector, setting, infected))
    return tuple(tree)


def _offspring(spread: SpreadShape, rng: random.Random, infector: Infection) -> list[tuple[Setting, float]]:
    """Negative binomial: a gamma factor for the person, then Poisson by setting, then a gap for each."""
    factor = rng.gammavariate(spread.unevenness, 1 / spread.unevenness)
    return [
        (Setting(setting), infector.infected + _gamma(rng, spread.gap))
        for setting, mean in spread.offspring.items()
        for _ in range(_poisson(rng, mean * (1.0 if setting == Setting.HOUSEHOLD else factor)))
    ]


def _infection(
    shape: OutbreakShape,
    rng: random.Random,
    key: int,
    infector: Infection | None,
    setting: Setting | None,
    infected: float,
) -> Infection:
    ill = infector is None or rng.random() < shape.spread.with_symptoms
    incubation = _gamma(rng, shape.spread.incubation)
    onset = infected + incubation if ill else None
    quarantined = _quarantined(shape.found, rng, infector, infected)
    ways = {
        FoundBy.COMMUNITY: _clinic(shape, rng, onset),
        FoundBy.SCREENING: _screened(shape, rng, infected),
        FoundBy.CONTROL: max(quarantined + 0.2, infected + shape.found.detectable + rng.random()),
    }
    found_by = min(ways, key=lambda way: ways[way])
    specimen = ways[found_by]
    return Infection(
        key=key,
        infector=None if infector is None else infector.key,
        setting=setting,
        infected=infected,
        onset=onset,
        specimen=specimen,
        found_by=found_by,
        removed=min(quarantined, specimen),
    )


def _quarantined(found: FoundShape, rng: random.Random, infector: Infection | None, infected: float) -> float:
    reached = rng.random() < found.traced
    delay = rng.uniform(*found.trace_delay)
    return max(infected, infector.specimen + delay) if infector and reached else inf


def _clinic(shape: OutbreakShape, rng: random.Random, onset: float | None) -> float:
    delay = rng.expovariate(1 / shape.found.care_delay)
    return inf if onset is None else max(onset, -shape.first_signal) + delay


def _screened(shape: OutbreakShape, rng: random.Random, infected: float) -> float:
    start = max(infected + shape.found.detectable, -shape.day_one)
    return start + rng.expovariate(shape.found.screened_daily)


def _gamma(rng: random.Random, mean_and_deviation: tuple[float, float]) -> float:
    mean, deviation = mean_and_deviation
    return rng.gammavariate((mean / deviation) ** 2, deviation**2 / mean)


def _poisson(rng: random.Random, mean: float) -> int:
    """Knuth's product of uniforms; fine for small means."""
    count, product, floor = 0, rng.random(), exp(-mean)
    while product > floor:
        count, product = count + 1, product * rng.random()
    return count
