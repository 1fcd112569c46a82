"""Figures for a monitoring system, in the text format of Prometheus: ages, counts, sizes. Names of systems, nobody's name.

Database figures are read when they are asked for; request timings are kept by this process since it started.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Exists, Min, OuterRef
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from outpace.desk.archive import Standing, archive_of, read_state
from outpace.desk.intake.models import Receipt
from outpace.desk.lanes import lane
from outpace.desk.ledger.models import Delivered, Leaf, Pending, Unplaced
from outpace.desk.life import told
from outpace.desk.life.models import Alarm, Saved, Source
from outpace.desk.loop import LOOP, Lane
from outpace.desk.scope.actor import EVERYWHERE, service
from outpace.desk.scope.session import scope
from outpace.words.purpose import Purpose

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def measured(as_of: datetime) -> bytes:
    """All figures at an instant. A database that is away leaves `outpace_database_up 0` and the timings."""
    own = CollectorRegistry()
    own.register(_Figures(as_of))
    return generate_latest(told.registry) + generate_latest(own)


class _Figures(Collector):
    def __init__(self, as_of: datetime) -> None:
        self.as_of = as_of

    def collect(self) -> Iterator[Metric]:
        try:
            with scope(service(EVERYWHERE), Purpose.WATCH):
                found = [*_loop(self.as_of), *_ledger(self.as_of), *_intake(self.as_of), *_copies(self.as_of)]
        except (DatabaseError, InterfaceError):
            found = []
        yield _one("outpace_database_up", "Whether the database answers.", 1 if found else 0)
        yield from found
        yield _one("outpace_spool_free_bytes", "Room for files.", shutil.disk_usage(settings.HOME.make().spool).free)


def _loop(as_of: datetime) -> Iterator[Metric]:
    waiting = GaugeMetricFamily("outpace_loop_waiting", "Events a line has not delivered.", labels=("kind", "act"))
    age = GaugeMetricFamily("outpace_loop_age_seconds", "Age of the oldest of them.", labels=("kind", "act"))
    failing = GaugeMetricFamily("outpace_loop_failing", "Events that failed at least once.", labels=("kind",))
    for line in LOOP:
        act = line.act.__name__
        done = Delivered.objects.filter(event_id=OuterRef("event_id"), act=act)
        left = Pending.objects.filter(~Exists(done), kind=line.kind).aggregate(n=Count("event_id"), at=Min("recorded"))
        waiting.add_metric((line.kind, act), left["n"])
        age.add_metric((line.kind, act), _seconds(left["at"], as_of))
    for kind, count in Pending.objects.filter(attempts__gt=0).values_list("kind").annotate(Count("event_id")):
        failing.add_metric((kind,), count)
    yield from (waiting, age, failing, *_lanes(as_of))


def _lanes(as_of: datetime) -> Iterator[Metric]:
    """What each worker has before it; an event that somebody set aside is nobody's."""
    waiting = GaugeMetricFamily("outpace_lane_waiting", "Events that wait in a lane.", labels=("lane",))
    age = GaugeMetricFamily("outpace_lane_age_seconds", "Age of the oldest of them.", labels=("lane",))
    for name in Lane:
        inside = Pending.objects.annotate(waits_in=lane()).filter(waits_in=name, aside_at=None)
        left = inside.aggregate(n=Count("event_id"), at=Min("recorded"))
        waiting.add_metric((name,), left["n"])
        age.add_metric((name,), _seconds(left["at"], as_of))
    yield from (waiting, age)


def _ledger(as_of: datetime) -> Iterator[Metric]:
    left = Unplaced.objects.aggregate(n=Count("event_id"), at=Min("recorded"))
    yield _one("outpace_events_without_leaf", "Committed events without a place in the ledger.", left["n"])
    yield _one("outpace_events_without_leaf_age_seconds", "Age of the oldest.", _seconds(left["at"], as_of))
    top = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    yield _one("outpace_ledger_size", "Leaves in the ledger.", 0 if top is None else top + 1)
    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        yield _one("outpace_database_bytes", "Size of the database.", cursor.fetchone()[0])


def _intake(as_of: datetime) -> Iterator[Metric]:
    running = Receipt.objects.filter(state="running").count()
    yield _one("outpace_receipts_open", "Imports that have not come to their end.", running)
    quiet = GaugeMetricFamily("outpace_feed_silence_seconds", "Since a feed's last file.", labels=("feed", "sender"))
    usual = GaugeMetricFamily("outpace_feed_usual_gap_seconds", "A feed's usual gap.", labels=("feed", "sender"))
    for source in Source.objects.order_by("key"):
        quiet.add_metric((source.key, source.sender), _seconds(source.last, as_of))
        usual.add_metric((source.key, source.sender), source.gap_s)
    yield from (quiet, usual)


def _copies(as_of: datetime) -> Iterator[Metric]:
    alarms = GaugeMetricFamily("outpace_alarms_open", "Open alarms.", labels=("kind",))
    for kind, count in Alarm.objects.filter(closed_at=None).values_list("kind").annotate(Count("id")):
        alarms.add_metric((kind,), count)
    yield alarms
    age = GaugeMetricFamily("outpace_copy_age_seconds", "Since the last good backup or check.", labels=("kind",))
    for kind in ("backup", "check", "replay"):
        last = Saved.objects.filter(kind=kind, good=True).order_by("-at").values_list("at", flat=True).first()
        if last is not None:
            age.add_metric((kind,), _seconds(last, as_of))
    yield age
    if archive_of(os.environ):
        state = read_state(settings.HOME, as_of)
        follows = state is not None and state.standing is not Standing.BEHIND
        yield _one("outpace_archive_follows", "Whether each acknowledged write lies in the archive.", int(follows))


def _one(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _seconds(at: datetime | None, as_of: datetime) -> float:
    return max(0.0, (as_of - at).total_seconds()) if at else 0.0
