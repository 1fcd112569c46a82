"""Routes of the installation: how it fares, and taking an alarm on by name. No record of any person is read here."""

import os
import platform
import shutil
from datetime import date, datetime
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from outpace.desk.archive import Standing, archive_of, read_state
from outpace.desk.archive import said as how_it_stands
from outpace.desk.clock import now
from outpace.desk.http.keys import find
from outpace.desk.http.routes import Asked, reading, writing
from outpace.desk.http.shapes import Both
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.ledger.models import Pending, Unplaced
from outpace.desk.life.acts import acknowledge
from outpace.desk.life.alarms import said, surroundings
from outpace.desk.life.classes import classes
from outpace.desk.life.limits import count
from outpace.desk.life.models import Alarm, Installation, Saved, Source, Sweep, Switch
from outpace.desk.life.standing import looks
from outpace.desk.life.unread import Unread, unread
from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind, encode
from outpace.words.purpose import Purpose

router = Router(tags=["installation"])
KEEPERS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
LATEST = 20


class CheckOut(Schema):
    """One thing a request needs, whether it is as it must be, and what is said about it."""

    name: str
    good: bool
    text: Both


class TakenOut(Schema):
    """Who took an alarm on."""

    display: Both
    at: datetime
    note: str


class AlarmOut(Schema):
    """An alarm: what it says, since when, who has taken it on; closed where the reason is gone."""

    id: str
    version: int
    kind: str
    text: Both
    raised_at: datetime
    closed_at: datetime | None
    taken: TakenOut | None


class SourceOut(Schema):
    """A feed: who sends which kind of file for which area, when last, how often, and whether it is silent."""

    kind: str
    area: str
    sender: str
    last: datetime
    gap_s: int
    silent: bool


class CopyOut(Schema):
    """A backup, or a check that a backup can be restored."""

    kind: str
    at: datetime
    good: bool
    size: int
    seconds: float
    ledger_size: int
    ledger_root: str


class DiskOut(Schema):
    """A folder of the installation and how full its disk is."""

    name: str
    percent: int
    free: int


class JobOut(Schema):
    """The last run of the retention job for one class of data."""

    data_class: str
    title: Both
    days: int
    at: datetime | None
    removed: int
    held: int


class SwitchOut(Schema):
    """A temporary switch that has not been lifted."""

    name: str
    reason: str
    starts: datetime
    ends: datetime


class LoopOut(Schema):
    """What waits: events the loop has not taken, events that failed, events without a leaf, and the oldest of them."""

    waiting: int
    oldest_s: int
    failing: int
    without_leaf: int
    without_leaf_s: int


class UnreadOut(Schema):
    """A field that nobody has read for long: table and column, its class, what it is held for, when it was last read."""

    field: str
    data_class: str
    purposes: list[Both]
    since: date
    last: date | None


class VersionsOut(Schema):
    """What runs here, since when, for what."""

    outpace: str
    postgres: str
    python: str
    space: str
    since: datetime | None


class ArchiveOut(Schema):
    """How the archive on the second disk stands."""

    good: bool
    text: Both


class InstallationOut(Schema):
    """How the installation fares at an instant."""

    ready: bool
    checks: list[CheckOut]
    alarms: list[AlarmOut]
    closed: list[AlarmOut]
    loop: LoopOut
    sources: list[SourceOut]
    copies: list[CopyOut]
    archive: ArchiveOut | None
    disks: list[DiskOut]
    jobs: list[JobOut]
    switches: list[SwitchOut]
    unread: list[UnreadOut]
    unread_days: int
    versions: VersionsOut
    as_of: datetime


class Taken(Schema):
    """Why somebody takes an alarm on."""

    model_config = ConfigDict(extra="forbid")
    note: str = Field("", max_length=400, pattern=r"^[^\x00]*$")


@reading(router, "/installation", purpose=Purpose.READ_INSTALLATION, roles=KEEPERS)
def read_installation(request: Asked) -> InstallationOut:
    """How this installation fares: ready or not and why, alarms, loop, feeds, copies, disks, jobs, versions."""
    at = now()
    checks = [CheckOut(name=check.name, good=check.good, text=Both.of(check.text)) for check in looks(at)]
    alarms = Alarm.objects.select_related("acknowledged_by")
    return InstallationOut(
        ready=all(check.good for check in checks),
        checks=checks,
        alarms=[_alarm(alarm) for alarm in alarms.filter(closed_at=None).order_by("raised_at", "id")],
        closed=[_alarm(alarm) for alarm in alarms.exclude(closed_at=None).order_by("-closed_at")[:LATEST]],
        loop=_loop(at),
        sources=sources(),
        copies=copies(),
        archive=_archive(at),
        disks=_disks(),
        jobs=jobs(),
        switches=[
            SwitchOut.model_validate(switch) for switch in Switch.objects.filter(lifted_at=None).order_by("ends")
        ],
        unread=[_unread(one) for one in unread(at)],
        unread_days=count("field_unread"),
        versions=_versions(),
        as_of=at,
    )


