"""Bring a backup back: into a home that has no data yet, or into a scratch cluster that is compared and thrown away.

A restore is one transaction: interrupted, it leaves an empty database, and the next one begins again. Afterwards every table's
count and the ledger's root, computed again from its leaves, must be the manifest's.
"""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from outpace.desk.home import Home
from outpace.desk.keyfile import wanting
from outpace.desk.life.account import Account, take_account
from outpace.desk.life.keys_tried import KeysTried, try_keys
from outpace.desk.life.manifest import DUMP, SPOOL, Manifest, look, read_manifest
from outpace.desk.life.places import server_of
from outpace.desk.postgres import Cluster, Server, embedded, provision, role_passwords
from outpace.words.problem import ProblemError

Step = Callable[[str], None]
_FILLED = "select to_regclass('public.django_migrations') is not null"


def restore(home: Home, folder: Path, step: Step = lambda name: None) -> Manifest:
    """Restore a backup into this home, whose keys must be there already.

    Raises COPY_MISSING, COPY_DAMAGED, KEYS_MISSING, RESTORE_NOT_EMPTY, RESTORE_DIFFERS, PROGRAM_FAILED.
    """
    step("files")
    manifest = read_manifest(folder)
    refuse_other_keys(home.make(), manifest.keys)
    if os.environ.get("DATABASE_URL"):
        _into(server_of(home), home, folder, manifest, step)
    else:
        with Cluster.under(home.root, os.environ).start() as running:
            _into(embedded(running.cluster), home, folder, manifest, step)
    with tarfile.open(folder / SPOOL) as packed:
        packed.extractall(home.make().spool, filter="data")
    return manifest


@dataclass(frozen=True, slots=True)
class Tried:
    """A backup that came back whole, and whether keys opened what is sealed in it."""

    account: Account
    keys: KeysTried


def check(folder: Path, step: Step = lambda name: None, keys: Home | None = None) -> Tried:
    """Restore a backup into a scratch cluster, compare, open one sealed value with the keys of a home, throw all away.

    Without `keys` it isn't tried whether the vault opens, and the answer says so. Raises COPY_MISSING, COPY_DAMAGED,
    KEYS_MISSING for keys that are not this backup's, RESTORE_DIFFERS, PROGRAM_FAILED, VAULT_KEY_OTHER, FOLDER_UNUSABLE.
    """
    step("files")
    manifest = read_manifest(folder)
    if keys is not None:
        refuse_other_keys(keys, manifest.keys)
    with scratch() as cluster, cluster.start() as running:
        server = embedded(running.cluster)
        _into(server, Home(cluster.keys.parent).make(), folder, manifest, step)
        if keys is None:
            return Tried(manifest.account, KeysTried.NOT_TRIED)
        step("keys")
        with psycopg.connect(server.inside()) as connection:
            return Tried(manifest.account, try_keys(connection, keys))


def keys_fit(home: Home, folder: Path) -> bool:
    """Whether a home holds the keys that a backup needs. Makes nothing there. Raises COPY_MISSING, COPY_DAMAGED."""
    return home.keys.is_dir() and not wanting(look(folder).keys, home.keys)


@contextmanager
def scratch() -> Iterator[Cluster]:
    """A cluster that nobody keeps, in the system's folder for drafts (TMPDIR)."""
    try:
        scratch = Path(tempfile.mkdtemp(prefix="outpace-check-"))
    except FileNotFoundError as refused:
        raise ProblemError(
            "FOLDER_UNUSABLE", path=os.environ.get("TMPDIR", "/tmp"), reason=refused.strerror or ""
        ) from None
    scratch.chmod(0o755)
    try:
        cluster = Cluster.under(scratch / "home", os.environ, durable=False)
        try:
            yield cluster
        finally:
            shutil.rmtree(cluster.sockets, ignore_errors=True)
            shutil.rmtree(cluster.data.parent, ignore_errors=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _into(server: Server, home: Home, folder: Path, manifest: Manifest, step: Step) -> None:
    step("database")
    provision(server.dsn, server.database, role_passwords(home.keys))
    with psycopg.connect(server.inside(), autocommit=True) as connection:
        if (connection.execute(_FILLED).fetchone() or (False,))[0]:
            raise ProblemError("RESTORE_NOT_EMPTY", home=str(home.root))
        connection.execute("drop schema if exists vault")
    server.run("pg_restore", "--exit-on-error", "--single-transaction", "-d", server.database, str(folder / DUMP))
    step("account")
    with psycopg.connect(server.inside()) as connection:
        different = manifest.account.differences(take_account(connection))
    if different:
        raise ProblemError("RESTORE_DIFFERS", folder=str(folder), what=", ".join(different))


def refuse_other_keys(home: Home, needed: Mapping[str, str]) -> None:
    """A database without its vault's and scope's keys opens nothing: say so before any work is done. Raises KEYS_MISSING."""
    if names := wanting(needed, home.keys):
        raise ProblemError("KEYS_MISSING", home=str(home.root), names=", ".join(names))
