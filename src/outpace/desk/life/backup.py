"""A backup: database, spooled files and settings at one instant in one folder, with a manifest to hold a restore against.

Account and dump see the same snapshot, so that counts and ledger root are the dump's own while people go on working. No key is
in it: keys have their own bundle. Written beside its place and moved in whole; what an interrupted one left is removed.
"""

import json
import os
import shutil
import tarfile
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from outpace.desk.home import Home
from outpace.desk.keyfile import key_prints
from outpace.desk.life.account import NOT_COUNTED, Account, take_account
from outpace.desk.life.manifest import DUMP, SETTINGS, SPOOL, Manifest, file_hash
from outpace.desk.postgres import Server
from outpace.words.problem import ProblemError

Step = Callable[[str], None]
SECRET = ("PASSWORD", "SECRET", "TOKEN", "PASSPHRASE", "DATABASE_URL")


def back_up(home: Home, server: Server, folder: Path, at: datetime, step: Step = lambda name: None) -> Manifest:
    """Make a backup. `step` hears `account`, `database`, `spool`, `files` as each begins.

    Raises COPY_EXISTS for a folder that holds anything, PROGRAM_FAILED.
    """
    refuse_taken(folder)
    draft = folder.with_name(folder.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(home, server, draft, at, step)
        _sync(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return manifest


def refuse_taken(folder: Path) -> None:
    """Refuse a place that holds anything. Raises COPY_EXISTS."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError("COPY_EXISTS", folder=str(folder))


def _fill(home: Home, server: Server, draft: Path, at: datetime, step: Step) -> Manifest:
    with psycopg.connect(server.inside()) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        step("account")
        account, facts = take_account(connection), _facts(connection)
        snapshot = str((connection.execute("select pg_export_snapshot()").fetchone() or ("",))[0])
        step("database")
        left_out = [f"--exclude-table-data={name}" for name in sorted(NOT_COUNTED)]
        server.run("pg_dump", "-Fc", f"--snapshot={snapshot}", *left_out, "-f", str(draft / DUMP))
        step("spool")
        _pack_spool(home, draft / SPOOL)
        (draft / SETTINGS).write_text(json.dumps(_settings(os.environ), indent=1, sort_keys=True) + "\n", "utf-8")
    step("files")
    manifest = _manifest(home, server, draft, at, account, facts)
    manifest.write(draft)
    return manifest


def _manifest(
    home: Home, server: Server, draft: Path, at: datetime, account: Account, facts: Mapping[str, object]
) -> Manifest:
    return Manifest(
        at=at.isoformat(timespec="seconds"),
        version=version("outpace"),
        space=str(facts["space"]),
        installation=int(str(facts["key"])),
        steps=tuple(str(step) for step in facts["steps"]),  # type: ignore[attr-defined]
        postgres=server.binaries.version,
        account=account,
        files={name: file_hash(draft / name) for name in (DUMP, SPOOL, SETTINGS)},
        keys=key_prints(home.keys),
    )


def _facts(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, object]:
    steps = connection.execute("select app || '.' || name from django_migrations order by id").fetchall()
    row = connection.execute("select key, space from life_installation").fetchone() or (0, "live")
    return {"steps": [step for (step,) in steps], "key": row[0], "space": row[1]}


def _pack_spool(home: Home, target: Path) -> None:
    """Pack the files of imports that are under way, as encrypted as they are. One that ends meanwhile is not missed."""
    with tarfile.open(target, "w") as packed:
        for file in sorted(home.spool.glob("*.file")):
            try:
                packed.add(file, arcname=file.name)
            except FileNotFoundError:
                continue


def _settings(env: Mapping[str, str]) -> dict[str, str]:
    """The settings in force, without any that holds a secret."""
    own = {name: value for name, value in env.items() if name.startswith("OUTPACE_")}
    return {name: value for name, value in own.items() if not any(word in name for word in SECRET)}


def _sync(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
