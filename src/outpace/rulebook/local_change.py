"""Local change: whether a place may make an edition stricter or looser. Approves nothing; reading an overlay asks the same."""

from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.numbers import Direction
from outpace.protocols.sections.departures import OVERLAYS, Leave
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision


def local_change(direction: Direction, edition: Edition, as_of: datetime) -> Decision[Leave]:
    """Say whether an overlay of this direction may be made. Raises ProblemError EDITION_SILENT where the edition doesn't say."""
    departures = edition.part(OVERLAYS)
    leave = departures.of(direction)
    return Decision(leave, (why(departures.clause, f"local_change_{leave}"),), as_of)
