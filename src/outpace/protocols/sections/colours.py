"""Risk colours of units by a score, and how a unit steps from one colour to the next."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


class Indicator(StrEnum):
    """What a score looks at. Days since the last case outside quarantine: fewer weigh more; all else: more weigh more."""

    INCIDENCE = "incidence"
    WEEK_NEW = "week_new"
    CLUSTERS = "clusters"
    DAYS_SINCE_OUTSIDE = "days_since_outside"
    SHARE_OUTSIDE = "share_outside"

    @property
    def unit(self) -> Unit:
        """The unit of its thresholds."""
        return _UNITS[self]


_UNITS = {
    Indicator.INCIDENCE: Unit.PER_100K,
    Indicator.WEEK_NEW: Unit.COUNT,
    Indicator.CLUSTERS: Unit.COUNT,
    Indicator.DAYS_SINCE_OUTSIDE: Unit.DAY,
    Indicator.SHARE_OUTSIDE: Unit.SHARE,
}


@dataclass(frozen=True, slots=True)
class Band:
    """Points for reaching a threshold."""

    limit: Number
    points: Number


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator and its bands, the one with most points first."""

    indicator: Indicator
    label: Text
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour from a score on; the last one has no threshold."""

    id: str
    label: Text
    at_least: Number | None


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours from the highest risk down, the score they rest on, and the step rule."""

    levels: tuple[Colour, ...]
    scored: tuple[Scored, ...]
    score_clause: Clause
    clear_days: Number
    step_clause: Clause

    def rank(self, colour: str) -> int | None:
        """How far down from the highest risk a colour stands; None where there is no such colour."""
        return next((rank for rank, level in enumerate(self.levels) if level.id == colour), None)


def _colours(spot: Spot, ledger: Ledger) -> Colours:
    fields = spot.keys("levels score step")
    score, step = fields["score"].keys("indicators clause"), fields["step"].keys("clear_days clause")
    levels = tuple(_colour(item, ledger) for item in fields["levels"].items())
    starts = [level.at_least.amount for level in levels if level.at_least]
    if not levels or levels[-1].at_least or len(starts) != len(levels) - 1 or starts != sorted(set(starts))[::-1]:
        raise fields["levels"].refuse("PROTOCOL_TYPE", name="levels", expected="scores falling, none for the last")
    return Colours(
        levels=levels,
        scored=tuple(_scored(item, ledger) for item in score["indicators"].items()),
        score_clause=ledger.clause(score["clause"]),
        clear_days=ledger.number(step["clear_days"], Unit.DAY),
        step_clause=ledger.clause(step["clause"]),
    )


def _colour(spot: Spot, ledger: Ledger) -> Colour:
    fields = spot.keys("id label", "at_least")
    start = ledger.number(fields["at_least"], Unit.SCORE) if "at_least" in fields else None
    return Colour(fields["id"].word(), ledger.text(fields["label"]), start)


def _scored(spot: Spot, ledger: Ledger) -> Scored:
    fields = spot.keys("id label bands")
    indicator = fields["id"].choice(Indicator)
    bands = tuple(_band(item, indicator, ledger) for item in fields["bands"].items())
    points = [band.points.amount for band in bands]
    if not bands or points != sorted(set(points))[::-1]:
        raise fields["bands"].refuse("PROTOCOL_TYPE", name="bands", expected="most points first")
    return Scored(indicator, ledger.text(fields["label"]), bands)


def _band(spot: Spot, indicator: Indicator, ledger: Ledger) -> Band:
    fields = spot.keys("limit points")
    return Band(ledger.number(fields["limit"], indicator.unit), ledger.number(fields["points"], Unit.SCORE))


COLOURS = Section("colours", _colours)
