"""A pathogen and what it does to people, as numbers the caller gives: this room knows no disease.

Shares lie between 0 and 1, times are whole days, ages years. A value by age is a tuple of (lowest age, value), ascending.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2

import numpy as np
from numpy.typing import NDArray

from outpace.world.delays import Days

OLDEST = 100

ByAge = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """One strain: times the pathogen's `force` and `severe`, and an infectiousness curve of its own (None: the pathogen's)."""

    name: str
    force: float = 1.0
    severe: float = 1.0
    curve: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathogen:
    """Natural history, transmission, severity and how it is found.

    `latent`: infection to infectious. `lead`: infectious to symptoms. `curve`: relative infectiousness by day since it began.
    `force`: expected infections through one meeting a day of weight one, summed over the curve. `dispersion`: shape of the
    individual variation (None: all alike). `weights`: by layer, one where nothing is said. `symptomatic`, `severe` (of those with
    symptoms, to hospital), `fatal` (of the severe). `sensitivity`: of a test on one sample by days since infection; `pool_loss`:
    share of it lost with each doubling of the pool; `specificity`: the chance that a tube without virus is negative.
    `fatal_untreated` is the share of the severe who die where there is no bed for them. `strains` are numbered in this order.
    """

    latent: Days
    lead: Days
    curve: tuple[float, ...]
    force: float
    dispersion: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    susceptible: ByAge = ((0, 1.0),)
    symptomatic: ByAge = ((0, 1.0),)
    severe: ByAge = ((0, 0.0),)
    fatal: ByAge = ((0, 0.0),)
    quiet: float = 1.0
    onset_to_hospital: Days = (1.0,)
    hospital_to_end: Days = (1.0,)
    sensitivity: tuple[float, ...] = ()
    pool_loss: float = 0.0
    specificity: float = 1.0
    fatal_untreated: ByAge = ((0, 0.0),)
    strains: tuple[Strain, ...] = (Strain(name="one"),)

    def positive(self, days: int, pool: int = 1) -> float:
        """The chance that a sample taken so many days after infection is found, alone or in a pool of a size."""
        if not 0 <= days < len(self.sensitivity):
            return 0.0
        return pooled(self.sensitivity[days], self.pool_loss, pool)


def pooled(sensitivity: float, loss: float, pool: int) -> float:
    """What is left of a sensitivity in a pool, of which each doubling loses a share."""
    return float(sensitivity * (1 - loss) ** log2(pool))


@dataclass(frozen=True, slots=True, kw_only=True)
class Immunity:
    """Who was immune before: share by age, and the susceptibility that is left to them. And what an infection leaves.

    `after`: the susceptibility left by days since the last infection, in steps from 0 (a single zero: never again). `cross`: by
    strain of the last infection and strain met, the share of that protection that holds (none given: all of it).
    """

    share: ByAge = ((0, 0.0),)
    left: float = 0.0
    after: tuple[tuple[int, float], ...] = ((0, 0.0),)
    cross: tuple[tuple[float, ...], ...] = ()


def by_age(steps: ByAge) -> NDArray[np.float64]:
    """A value for each year of age from 0. Raises ValueError unless the steps begin at 0 and ascend."""
    ages = [age for age, _ in steps]
    if not ages or ages[0] != 0 or ages != sorted(set(ages)):
        raise ValueError(f"ages must begin at 0 and ascend: {ages}")
    return np.repeat([value for _, value in steps], np.diff([*ages, OLDEST + 1]))
