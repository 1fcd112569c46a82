"""What can be wrong with an installation at an instant: one look for each reason. Looks change nothing and name no person.

How long is too long stands in `limits.toml`, with where it is from; that silence is twice the usual gap, in `insight.silence`.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.db import connection
from django.db.models import Count, Min

from outpace.desk.accounts.models import Token
from outpace.desk.accounts.queries import is_replaced, token_end, tokens_ended, tokens_ending
from outpace.desk.archive import Standing, State
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger.models import Unplaced
from outpace.desk.life.classes import classes
from outpace.desk.life.feeds import FeedState, feeds
from outpace.desk.life.limits import count, span
from outpace.desk.life.models import Installation, Saved, Switch
from outpace.desk.postgres.binaries import PATCHED, lacks_patches


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
    archive: Callable[[datetime], State | None] | None = None
    """How the archive stands at an instant, None where nobody has said; absent where there is to be none."""


def silent_feeds(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Feeds that sent nothing for more than twice their usual gap; those that have been silent too long to come back."""
    for feed in feeds(as_of):
        about = {"kind": feed.kind, "area": feed.area, "sender": feed.sender, "since": _text(feed.last)}
        match feed.state:
            case FeedState.SILENT:
                kind = "feed_silent" if feed.is_file else "feed_of_calls_silent"
                yield Finding(kind, feed.key, {**about, "hours": max(1, round(feed.gap / timedelta(hours=1)))})
            case FeedState.OVER:
                yield Finding("feed_over", feed.key, about)


def stuck_imports(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Imports that began more than a day ago and have not come to their end."""
    waiting = Receipt.objects.filter(state="running", started_at__lt=as_of - span("import_stuck")).select_related(
        "area"
    )
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
    elif ends - as_of < span("certificate_ahead"):
        yield Finding("certificate_ends", around.certificate.name, {"until": _text(ends)})


def forgotten_switches(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Temporary switches past their end that nobody lifted."""
    for switch in Switch.objects.filter(ends__lte=as_of, lifted_at=None):
        yield Finding("switch_over", str(switch.pk), {"name": switch.name, "since": _text(switch.ends)})


def unplaced_events(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Committed events that the sequencer has not given a leaf within five seconds."""
    late = Unplaced.objects.filter(recorded__lt=as_of - span("leaf_within"))
    if late.exists():
        yield Finding("events_without_leaf", "", {"count": late.count()})


def old_copies(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Backups, or checks that a backup can be restored, that are older than promised."""
    here = Installation.objects.first()
    promised = [("backup", "backup_old", around.backup_within), ("check", "check_old", around.check_within)]
    if around.archive is not None:
        promised.append(("replay", "replay_old", around.check_within))
    for kind, alarm, within in promised:
        last = Saved.objects.filter(kind=kind, good=True, at__lte=as_of).order_by("-at").first()
        since = last.at if last else here.since if here else as_of
        if as_of - since > within:
            yield Finding(alarm, "", {"hours": int(within / timedelta(hours=1)), "since": _text(since)})


def archive_behind(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """The archive does not follow, or its base is so old that bringing it back takes long."""
    if around.archive is None:
        return
    here, state = Installation.objects.first(), around.archive(as_of)
    since = state.since if state else here.since if here else as_of
    if (state is None or state.standing is Standing.BEHIND) and as_of - since > span("archive_behind"):
        yield Finding("archive_behind", "", {"since": _text(since), "why": state.why if state and state.why else "-"})
    made = state.base or state.since if state else None
    if state is not None and made is not None and as_of - made > span("archive_base"):
        yield Finding("archive_base_old", "", {"since": _text(made), "why": state.why or "-"})


def full_disks(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Folders whose disk is more than four fifths full."""
    for name, folder in around.folders.items():
        used = around.used(folder)
        if used * 100 > count("disk_full"):
            yield Finding("disk_filling", name, {"percent": int(used * 100)})


def ending_services(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Tokens of systems that end soon, or have ended while in use: what the system sends stops with them.

    A token ends with its post, if that is earlier. One that another token took over from is nobody's worry.
    """
    for token in _not_replaced(tokens_ending(as_of, span("token_ahead")), as_of):
        yield Finding("service_ends", str(token.pk), {"name": token.account.name, "until": _text(token_end(token))})
    for token in _not_replaced(tokens_ended(as_of, span("token_over"), span("token_used")), as_of):
        yield Finding("service_over", str(token.pk), {"name": token.account.name, "since": _text(token_end(token))})


def _not_replaced(tokens: list[Token], as_of: datetime) -> list[Token]:
    return [token for token in tokens if not is_replaced(token, as_of)]


def waiting_rejects(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """Rejected rows that nobody settled for long: one finding for each area. Any of them may be a case."""
    old = Reject.objects.filter(state="open", receipt__started_at__lt=as_of - span("rejects_waiting"))
    areas = old.values_list("area_path", "receipt__area__code").annotate(
        n=Count("pk"), files=Count("receipt", distinct=True), oldest=Min("receipt__started_at")
    )
    for path, code, rows, files, oldest in areas:
        until = oldest + timedelta(days=classes()["reject_open"].days)
        about = {
            "area": code or "",
            "count": rows,
            "files": files,
            "since": _text(oldest),
            "until": f"{until:%Y-%m-%d}",
        }
        yield Finding("rejects_waiting", path, about)


def old_postgres(as_of: datetime, around: Surroundings) -> Iterator[Finding]:
    """The server lacks the patches of a security release that is known here."""
    major, minor = divmod(connection.connection.info.server_version, 10_000)
    if lacks_patches(major, minor):
        yield Finding("postgres_old", "", {"version": f"{major}.{minor}", "patched": f"{major}.{PATCHED[major]}"})


LOOKS = (
    silent_feeds,
    stuck_imports,
    certificate,
    forgotten_switches,
    unplaced_events,
    old_copies,
    archive_behind,
    full_disks,
    old_postgres,
    ending_services,
    waiting_rejects,
)


def look(as_of: datetime, around: Surroundings) -> list[Finding]:
    """Everything that is wrong at an instant. Needs an open scope that covers everything."""
    return [finding for one in LOOKS for finding in one(as_of, around)]


def _used(path: Path) -> float:
    disk = shutil.disk_usage(path)
    return disk.used / (disk.used + disk.free)


def _text(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
