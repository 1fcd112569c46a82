"""What a figure is about: an incident, perhaps an area of it, the instant, and when that was known.

Figures count the rows of the open scope: as they stand, or inside `as_was` as they were known then. `as_of` fixes what
"today" and "overdue" mean. A frame opens no scope of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet

from outpace.desk.areas.models import Area, Incident
from outpace.desk.ledger.known import Moment, as_was, standing
from outpace.desk.scope.session import current
from outpace.desk.situation.days import ReportingDay, reporting_day
from outpace.words.area import is_within, path_range
from outpace.words.ids import IdKind, encode

M = TypeVar("M", bound=Model)


class OtherMomentError(RuntimeError):
    """A figure was about to read rows of another moment than its frame's: a defect in the calling code."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An incident, an area of it (None: wherever the scope reaches) and an instant; `known` None: as the rows stand."""

    incident: Incident
    area: Area | None
    as_of: datetime
    known: Moment | None = None

    @contextmanager
    def as_was(self) -> Iterator["Frame"]:
        """Let figures of this frame read the rows as they were known at its moment."""
        with as_was(self.known, self.today.day):
            yield self

    @property
    def place(self) -> Area:
        """The area whose zone and cut-off the figures follow."""
        return self.area or self.incident.area

    @property
    def bounds(self) -> tuple[str, str]:
        """The half-open range of paths that the rows lie in."""
        return path_range(self.area.path if self.area else "")

    @property
    def today(self) -> ReportingDay:
        return reporting_day(self.as_of, self.place.zone, self.place.cutoff_hour)

    @property
    def whole(self) -> bool:
        """Whether the incident is seen in full: no narrower area was asked for and the scope holds the incident's."""
        actor = current()
        narrowed = self.area is not None and not is_within(self.incident.area.path, self.area.path)
        return not narrowed and actor is not None and any(is_within(self.incident.area.path, p) for p in actor.paths)

    def rows(self, model: type[M]) -> QuerySet[M]:
        """The incident's rows of a model in the area."""
        self._refuse_other_moment()
        low, high = self.bounds
        return model._default_manager.filter(incident=self.incident, area_path__gte=low, area_path__lt=high)

    def values(self) -> dict[str, Any]:
        """The same restriction as parameters for SQL: incident, low, high, as_of."""
        self._refuse_other_moment()
        low, high = self.bounds
        return {"incident": self.incident.pk, "low": low, "high": high, "as_of": self.as_of}

    def _refuse_other_moment(self) -> None:
        if standing() != self.known:
            raise OtherMomentError("figures of a moment are read inside `with frame.as_was():`")

    def stamp(self) -> dict[str, object]:
        """When, as known when, and by whose calendar the figure holds."""
        known = self.known.as_known if self.known else self.as_of
        return {
            "as_of": self.as_of.isoformat(),
            "as_known": known.isoformat(),
            "zone": self.place.zone,
            "cutoff_hour": self.place.cutoff_hour,
        }

    def opens(self, rows: str, **filters: str) -> str:
        """The list that shows a figure's rows, as a path under the API."""
        about = {"incident": encode(IdKind.INCIDENT, self.incident.pk)}
        if self.area:
            about["area"] = encode(IdKind.AREA, self.area.pk)
        if self.known:
            about |= {"as_of": self.as_of.isoformat(), "as_known": self.known.as_known.isoformat()}
        return f"/{rows}?{urlencode(about | filters)}"
