"""The course of an infection, drawn for many people at once: when infectious, when ill, how ill, what they do about it.

Each draw is keyed by person and decision, so a course does not depend on who infected her or in which order it was drawn.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outpace.world.behaviour import Behaviour
from outpace.world.delays import Days, gamma_factors
from outpace.world.draws import What, key, units
from outpace.world.pathogen import Pathogen, by_age

NONE = 32_000
FACTORS = 512
EARLIEST = 1


class Course(NamedTuple):
    """By infection: the days of each turn (NONE: it doesn't happen), the strength of infectiousness, and what is true.

    Nobody is infectious before the day after infection. `end` is the day of leaving hospital, alive or (`dies`) dead.
    `care` is the visit to a doctor, `known` when it is known.
    """

    infectious: NDArray[np.int64]
    onset: NDArray[np.int64]
    care: NDArray[np.int64]
    known: NDArray[np.int64]
    hospital: NDArray[np.int64]
    end: NDArray[np.int64]
    strength: NDArray[np.float64]
    stays_home: NDArray[np.bool_]
    dies: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Odds:
    """Pathogen and behaviour as tables: cumulated days, shares by year of age, strengths.

    By strain: the curve in units of force, by day since infectious, and how much more often (`worse`) it is severe.
    """

    latent: NDArray[np.float64]
    lead: NDArray[np.float64]
    care_delay: NDArray[np.float64]
    report_delay: NDArray[np.float64]
    to_hospital: NDArray[np.float64]
    to_end: NDArray[np.float64]
    symptomatic: NDArray[np.float64]
    severe: NDArray[np.float64]
    fatal: NDArray[np.float64]
    stay_home: NDArray[np.float64]
    seek_care: NDArray[np.float64]
    untreated: NDArray[np.float64]
    factors: NDArray[np.float64]
    curve: NDArray[np.float64]
    worse: NDArray[np.float64]


def odds(pathogen: Pathogen, behaviour: Behaviour) -> Odds:
    """Lay pathogen and behaviour out as tables."""
    even = pathogen.dispersion is None
    return Odds(
        latent=cumulated(pathogen.latent),
        lead=cumulated(pathogen.lead),
        care_delay=cumulated(behaviour.care_delay),
        report_delay=cumulated(behaviour.report_delay),
        to_hospital=cumulated(pathogen.onset_to_hospital),
        to_end=cumulated(pathogen.hospital_to_end),
        symptomatic=by_age(pathogen.symptomatic),
        severe=by_age(pathogen.severe),
        fatal=by_age(pathogen.fatal),
        stay_home=by_age(behaviour.stay_home),
        seek_care=by_age(behaviour.seek_care),
        untreated=by_age(pathogen.fatal_untreated),
        factors=np.ones(FACTORS) if even else gamma_factors(float(pathogen.dispersion or 1.0), FACTORS),
        curve=_curves(pathogen),
        worse=np.array([strain.severe for strain in pathogen.strains]),
    )


def _curves(pathogen: Pathogen) -> NDArray[np.float64]:
    """By strain and day since infectious; a shorter curve than the longest ends in zeros."""
    own = [np.array(strain.curve or pathogen.curve, np.float64) for strain in pathogen.strains]
    curves = np.zeros((len(own), max(map(len, own))))
    for row, strain, curve in zip(curves, pathogen.strains, own, strict=True):
        row[: len(curve)] = pathogen.force * strain.force * curve / curve.sum()
    return curves


def cumulated(days: Days) -> NDArray[np.float64]:
    """The chance of at most so many days; the last is one."""
    reached = np.cumsum(np.array(days, np.float64))
    reached[-1] = 1.0
    return reached


LATER = 40
"""A later infection of a person is drawn as that of another: the number of earlier ones stands above this many bits."""


class Drawing:
    """Draws the courses of persons infected on one day."""

    def __init__(self, odds: Odds, quiet: float, seed: int) -> None:
        self._odds, self._quiet, self._seed = odds, quiet, seed

    def courses(
        self,
        persons: NDArray[np.int64],
        ages: NDArray[np.int64],
        day: int,
        strain: NDArray[np.int64] | None = None,
        times: NDArray[np.int64] | None = None,
    ) -> Course:
        """The courses of persons infected on a day, with which strain (none said: the first) after so many times before."""
        odds = self._odds
        who = persons if times is None else persons | (times << LATER)
        worse = 1.0 if strain is None else odds.worse[strain]
        infectious = day + np.maximum(self._days(What.LATENT, odds.latent, who), EARLIEST)
        ill = self._is(What.SYMPTOMS, odds.symptomatic[ages], who)
        onset = np.where(ill, infectious + self._days(What.LEAD, odds.lead, who), NONE)
        goes = ill & self._is(What.CARE, odds.seek_care[ages], who)
        care = np.where(goes, onset + self._days(What.CARE_DELAY, odds.care_delay, who), NONE)
        known = np.where(goes, care + self._days(What.REPORT_DELAY, odds.report_delay, who), NONE)
        severe = ill & self._is(What.HOSPITAL, odds.severe[ages] * worse, who)
        hospital = np.where(severe, onset + self._days(What.HOSPITAL_DELAY, odds.to_hospital, who), NONE)
        end = np.where(severe, hospital + self._days(What.OUTCOME_DELAY, odds.to_end, who), NONE)
        strength = odds.factors[(self._units(What.STRENGTH, who) * FACTORS).astype(np.int64)]
        return Course(
            infectious=infectious,
            onset=onset,
            care=care,
            known=known,
            hospital=hospital,
            end=end,
            strength=strength * np.where(ill, 1.0, self._quiet),
            stays_home=ill & self._is(What.STAY, odds.stay_home[ages], who),
            dies=severe & self._is(What.DEATH, odds.fatal[ages], who),
        )

    def _units(self, what: What, who: NDArray[np.int64]) -> NDArray[np.float64]:
        return units(key(self._seed, what), who)

    def _days(self, what: What, reached: NDArray[np.float64], who: NDArray[np.int64]) -> NDArray[np.int64]:
        return reached.searchsorted(self._units(what, who), side="right")

    def _is(self, what: What, share: NDArray[np.float64], who: NDArray[np.int64]) -> NDArray[np.bool_]:
        return self._units(what, who) < share
