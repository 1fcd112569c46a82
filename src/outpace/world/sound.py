"""Whether an epidemic can be run: each of its numbers within bounds, every strain named there.

Layers, counties and seats are looked for where the province is known. It says nothing about whether a number is true.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from outpace.words.problem import ProblemError
from outpace.world.bounds import (
    LAST_DAY,
    LONGEST,
    MOST,
    Steps,
    curve,
    days,
    factor,
    share,
    shares,
    some,
    steps,
    whole,
    within,
)
from outpace.world.epidemic import Arrivals, Epidemic, Import
from outpace.world.pathogen import OLDEST, Strain

MOST_STRAINS = 100
LEAST_SHAPE = 0.01

Check = Callable[[str, Any], None]


def sound(epidemic: Epidemic, inside: str = "") -> None:
    """Refuse an epidemic that can't be run; `inside` is put before the name of what is wrong.

    Raises ProblemError WORLD_NUMBER_OUTSIDE, WORLD_STEPS_FAULTY, WORLD_DAYS_FAULTY, WORLD_CURVE_EMPTY, WORLD_NONE_GIVEN or
    WORLD_STRAIN_UNKNOWN.
    """
    for part, checks in CHECKS.items():
        each_field(f"{inside}{part}", getattr(epidemic, part), checks)
    for number, dose in enumerate(epidemic.doses):
        each_field(f"{inside}doses[{number}]", dose, DOSE)
    strains = len(epidemic.pathogen.strains)
    for number, scheduled in enumerate(epidemic.imports):
        _brought(f"{inside}imports[{number}]", scheduled, strains)
    for number, random in enumerate(epidemic.arrivals):
        _brought(f"{inside}arrivals[{number}]", random, strains)


def each_field(where: str, values: Any, checks: Mapping[str, Check]) -> None:
    """Check the fields of an object one by one. Raises ProblemError."""
    for name, check in checks.items():
        check(f"{where}.{name}", getattr(values, name))


def _brought(where: str, one: Import | Arrivals, strains: int) -> None:
    each_field(where, one, {each.name: BROUGHT[each.name] for each in fields(one) if each.name in BROUGHT})
    if not 0 <= one.strain < strains:
        raise ProblemError("WORLD_STRAIN_UNKNOWN", where=where, strain=one.strain, count=strains)


def by_age(where: str, given: Steps) -> None:
    """Shares by age in years. Raises ProblemError WORLD_STEPS_FAULTY, WORLD_NUMBER_OUTSIDE."""
    steps(where, given, OLDEST)


def _by_day(where: str, given: Steps) -> None:
    steps(where, given, LONGEST)


def _susceptible(where: str, given: Steps) -> None:
    steps(where, given, OLDEST, MOST)


def _dispersion(where: str, value: float | None) -> None:
    if value is not None:
        within(where, value, LEAST_SHAPE, MOST)


def _weights(where: str, given: Mapping[str, float]) -> None:
    for layer, value in given.items():
        factor(f"{where}.{layer}", value)


def _sensitivity(where: str, given: Sequence[float]) -> None:
    shares(where, given)
    within(f"{where} (days)", len(given), 0, LONGEST)


def _keeps(where: str, given: Sequence[float]) -> None:
    some(where, given)
    shares(where, given)


def _strains(where: str, given: Sequence[Strain]) -> None:
    some(where, given)
    within(f"{where} (count)", len(given), 1, MOST_STRAINS)
    for number, strain in enumerate(given):
        each_field(f"{where}[{number}]", strain, {"force": factor, "severe": factor})
        if strain.curve is not None:
            curve(f"{where}[{number}].curve", strain.curve)


def _cross(where: str, given: Sequence[Sequence[float]]) -> None:
    for row in given:
        shares(where, row)


def _day(where: str, value: float) -> None:
    within(where, value, 0, LAST_DAY)


def _delay(where: str, value: float) -> None:
    within(where, value, 0, LONGEST)


CHECKS: Mapping[str, Mapping[str, Check]] = {
    "pathogen": {
        "latent": days,
        "lead": days,
        "curve": curve,
        "force": factor,
        "dispersion": _dispersion,
        "weights": _weights,
        "susceptible": _susceptible,
        "symptomatic": by_age,
        "severe": by_age,
        "fatal": by_age,
        "quiet": factor,
        "onset_to_hospital": days,
        "hospital_to_end": days,
        "sensitivity": _sensitivity,
        "pool_loss": share,
        "specificity": share,
        "fatal_untreated": by_age,
        "strains": _strains,
    },
    "behaviour": {
        "stay_home": by_age,
        "home_contact": share,
        "seek_care": by_age,
        "care_delay": days,
        "report_delay": days,
        "ward_contact": share,
        "confined_contact": share,
        "isolated_contact": share,
        "closed_contact": share,
        "keeps": _keeps,
        "support_helps": share,
        "refuse_quarantine": share,
        "refuse_isolation": share,
        "refuse_test": share,
        "refuse_dose": share,
    },
    "immunity": {"share": by_age, "left": share, "after": _by_day, "cross": _cross},
}
DOSE: Mapping[str, Check] = {"take": share, "delay": _delay, "left": _by_day}
BROUGHT: Mapping[str, Check] = {"day": _day, "count": whole, "daily": factor, "since": _day, "until": _day}
"""By field what is checked; a test fails where a field of these classes has no check."""
