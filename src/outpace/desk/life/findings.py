"""What can be wrong with an installation at an instant: one look for each reason. Looks change nothing and name no person.

Bars (silence over twice the usual gap, certificate under 30 days, leaf after 5 s, disk over 80 %) are TRUST D5 and D8.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from outpace.desk.accounts.models import Token
from outpace.desk.intake.models import Receipt
from outpace.desk.ledger.models import Unplaced
from outpace.desk.life.models import Installation, Saved, Switch
from outpace.insight.silence import silence, usual_gap

LEAF_WITHIN = timedelta(seconds=5)
CERTIFICATE_AHEAD = timedelta(days=30)
TOKEN_AHEAD = timedelta(days=14)
SHORTEST_GAP = timedelta(hours=1)
FEED_DAYS = 3
REMEMBERED = 60
DISK_FULL = 0.8
STUCK_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: its kind, the thing it is about, and what fills its sentence."""

    kind: str
    what: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies outside the database: the folders it fills, the certificate, the promised age of backups and checks."""

    folders: Mapping[str, Path]
    certificate: Path | None = None
    backup_within: timedelta = timedelta(hours=26)
    check_within: timedelta = timedelta(hours=26)
    used: Callable[[Path], float] = lambda path: _used(path)


@dataclass(frozen=True, slots=True)
class Feed:
    """A source of receipts: who sends which kind of file for which incident and area, and when it last did."""

    key: str
    kind: str
    area: str
    sender: str
    last: datetime
    gap: timedelta
    is_silent: bool


def feeds(as_of: datetime) -> list[Feed]:
    """The sources that send by themselves: five files or more on three days or more. Needs an open scope."""
    newest = Window(RowNumber(), partition_by=[F(name) for name in _SOURCE], order_by=F("started_at").desc())
    rows = Receipt.objects.filter(started_at__lte=as_of).annotate(place=newest).filter(place__lte=REMEMBERED)
    arrivals: dict[tuple[object, ...], list[datetime]] = defaultdict(list)
    for *source, at in rows.values_list(*_SOURCE, "area__code", "account__name", "started_at"):
        arrivals[tuple(source)].append(at)
    found = (_feed(source, times, as_of) for source, times in arrivals.items())
    return [feed for feed in found if feed is not None]


_SOURCE = ("kind", "incident_id", "area_id", "account_id")


def _feed(source: tuple[object, ...], times: list[datetime], as_of: datetime) -> Feed | None:
    kind, incident, area, account, code, name = source
    gap = usual_gap(times)
    if gap is None or len({at.date() for at in times}) < FEED_DAYS:
        return None
    quiet = silence(times, as_of, shortest=SHORTEST_GAP)
    return Feed(
        key=f"{kind} {incident} {area} {account}",
        kind=str(kind),
        area=str(code or ""),
        sender=str(name or ""),
        last=max(times),
        gap=max(gap, SHORTEST_GAP),
        is_silent=quiet is not None,
    )


def silent_feeds(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Feeds that sent nothing for more than twice their usual gap."""
    for feed in feeds(as_of):
        if feed.is_silent:
            about = {"kind": feed.kind, "area": feed.area, "sender": feed.sender, "since": _text(feed.last)}
            yield Finding("feed_silent", feed.key, {**about, "hours": max(1, round(feed.gap / timedelta(hours=1)))})


def stuck_imports(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Imports that began more than a day ago and have not come to their end."""
    waiting = Receipt.objects.filter(state="running", started_at__lt=as_of - STUCK_AFTER).select_related("area")
    for receipt in waiting:
        yield Finding("import_stuck", str(receipt.pk), {"kind": receipt.kind, "since": _text(receipt.started_at)})


def certificate(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """The certificate ends soon, has ended, or can't be read."""
    if around.certificate is None:
        return
    try:
        ends = x509.load_pem_x509_certificate(around.certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        yield Finding("certificate_unreadable", around.certificate.name)
        return
    if ends <= as_of:
        yield Finding("certificate_over", around.certificate.name, {"since": _text(ends)})
    elif ends - as_of < CERTIFICATE_AHEAD:
        yield Finding("certificate_ends", around.certificate.name, {"until": _text(ends)})


def forgotten_switches(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Temporary switches past their end that nobody lifted."""
    for switch in Switch.objects.filter(ends__lte=as_of, lifted_at=None):
        yield Finding("switch_over", str(switch.pk), {"name": switch.name, "since": _text(switch.ends)})


def unplaced_events(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Committed events that the sequencer has not given a leaf within five seconds."""
    late = Unplaced.objects.filter(recorded__lt=as_of - LEAF_WITHIN)
    if late.exists():
        yield Finding("events_without_leaf", "", {"count": late.count()})


def old_copies(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Backups, or checks that a backup can be restored, that are older than promised."""
    here = Installation.objects.first()
    for kind, alarm, within in (
        ("backup", "backup_old", around.backup_within),
        ("check", "check_old", around.check_within),
    ):
        last = Saved.objects.filter(kind=kind, good=True, at__lte=as_of).order_by("-at").first()
        since = last.at if last else here.since if here else as_of
        if as_of - since > within:
            yield Finding(alarm, "", {"hours": int(within / timedelta(hours=1)), "since": _text(since)})


def full_disks(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Folders whose disk is more than four fifths full."""
    for name, folder in around.folders.items():
        used = around.used(folder)
        if used > DISK_FULL:
            yield Finding("disk_filling", name, {"percent": int(used * 100)})


def ending_services(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Tokens of systems that end soon: what they send stops with them."""
    soon = Token.objects.filter(ended=None, ends__gt=as_of, ends__lte=as_of + TOKEN_AHEAD).select_related("account")
    for token in soon:
        yield Finding("service_ends", str(token.pk), {"name": token.account.name, "until": _text(token.ends)})


LOOKS = (
    silent_feeds,
    stuck_imports,
    certificate,
    forgotten_switches,
    unplaced_events,
    old_copies,
    full_disks,
    ending_services,
)


def look(as_of: datetime, around: Surroundings) -> list[Finding]:
    """Everything that is wrong at an instant. Needs an open scope that covers everything."""
    return [finding for one in LOOKS for finding in one(as_of, around)]


def _used(path: Path) -> float:
    disk = shutil.disk_usage(path)
    return disk.used / (disk.used + disk.free)


def _text(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
