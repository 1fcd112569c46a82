"""How long a reason can carry a measure: from the day of the evidence or from the start of the order, never open."""

from datetime import date, datetime, timedelta

from outpace.protocols.sections.reasons import Carries, CountsFrom, LawfulReason
from outpace.rulebook.facts import exact
from outpace.rulebook.restriction_facts import Evidence, Proposal
from outpace.words.moment import instant, local_day, start_of_day


def latest_end(proposal: Proposal, reason: LawfulReason, proved_by: tuple[Evidence, ...], zone: str) -> datetime | None:
    """The instant after which this measure can't run on this evidence (UTC); None where nothing is proved or begun.

    Days end with the local day; the day of the evidence, or of the order, is the day from which day one is the next.
    """
    carried = reason.carried(proposal.measure)
    if carried is None or not proved_by or proposal.start is None:
        return None
    start = instant(proposal.start)
    if carried.hours is not None:
        return start + carried.longest
    if reason.counts_from is CountsFrom.ORDER:
        return _day_after(start, carried, zone)
    newest = max(day for one in proved_by if (day := exact(one.on)) is not None)
    return start_of_day(newest + timedelta(days=carried.longest.days + 1), zone)


def is_too_old(day: date, proposal: Proposal, reason: LawfulReason, zone: str) -> bool:
    """Whether a record lies further back from the start of the order than the measure may last."""
    carried = reason.carried(proposal.measure)
    if carried is None or proposal.start is None:
        return False
    return start_of_day(day + timedelta(days=1), zone) + carried.longest <= instant(proposal.start)


def _day_after(start: datetime, carried: Carries, zone: str) -> datetime:
    return start_of_day(local_day(start, zone) + timedelta(days=carried.longest.days + 1), zone)
