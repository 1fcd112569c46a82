"""Gamma distributions as tables: of whole days, and of how much people differ. For numbers that the caller gives.

Integrated on a fine grid, after a substitution that takes the peak at zero away where the shape is below one. Accurate to about
1e-4, which is more than any of the published means and deviations.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

GRID = 40_001
NEGLIGIBLE = 1e-4

Days = tuple[float, ...]
"""The probability of 0, 1, 2 … whole days; adds up to one."""


def gamma_days(mean: float, deviation: float) -> Days:
    """Whole days of a gamma distribution (days), each rounded to the nearest; the last ten-thousandth is cut off."""
    if deviation == 0:
        return (0.0,) * round(mean) + (1.0,)
    shape, scale = (mean / deviation) ** 2, deviation**2 / mean
    x, cumulated = _cumulated(shape)
    edges = np.arange(0.5, mean + 14 * deviation + 3)
    reached = np.interp(edges / scale, x, cumulated)
    kept = np.diff(reached, prepend=0.0)[: int(np.argmax(reached > 1 - NEGLIGIBLE)) + 1]
    return tuple((kept / kept.sum()).tolist())


def gamma_factors(shape: float, count: int) -> NDArray[np.float64]:
    """So many equally likely factors with mean one, as unequal as a gamma distribution of this shape (dispersion)."""
    x, cumulated = _cumulated(shape)
    values = np.interp((np.arange(count) + 0.5) / count, cumulated, x)
    return np.asarray(values / values.mean(), np.float64)


@cache
def _cumulated(shape: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points and the distribution function there, for scale one."""
    power = min(shape, 1.0)
    longest = shape + 14 * shape**0.5 + 30
    s = np.linspace(0, longest**power, GRID)
    x = s ** (1 / power)
    height = s ** (shape / power - 1) * np.exp(-x)
    area = np.concatenate([[0.0], np.cumsum((height[1:] + height[:-1]) / 2)])
    return x, area / area[-1]
