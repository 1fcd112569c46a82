"""The law over the rows of an incident: its edition with what holds beside it on a day at a place.

A live incident is under what holds now where its row lies: supplements, the treatment edition, common documents, local
overlays. A retrospective one is under what stood beside its edition when that ended. Decides nothing.
"""

from datetime import date, datetime
from functools import lru_cache

from outpace.desk.areas.models import Incident
from outpace.protocols import Edition, law_of
from outpace.protocols.law import law_at_the_end
from outpace.protocols.shelf import Shelf, shelf
from outpace.words.moment import local_day

PLACES = 4096
"""How many places of an incident are remembered with their law: more than a province has towns."""


def law_over(incident: Incident, path: str, at: datetime) -> Edition:
    """Give the law over a row of an incident at the path of an area, "" for none in particular.

    The day is the one that `at` falls on where the incident is. Raises ProblemError LAW_DAY_UNCERTAIN, LAW_CONTRADICTS.
    """
    day = None if incident.retrospective else local_day(at, incident.area.zone)
    return _law(shelf(), incident.edition, path or incident.area.path, day)


@lru_cache(PLACES)
def _law(documents: Shelf, edition: str, path: str, day: date | None) -> Edition:
    return law_at_the_end(edition, path, documents) if day is None else law_of(edition, day, path, documents)
