"""Alarms as rows: raised when a look finds something, closed when it finds it no more, acknowledged by a person's name."""

import os
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.db import connection

from outpace.desk.archive import archive_of, read_state
from outpace.desk.home import Home
from outpace.desk.ledger.record import Event, record
from outpace.desk.life.feeds import FeedState, feeds
from outpace.desk.life.findings import Finding, Surroundings, look
from outpace.desk.life.models import Alarm, Source
from outpace.desk.postgres.account import account
from outpace.desk.postgres.places import data_folder
from outpace.desk.scope.actor import EVERYWHERE, Actor, service
from outpace.desk.scope.session import scope
from outpace.words.decision import Text
from outpace.words.purpose import Purpose

PURPOSE = Purpose.WATCH
_LOCK = 0x5A << 40
KINDS: Mapping[str, Text] = {
    "areas": Text("区划", "areas"),
    "linelist": Text("病例名单", "line list"),
    "links": Text("传播关系", "transmission links"),
    "exposures": Text("接触情况", "exposures"),
    "cases": Text("病例", "cases"),
}
"""What a feed or a file holds, in words."""


def watch(as_of: datetime, around: Surroundings | None = None) -> int:
    """Raise and close alarms as things stand at an instant; give how many changed. Two watches at once take turns."""
    with scope(service(EVERYWHERE), PURPOSE) as by:
        if not _take_turn():
            return 0
        _keep_sources(by, as_of)
        found = {(finding.kind, finding.what): finding for finding in look(as_of, around or surroundings())}
        standing = {(alarm.kind, alarm.what): alarm for alarm in Alarm.objects.filter(closed_at=None)}
        for key in found.keys() - standing.keys():
            _raise(by, found[key], as_of)
        for key in found.keys() & standing.keys():
            _see(standing[key], found[key], as_of)
        for key in standing.keys() - found.keys():
            _close(by, standing[key], as_of)
        return len(found.keys() ^ standing.keys())


def _keep_sources(by: Actor, as_of: datetime) -> None:
    """Keep the feeds as they stand, so that page and metrics read no receipts. That one still sends is no news."""
    seen = [
        Source(
            key=feed.key,
            kind=feed.kind,
            area=feed.area,
            sender=feed.sender,
            last=feed.last,
            gap_s=int(feed.gap.total_seconds()),
            silent=feed.state is not FeedState.SENDS,
        )
        for feed in feeds(as_of)
    ]
    fields = ["kind", "area", "sender", "last", "gap_s", "silent"]
    before = {source.key: _stands(source) for source in Source.objects.all()}
    Source.objects.bulk_create(seen, update_conflicts=True, unique_fields=["key"], update_fields=fields)
    Source.objects.exclude(key__in=[source.key for source in seen]).delete()
    changed = before.items() ^ {source.key: _stands(source) for source in seen}.items()
    if changed:
        data = {"feeds": len(seen), "silent": sum(source.silent for source in seen), "changed": len(dict(changed))}
        record(Event(kind="feed.changed", by=by, area_path=EVERYWHERE, happened=as_of, recorded=as_of, data=data))


def _stands(source: Source) -> tuple[str, str, str, bool]:
    return source.kind, source.area, source.sender, source.silent


def _take_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _raise(by: Actor, finding: Finding, at: datetime) -> None:
    Alarm.objects.create(kind=finding.kind, what=finding.what, params=dict(finding.params), raised_at=at, seen_at=at)
    _say("alarm.raised", by, finding.kind, at)


def _see(alarm: Alarm, finding: Finding, at: datetime) -> None:
    alarm.seen_at, alarm.params = at, dict(finding.params)
    alarm.save(update_fields=["seen_at", "params"])


def _close(by: Actor, alarm: Alarm, at: datetime) -> None:
    alarm.closed_at = at
    alarm.save(update_fields=["closed_at"])
    _say("alarm.closed", by, alarm.kind, at)


def _say(kind: str, by: Actor, alarm: str, at: datetime) -> None:
    record(Event(kind=kind, by=by, area_path=EVERYWHERE, happened=at, recorded=at, data={"alarm": alarm}))


@cache
def sentences() -> Mapping[str, Text]:
    """What each kind of alarm says, with places to fill."""
    raw = tomllib.loads((files("outpace.desk.life") / "alarms.toml").read_text("utf-8"))
    return {kind: Text(zh=entry["zh"], en=entry["en"]) for kind, entry in raw.items()}


def said(alarm: Alarm) -> Text:
    """An alarm as a sentence in both languages."""
    template, params = sentences()[alarm.kind], {"what": alarm.what, **alarm.params}
    kind = KINDS.get(params.get("kind", ""), Text("", ""))
    zh, en = ({**params, "kind": word or params.get("kind", "")} for word in (kind.zh, kind.en))
    return Text(zh=template.zh.format_map(zh), en=template.en.format_map(en))


def surroundings(env: Mapping[str, str] = os.environ) -> Surroundings:
    """What lies around this installation, as its settings and folders say."""
    home: Home = settings.HOME
    certificate = env.get("OUTPACE_TLS_CERTIFICATE")
    hours = timedelta(hours=float(env.get("OUTPACE_BACKUP_HOURS", "26")))
    return Surroundings(
        folders={name: folder for name, folder in _folders(home, env).items() if folder.is_dir()},
        certificate=Path(certificate) if certificate else None,
        backup_within=hours,
        check_within=hours,
        archive=partial(read_state, home) if archive_of(env) else None,
    )


def _folders(home: Home, env: Mapping[str, str]) -> dict[str, Path]:
    own = {"spool": home.spool, "logs": home.logs}
    if archive := archive_of(env):
        own["archive"] = archive.root
    return own if env.get("DATABASE_URL") else {"data": data_folder(home.root, account()), **own}
