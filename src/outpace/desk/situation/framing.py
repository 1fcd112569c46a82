"""Which frame a request asks for: incident, area, and the moment.

An incident or area that doesn't concern the sender is not there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ninja import Schema
from pydantic import AwareDatetime

from outpace.desk.areas.models import Area, Incident
from outpace.desk.areas.queries import concerns
from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.ledger.known import moment
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.frame import Frame
from outpace.words.area import is_within
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError


class Then(Schema):
    """The instant asked about and when it was known; left out, both are now. One alone stands for the other."""

    as_of: AwareDatetime | None = None
    as_known: AwareDatetime | None = None

    @property
    def is_asked(self) -> bool:
        """Whether another moment than now is asked for."""
        return self.as_of is not None or self.as_known is not None

    def at(self, now: datetime) -> datetime:
        """The instant asked about."""
        return self.as_of or self.as_known or now


@contextmanager
def framed(actor: Actor, filters: Then, at: datetime | None = None) -> Iterator[Frame]:
    """The frame that filters ask for, its moment entered. `filters` have an incident, and an area or a parent.

    Raises NOT_FOUND, KNOWN_NEEDS_INCIDENT, KNOWN_LATER, KNOWN_BEFORE_AS_OF, KNOWN_NOT_KEPT. Needs an open scope.
    """
    incident = getattr(filters, "incident", None)
    if incident is None:
        raise ProblemError("KNOWN_NEEDS_INCIDENT")
    area = getattr(filters, "area", None) or getattr(filters, "parent", None)
    with frame_of(actor, incident, area, filters, at).as_was() as frame:
        yield frame


@contextmanager
def listed(actor: Actor, filters: Then, at: datetime) -> Iterator[datetime]:
    """Enter the moment of a list, if one is asked for; give the instant it holds for. Raises as `framed`."""
    if not filters.is_asked:
        yield at
        return
    with framed(actor, filters, at) as frame:
        yield frame.as_of


def frame_of(
    actor: Actor, incident: str, area: str | None, then: Then | None = None, at: datetime | None = None
) -> Frame:
    """An incident's frame at a moment. Raises NOT_FOUND and what a moment that can't be shown raises."""
    found = find(Incident.objects.select_related("area"), IdKind.INCIDENT, incident)
    if not concerns(actor, found):
        raise ProblemError("NOT_FOUND")
    at = at or now()
    known = moment(then.as_of, then.as_known, at) if then else None
    return Frame(found, None if area is None else _area(actor, area), known.as_of if known else at, known)


def _area(actor: Actor, area: str) -> Area:
    """An area of which the actor sees something; another is not there, since its zeros would be no zeros."""
    found = find(Area.objects.all(), IdKind.AREA, area)
    if not any(is_within(found.path, path) or is_within(path, found.path) for path in actor.paths):
        raise ProblemError("NOT_FOUND")
    return found
