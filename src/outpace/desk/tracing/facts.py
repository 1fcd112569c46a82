"""An exposure row as the facts that the rulebook knows, and back. Decides nothing, asks no database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from outpace.desk.tracing.models import Exposure
from outpace.words.contact import (
    ContactFacts,
    ContactKind,
    ExposureFacts,
    Given,
    Immunity,
    Means,
    Setting,
    Susceptibility,
)
from outpace.words.moment import Dated

DAYS = ("first", "last", "via_first", "via_isolated")
PLAIN = ("setting", "relation", "minutes", "protected", "closed_space", "kinds", "first_at", "immunity")
FIELDS = (*PLAIN, *DAYS, "prophylaxis")
"""What can be told of an exposure and corrected later. Who was exposed, and through whom, can't: that is another exposure."""


def exposure_facts(told: Exposure, met: Iterable[Exposure] = ()) -> ExposureFacts:
    """All that one row tells of an exposure; `met` are the own exposures of the contact it went through."""
    return ExposureFacts(
        setting=Setting(told.setting),
        first=dated(told.first),
        last=dated(told.last),
        minutes=told.minutes,
        protected=told.protected,
        closed_space=told.closed_space,
        kinds=None if told.kinds is None else frozenset(map(ContactKind, told.kinds)),
        first_at=told.first_at,
        via=None if told.via_id is None else _via(told, met),
    )


def susceptibility(told: Sequence[Exposure]) -> Susceptibility:
    """What is known of a person's protection from within: what was told last, whichever exposure it was told with."""
    order = sorted(told, key=lambda row: (row.recorded, row.pk))
    immunity = [row.immunity for row in order if row.immunity is not None]
    prophylaxis = [row.prophylaxis for row in order if row.prophylaxis is not None]
    return Susceptibility(
        immunity=Immunity(immunity[-1]) if immunity else None,
        prophylaxis=tuple(map(given, prophylaxis[-1])) if prophylaxis else None,
    )


def dated(day: date | None) -> Dated | None:
    """A day of an exposure; None is unknown."""
    return None if day is None else Dated(day)


def given(stored: Mapping[str, Any]) -> Given:
    """A prophylaxis as it stands in a row."""
    day, at = stored["day"], stored["at"]
    return Given(
        means=Means(stored["means"]),
        day=None if day is None else Dated(date.fromisoformat(day)),
        at=None if at is None else datetime.fromisoformat(at),
    )


def given_json(one: Given) -> dict[str, str | None]:
    """A prophylaxis as a row keeps it."""
    at = None if one.at is None else one.at.isoformat()
    return {"means": one.means, "day": None if one.day is None else one.day.day.isoformat(), "at": at}


def stored(told: Mapping[str, Any]) -> dict[str, Any]:
    """Told facts as the columns of a row: days without their precision, lists as a row keeps them."""
    return {name: _stored(name, value) for name, value in told.items()}


def _stored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DAYS:
        return value.day
    if name == "prophylaxis":
        return [given_json(one) for one in value]
    return [str(kind) for kind in value] if name == "kinds" else value


def _via(told: Exposure, met: Iterable[Exposure]) -> ContactFacts:
    """The contact through whom: the first exposure as told here, else the first of the contact's own."""
    own = [row.first for row in met if row.first is not None and row.via_id is None]
    first = told.via_first or min(own, default=None)
    return ContactFacts(first_exposure=dated(first), isolated=dated(told.via_isolated))