@writing(router, "/installation/alarms/{id}/taken", purpose=Purpose.KEEP_INSTALLATION, roles=KEEPERS)
def take_alarm(request: Asked, id: str, payload: Taken) -> AlarmOut:
    """Take an alarm on by name. It closes when its reason is gone, not when somebody has read it."""
    alarm = find(Alarm.objects.select_for_update(), IdKind.ALARM, id)
    check_version(expected_version(request), alarm.version, lambda: _alarm(alarm))
    return _alarm(acknowledge(by=request.actor, alarm=alarm, note=payload.note, at=now()))


def _alarm(alarm: Alarm) -> AlarmOut:
    by, at = alarm.acknowledged_by, alarm.acknowledged_at
    taken = TakenOut(display=Both(zh=by.display_zh, en=by.display_en), at=at, note=alarm.note) if by and at else None
    return AlarmOut(
        id=encode(IdKind.ALARM, alarm.pk),
        version=alarm.version,
        kind=alarm.kind,
        text=Both.of(said(alarm)),
        raised_at=alarm.raised_at,
        closed_at=alarm.closed_at,
        taken=taken,
    )


def _loop(at: datetime) -> LoopOut:
    waiting = Pending.objects.aggregate(n=Count("event_id"), oldest=Min("recorded"))
    bare = Unplaced.objects.aggregate(n=Count("event_id"), oldest=Min("recorded"))
    return LoopOut(
        waiting=waiting["n"],
        oldest_s=_age(waiting["oldest"], at),
        failing=Pending.objects.filter(attempts__gt=0).count(),
        without_leaf=bare["n"],
        without_leaf_s=_age(bare["oldest"], at),
    )


def sources() -> list[SourceOut]:
    """The systems that send, silent ones first. Needs an open scope."""
    return [SourceOut.model_validate(source) for source in Source.objects.order_by("-silent", "sender", "key")]


def copies() -> list[CopyOut]:
    """The last backup, the last check that one can be restored, the last replay. Needs an open scope."""
    last = (Saved.objects.filter(kind=kind).order_by("-at").first() for kind in ("backup", "check", "replay"))
    return [CopyOut.model_validate(copy) for copy in last if copy is not None]


def _archive(at: datetime) -> ArchiveOut | None:
    if archive_of(os.environ) is None:
        return None
    state = read_state(settings.HOME, at)
    follows = state is not None and state.standing is not Standing.BEHIND
    return ArchiveOut(good=follows, text=Both.of(how_it_stands(state)))


def _disks() -> list[DiskOut]:
    around = surroundings()
    return [
        DiskOut(name=name, percent=int(around.used(folder) * 100), free=shutil.disk_usage(folder).free)
        for name, folder in around.folders.items()
    ]


def jobs() -> list[JobOut]:
    """The last run of the retention job by class of data. Needs an open scope."""
    newest = dict(Sweep.objects.values_list("data_class").annotate(Max("id")))
    runs = {run.data_class: run for run in Sweep.objects.filter(pk__in=newest.values())}
    return [
        JobOut(
            data_class=name,
            title=Both.of(one.title),
            days=one.days,
            at=runs[name].at if name in runs else None,
            removed=runs[name].removed if name in runs else 0,
            held=runs[name].held if name in runs else 0,
        )
        for name, one in classes().items()
    ]


def _unread(one: Unread) -> UnreadOut:
    return UnreadOut(
        field=f"{one.table}.{one.column}",
        data_class=one.entry.columns[one.column],
        purposes=[Both.of(purpose.text) for purpose in sorted(one.entry.purposes)],
        since=one.since,
        last=one.last,
    )


def _versions() -> VersionsOut:
    here = Installation.objects.first()
    number = connection.connection.info.server_version
    return VersionsOut(
        outpace=version("outpace"),
        postgres=f"{number // 10_000}.{number % 10_000}",
        python=platform.python_version(),
        space=here.space if here else "",
        since=here.since if here else None,
    )


def _age(oldest: datetime | None, at: datetime) -> int:
    return max(0, int((at - oldest).total_seconds())) if oldest else 0
