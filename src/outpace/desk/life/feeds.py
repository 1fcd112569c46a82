"""Sources that send by themselves, read from what arrived: files of a sender, and what a system registered through the API.

Which of them is silent is asked here; what is done about it, elsewhere. People who type cases into a form are no feed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from django.db.models import F, Func, QuerySet, Window
from django.db.models.functions import DenseRank

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area
from outpace.desk.intake.models import Receipt
from outpace.desk.ledger.models import REGISTERED, Event
from outpace.desk.life.limits import count, span
from outpace.insight.silence import silence, usual_gap

Row = TypeVar("Row", Receipt, Event)
CALLS: Mapping[str, str] = {
    "case.registered": "cases",
    "exposure.recorded": "exposures",
    "link.registered": "links",
}


class FeedState(StrEnum):
    """Whether a feed still comes. `OVER`: it has been silent so long that nobody can wait for it."""

    SENDS = "sends"
    SILENT = "silent"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Feed:
    """Who sends what for which incident and area, how usual that is, and when it last came. `is_file`: in files."""

    key: str
    kind: str
    area: str
    sender: str
    last: datetime
    gap: timedelta
    state: FeedState
    is_file: bool = True


@dataclass(frozen=True, slots=True)
class _Who:
    key: str
    kind: str
    area: str
    sender: str
    is_file: bool


def feeds(as_of: datetime) -> list[Feed]:
    """The feeds: five arrivals or more on as many days as the limit asks for. Needs an open scope that covers everything."""
    arrivals: dict[_Who, list[datetime]] = defaultdict(list)
    for who, at in (*_files(as_of), *_calls(as_of)):
        arrivals[who].append(at)
    found = (_feed(who, times, as_of) for who, times in arrivals.items())
    return [feed for feed in found if feed is not None]


def _feed(who: _Who, times: list[datetime], as_of: datetime) -> Feed | None:
    gap = usual_gap(times)
    if gap is None or len({at.date() for at in times}) < count("feed_days"):
        return None
    state = _state(times, as_of)
    if state is None:
        return None
    return Feed(
        key=who.key,
        kind=who.kind,
        area=who.area,
        sender=who.sender,
        last=max(times),
        gap=max(gap, span("shortest_gap")),
        state=state,
        is_file=who.is_file,
    )


def _state(times: list[datetime], as_of: datetime) -> FeedState | None:
    """How a feed stands; None where its end has been said for long enough."""
    quiet = silence(times, as_of, shortest=span("shortest_gap"))
    if quiet is None:
        return FeedState.SENDS
    over = quiet.due + span("feed_over")
    if as_of <= over:
        return FeedState.SILENT
    return FeedState.OVER if as_of <= over + span("feed_over_shown") else None


_FILES = ("kind", "incident_id", "area_id", "account_id")


def _files(as_of: datetime) -> Iterator[tuple[_Who, datetime]]:
    rows = _latest(Receipt.objects.filter(started_at__lte=as_of), _FILES, "started_at")
    for kind, incident, area, account, code, name, at in rows.values_list(
        *_FILES, "area__code", "account__name", "started_at"
    ):
        yield _Who(f"{kind} {incident} {area} {account}", kind, code or "", name or "", is_file=True), at


_EVENTS = ("kind", "incident_id", "account_id")


def _calls(as_of: datetime) -> Iterator[tuple[_Who, datetime]]:
    """What systems registered themselves. One call is one arrival, whatever it held; rows of imported files are files'."""
    systems = dict(Account.objects.filter(system=True).values_list("pk", "name"))
    if not systems:
        return
    imported = Receipt.objects.filter(account__in=list(systems)).annotate(event=Func(F("events"), function="unnest"))
    events = Event.objects.filter(kind__in=REGISTERED, account_id__in=list(systems), recorded__lte=as_of)
    own = events.exclude(pk__in=imported.values("event"))
    areas = _areas(systems)
    for kind, incident, account, at in _latest(own, _EVENTS, "recorded").values_list(*_EVENTS, "recorded").distinct():
        key = f"calls {kind} {incident} {account}"
        yield _Who(key, CALLS[kind], areas.get(account, ""), systems[account], is_file=False), at


def _areas(systems: Mapping[int, str]) -> dict[int, str]:
    """The area each system sends for: that of its latest post."""
    held = Account.objects.filter(pk__in=list(systems)).values_list("pk", "posts__area_path").order_by("posts__ends")
    paths = {account: path for account, path in held if path is not None}
    codes = dict(Area.objects.filter(path__in=set(paths.values())).values_list("path", "code"))
    return {account: codes.get(path, "") for account, path in paths.items()}


def _latest(rows: QuerySet[Row], source: tuple[str, ...], at: str) -> QuerySet[Row]:
    """The last arrivals of each source, as many as the limit says. What came at one instant is one arrival."""
    place = Window(DenseRank(), partition_by=[F(name) for name in source], order_by=F(at).desc())
    return rows.annotate(place=place).filter(place__lte=count("feed_arrivals"))
