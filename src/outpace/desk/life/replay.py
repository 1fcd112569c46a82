"""Bring an archive back: base, and log up to the last write that reached it, into an empty home or a scratch cluster.

The data is made ready beside its place and moved in whole: interrupted, a restore leaves an empty home. Afterwards every event
must be what its leaf says, and the ledger must hold at least what the archive was promised.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from outpace.desk.archive.base import refuse_damaged
from outpace.desk.archive.folder import Archive, Series, first_segment, made_at
from outpace.desk.home import Home
from outpace.desk.keyfile import wanting
from outpace.desk.life.account import Account, root_at, take_account
from outpace.desk.life.keys_tried import KeysTried, try_keys
from outpace.desk.life.restore import refuse_other_keys, scratch
from outpace.desk.postgres import SUPERUSER, Cluster, Server, embedded, load_or_make_secret, provision, role_passwords
from outpace.desk.postgres.keys import key_file
from outpace.words.problem import ProblemError

Step = Callable[[str], None]
PATIENCE_S = 6 * 3600.0
"""How long the log may take to be replayed."""
_RECOVERY = "restore_command = 'false'\nrecovery_target_timeline = 'latest'\nhot_standby = 'off'\n"
"""Nobody enters before the last record. All log lies in the data folder; the command that would fetch more says there is none."""
_TRUST = "local all all trust\n"
_OTHER_THAN_FOLDERS = shutil.ignore_patterns("postmaster.pid", "postmaster.opts", "*.part")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came back from an archive: its account, the base it began with, how much log was replayed, and what keys opened."""

    account: Account
    base: datetime
    segments: int
    keys: KeysTried


def bring_back(home: Home, archive: Archive, step: Step = lambda name: None) -> Replayed:
    """Restore an archive into this home, whose keys must be there already.

    Raises ARCHIVE_NONE, ARCHIVE_DAMAGED, KEYS_MISSING, RESTORE_NOT_EMPTY, RESTORE_DIFFERS, PROGRAM_FAILED, PG_ codes.
    """
    step("files")
    refuse_other_keys(home.make(), archive.keys())
    cluster = Cluster.under(home.root, {})
    if cluster.data.exists() and any(cluster.data.iterdir()):
        raise ProblemError("RESTORE_NOT_EMPTY", home=str(home.root))
    draft = cluster.data.with_name(cluster.data.name + ".outpace-restore")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        replayed = _replay(replace(cluster, data=draft, patience_s=PATIENCE_S), archive, home, step)
        if cluster.data.exists():
            cluster.data.rmdir()
        draft.rename(cluster.data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    for file in archive.spool.glob("*.file"):
        shutil.copy2(file, home.spool / file.name)
    return replayed


def try_out(archive: Archive, step: Step = lambda name: None, keys: Home | None = None) -> Replayed:
    """Restore an archive into a scratch cluster, compare, open one sealed value with the keys of a home, throw all away.

    It may be kept meanwhile: what is tried is the log as it lies there now. Raises as `bring_back`, and FOLDER_UNUSABLE.
    """
    step("files")
    if keys is not None:
        refuse_other_keys(keys, archive.keys())
    with scratch() as cluster:
        return _replay(replace(cluster, patience_s=PATIENCE_S), archive, keys, step)


def keys_fit(home: Home, archive: Archive) -> bool:
    """Whether a home holds the keys that an archive needs. Makes nothing there."""
    return home.keys.is_dir() and not wanting(archive.keys(), home.keys)


def _replay(cluster: Cluster, archive: Archive, keys: Home | None, step: Step) -> Replayed:
    series = archive.newest()
    base = series.bases()[-1]
    refuse_damaged(base)
    segments = _lay_out(cluster, series, base)
    step("log")
    load_or_make_secret(key_file(cluster.keys, SUPERUSER))
    with _trusting(cluster), cluster.start() as running:
        server = embedded(running.cluster)
        _take_over(server, cluster)
        step("account")
        with psycopg.connect(server.inside()) as connection:
            account = take_account(connection)
            _refuse_less(account, series, connection, archive)
            opened = try_keys(connection, keys) if keys is not None else KeysTried.NOT_TRIED
    return Replayed(account, made_at(base), segments, opened)


def _lay_out(cluster: Cluster, series: Series, base: Path) -> int:
    """Copy base and log into the cluster's place, owned by the server's account; give how many segments of log."""
    cluster.data.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(base, cluster.data, ignore=_OTHER_THAN_FOLDERS, symlinks=True)
    log, first = cluster.data / "pg_wal", first_segment(base)
    segments = [file for file in series.segments() if file.name[8:24] >= first[8:]]
    for file in (*segments, *series.log.glob("*.history")):
        shutil.copyfile(file, log / file.name.removesuffix(".partial"))
    wishes = cluster.data / "postgresql.auto.conf"
    kept = [line for line in wishes.read_text("utf-8").splitlines(keepends=True) if "synchronous_standby" not in line]
    wishes.write_text("".join(kept) + _RECOVERY, "utf-8")
    (cluster.data / "recovery.signal").touch()
    for path in (cluster.data, *cluster.data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        cluster.runner.own(path)
    return len(segments)


@contextmanager
def _trusting(cluster: Cluster) -> Iterator[None]:
    """Let whoever reaches the cluster's private socket sign in while it recovers: its passwords may be older than the keys."""
    doors, wishes = cluster.data / "pg_hba.conf", cluster.data / "postgresql.auto.conf"
    before = doors.read_text("utf-8")
    doors.write_text(_TRUST, "utf-8")
    yield
    doors.write_text(before, "utf-8")
    lines = wishes.read_text("utf-8").splitlines(keepends=True)
    wishes.write_text("".join(line for line in lines if line not in _RECOVERY), "utf-8")


def _take_over(server: Server, cluster: Cluster) -> None:
    """Give the roles the passwords that the keys folder holds."""
    password = load_or_make_secret(key_file(cluster.keys, SUPERUSER))
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        hashed = connection.pgconn.encrypt_password(password.encode(), SUPERUSER.encode(), b"scram-sha-256").decode()
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(SUPERUSER), sql.Literal(hashed)))
    provision(server.dsn, server.database, role_passwords(cluster.keys))


def _refuse_less(
    account: Account, series: Series, connection: psycopg.Connection[tuple[object, ...]], archive: Archive
) -> None:
    """Hold what came back against the ledger's own leaves and against what the archive was promised."""
    missing = ["events"] if account.broken else []
    if series.promise.is_file():
        promised = json.loads(series.promise.read_text("utf-8"))
        if account.ledger_size < promised["size"]:
            missing.append("ledger size")
        elif root_at(connection, promised["size"]) != promised["root"]:
            missing.append("ledger root")
    if missing:
        raise ProblemError("RESTORE_DIFFERS", folder=str(archive.root), what=", ".join(missing))
